import {
  Badge,
  Link,
  makeStyles,
  mergeClasses,
  SearchBox,
  Tab,
  TabList,
  tokens,
} from '@fluentui/react-components';
import {
  AlertRegular,
  AppsListRegular,
  ArrowUploadRegular,
  PersonRegular,
  SettingsRegular,
  StethoscopeRegular,
} from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Connected } from '../components/Connected.tsx';
import { Toasts } from '../components/Toasts.tsx';
import { useNotices } from '../state/notices.ts';
import { useSay } from '../text/language.ts';
import { KeysHelp } from './KeysHelp.tsx';
import { useQuery } from './query.ts';
import { go, useRoute } from './route.ts';
import type { Route } from './route.ts';
import { StatusSentence } from './StatusSentence.tsx';
import { useKeys } from './useKeys.ts';

const unseen = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;

const useStyles = makeStyles({
  frame: {
    height: '100%',
    display: 'grid',
    gridTemplateRows: 'auto 1fr',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  skip: { position: 'absolute', top: '-100px', ':focus': { top: '8px', left: '8px', zIndex: 10 } },
  head: {
    gridColumn: '1 / -1',
    display: 'flex',
    alignItems: 'center',
    gap: '16px',
    padding: '8px 16px',
    minHeight: '40px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold, width: '136px' },
  search: { flexGrow: 1, maxWidth: '480px', minHeight: '40px' },
  status: { marginLeft: 'auto' },
  places: {
    padding: '8px',
    width: '152px',
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    // At 200 % zoom a 1366-pixel screen is 683 wide: the names go, icons with tooltips and labels stay.
    '@media (max-width: 800px)': { width: '56px' },
  },
  // The library keeps room for the bold name; without this a name that is not bold stands in its middle.
  place: {
    minHeight: '44px',
    justifyContent: 'flex-start',
    '& > span': { justifySelf: 'start', textAlign: 'left' },
  },
  // Heard, not seen: the icons alone stand there then.
  placeName: { '@media (max-width: 800px)': unseen },
  unseen,
  appName: { '@media (max-width: 800px)': { display: 'none' } },
  unread: {
    marginLeft: '8px',
    '@media (max-width: 800px)': { position: 'absolute', top: '2px', right: '2px', marginLeft: 0 },
  },
  quiet: { marginTop: 'auto' },
  content: {
    outlineStyle: 'none',
    minHeight: 0,
    minWidth: 0,
    overflow: 'hidden',
    display: 'flex',
    flexDirection: 'column',
  },
});

type PlaceName = Exclude<Route['place'], 'environment' | 'compare' | 'machines'>;

const icons = {
  environments: <AppsListRegular />,
  notifications: <AlertRegular />,
  sending: <ArrowUploadRegular />,
  diagnosis: <StethoscopeRegular />,
  account: <PersonRegular />,
  settings: <SettingsRegular />,
} as const;

const loud: readonly PlaceName[] = ['environments', 'notifications', 'sending', 'diagnosis'];
const quiet: readonly PlaceName[] = ['account', 'settings'];

/** The frame around every screen: search, one status sentence, five places and two quiet ones. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  const say = useSay();
  const place = useRoute(({ route }) => route.place);
  const unread = useNotices(
    ({ notices }) => notices?.filter(({ state }) => state === 'delivered').length ?? 0,
  );
  const { query, setQuery } = useQuery();
  const search = useRef<HTMLInputElement>(null);
  const content = useRef<HTMLElement>(null);
  useEffect(
    () =>
      useRoute.subscribe(() => {
        // After the new screen was drawn: what had the focus left with its screen, and the keyboard goes on in the new one.
        window.requestAnimationFrame(() => {
          if (document.activeElement === document.body) content.current?.focus({ preventScroll: true });
        });
      }),
    [],
  );
  useKeys({ search });
  const below = place === 'environment' || place === 'compare' || place === 'machines';
  const selected = below ? 'environments' : place;
  const list = (names: readonly PlaceName[], className?: string) => (
    <TabList
      vertical
      className={className}
      selectedValue={selected}
      aria-label={say('frame.places')}
      onTabSelect={(_event, { value }) => go({ place: value as PlaceName })}
    >
      {names.map((name) => (
        <Tab key={name} value={name} icon={icons[name]} className={styles.place}>
          <span className={styles.placeName}>{say(`frame.${name}`)}</span>
          {name === 'notifications' && unread > 0 && (
            <Badge size="medium" color="brand" className={styles.unread}>
              {unread}
              <span className={styles.unseen}> {say('frame.unread')}</span>
            </Badge>
          )}
        </Tab>
      ))}
    </TabList>
  );
  return (
    <div className={styles.frame}>
      <Link href="#content" className={styles.skip}>
        {say('frame.skip')}
      </Link>
      <header className={styles.head}>
        <span className={mergeClasses(styles.name, styles.appName)}>{say('app.name')}</span>
        <SearchBox
          input={{ ref: search }}
          dismiss={{ 'aria-label': say('frame.clear') }}
          className={styles.search}
          value={query}
          placeholder={say('frame.search')}
          aria-label={say('frame.search')}
          onChange={(_event, { value }) => {
            setQuery(value);
            if (selected !== 'environments' || place !== 'environments') go({ place: 'environments' });
          }}
        />
        <div className={styles.status}>
          <StatusSentence />
        </div>
      </header>
      <nav className={styles.places}>
        {list(loud)}
        {list(quiet, styles.quiet)}
      </nav>
      <main id="content" ref={content} className={styles.content} tabIndex={-1}>
        <Connected />
        {children}
      </main>
      <KeysHelp />
      <Toasts />
    </div>
  );
}
