import { Button, makeStyles } from '@fluentui/react-components';
import {
  AppsListRegular,
  CheckmarkCircleRegular,
  CloudOffRegular,
  PersonRegular,
  SearchRegular,
} from '@fluentui/react-icons';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useQuery } from '../app/query.ts';
import { go } from '../app/route.ts';
import { EmptyScreen } from '../components/EmptyScreen.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { useHomeRows } from '../state/homeRows.ts';
import { useStatus } from '../state/status.ts';
import { useSay } from '../text/language.ts';
import { doAct, openEnvironment } from './doAct.ts';
import { EnvironmentLine } from './EnvironmentLine.tsx';
import { openPanel } from '../acts/actPanel.ts';
import { rearrange, useCanReview, useHomeView } from './homeView.ts';
import { listItems, rowBeside } from './listItems.ts';
import { ListTools } from './ListTools.tsx';
import { MovedNotice } from './MovedNotice.tsx';
import { ProjectLine } from './ProjectLine.tsx';
import { QuestionsNotice } from './QuestionsNotice.tsx';
import { rowAct } from '../acts/rowAct.ts';
import { RowGrid } from './RowGrid.tsx';
import { searchWords } from '../components/searchText.ts';
import { useNarrow } from './useNarrow.ts';

const useStyles = makeStyles({
  place: { position: 'relative', flexGrow: 1, minHeight: 0, display: 'flex', flexDirection: 'column' },
  notice: { padding: '8px 24px', '@media (max-width: 800px)': { padding: '8px' } },
});

const groupHeight = 48;
const rowHeight = 72;
/** Name, state and receipt beside the picture, and a button: what fits at 200 % zoom. */
const narrowRowHeight = 80;
const narrowGroupHeight = 40;

/** Rows that changed find their new place by themselves once nobody has been at the list for this long, in milliseconds. */
const restMs = 2_000;

/** Environments by customer and project, what is due first. */
export function EnvironmentList() {
  const styles = useStyles();
  const say = useSay();
  const canReview = useCanReview();
  const query = useQuery((search) => search.query);
  const words = useMemo(() => searchWords(query), [query]);
  const rows = useHomeRows((known) => known.rows);
  const version = useHomeRows((known) => known.version);
  const loaded = useHomeRows((known) => known.loaded);
  const error = useHomeRows((known) => known.error);
  const again = useHomeRows((known) => known.again);
  const order = useHomeView((view) => view.order);
  const activeId = useHomeView((view) => view.activeId);
  const moved = useHomeView((view) => view.moved.size);
  const narrow = useNarrow();
  const [inUse, setInUse] = useState(false);
  const [cameBack] = useState(() => useHomeView.getState().left);
  useEffect(() => useHomeView.setState({ left: false }), []);

  // oxlint-disable-next-line react/exhaustive-deps -- the rows are changed in place; their version moves
  const items = useMemo(() => listItems(order, rows, words), [order, rows, version, words]);
  const keys = useMemo(() => items.map(({ key }) => key), [items]);
  const found = useMemo(() => items.filter(({ kind }) => kind === 'row').length, [items]);
  const isRow = useCallback((index: number) => items[index]?.kind === 'row', [items]);
  const sizeOf = useCallback(
    (index: number) =>
      narrow
        ? items[index]?.kind === 'group'
          ? narrowGroupHeight
          : narrowRowHeight
        : items[index]?.kind === 'group'
          ? groupHeight
          : rowHeight,
    [items, narrow],
  );
  const beside = useCallback((index: number, step: number) => rowBeside(items, index, step), [items]);
  const setActive = useCallback((key: string) => useHomeView.setState({ activeId: key }), []);
  const setScrollTop = useCallback((scrollTop: number) => useHomeView.setState({ scrollTop }), []);

  // Nobody is at the list: what changed may go where it belongs.
  useEffect(() => {
    if (moved === 0 || inUse) return undefined;
    const timer = window.setTimeout(() => {
      const focused = document.activeElement;
      const away = focused === null || focused.closest('[role="grid"], [role="dialog"]') === null;
      if (away) rearrange();
    }, restMs);
    return () => window.clearTimeout(timer);
  }, [moved, inUse]);

  const act = (environmentId: string): void => {
    const row = useHomeRows.getState().rows.get(environmentId)?.row;
    if (row === undefined) return;
    const due = rowAct(row, canReview);
    if (due === null) openEnvironment(environmentId);
    else doAct(due, row);
  };

  if (rows.size === 0) {
    if (error !== null) {
      return (
        <div className={styles.notice}>
          <ErrorNotice error={error} again={again} />
        </div>
      );
    }
    if (loaded !== 'all') return <LoadingRows />;
    return (
      <>
        <QuestionsNotice />
        <NoEnvironments />
      </>
    );
  }
  return (
    <div className={styles.place}>
      {error !== null && (
        <div className={styles.notice}>
          <ErrorNotice error={error} again={again} />
        </div>
      )}
      <RowGrid
        label={say('home.list')}
        keys={keys}
        isRow={isRow}
        sizeOf={sizeOf}
        columns={6}
        header={
          <>
            <QuestionsNotice />
            <ListTools found={words.length === 0 ? null : found} />
            {items.length === 0 && <NothingShown query={words.length === 0 ? null : query} />}
          </>
        }
        activeKey={activeId}
        onActive={setActive}
        beside={beside}
        onAct={act}
        onOpen={openEnvironment}
        onLeave={leaveList}
        takesFocus={cameBack}
        scrollTop={useHomeView.getState().scrollTop}
        onScrollTop={setScrollTop}
        onUse={setInUse}
        renderLine={({ index, active }) => {
          const item = items[index];
          if (item === undefined) return null;
          return item.kind === 'group' ? (
            <ProjectLine environmentId={item.environmentId} words={words} />
          ) : (
            <EnvironmentLine
              environmentId={item.environmentId}
              active={active}
              words={words}
              canReview={canReview}
            />
          );
        }}
      />
      <MovedNotice />
    </div>
  );
}

/** Esc in the list: back to the search, where the way into it began. */
export function leaveList(): void {
  document.querySelector<HTMLInputElement>('header input')?.focus();
}

/** There is none at all: says what to do next. */
function NoEnvironments() {
  const say = useSay();
  const status = useStatus((known) => known.status);
  if (status?.signedIn === false) {
    return (
      <EmptyScreen
        icon={<PersonRegular />}
        title={say('home.empty.title')}
        text={say('home.empty.signed-out')}
        action={
          <Button appearance="primary" size="large" onClick={() => go({ place: 'account' })}>
            {say('home.empty.sign-in')}
          </Button>
        }
      />
    );
  }
  if (status?.online === false) {
    return (
      <EmptyScreen
        icon={<CloudOffRegular />}
        title={say('home.empty.offline.title')}
        text={say('home.empty.offline.text')}
      />
    );
  }
  return (
    <EmptyScreen
      icon={<AppsListRegular />}
      title={say('home.empty.title')}
      text={say('home.empty.text')}
      action={
        <Button appearance="primary" size="large" onClick={() => openPanel({ kind: 'new-environment' })}>
          {say('home.new')}
        </Button>
      }
    />
  );
}

/** There are some, but none is shown by this search or filter. */
function NothingShown({ query }: { readonly query: string | null }) {
  const say = useSay();
  const filter = useHomeView((view) => view.filter);
  const setQuery = useQuery((search) => search.setQuery);
  const showAll = (
    <Button size="large" onClick={() => rearrange({ filter: 'all' })}>
      {say('home.nothing-here.all')}
    </Button>
  );
  if (query === null) {
    const calm = filter === 'due';
    return (
      <EmptyScreen
        icon={calm ? <CheckmarkCircleRegular /> : <AppsListRegular />}
        title={say(calm ? 'home.nothing-here.due' : 'home.nothing-here.title')}
        text={say('home.nothing-here.text')}
        action={showAll}
      />
    );
  }
  return (
    <EmptyScreen
      icon={<SearchRegular />}
      title={say('home.nothing-found.title', { query })}
      text={say('home.nothing-found.text')}
      action={
        <>
          <Button appearance="primary" size="large" onClick={() => setQuery('')}>
            {say('home.nothing-found.clear')}
          </Button>
          {filter !== 'all' && showAll}
        </>
      }
    />
  );
}
