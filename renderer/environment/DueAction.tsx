import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { PersonClockRegular } from '@fluentui/react-icons';
import type { EnvironmentDetail } from '../../shared/contract/windowSchemas.ts';
import { openPanel } from '../acts/actPanel.ts';
import { useActTasks } from '../acts/actTasks.ts';
import { beginAct } from '../acts/beginAct.ts';
import { go } from '../app/route.ts';
import { useStatus } from '../state/status.ts';
import { useSay } from '../text/language.ts';
import { dueOf } from './dueOf.ts';
import { showWaysOut } from './waysOut.ts';

const useStyles = makeStyles({
  place: { display: 'flex', alignItems: 'center', gap: '8px', flexWrap: 'wrap' },
  button: { minHeight: '40px' },
  who: { display: 'inline-flex', alignItems: 'center', gap: '8px', color: tokens.colorNeutralForeground2 },
});

/** The one thing that is due as the one primary button, or who must act instead. */
export function DueAction({ detail }: { readonly detail: EnvironmentDetail }) {
  const styles = useStyles();
  const say = useSay();
  const { environmentId } = detail;
  const roles = useStatus(({ status }) => status?.user?.roles.join(' ') ?? '');
  const running = useActTasks(({ tasks }) =>
    tasks.some((task) => task.environmentId === environmentId && task.error === null),
  );
  const due = dueOf(detail, roles.split(' '));
  return (
    <div className={styles.place}>
      {detail.fileId !== undefined &&
        !detail.locked &&
        (['prepare', 'negotiate'] as const).map((mode) => (
          <Button
            key={mode}
            className={styles.button}
            disabledFocusable={running}
            onClick={() => {
              if (!running) openPanel({ kind: 'hand-over', mode, environmentId });
            }}
          >
            {say(`acts.${mode}`)}
          </Button>
        ))}
      {due?.kind === 'button' && (
        <Button
          appearance="primary"
          className={styles.button}
          disabledFocusable={running}
          onClick={() => {
            if (running) return;
            if (due.act === 'assistance') showWaysOut();
            else beginAct(due.act, detail, go);
          }}
          data-due={due.act}
        >
          {say(`home.act.${due.act}`)}
        </Button>
      )}
      {due?.kind === 'someone-else' && (
        <Text className={styles.who}>
          <PersonClockRegular aria-hidden />
          {say(`environment.due.${due.text}`)}
        </Text>
      )}
    </div>
  );
}
