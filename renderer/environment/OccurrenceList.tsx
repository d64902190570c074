import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import type { OccurrenceView } from '../../shared/contract/schemas.ts';
import type { EnvironmentDetail } from '../../shared/contract/windowSchemas.ts';
import { openPanel } from '../acts/actPanel.ts';
import { useActTasks } from '../acts/actTasks.ts';
import { go } from '../app/route.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { spellMoney } from '../components/spell.ts';
import { useChanges } from '../state/changes.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 16px',
    padding: '8px 0',
    minHeight: '48px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  what: { flexGrow: 1, minWidth: '240px', flexBasis: '0', display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  bad: { color: tokens.colorStatusDangerForeground1 },
  button: { minHeight: '40px' },
});

/** The occurrences of a locked environment: what each is about, how far it is, and the one thing that is next. */
export function OccurrenceList({ detail }: { readonly detail: EnvironmentDetail }) {
  const styles = useStyles();
  const say = useSay();
  const { environmentId } = detail;
  const own = useChanges((changes) => changes.environments.get(environmentId) ?? 0);
  const queue = useChanges(({ of }) => `${of.queue ?? 0} ${of.environments ?? 0}`);
  const ended = useActTasks((tasks) => tasks.ended);
  const running = useActTasks(({ tasks }) =>
    tasks.some((task) => task.kind === 'assistance' && task.error === null),
  );
  const { value, error, again } = useRead(
    `occurrences ${environmentId}`,
    (signal) => engine.occurrences.list({ environmentId }, { signal }),
    `${own} ${queue} ${ended}`,
  );
  if (value === null) {
    return error === null ? <LoadingRows count={1} /> : <ErrorNotice error={error} again={again} />;
  }
  if (value.length === 0) return <Text className={styles.quiet}>{say('occurrences.none')}</Text>;

  const begin = (occurrence: OccurrenceView): void =>
    openPanel({
      kind: 'assistance',
      environmentId,
      occurrence: { id: occurrence.id, number: occurrence.number },
    });
  const act = (occurrence: OccurrenceView) => {
    const { number, assistance, state, problem } = occurrence;
    const of = (text: string): string => `${text}: ${say('occurrence.title', { number })}`;
    if (assistance !== undefined && state !== 'making-file') {
      const { environmentId: made } = assistance;
      return (
        <Button
          className={styles.button}
          aria-label={of(say('occurrence.go'))}
          onClick={() => go({ place: 'environment', environmentId: made, tab: 'items' })}
        >
          {say('occurrence.go')}
        </Button>
      );
    }
    if (state === 'asked') return null;
    if (running || (state === 'making-file' && problem === undefined)) {
      return <Spinner size="tiny" label={say('occurrence.making-file')} />;
    }
    const key =
      state === 'making-file'
        ? 'frame.retry'
        : state === 'by-hand'
          ? 'occurrence.draw-too'
          : 'occurrence.draw';
    return (
      <Button
        className={styles.button}
        appearance={state === 'by-hand' ? 'subtle' : 'primary'}
        aria-label={of(say(key))}
        onClick={() => begin(occurrence)}
      >
        {say(key)}
      </Button>
    );
  };
  return (
    <ul className={styles.list} aria-label={say('occurrences.title')}>
      {value.map((occurrence) => (
        <li key={occurrence.id} className={styles.row}>
          <span className={styles.what}>
            <Text weight="semibold">{say('occurrence.title', { number: occurrence.number })}</Text>
            <Text>{occurrence.description}</Text>
            <Text className={styles.quiet}>
              {say.word('occurrence', occurrence.state)}
              {occurrence.state === 'asked' && ` · ${say('occurrence.asked.text')}`}
            </Text>
            {occurrence.items.map((item) => (
              <Text key={item.id} className={styles.quiet}>
                {say('occurrence.item', {
                  description: item.description,
                  quantity: item.quantity,
                  total: spellMoney(item.total, say.locale),
                })}
              </Text>
            ))}
            {occurrence.assistance?.path !== undefined && (
              <Text className={styles.quiet}>{occurrence.assistance.path}</Text>
            )}
            {occurrence.problem !== undefined && (
              <Text className={styles.bad}>{say.error({ code: occurrence.problem }).text}</Text>
            )}
          </span>
          {act(occurrence)}
        </li>
      ))}
    </ul>
  );
}
