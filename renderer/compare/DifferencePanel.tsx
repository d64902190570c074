import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  SearchBox,
  Tab,
  TabList,
  Text,
  ToggleButton,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircleRegular, ReceiptMoneyRegular, SearchRegular } from '@fluentui/react-icons';
import { useDeferredValue, useMemo, useState } from 'react';
import type { Comparison } from '../../shared/contract/windowSchemas.ts';
import { EmptyScreen } from '../components/EmptyScreen.tsx';
import { useSay } from '../text/language.ts';
import { DifferenceList } from './DifferenceList.tsx';
import { countByStatus, differenceStatuses, filterDifferences } from './differences.ts';
import type { AnyDifference, DifferenceStatus, DrawingDifference, ItemDifference } from './differences.ts';
import { sideName } from './sideName.ts';

const useStyles = makeStyles({
  panel: { flexGrow: 1, minHeight: 0, minWidth: 0, display: 'flex', flexDirection: 'column', gap: '8px' },
  tools: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
  search: { flexGrow: 1, minWidth: '160px', maxWidth: 'none', minHeight: '40px' },
  filters: { display: 'flex', flexWrap: 'wrap', gap: '4px' },
  filter: { minHeight: '40px', minWidth: 'auto' },
  quiet: { color: tokens.colorNeutralForeground3 },
  list: { flexGrow: 1, minHeight: 0, display: 'flex', flexDirection: 'column', gap: '8px' },
});

export type ListTab = 'drawing' | 'items';

/** What changed, in words: of the drawing and of the items, searched and filtered. */
export function DifferencePanel({
  comparison,
  drawing,
  items,
  tab,
  setTab,
  chosen,
  choose,
}: {
  readonly comparison: Comparison;
  readonly drawing: readonly DrawingDifference[];
  /** `null` unless both sides have a listing. */
  readonly items: readonly ItemDifference[] | null;
  readonly tab: ListTab;
  readonly setTab: (tab: ListTab) => void;
  readonly chosen: string | null;
  readonly choose: (id: string) => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const [query, setQuery] = useState('');
  const [statuses, setStatuses] = useState<ReadonlySet<DifferenceStatus>>(new Set());
  const [chosenItem, setChosenItem] = useState<string | null>(null);
  const sought = useDeferredValue(query);
  const all: readonly AnyDifference[] | null = tab === 'drawing' ? drawing : items;
  const counts = useMemo(() => countByStatus(all ?? []), [all]);
  const shown = useMemo(() => {
    const found = filterDifferences(all ?? [], { query: sought, statuses });
    // What was clicked on the plan is found, whatever the filter says.
    if (tab !== 'drawing' || chosen === null || found.some(({ id }) => id === chosen)) return found;
    const missing = all?.find(({ id }) => id === chosen);
    return missing === undefined ? found : [missing, ...found];
  }, [all, sought, statuses, tab, chosen]);

  const toggle = (status: DifferenceStatus): void => {
    const next = new Set(statuses);
    if (!next.delete(status)) next.add(status);
    setStatuses(next);
  };
  const clear = (): void => {
    setQuery('');
    setStatuses(new Set());
  };
  const unchanged = tab === 'drawing' ? comparison.drawing.unchanged : (comparison.items?.unchanged ?? 0);

  return (
    <div role="group" aria-label={say('compare.lists')} className={styles.panel}>
      <TabList
        selectedValue={tab}
        aria-label={say('compare.lists')}
        onTabSelect={(_event, { value }) => setTab(value === 'items' ? 'items' : 'drawing')}
      >
        <Tab value="drawing" id="compare-drawing" aria-controls="compare-list">
          {say('compare.list.drawing', { count: drawing.length })}
        </Tab>
        <Tab value="items" id="compare-items" aria-controls="compare-list">
          {items === null
            ? say('compare.list.items-none')
            : say('compare.list.items', { count: items.length })}
        </Tab>
      </TabList>
      <div
        id="compare-list"
        role="tabpanel"
        aria-labelledby={tab === 'drawing' ? 'compare-drawing' : 'compare-items'}
        className={styles.list}
      >
        {all !== null && all.length > 0 && (
          <div className={styles.tools}>
            <SearchBox
              className={styles.search}
              value={query}
              placeholder={say('compare.search')}
              aria-label={say('compare.search')}
              onChange={(_event, { value }) => setQuery(value)}
            />
            <div role="group" aria-label={say('compare.filter')} className={styles.filters}>
              {differenceStatuses.map((status) => (
                <ToggleButton
                  key={status}
                  className={styles.filter}
                  checked={statuses.has(status)}
                  disabled={counts[status] === 0}
                  onClick={() => toggle(status)}
                >
                  {`${say(`compare.filter.${status}`)} ${counts[status]}`}
                </ToggleButton>
              ))}
            </div>
          </div>
        )}
        {all !== null && comparison.omitted > 0 && (
          <MessageBar intent="info">
            <MessageBarBody>{say('compare.omitted', { count: comparison.omitted })}</MessageBarBody>
          </MessageBar>
        )}
        {all === null && (
          <EmptyScreen
            icon={<ReceiptMoneyRegular />}
            title={say('compare.no-listing-title')}
            text={noListingText(say, comparison)}
          />
        )}
        {all?.length === 0 && (
          <EmptyScreen
            icon={<CheckmarkCircleRegular />}
            title={say(tab === 'drawing' ? 'compare.same-drawing' : 'compare.same-items')}
          />
        )}
        {all !== null && all.length > 0 && shown.length === 0 && (
          <EmptyScreen
            icon={<SearchRegular />}
            title={say('compare.filter.nothing')}
            action={<Button onClick={clear}>{say('compare.filter.clear')}</Button>}
          />
        )}
        {shown.length > 0 && (
          <DifferenceList
            key={tab}
            differences={shown}
            label={say('compare.lists')}
            chosen={tab === 'drawing' ? chosen : chosenItem}
            choose={tab === 'drawing' ? choose : setChosenItem}
          />
        )}
        {unchanged > 0 && (
          <Text size={200} className={styles.quiet}>
            {say('compare.unchanged', { count: unchanged })}
          </Text>
        )}
      </div>
    </div>
  );
}

/** Which side has no listing. */
function noListingText(say: ReturnType<typeof useSay>, { before, after }: Comparison): string {
  const names = { before: sideName(say, before), after: sideName(say, after) };
  if (!before.hasListing && !after.hasListing) return say('compare.no-listing-both', names);
  if (!before.hasListing) return say('compare.no-listing-before', names);
  return after.hasListing ? say('compare.no-listing-unreadable') : say('compare.no-listing-after', names);
}
