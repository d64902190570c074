import {
  Button,
  Input,
  Label,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  tokens,
  useId,
} from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useSay } from '../text/language.ts';
import { FoundText } from './FoundText.tsx';
import { matchesWords, searchWords } from '../components/searchText.ts';

const useStyles = makeStyles({
  pick: { display: 'flex', flexDirection: 'column', gap: '8px', minWidth: 0 },
  input: { minHeight: '40px' },
  choice: { minWidth: 0, display: 'flex', alignItems: 'center', gap: '16px' },
  text: { minWidth: 0, display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  title: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  button: {
    width: '100%',
    minHeight: '48px',
    justifyContent: 'flex-start',
    textAlign: 'left',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  radio: { width: '100%', borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, minHeight: '48px' },
});

/** Nobody reads further down; the search finds the rest. */
const mostShown = 30;

export interface PickChoice {
  readonly id: string;
  readonly title: string;
  readonly under: string;
  readonly picture?: ReactNode;
  /** What `searchText` made of everything it can be found by. */
  readonly searchKey: string;
}

/** One of many, found by typing. */
export function PickList({
  label,
  choices,
  picked,
  onPick,
  none,
  next = false,
}: {
  readonly label: string;
  readonly choices: readonly PickChoice[];
  readonly picked: string | null;
  readonly onPick: (id: string) => void;
  /** Said where the search finds nothing. */
  readonly none: string;
  /** Picking leads on at once: buttons, since the arrows of a radio group would pick whatever they pass. */
  readonly next?: boolean;
}) {
  const styles = useStyles();
  const say = useSay();
  const id = useId('pick');
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  // The panel gives the keyboard to its first control, which only closes it; typing is what is next.
  useEffect(() => {
    const timer = window.setTimeout(() => input.current?.focus());
    return () => window.clearTimeout(timer);
  }, []);
  const words = useMemo(() => searchWords(query), [query]);
  const found = useMemo(
    () => choices.filter(({ searchKey }) => matchesWords(searchKey, words)),
    [choices, words],
  );
  const shown = found.slice(0, mostShown);
  const look = (choice: PickChoice): ReactElement => (
    <span className={styles.choice}>
      {choice.picture}
      <span className={styles.text}>
        <span className={styles.title}>
          <FoundText text={choice.title} words={words} />
        </span>
        <span className={styles.quiet}>
          <FoundText text={choice.under} words={words} />
        </span>
      </span>
    </span>
  );
  return (
    <div className={styles.pick}>
      <Label htmlFor={id}>{label}</Label>
      <Input
        id={id}
        input={{ ref: input }}
        className={styles.input}
        contentBefore={<SearchRegular />}
        value={query}
        onChange={(_event, { value }) => setQuery(value)}
      />
      <div role="status">{found.length === 0 && <Text>{none}</Text>}</div>
      {next ? (
        <ul className={styles.list} aria-label={label}>
          {shown.map((choice) => (
            <li key={choice.id}>
              <Button appearance="subtle" className={styles.button} onClick={() => onPick(choice.id)}>
                {look(choice)}
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <RadioGroup aria-label={label} value={picked ?? ''} onChange={(_event, { value }) => onPick(value)}>
          {shown.map((choice) => (
            <Radio key={choice.id} value={choice.id} className={styles.radio} label={look(choice)} />
          ))}
        </RadioGroup>
      )}
      {found.length > mostShown && (
        <Text className={styles.quiet}>
          {say('home.bind.more', { shown: mostShown, count: found.length })}
        </Text>
      )}
    </div>
  );
}
