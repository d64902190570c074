import { Badge, Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { Proposal } from '../../shared/contract/proposalSchemas.ts';
import { fileNameOf, folderOf } from '../components/pathParts.ts';
import { useSay } from '../text/language.ts';
import { SavePicture } from './SavePicture.tsx';

const useStyles = makeStyles({
  all: { display: 'flex', flexDirection: 'column', gap: '8px' },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
  },
  one: {
    display: 'flex',
    gap: '16px',
    padding: '12px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  picked: { border: `2px solid ${tokens.colorBrandStroke1}`, padding: '11px' },
  facts: {
    minWidth: 0,
    flexGrow: 1,
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    overflowWrap: 'anywhere',
  },
  head: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  why: { margin: 0, paddingLeft: '20px' },
  button: { alignSelf: 'flex-start', minHeight: '40px' },
});

const looks = { strong: 'success', medium: 'informative', weak: 'subtle' } as const;

/** The best ones first; of more the list below has them all. */
const mostShown = 3;

/** Projects that exist in Promob already and may be the drawing, each with what speaks for it. The user says which. */
export function Proposals({
  proposals,
  picked,
  onPick,
}: {
  readonly proposals: readonly Proposal[];
  readonly picked: string | null;
  readonly onPick: (proposal: Proposal) => void;
}) {
  const styles = useStyles();
  const say = useSay();
  if (proposals.length === 0) return null;
  return (
    <section className={styles.all} aria-label={say('legacy.title')}>
      <Text weight="semibold">{say('legacy.title')}</Text>
      <Text className={styles.quiet}>{say('legacy.why')}</Text>
      <ul className={styles.list}>
        {proposals.slice(0, mostShown).map((proposal) => {
          const { fileId, path, strength, evidence, lastSave, boundTo } = proposal;
          return (
            <li key={fileId} className={mergeClasses(styles.one, picked === fileId && styles.picked)}>
              <SavePicture saveId={lastSave.saveId} />
              <div className={styles.facts}>
                <span className={styles.head}>
                  <span className={styles.name}>{fileNameOf(path)}</span>
                  <Badge appearance="tint" color={looks[strength]}>
                    {say(`evidence-strength.${strength}`)}
                  </Badge>
                </span>
                <span className={styles.quiet}>{folderOf(path)}</span>
                <ul className={styles.why}>
                  {evidence.map(({ code, fact }) => (
                    <li key={code}>{say(`evidence.${code}`, { fact })}</li>
                  ))}
                  {boundTo.length > 0 && (
                    <li>{say('legacy.bound-to', { names: boundTo.map(({ name }) => name).join(', ') })}</li>
                  )}
                </ul>
                <Button
                  className={styles.button}
                  aria-pressed={picked === fileId}
                  appearance={picked === fileId ? 'primary' : 'secondary'}
                  onClick={() => onPick(proposal)}
                >
                  {say('legacy.pick')}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
