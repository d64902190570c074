import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ChevronRightRegular, StarFilled } from '@fluentui/react-icons';
import { memo } from 'react';
import { engine } from '../bridge/engine.ts';
import { EnvironmentBadge } from '../components/EnvironmentBadge.tsx';
import { SaveReceipt } from '../components/SaveReceipt.tsx';
import { spellLately, spellTime, spellWhen } from '../components/spell.ts';
import { readAgain, useHomeRows } from '../state/homeRows.ts';
import { useSay } from '../text/language.ts';
import { doAct, openEnvironment } from './doAct.ts';
import { WaitLine } from './WaitLine.tsx';
import { FoundText } from '../acts/FoundText.tsx';
import { useActTasks } from '../acts/actTasks.ts';
import { mayBeUrgent, rowAct, waitsForReviser } from '../acts/rowAct.ts';
import { SavePicture } from '../acts/SavePicture.tsx';
import { useNow } from '../state/useNow.ts';

const narrow = '@media (max-width: 800px)';

const useStyles = makeStyles({
  line: {
    display: 'grid',
    gridTemplateColumns: '72px minmax(0, 1.32fr) minmax(0, 1fr) 140px 200px 40px',
    columnGap: '16px',
    alignItems: 'center',
    height: '100%',
    boxSizing: 'border-box',
    padding: '0 8px 0 16px',
    cursor: 'pointer',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    [narrow]: {
      gridTemplateColumns: '72px minmax(0, 1fr) auto',
      gridTemplateRows: 'auto auto',
      alignContent: 'center',
      gap: '2px 12px',
      padding: '0 8px',
    },
  },
  cell: { minWidth: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  // One line where there is little room: the receipt says it all.
  ago: { [narrow]: { display: 'none' } },
  picture: { [narrow]: { gridRow: '1 / 3' } },
  name: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightSemibold,
  },
  cut: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
  save: { [narrow]: { gridColumn: '2', gridRow: '2' } },
  // Three lines fit there: what waits is more than what arrived.
  giveWay: { [narrow]: { display: 'none' } },
  alone: { [narrow]: { gridRow: '1 / 3' } },
  version: { [narrow]: { display: 'none' } },
  act: {
    display: 'flex',
    justifyContent: 'flex-end',
    [narrow]: { gridColumn: '3', gridRow: '1 / 3', alignSelf: 'center' },
  },
  button: { minHeight: '40px', whiteSpace: 'nowrap' },
  opens: { [narrow]: { display: 'none' } },
  openButton: { minWidth: '40px', minHeight: '40px' },
});

/** Refused only where it ended meanwhile: then the row says how. */
function endWait(environmentId: string): void {
  void engine.acts.endListingWait({ environmentId }).catch(() => readAgain(environmentId));
}

/** An environment in the list: picture, state, newest save with its receipt, last version, and the one thing that is due. */
export const EnvironmentLine = memo(function EnvironmentLine({
  environmentId,
  active,
  words,
  canReview,
}: {
  readonly environmentId: string;
  readonly active: boolean;
  readonly words: readonly string[];
  readonly canReview: boolean;
}) {
  const styles = useStyles();
  const say = useSay();
  const now = useNow();
  const row = useHomeRows(({ rows }) => rows.get(environmentId)?.row);
  const running = useActTasks(({ tasks }) =>
    tasks.some((task) => task.environmentId === environmentId && task.error === null),
  );
  if (row === undefined) return null;
  const act = rowAct(row, canReview);
  const { lastSave, lastVersion, wait } = row;
  const where = [row.situation, row.stage].filter(Boolean).join(' · ');
  const tabIndex = active ? 0 : -1;
  return (
    <div className={styles.line}>
      <div role="gridcell" className={mergeClasses(styles.cell, styles.picture)}>
        <SavePicture saveId={lastSave?.saveId} />
      </div>
      <div role="gridcell" className={mergeClasses(styles.cell, wait !== undefined && styles.alone)}>
        <span className={styles.name} title={row.name}>
          <FoundText text={row.name} words={words} />
        </span>
        <span className={styles.cut}>
          <EnvironmentBadge row={row} />
        </span>
        {wait !== undefined && <WaitLine wait={wait} />}
      </div>
      <div
        role="gridcell"
        className={mergeClasses(styles.cell, styles.save, wait !== undefined && styles.giveWay)}
      >
        {lastSave === undefined ? (
          <Text className={styles.quiet}>{say('home.saved.none')}</Text>
        ) : (
          <>
            <span
              className={mergeClasses(styles.cut, styles.ago)}
              title={spellTime(lastSave.keptAt, say.locale)}
            >
              {say('home.saved', { ago: spellLately(lastSave.keptAt, now, say.locale) })}
            </span>
            <span className={styles.cut}>
              <SaveReceipt save={lastSave} now={now} />
            </span>
          </>
        )}
      </div>
      <div role="gridcell" className={mergeClasses(styles.cell, styles.version)}>
        {lastVersion === undefined ? (
          <span className={styles.quiet}>{say('home.version.none')}</span>
        ) : (
          <>
            <span className={styles.cut} title={where}>
              {say('home.version', { version: lastVersion.number })}
              {row.convertedVersion !== undefined && (
                <>
                  {' · '}
                  <StarFilled aria-hidden />{' '}
                  {row.convertedVersion === lastVersion.number
                    ? say.word('version', 'converted')
                    : say('home.version', { version: row.convertedVersion })}
                </>
              )}
            </span>
            {lastVersion.importedAt !== undefined && (
              <span className={mergeClasses(styles.cut, styles.quiet)}>
                {[spellWhen(lastVersion.importedAt, now, say.locale), row.stage].filter(Boolean).join(' · ')}
              </span>
            )}
          </>
        )}
      </div>
      <div role="gridcell" className={styles.act}>
        {act !== null ? (
          <Button
            className={styles.button}
            tabIndex={tabIndex}
            appearance={mayBeUrgent(act) ? 'primary' : 'subtle'}
            disabledFocusable={running}
            aria-label={say('home.act.of', { act: say.word('home.act', act), name: row.name })}
            onClick={() => doAct(act, row)}
          >
            {say.word('home.act', act)}
          </Button>
        ) : (
          <>
            {waitsForReviser(row) && <span className={styles.quiet}>{say('home.waits-for-reviser')}</span>}
            {wait?.state === 'waiting' && (
              <Button
                className={styles.button}
                tabIndex={tabIndex}
                appearance="subtle"
                aria-label={say('home.act.of', { act: say('acts.wait.end'), name: row.name })}
                onClick={() => endWait(environmentId)}
              >
                {say('acts.wait.end')}
              </Button>
            )}
          </>
        )}
      </div>
      <div role="gridcell" className={styles.opens}>
        <Button
          className={styles.openButton}
          appearance="subtle"
          tabIndex={tabIndex}
          icon={<ChevronRightRegular />}
          aria-label={say('home.open', { name: row.name })}
          onClick={() => openEnvironment(environmentId)}
        />
      </div>
    </div>
  );
});
