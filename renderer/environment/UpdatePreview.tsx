import {
  makeStyles,
  mergeClasses,
  Skeleton,
  SkeletonItem,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { Changes } from '../../shared/contract/schemas.ts';
import { engine } from '../bridge/engine.ts';
import { amountDifference } from '../compare/amounts.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { spellDifference, spellMoney } from '../components/spell.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { Choice } from './Choice.tsx';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  row: {
    display: 'flex',
    gap: '16px',
    minHeight: '32px',
    alignItems: 'center',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  what: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  money: { flexShrink: 0, textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  total: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Rows of one kind that are shown; what is beyond is told by the heading's count. */
const shownRows = 100;

interface PreviewRow {
  readonly id: string;
  readonly what: string;
  readonly detail: string | null;
  readonly difference: string | null;
}

/** What an update would change, asked of FoccoLojas without changing anything. */
export function UpdatePreview({
  environmentId,
  close,
  update,
}: {
  readonly environmentId: string;
  readonly close: () => void;
  readonly update: () => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const dry = useRead(`preview ${environmentId}`, (signal) =>
    engine.acts.update({ environmentId, dryRun: true }, { signal }),
  );
  const changes = dry.value?.changes ?? null;

  const groups = (
    of: Changes,
  ): readonly (readonly ['added' | 'removed' | 'changed', readonly PreviewRow[]])[] => [
    [
      'added',
      of.added.map((item) => ({ id: item.id, what: item.description, detail: null, difference: item.total })),
    ],
    [
      'removed',
      of.removed.map((item) => ({
        id: item.id,
        what: item.description,
        detail: null,
        difference: amountDifference(item.total, '0.00'),
      })),
    ],
    [
      'changed',
      of.changed.map(({ before, after }) => ({
        id: after.id,
        what: after.description,
        detail:
          before.quantity === after.quantity
            ? null
            : say('environment.preview.quantity', { before: before.quantity, after: after.quantity }),
        difference: amountDifference(before.total, after.total),
      })),
    ],
  ];
  const difference = changes === null ? null : amountDifference(changes.total.before, changes.total.after);
  const nothing =
    changes !== null && changes.added.length + changes.removed.length + changes.changed.length === 0;

  return (
    <Choice
      title={say('environment.preview.title')}
      close={close}
      act={{ text: say('environment.due.update'), disabled: changes === null, run: update }}
    >
      {dry.error !== null && <ErrorNotice error={dry.error} again={dry.again} />}
      {changes === null && dry.error === null && (
        <Skeleton aria-label={say('environment.preview.loading')}>
          <SkeletonItem size={96} />
        </Skeleton>
      )}
      {nothing && <Text>{say('environment.preview.nothing')}</Text>}
      {changes !== null &&
        groups(changes).map(([kind, rows]) =>
          rows.length === 0 ? null : (
            <section key={kind}>
              <Subtitle2 as="h3">{say(`environment.preview.${kind}`, { count: rows.length })}</Subtitle2>
              <ul className={styles.list}>
                {rows.slice(0, shownRows).map(({ id, what, detail, difference: money }) => (
                  <li key={id} className={styles.row}>
                    <span className={styles.what}>
                      {what}
                      {detail !== null && <span className={styles.quiet}> · {detail}</span>}
                    </span>
                    {money !== null && (
                      <span className={styles.money}>{spellDifference(money, say.locale)}</span>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          ),
        )}
      {changes !== null && (
        <>
          <Text className={styles.quiet}>
            {say('environment.preview.kept', {
              unchanged: changes.unchanged,
              manual: changes.manualItemsKept,
            })}
          </Text>
          {changes.total.after !== null && (
            <div className={mergeClasses(styles.row, styles.total)}>
              <span className={styles.what}>{say('environment.preview.total')}</span>
              <span className={styles.money}>
                {spellMoney(changes.total.after, say.locale)}
                {difference !== null && ` (${spellDifference(difference, say.locale)})`}
              </span>
            </div>
          )}
        </>
      )}
    </Choice>
  );
}
