import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import { engine } from '../bridge/engine.ts';
import { EmptyScreen } from '../components/EmptyScreen.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { useChanges } from '../state/changes.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { historyRows } from './historyRows.ts';
import { RowList } from './RowList.tsx';
import type { TabProps } from './tabProps.ts';

/** Pixels of a row before it was measured. */
const rowHeight = 48;

const useStyles = makeStyles({
  day: {
    display: 'block',
    padding: '20px 0 8px',
    fontWeight: tokens.fontWeightSemibold,
    '::first-letter': { textTransform: 'uppercase' },
  },
  row: {
    display: 'grid',
    gridTemplateColumns: '64px minmax(0, 1fr) auto',
    gap: '16px',
    alignItems: 'center',
    minHeight: '48px',
    padding: '4px 12px 4px 0',
    boxSizing: 'border-box',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  time: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  what: { overflowWrap: 'anywhere' },
  by: { color: tokens.colorNeutralForeground2, textAlign: 'right' },
});

/** What happened to the environment, when and by whom, newest first, day by day. */
export function HistoryTab({ detail, scroll }: TabProps) {
  const styles = useStyles();
  const say = useSay();
  const { environmentId } = detail;
  const count = useChanges(({ environments }) => environments.get(environmentId) ?? 0);
  const read = useRead(
    `history ${environmentId}`,
    (signal) => engine.environments.history({ environmentId }, { signal }),
    count,
  );
  const rows = useMemo(() => historyRows(read.value ?? [], say.locale), [read.value, say.locale]);
  if (read.value === null) {
    return read.error === null ? <LoadingRows /> : <ErrorNotice error={read.error} again={read.again} />;
  }
  if (rows.length === 0) {
    return (
      <EmptyScreen
        icon={<HistoryRegular />}
        title={say('environment.history.empty')}
        text={say('environment.history.empty-text')}
      />
    );
  }
  return (
    <>
      {read.error !== null && <ErrorNotice error={read.error} again={read.again} />}
      <RowList
        items={rows}
        keyOf={({ key }) => key}
        label={say('environment.history.list')}
        rowHeight={rowHeight}
        scroll={scroll}
      >
        {({ happening, day, time }) => (
          <>
            {day !== null && <Text className={styles.day}>{day}</Text>}
            <div className={styles.row} data-happening={happening.code}>
              <Text className={styles.time}>{time}</Text>
              <Text className={styles.what}>
                {say.maybe(`happening.${happening.code}`, happening.facts) ??
                  say('environment.history.other', { code: happening.code })}
              </Text>
              <Text className={styles.by}>
                {happening.by === undefined
                  ? say('environment.history.elo')
                  : say('environment.history.by', { by: happening.by })}
              </Text>
            </div>
          </>
        )}
      </RowList>
    </>
  );
}
