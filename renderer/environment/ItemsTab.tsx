import {
  Button,
  Dropdown,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Option,
  SearchBox,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { AppsListDetailRegular, SearchRegular } from '@fluentui/react-icons';
import { useDeferredValue, useMemo, useState } from 'react';
import { engine } from '../bridge/engine.ts';
import { EmptyScreen } from '../components/EmptyScreen.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { useChanges } from '../state/changes.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { ItemGrid } from './ItemGrid.tsx';
import { ItemSums } from './ItemSums.tsx';
import { itemTree, openAtFirst, visibleRows } from './itemTree.ts';
import { listingChoices } from './listingChoices.ts';
import { tabBarHeight } from './tabBarHeight.ts';
import type { TabProps } from './tabProps.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 16px',
    padding: '12px 24px',
  },
  search: { minHeight: '40px', width: '280px', maxWidth: '100%' },
  which: { minHeight: '40px', minWidth: '220px', maxWidth: '100%' },
  end: { marginLeft: 'auto', display: 'flex', gap: '8px', alignItems: 'center' },
  notices: { padding: '0 24px', display: 'flex', flexDirection: 'column', gap: '8px' },
  count: { color: tokens.colorNeutralForeground3 },
});

/** The items: the tree of a listing with its prices, and what was added by hand in FoccoLojas. */
export function ItemsTab({ detail, scroll }: TabProps) {
  const styles = useStyles();
  const say = useSay();
  const { environmentId } = detail;
  const choices = useMemo(() => listingChoices(detail), [detail]);
  const [chosen, setChosen] = useState<string | null>(null);
  const choice = choices.find(({ id }) => id === chosen) ?? choices[0];
  const changed = useChanges(({ environments }) => environments.get(environmentId) ?? 0);
  const items = useRead(
    `items ${environmentId}`,
    (signal) => engine.environments.items({ environmentId }, { signal }),
    changed,
  );
  const tree = useRead(choice === undefined ? null : `tree ${environmentId} ${choice.id}`, (signal) => {
    if (choice === undefined) throw new Error('no listing was chosen');
    return engine.listings.tree(choice.ref, { signal });
  });

  const [query, setQuery] = useState('');
  const [onlyFlagged, setOnlyFlagged] = useState(false);
  const sought = useDeferredValue(query);
  const listing = tree.error === null && choice !== undefined ? tree.value : null;
  const nodes = useMemo(() => itemTree(listing, items.value?.items ?? null), [listing, items.value]);
  const [opened, setOpened] = useState<{ nodes: typeof nodes; open: ReadonlySet<string> } | null>(null);
  // A choice of open lines holds for the tree it was made in.
  const open = useMemo(() => (opened?.nodes === nodes ? opened.open : openAtFirst(nodes)), [opened, nodes]);
  const rows = useMemo(
    () => visibleRows(nodes, { open, query: sought, onlyFlagged }),
    [nodes, open, sought, onlyFlagged],
  );
  const flagged = useMemo(() => nodes.filter(({ alert }) => alert).length, [nodes]);
  const filtering = sought.trim() !== '' || onlyFlagged;
  const setOpen = (next: ReadonlySet<string>): void => setOpened({ nodes, open: next });

  const loading =
    (items.loading && items.value === null) || (tree.loading && tree.value === null && choice !== undefined);
  // That no listing is on this machine is no failure: FoccoLojas' own items are shown.
  const missing = tree.error?.code === 'listing-not-found';
  const all = nodes.filter(({ children }) => children > 0);

  return (
    <>
      <div className={styles.bar}>
        <SearchBox
          className={styles.search}
          value={query}
          placeholder={say('environment.items.search')}
          aria-label={say('environment.items.search')}
          onChange={(_event, { value }) => setQuery(value)}
        />
        {choices.length > 1 && choice !== undefined && (
          <Dropdown
            className={styles.which}
            aria-label={say('environment.items.which')}
            value={say(choice.text, choice.params)}
            selectedOptions={[choice.id]}
            onOptionSelect={(_event, { optionValue }) => setChosen(optionValue ?? null)}
          >
            {choices.map(({ id, text, params }) => (
              <Option key={id} value={id}>
                {say(text, params)}
              </Option>
            ))}
          </Dropdown>
        )}
        {choices.length === 1 && choice !== undefined && (
          <Text className={styles.count}>{say(choice.text, choice.params)}</Text>
        )}
        {flagged > 0 && (
          <Switch
            checked={onlyFlagged}
            label={say('environment.items.only-flagged', { count: flagged })}
            onChange={(_event, { checked }) => setOnlyFlagged(checked)}
          />
        )}
        <span className={styles.end}>
          {filtering ? (
            <Text className={styles.count} role="status">
              {say('environment.items.found', {
                count: rows.filter(({ node }) => node.kind === 'promob' || node.kind === 'manual').length,
              })}
            </Text>
          ) : (
            all.length > 0 && (
              <>
                <Button appearance="subtle" onClick={() => setOpen(new Set(all.map(({ id }) => id)))}>
                  {say('environment.items.open-all')}
                </Button>
                <Button appearance="subtle" onClick={() => setOpen(new Set())}>
                  {say('environment.items.close-all')}
                </Button>
              </>
            )
          )}
        </span>
      </div>
      <div className={styles.notices}>
        {items.value?.stale === true && (
          <MessageBar intent="info">
            <MessageBarBody>{say('environment.items.stale', { at: items.value.at })}</MessageBarBody>
          </MessageBar>
        )}
        {missing && (
          <MessageBar intent="info">
            <MessageBarBody>{say('environment.items.no-listing')}</MessageBarBody>
          </MessageBar>
        )}
        {tree.error !== null && !missing && <ErrorNotice error={tree.error} again={tree.again} />}
        {items.error !== null && <ErrorNotice error={items.error} again={items.again} />}
      </div>
      {loading && <LoadingRows />}
      {!loading && nodes.length === 0 && items.error === null && (
        <EmptyScreen
          icon={<AppsListDetailRegular />}
          title={say('environment.items.empty')}
          text={say('environment.items.empty-text')}
        />
      )}
      {!loading && nodes.length > 0 && rows.length === 0 && (
        <EmptyScreen
          icon={<SearchRegular />}
          title={say('environment.items.nothing-found')}
          action={
            <Button
              onClick={() => {
                setQuery('');
                setOnlyFlagged(false);
              }}
            >
              {say('environment.items.clear')}
            </Button>
          }
        />
      )}
      {!loading && rows.length > 0 && (
        <ItemGrid
          rows={rows}
          nodes={nodes}
          open={open}
          setOpen={setOpen}
          scroll={scroll}
          top={tabBarHeight}
        />
      )}
      {!loading && nodes.length > 0 && <ItemSums nodes={nodes} tree={listing} />}
    </>
  );
}
