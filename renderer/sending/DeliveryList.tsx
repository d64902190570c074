import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { go } from '../app/route.ts';
import type { DeliveryView } from '../../shared/contract/schemas.ts';
import { spellAgo } from '../components/spell.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: '16px',
    minHeight: '48px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    flexWrap: 'wrap',
  },
  what: {
    flexGrow: 1,
    minWidth: '240px',
    display: 'flex',
    flexDirection: 'column',
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** A few rows tell the story; the rest is counted and one click away. */
const firstShown = 5;

/** What is delivered, each with its file or environment by name. */
export function DeliveryList({
  rows,
  shown = firstShown,
}: {
  readonly rows: readonly DeliveryView[];
  readonly shown?: number;
}) {
  const styles = useStyles();
  const say = useSay();
  const [whole, setWhole] = useState(false);
  // Drawn again with every change of the queue, which is when the time matters.
  const [now] = useState(() => Date.now());
  const visible = whole ? rows : rows.slice(0, shown);
  const name = (row: DeliveryView): string =>
    row.fileName === undefined
      ? say.word('kind', row.kind)
      : row.saveNumber === undefined
        ? row.fileName
        : say('sending.save', { file: row.fileName, number: row.saveNumber });
  return (
    <>
      <ul className={styles.list}>
        {visible.map((row) => (
          <li key={row.id} className={styles.row}>
            <span className={styles.what}>
              <Text>{name(row)}</Text>
              <Text size={200} className={styles.quiet}>
                {[row.customerName, row.environmentName].filter((part) => part !== undefined).join(' · ')}
              </Text>
            </span>
            <Text size={200} className={styles.quiet}>
              {say.word(
                'delivery',
                row.state,
                row.receivedAt === undefined ? {} : { receivedAt: row.receivedAt },
              )}
              {row.state === 'kept' &&
                row.nextAttemptAt !== undefined &&
                `, ${say('sending.waiting.next', { at: row.nextAttemptAt })}`}
              {row.state === 'kept' &&
                row.nextAttemptAt === undefined &&
                ` · ${spellAgo(row.createdAt, now, say.locale)}`}
            </Text>
            {row.environmentId !== undefined && (
              <Button
                appearance="subtle"
                aria-label={`${say('sending.attention.environment')}: ${row.environmentName ?? name(row)}`}
                onClick={() => {
                  if (row.environmentId !== undefined) {
                    go({ place: 'environment', environmentId: row.environmentId, tab: 'saves' });
                  }
                }}
              >
                {say('sending.attention.environment')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {rows.length > visible.length && (
        <Button appearance="subtle" onClick={() => setWhole(true)}>
          {say('sending.more', { count: rows.length - visible.length })}
        </Button>
      )}
    </>
  );
}
