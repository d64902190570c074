import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { go } from '../app/route.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { toast } from '../components/toast.ts';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';
import { DeliveryList } from './DeliveryList.tsx';
import { wayOut } from './sendingGroups.ts';
import type { Cause } from './sendingGroups.ts';

const useStyles = makeStyles({ card: { display: 'flex', flexDirection: 'column', gap: '8px' } });

/** One cause: what happened, what helps, the files it holds up, and the buttons that help. */
export function CauseCard({ cause }: { readonly cause: Cause }) {
  const styles = useStyles();
  const say = useSay();
  const { reason, rows } = cause;
  const [first] = rows;
  const { text, remedy, supportCode } = say.error({ code: reason });
  const retry = useAct(async () => {
    for (const row of rows) await engine.outbox.retry({ id: row.id });
    toast(say('sending.retried', { count: rows.length }));
  });
  const way = wayOut(reason);
  const count =
    rows.length === 1 ? say('sending.attention.one') : say('sending.attention.count', { count: rows.length });
  return (
    <div className={styles.card}>
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{text}</MessageBarTitle> {remedy} {count}. <small>{supportCode}</small>
        </MessageBarBody>
        <MessageBarActions>
          {way === 'account' && (
            <Button appearance="primary" onClick={() => go({ place: 'account' })}>
              {say('sending.attention.account')}
            </Button>
          )}
          {way === 'diagnosis' && (
            <Button appearance="primary" onClick={() => go({ place: 'diagnosis' })}>
              {say('sending.attention.diagnose')}
            </Button>
          )}
          {way === 'environment' && first?.environmentId !== undefined && (
            <Button
              appearance="primary"
              onClick={() => {
                if (first.environmentId !== undefined) {
                  go({ place: 'environment', environmentId: first.environmentId, tab: 'saves' });
                }
              }}
            >
              {say('sending.attention.environment')}
            </Button>
          )}
          <Button disabled={retry.running} onClick={() => void retry.run()}>
            {say('sending.attention.retry')}
          </Button>
        </MessageBarActions>
      </MessageBar>
      {retry.error !== null && <ErrorNotice error={retry.error} />}
      <DeliveryList rows={rows} />
    </div>
  );
}
