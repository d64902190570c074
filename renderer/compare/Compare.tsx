import {
  Dropdown,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Option,
  ProgressBar,
  Skeleton,
  SkeletonItem,
  Tab,
  TabList,
} from '@fluentui/react-components';
import { CubeRegular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import type { Comparison, StateRef } from '../../shared/contract/windowSchemas.ts';
import { go } from '../app/route.ts';
import { engine } from '../bridge/engine.ts';
import { EmptyScreen } from '../components/EmptyScreen.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { Page } from '../components/Page.tsx';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { ambientChoices } from './ambientChoices.ts';
import { CompareHead } from './CompareHead.tsx';
import { DifferencePanel } from './DifferencePanel.tsx';
import type { ListTab } from './DifferencePanel.tsx';
import { drawingDifferences, itemDifferences } from './differences.ts';
import { environmentLine } from './environmentLine.ts';
import { FloorPlan } from './FloorPlan.tsx';
import { PictureCompare } from './PictureCompare.tsx';
import { planScene } from './planScene.ts';

const useStyles = makeStyles({
  // Wide: plan and list side by side fill the window. Narrow or low: one below the other, and the page scrolls.
  page: {
    flexGrow: 1,
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    '@media (max-width: 1000px)': { overflowY: 'auto' },
  },
  progress: { flexShrink: 0 },
  notice: { padding: '0 24px 12px' },
  body: {
    flexGrow: 1,
    minHeight: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(380px, 2fr)',
    gap: '16px',
    padding: '0 24px 16px',
    '@media (max-width: 1000px)': { display: 'flex', flexDirection: 'column', flexGrow: 0 },
  },
  left: {
    minHeight: 0,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    '@media (max-width: 1000px)': { height: '360px', flexShrink: 0 },
  },
  right: {
    minHeight: 0,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    '@media (max-width: 1000px)': { height: '480px', flexShrink: 0 },
  },
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: '8px',
  },
  panel: { flexGrow: 1, minHeight: 0, display: 'flex', flexDirection: 'column' },
  ambient: { minWidth: '180px', minHeight: '40px' },
  loading: { padding: '0 24px', display: 'flex', flexDirection: 'column', gap: '16px' },
});

/** Two versions or saves side by side: totals, pictures, floor plan and what changed, in words. */
export function Compare({
  environmentId,
  before,
  after,
}: {
  readonly environmentId?: string | undefined;
  readonly before: StateRef;
  readonly after: StateRef;
}) {
  const styles = useStyles();
  const say = useSay();
  const [ambientGuid, setAmbientGuid] = useState<string | null>(null);
  const environment = useRead(environmentId === undefined ? null : `environment ${environmentId}`, (signal) =>
    engine.environments.get({ environmentId: environmentId ?? '' }, { signal }),
  );
  // The environment may be one of several in the file: that one is compared first.
  const bound = environment.value?.file?.ambients.find((ambient) => ambient.bound)?.guid ?? null;
  const asked = ambientGuid ?? bound;
  const waits = environmentId !== undefined && environment.value === null && environment.error === null;
  const key = `compare ${JSON.stringify([before, after, asked])}`;
  // While the next comparison is made, the last one stays with the sides it is of.
  const read = useRead(waits ? null : key, async (signal) => ({
    before,
    after,
    comparison: await engine.compare(
      { before, after, ...(asked === null ? {} : { ambientGuid: asked }) },
      { signal },
    ),
  }));
  const swap = (): void =>
    go({ place: 'compare', environmentId, before: after, after: before }, { replace: true });
  const under = environment.value === null ? undefined : environmentLine(environment.value, say);

  return (
    <Page title={say('compare.page')} under={under} back bare>
      <div className={styles.page}>
        {read.error !== null && (
          <div className={styles.notice}>
            <ErrorNotice error={read.error} again={read.again} />
          </div>
        )}
        {read.loading && read.value !== null && (
          <ProgressBar className={styles.progress} aria-label={say('compare.loading')} />
        )}
        {read.value === null && read.error === null && (
          <Skeleton aria-label={say('compare.loading')} className={styles.loading}>
            <SkeletonItem size={64} />
            <SkeletonItem size={128} />
            <SkeletonItem size={128} />
          </Skeleton>
        )}
        {read.value !== null && read.error === null && (
          <Compared {...read.value} swap={swap} asked={asked} setAmbient={setAmbientGuid} />
        )}
      </div>
    </Page>
  );
}

function Compared({
  before,
  after,
  comparison,
  swap,
  asked,
  setAmbient,
}: {
  readonly before: StateRef;
  readonly after: StateRef;
  readonly comparison: Comparison;
  readonly swap: () => void;
  readonly asked: string | null;
  readonly setAmbient: (guid: string) => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const [view, setView] = useState<'plan' | 'pictures'>('plan');
  const [tab, setTab] = useState<ListTab>('drawing');
  const [chosen, setChosen] = useState<string | null>(null);
  const scene = useMemo(() => planScene(comparison), [comparison]);
  const drawing = useMemo(
    () =>
      drawingDifferences(
        comparison.drawing,
        new Set(scene.shapes.flatMap(({ id }) => (id === null ? [] : [id]))),
      ),
    [comparison, scene],
  );
  const items = useMemo(
    () => (comparison.items === null ? null : itemDifferences(comparison.items)),
    [comparison],
  );
  const ambients = ambientChoices(comparison.plans);
  const ambient =
    ambients.find(({ guid }) => guid === asked) ??
    comparison.plans.after.ambient ??
    comparison.plans.before.ambient;
  const same = drawing.length === 0 && (items === null || items.length === 0);
  const choose = (id: string | null): void => {
    setChosen(id);
    if (id !== null) setTab('drawing');
  };
  const notice = comparison.identical
    ? say('compare.identical')
    : same && comparison.omitted === 0
      ? say(items === null ? 'compare.no-difference-drawing' : 'compare.no-difference')
      : null;
  return (
    <>
      <CompareHead before={before} after={after} comparison={comparison} swap={swap} />
      {notice !== null && (
        <div className={styles.notice}>
          <MessageBar intent="success">
            <MessageBarBody>{notice}</MessageBarBody>
          </MessageBar>
        </div>
      )}
      <div className={styles.body}>
        <div className={styles.left}>
          <div className={styles.tools}>
            <TabList
              selectedValue={view}
              aria-label={say('compare.views')}
              onTabSelect={(_event, { value }) => setView(value === 'pictures' ? 'pictures' : 'plan')}
            >
              <Tab value="plan" id="compare-plan" aria-controls="compare-view">
                {say('compare.view.plan')}
              </Tab>
              <Tab value="pictures" id="compare-pictures" aria-controls="compare-view">
                {say('compare.view.pictures')}
              </Tab>
            </TabList>
            {ambients.length > 1 && (
              <Dropdown
                className={styles.ambient}
                aria-label={say('compare.ambient')}
                value={ambient?.name ?? ''}
                selectedOptions={[ambient?.guid ?? ''].filter(Boolean)}
                onOptionSelect={(_event, { optionValue }) => {
                  if (optionValue !== undefined) setAmbient(optionValue);
                }}
              >
                {ambients.map(({ guid, name }) => (
                  <Option key={guid} value={guid}>
                    {name}
                  </Option>
                ))}
              </Dropdown>
            )}
          </div>
          <div
            id="compare-view"
            role="tabpanel"
            aria-labelledby={view === 'plan' ? 'compare-plan' : 'compare-pictures'}
            className={styles.panel}
          >
            {view === 'pictures' && <PictureCompare before={before} after={after} comparison={comparison} />}
            {view === 'plan' && scene.bounds === null && (
              <EmptyScreen icon={<CubeRegular />} title={say('compare.plan.empty')} />
            )}
            {view === 'plan' && scene.bounds !== null && (
              <FloorPlan
                key={ambient?.guid ?? ''}
                scene={scene}
                bounds={scene.bounds}
                differences={drawing}
                chosen={chosen}
                choose={choose}
                omitted={Math.max(comparison.plans.before.omitted, comparison.plans.after.omitted)}
              />
            )}
          </div>
        </div>
        <div className={styles.right}>
          <DifferencePanel
            comparison={comparison}
            drawing={drawing}
            items={items}
            tab={tab}
            setTab={setTab}
            chosen={chosen}
            choose={choose}
          />
        </div>
      </div>
    </>
  );
}
