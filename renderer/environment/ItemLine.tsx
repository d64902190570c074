import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  ChevronDownRegular,
  ChevronRightRegular,
  CubeRegular,
  HandDrawRegular,
  InfoRegular,
  WarningFilled,
} from '@fluentui/react-icons';
import { spellMoney } from '../components/spell.ts';
import { useSay } from '../text/language.ts';
import type { Say } from '../text/language.ts';
import type { ItemNode, ItemRow } from './itemTree.ts';
import { seriousFlag } from './seriousFlag.ts';
import { spellQuantity } from './spellQuantity.ts';

/** Pixels a level stands further in. */
const indent = 20;

/** The columns, shared by the head and every line. */
export const useItemColumns = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 96px 152px 168px 120px 128px',
    columnGap: '16px',
    alignItems: 'center',
    padding: '0 16px 0 8px',
    '@media (max-width: 1100px)': { gridTemplateColumns: 'minmax(0, 1fr) 88px 136px 104px 120px' },
    '@media (max-width: 800px)': { gridTemplateColumns: 'minmax(0, 1fr) 88px 112px', columnGap: '8px' },
  },
  right: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  origin: { '@media (max-width: 800px)': { display: 'none' } },
  size: { '@media (max-width: 800px)': { display: 'none' } },
  finish: { '@media (max-width: 1100px)': { display: 'none' } },
});

const useStyles = makeStyles({
  line: {
    minHeight: '44px',
    boxSizing: 'border-box',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: 'default',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  group: { fontWeight: tokens.fontWeightSemibold, backgroundColor: tokens.colorNeutralBackground3 },
  manual: { borderLeft: `4px solid ${tokens.colorPaletteLavenderBorderActive}`, paddingLeft: '4px' },
  marked: { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  what: { display: 'flex', alignItems: 'center', gap: '8px', minWidth: 0 },
  toggle: {
    flexShrink: 0,
    width: '24px',
    height: '40px',
    display: 'grid',
    placeItems: 'center',
    color: tokens.colorNeutralForeground3,
  },
  words: {
    minWidth: 0,
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: '12px',
    alignItems: 'baseline',
    padding: '4px 0',
  },
  description: { overflowWrap: 'anywhere' },
  code: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  flag: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
  },
  serious: { color: tokens.colorStatusWarningForeground1 },
  cell: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground3 },
  from: { display: 'inline-flex', alignItems: 'center', gap: '6px', color: tokens.colorNeutralForeground2 },
});

function nameOf(node: ItemNode, say: Say): string {
  if (node.kind === 'manual-group' || node.kind === 'promob-group')
    return say(`environment.items.${node.kind}`);
  if (node.description !== '') return node.description;
  return say(node.kind === 'ambient' ? 'environment.items.ambient-unnamed' : 'environment.items.unnamed');
}

/** "2" with its unit; where pieces and areas are counted apart, both. */
function quantityOf(node: ItemNode, say: Say): string {
  if (node.quantity === '') return '';
  const quantity = [spellQuantity(node.quantity, say.locale), node.unit].filter(Boolean).join(' ');
  const apart = node.repetition !== '' && node.repetition !== '1' && node.repetition !== node.quantity;
  if (!apart) return quantity;
  const pieces = spellQuantity(node.repetition, say.locale);
  return `${say('environment.items.pieces', { pieces })} · ${quantity}`;
}

/** One line of the tree: what it is, what is odd about it, where it comes from, how much of it and what it costs. */
export function ItemLine({
  id,
  row,
  index,
  active,
  marked,
  choose,
  toggle,
}: {
  readonly id: string;
  readonly row: ItemRow;
  readonly index: number;
  readonly active: boolean;
  readonly marked: boolean;
  readonly choose: () => void;
  readonly toggle: () => void;
}) {
  const styles = useStyles();
  const columns = useItemColumns();
  const say = useSay();
  const { node, open } = row;
  const parent = node.children > 0;
  const isItem = node.kind === 'promob' || node.kind === 'manual';
  const Chevron = open ? ChevronDownRegular : ChevronRightRegular;
  const Origin = node.kind === 'manual' ? HandDrawRegular : CubeRegular;
  const word = (flag: string): string =>
    say.maybe(`environment.flag.${flag}`) ?? say('environment.flag.other', { code: flag });
  const flags = node.flags.map((flag) => ({ text: word(flag), serious: seriousFlag(flag, node.level) }));
  if (node.alertsBelow > 0 && !open) {
    flags.push({ text: say('environment.items.below', { count: node.alertsBelow }), serious: true });
  }
  return (
    // The grid itself has the focus and its keys; a click only does what they do.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- see above
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-level={node.level}
      aria-selected={active}
      {...(parent ? { 'aria-expanded': open } : {})}
      className={mergeClasses(
        columns.columns,
        styles.line,
        !isItem && styles.group,
        node.kind === 'manual' && styles.manual,
        marked && styles.marked,
      )}
      onClick={() => {
        choose();
        if (parent) toggle();
      }}
    >
      <span role="gridcell" className={styles.what} style={{ paddingLeft: `${(node.level - 1) * indent}px` }}>
        <span className={styles.toggle} aria-hidden>
          {parent && <Chevron />}
        </span>
        <span className={styles.words}>
          <span className={styles.description}>{nameOf(node, say)}</span>
          {node.code !== '' && <span className={styles.code}>{node.code}</span>}
          {flags.map(({ text, serious }) => (
            <span key={text} className={mergeClasses(styles.flag, serious && styles.serious)}>
              {serious ? <WarningFilled aria-hidden /> : <InfoRegular aria-hidden />}
              {text}
            </span>
          ))}
        </span>
      </span>
      <span role="gridcell" className={columns.origin}>
        {isItem && node.level <= 2 && (
          <span className={styles.from}>
            <Origin aria-hidden />
            {say(node.kind === 'manual' ? 'environment.items.manual' : 'environment.items.promob')}
          </span>
        )}
      </span>
      <span role="gridcell" className={mergeClasses(columns.size, styles.cell)} title={node.dimensions}>
        {node.dimensions}
      </span>
      <span role="gridcell" className={mergeClasses(columns.finish, styles.cell)} title={node.reference}>
        {node.reference}
      </span>
      <span role="gridcell" className={columns.right}>
        {quantityOf(node, say)}
      </span>
      <span role="gridcell" className={columns.right}>
        {node.total === null
          ? isItem && <span className={styles.quiet}>{say('environment.items.no-total')}</span>
          : spellMoney(node.total, say.locale)}
      </span>
    </div>
  );
}
