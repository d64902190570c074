import { Button, CounterBadge, makeStyles, Tab, TabList } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { Page } from '../components/Page.tsx';
import { followHomeRows, useHomeRows } from '../state/homeRows.ts';
import { useSay } from '../text/language.ts';
import { CreationStrip } from './CreationStrip.tsx';
import { EnvironmentList } from './EnvironmentList.tsx';
import { openPanel, useActPanel } from '../acts/actPanel.ts';
import { followHomeOrder, useCanReview, useHomeView } from './homeView.ts';
import { LooseFileList } from './LooseFileList.tsx';
import { StoreOccurrences } from './StoreOccurrences.tsx';
import { urgencies, urgencyOf } from '../acts/rowAct.ts';
import { TaskStrip } from '../acts/TaskStrip.tsx';
import { useLooseFiles } from '../acts/useLooseFiles.ts';
import { useNarrow } from './useNarrow.ts';

// Panels come when the first of them is opened: the list must stand within a second.
const HomePanels = lazy(async () => ({ default: (await import('./HomePanels.tsx')).HomePanels }));

const useStyles = makeStyles({
  tab: { minHeight: '40px' },
  new: {
    minHeight: '40px',
    '@media (max-width: 800px)': { minWidth: '40px', paddingLeft: 0, paddingRight: 0 },
  },
  newText: { '@media (max-width: 800px)': { display: 'none' } },
  badge: { marginLeft: '8px' },
});

/** The first screen: environments with what is due, files that have none, and the store's occurrences. */
export function Home() {
  const styles = useStyles();
  const say = useSay();
  const tab = useHomeView((view) => view.tab);
  const { files } = useLooseFiles();
  const narrow = useNarrow();
  const panel = useActPanel(({ panel: open }) => open);
  useEffect(() => {
    followHomeRows();
    followHomeOrder();
  }, []);
  const loose = files?.filter(({ ignored }) => !ignored).length ?? 0;
  return (
    <Page
      title={say('frame.environments')}
      {...(narrow ? {} : { under: <Counts /> })}
      bare
      actions={
        <>
          <TabList
            selectedValue={tab}
            size={narrow ? 'small' : 'medium'}
            onTabSelect={(_event, { value }) => useHomeView.setState({ tab: value as typeof tab })}
          >
            <Tab value="environments" className={styles.tab}>
              {say('home.tab.environments')}
            </Tab>
            <Tab value="files" className={styles.tab}>
              {say(narrow ? 'home.tab.files.short' : 'home.tab.files')}
              {loose > 0 && (
                <CounterBadge
                  className={styles.badge}
                  appearance="ghost"
                  count={loose}
                  overflowCount={9_999}
                  color="informative"
                />
              )}
            </Tab>
            <Tab value="occurrences" className={styles.tab}>
              {say('home.tab.occurrences')}
            </Tab>
          </TabList>
          <Button
            className={styles.new}
            icon={<AddRegular />}
            aria-label={say('home.new')}
            onClick={() => openPanel({ kind: 'new-environment' })}
          >
            <span className={styles.newText}>{say('home.new')}</span>
          </Button>
        </>
      }
    >
      {tab === 'environments' && <EnvironmentList />}
      {tab === 'files' && <LooseFileList />}
      {tab === 'occurrences' && <StoreOccurrences />}
      <CreationStrip />
      <TaskStrip />
      {panel !== null && (
        <Suspense fallback={null}>
          <HomePanels panel={panel} />
        </Suspense>
      )}
    </Page>
  );
}

function Counts() {
  const say = useSay();
  const canReview = useCanReview();
  const rows = useHomeRows((known) => known.rows);
  const version = useHomeRows((known) => known.version);
  const loaded = useHomeRows((known) => known.loaded);
  const total = useHomeRows((known) => known.total);
  const due = useMemo(() => {
    let count = 0;
    for (const { row } of rows.values()) if (urgencyOf(row, canReview) !== urgencies.calm) count += 1;
    return count;
    // oxlint-disable-next-line react/exhaustive-deps -- the rows are changed in place; their version moves
  }, [rows, version, canReview]);
  if (loaded === 'nothing' || total === 0) return null;
  const all = total === 1 ? say('home.count.one') : say('home.count', { count: total });
  return due === 0 ? all : `${all} · ${say('home.count.due', { count: due })}`;
}
