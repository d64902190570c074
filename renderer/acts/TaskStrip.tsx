import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { useSay } from '../text/language.ts';
import { dismissTask, useActTasks } from './actTasks.ts';

const useStyles = makeStyles({
  strip: {
    display: 'flex',
    flexShrink: 0,
    flexDirection: 'column',
    gap: '8px',
    padding: '8px 24px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    maxHeight: '40%',
    overflowY: 'auto',
  },
  running: { display: 'flex', flexWrap: 'wrap', gap: '8px 24px' },
  task: { minWidth: '160px', maxWidth: '320px' },
  name: { display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

/** More at once are counted. */
const mostShown = 4;

/** What was asked for and is still under way, and what failed, below the list; nobody waits for it. */
export function TaskStrip() {
  const styles = useStyles();
  const say = useSay();
  const tasks = useActTasks((known) => known.tasks);
  if (tasks.length === 0) return null;
  const running = tasks.filter(({ error }) => error === null);
  return (
    <section className={styles.strip} aria-label={say('home.tasks')}>
      {tasks.map((task) =>
        task.error === null ? null : (
          <div key={task.id}>
            <strong>{say('home.task.failed', { name: task.name })}</strong>
            <ErrorNotice
              error={task.error}
              again={task.error.retryable ? task.again : undefined}
              action={
                <Button
                  appearance="transparent"
                  icon={<DismissRegular />}
                  aria-label={say('frame.close')}
                  onClick={() => dismissTask(task.id)}
                />
              }
            />
          </div>
        ),
      )}
      {running.length > 0 && (
        <div className={styles.running} role="status">
          {running.slice(0, mostShown).map((task) => (
            <div key={task.id} className={styles.task}>
              <span className={styles.name}>{say(`home.task.${task.kind}`, { name: task.name })}</span>
              <ProgressBar aria-label={say(`home.task.${task.kind}`, { name: task.name })} />
            </div>
          ))}
          {running.length > mostShown && (
            <span>{say('home.task.more', { count: running.length - mostShown })}</span>
          )}
        </div>
      )}
    </section>
  );
}
