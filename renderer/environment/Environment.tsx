import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { closePanelOf, useActPanel } from '../acts/actPanel.ts';
import { useActTasks } from '../acts/actTasks.ts';
import { CopyNotes } from '../acts/CopyNotes.tsx';
import { TaskStrip } from '../acts/TaskStrip.tsx';
import { environmentTabs, go } from '../app/route.ts';
import type { EnvironmentTab } from '../app/route.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { Page } from '../components/Page.tsx';
import { useChanges } from '../state/changes.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { DueAction } from './DueAction.tsx';
import { EnvironmentHead } from './EnvironmentHead.tsx';
import { EnvironmentNotes } from './EnvironmentNotes.tsx';
import { HistoryTab } from './HistoryTab.tsx';
import { ItemsTab } from './ItemsTab.tsx';
import { SavesTab } from './SavesTab.tsx';
import { tabBarHeight } from './tabBarHeight.ts';
import { VersionsTab } from './VersionsTab.tsx';
import { WaitNote } from './WaitNote.tsx';

const ActPanels = lazy(async () => ({ default: (await import('../acts/ActPanels.tsx')).ActPanels }));

const useStyles = makeStyles({
  // Everything scrolls together, so that at 200 % zoom the list has the whole window.
  scroll: { flexGrow: 1, minHeight: 0, overflowY: 'auto', position: 'relative' },
  content: { minHeight: '100%', display: 'flex', flexDirection: 'column' },
  notice: { padding: '0 24px 8px' },
  tabs: {
    position: 'sticky',
    top: 0,
    zIndex: 3,
    height: `${tabBarHeight}px`,
    boxSizing: 'border-box',
    padding: '0 14px',
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  tab: { minHeight: `${tabBarHeight - 2}px` },
  panel: { flexGrow: 1, display: 'flex', flexDirection: 'column' },
});

const isTab = (tab: string): tab is EnvironmentTab => (environmentTabs as readonly string[]).includes(tab);

/** One environment: its state and what is due on top, then items, versions, saves and history. */
export function Environment({
  environmentId,
  tab,
}: {
  readonly environmentId: string;
  readonly tab: EnvironmentTab;
}) {
  const styles = useStyles();
  const say = useSay();
  const scroll = useRef<HTMLDivElement>(null);
  const own = useChanges((changes) => changes.environments.get(environmentId) ?? 0);
  const shared = useChanges(
    ({ of }) =>
      `${of.environments ?? 0} ${of.files ?? 0} ${of.listings ?? 0} ${of.queue ?? 0} ${of.notifications ?? 0}`,
  );
  const ended = useActTasks((tasks) => tasks.ended);
  const open = useActPanel(({ panel }) =>
    panel !== null && 'environmentId' in panel && panel.environmentId === environmentId ? panel : null,
  );
  // A panel goes with the screen it is on.
  useEffect(() => () => closePanelOf(environmentId), [environmentId]);
  const detail = useRead(
    `environment ${environmentId}`,
    (signal) => engine.environments.get({ environmentId }, { signal }),
    `${own} ${shared} ${ended}`,
  );
  const { value, error } = detail;
  if (value === null) {
    return (
      <Page title={say('environment.page')} back>
        {error === null ? <LoadingRows /> : <ErrorNotice error={error} again={detail.again} />}
      </Page>
    );
  }
  const changed = detail.again;
  const panel = { detail: value, scroll, changed };
  return (
    <Page
      title={value.name}
      under={`${value.customerName} · ${value.projectName}`}
      back
      actions={<DueAction key={value.due ?? ''} detail={value} />}
      bare
    >
      <div className={styles.scroll} ref={scroll}>
        <div className={styles.content}>
          {error !== null && (
            <div className={styles.notice}>
              <ErrorNotice error={error} again={detail.again} />
            </div>
          )}
          {value.listingWait !== undefined && <WaitNote wait={value.listingWait} changed={changed} />}
          <CopyNotes environmentId={environmentId} />
          <EnvironmentHead detail={value} changed={changed} />
          <EnvironmentNotes detail={value} />
          <TabList
            className={styles.tabs}
            selectedValue={tab}
            aria-label={say('environment.tabs')}
            onTabSelect={(_event, data) => {
              const chosen = String(data.value);
              if (isTab(chosen)) go({ place: 'environment', environmentId, tab: chosen }, { replace: true });
            }}
          >
            {environmentTabs.map((name) => (
              <Tab
                key={name}
                value={name}
                id={`tab-${name}`}
                className={styles.tab}
                aria-controls="tab-panel"
              >
                {say(`environment.tab.${name}`)}
              </Tab>
            ))}
          </TabList>
          <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className={styles.panel}>
            {tab === 'items' && <ItemsTab {...panel} />}
            {tab === 'versions' && <VersionsTab {...panel} />}
            {tab === 'saves' && <SavesTab {...panel} />}
            {tab === 'history' && <HistoryTab {...panel} />}
          </div>
        </div>
      </div>
      <TaskStrip />
      {open !== null && (
        <Suspense fallback={null}>
          <ActPanels row={value} panel={open} />
        </Suspense>
      )}
    </Page>
  );
}
