import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { SearchRegular, WrenchRegular } from '@fluentui/react-icons';
import { useCallback, useMemo, useState } from 'react';
import type { OccurrenceView } from '../../shared/contract/schemas.ts';
import { FoundText } from '../acts/FoundText.tsx';
import { doOccurrence, OccurrenceAct } from '../acts/OccurrenceAct.tsx';
import { OccurrenceWhat } from '../acts/OccurrenceWhat.tsx';
import { useOccurrences } from '../acts/useOccurrences.ts';
import { useQuery } from '../app/query.ts';
import { go } from '../app/route.ts';
import { EmptyScreen } from '../components/EmptyScreen.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { searchWords } from '../components/searchText.ts';
import { useSay } from '../text/language.ts';
import { arrangeOccurrences } from './arrangeOccurrences.ts';
import { leaveList } from './EnvironmentList.tsx';
import { RowGrid } from './RowGrid.tsx';

const useStyles = makeStyles({
  notice: { padding: '8px 24px', '@media (max-width: 800px)': { padding: '8px' } },
  line: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px 16px',
    minHeight: '88px',
    boxSizing: 'border-box',
    padding: '8px 16px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 800px)': { flexWrap: 'wrap', padding: '8px' },
  },
  what: { flexGrow: 1, minWidth: 0, display: 'flex' },
  next: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
  button: { minHeight: '40px', whiteSpace: 'nowrap' },
});

/** A guess; the lines are measured. */
const lineHeight = 104;

/** All technical-assistance occurrences of the store: where each hangs, how far it is, and the one thing that is next. */
export function StoreOccurrences() {
  const styles = useStyles();
  const say = useSay();
  const { value, error, again } = useOccurrences();
  const query = useQuery((search) => search.query);
  const words = useMemo(() => searchWords(query), [query]);
  const [activeId, setActiveId] = useState<string | null>(null);
  const shown = useMemo(() => arrangeOccurrences(value ?? [], words), [value, words]);
  const keys = useMemo(() => shown.map(({ id }) => id), [shown]);
  const beside = useCallback(
    (index: number, step: number) =>
      shown.length === 0 ? -1 : Math.max(0, Math.min(shown.length - 1, index + step)),
    [shown.length],
  );
  const about = (key: string, act: (occurrence: OccurrenceView) => void): void => {
    const occurrence = shown.find(({ id }) => id === key);
    if (occurrence !== undefined) act(occurrence);
  };
  if (value === null && error === null) return <LoadingRows />;
  return (
    <>
      {error !== null && (
        <div className={styles.notice}>
          <ErrorNotice error={error} again={again} />
        </div>
      )}
      {value !== null && (
        <RowGrid
          label={say('occurrences.title')}
          keys={keys}
          isRow={() => true}
          sizeOf={() => lineHeight}
          measured
          columns={2}
          header={
            shown.length === 0 &&
            (words.length === 0 ? (
              <EmptyScreen
                icon={<WrenchRegular />}
                title={say('home.occurrences.none.title')}
                text={say('home.occurrences.none.text')}
              />
            ) : (
              <EmptyScreen
                icon={<SearchRegular />}
                title={say('home.nothing-found.title', { query })}
                text={say('home.nothing-found.text')}
              />
            ))
          }
          activeKey={activeId}
          onActive={setActiveId}
          beside={beside}
          onAct={(key) => about(key, doOccurrence)}
          onOpen={(key) => about(key, openItsEnvironment)}
          onLeave={leaveList}
          scrollTop={0}
          onScrollTop={ignoreScroll}
          renderLine={({ index, active }) => {
            const occurrence = shown[index];
            if (occurrence === undefined) return null;
            const name = occurrence.environmentName ?? occurrence.environmentId;
            const tabIndex = active ? 0 : -1;
            return (
              <div className={styles.line}>
                <div role="gridcell" className={styles.what}>
                  <OccurrenceWhat
                    occurrence={occurrence}
                    where={
                      <span>
                        <FoundText
                          text={[name, occurrence.customerName].filter(Boolean).join(' · ')}
                          words={words}
                        />
                      </span>
                    }
                  />
                </div>
                <div role="gridcell" className={styles.next}>
                  <OccurrenceAct occurrence={occurrence} tabIndex={tabIndex} />
                  <Button
                    className={styles.button}
                    appearance="subtle"
                    tabIndex={tabIndex}
                    aria-label={`${say('home.occurrences.environment')}: ${name}`}
                    onClick={() => openItsEnvironment(occurrence)}
                  >
                    {say('home.occurrences.environment')}
                  </Button>
                </div>
              </div>
            );
          }}
        />
      )}
    </>
  );
}

function openItsEnvironment({ environmentId }: OccurrenceView): void {
  go({ place: 'environment', environmentId, tab: 'items' });
}

function ignoreScroll(): void {
  // What is due is on top.
}
