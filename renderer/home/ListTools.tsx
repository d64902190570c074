import {
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  ToggleButton,
  tokens,
} from '@fluentui/react-components';
import { ArrowSortRegular, FilterRegular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import { environmentStates } from '../../shared/domain/environmentState.ts';
import { useHomeRows } from '../state/homeRows.ts';
import { useSay } from '../text/language.ts';
import { rowSorts } from './arrangeRows.ts';
import type { RowSort } from './arrangeRows.ts';
import { rearrange, useCanReview, useHomeView } from './homeView.ts';
import { countFilters, offeredFilters, quickFilters } from './rowFilter.ts';
import type { RowFilter } from './rowFilter.ts';
import { useNarrow } from './useNarrow.ts';

const useStyles = makeStyles({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px',
    padding: '4px 24px 0',
    '@media (max-width: 800px)': { padding: '4px 8px 0' },
  },
  quick: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '8px',
    '@media (max-width: 800px)': { display: 'none' },
  },
  button: { minHeight: '40px', minWidth: 'auto' },
  end: { marginLeft: 'auto', display: 'flex', gap: '8px', alignItems: 'center' },
  found: { color: tokens.colorNeutralForeground2 },
});

const quick: readonly RowFilter[] = quickFilters;

/** What the list shows, and in which order. */
export function ListTools({ found }: { readonly found: number | null }) {
  const styles = useStyles();
  const say = useSay();
  const narrow = useNarrow();
  const canReview = useCanReview();
  const filter = useHomeView((view) => view.filter);
  const sort = useHomeView((view) => view.sort);
  const rows = useHomeRows((known) => known.rows);
  const version = useHomeRows((known) => known.version);
  // oxlint-disable-next-line react/exhaustive-deps -- the rows are changed in place; their version moves
  const counts = useMemo(() => countFilters(rows.values(), canReview), [rows, version, canReview]);
  const counted = (name: RowFilter): string =>
    say('home.filter.count', { filter: say(`home.filter.${name}`), count: counts[name] });
  const radio = (name: RowFilter) => (
    <MenuItemRadio key={name} name="filter" value={name}>
      {counted(name)}
    </MenuItemRadio>
  );
  return (
    <div className={styles.tools}>
      <div className={styles.quick} role="group" aria-label={say('home.filter')}>
        {offeredFilters(canReview).map((name) => (
          <ToggleButton
            key={name}
            className={styles.button}
            shape="circular"
            checked={filter === name}
            onClick={() => rearrange({ filter: name })}
          >
            {counted(name)}
          </ToggleButton>
        ))}
      </div>
      <Menu
        checkedValues={{ filter: [filter] }}
        onCheckedValueChange={(_event, { checkedItems }) =>
          rearrange({ filter: (checkedItems[0] ?? 'all') as RowFilter })
        }
      >
        <MenuTrigger disableButtonEnhancement>
          <Button className={styles.button} appearance="subtle" icon={<FilterRegular />}>
            {!narrow && quick.includes(filter)
              ? say('home.filter.by-state')
              : say('home.filter.more', { filter: say(`home.filter.${filter}`) })}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {offeredFilters(canReview).map(radio)}
            <MenuDivider />
            {environmentStates.map(radio)}
          </MenuList>
        </MenuPopover>
      </Menu>
      <Menu
        checkedValues={{ sort: [sort] }}
        onCheckedValueChange={(_event, { checkedItems }) =>
          rearrange({ sort: (checkedItems[0] ?? 'due') as RowSort })
        }
      >
        <MenuTrigger disableButtonEnhancement>
          <Button className={styles.button} appearance="subtle" icon={<ArrowSortRegular />}>
            {say('home.sort', { sort: say(`home.sort.${sort}`) })}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {rowSorts.map((name) => (
              <MenuItemRadio key={name} name="sort" value={name}>
                {say(`home.sort.${name}`)}
              </MenuItemRadio>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      <div className={styles.end}>
        <span role="status" className={styles.found}>
          {found !== null && say('home.found', { count: found })}
        </span>
      </div>
    </div>
  );
}
