import { Button, Field, Input, makeStyles, Spinner, Text } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons';
import { copyText } from '../components/copyText.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { toast } from '../components/toast.ts';
import { useSay } from '../text/language.ts';
import type { AccountFlow } from './useAccountFlow.ts';

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    alignItems: 'flex-start',
    maxWidth: '560px',
  },
  buttons: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  address: { display: 'flex', gap: '8px', width: '100%', alignItems: 'flex-end' },
  field: { flexGrow: 1 },
});

/** What the user sees while the browser has the page: waiting, not opened, refused or expired. */
export function FlowPanel({
  account,
  label,
}: {
  readonly account: AccountFlow;
  /** The button that starts it. */
  readonly label: string;
}) {
  const styles = useStyles();
  const say = useSay();
  const { flow, start, cancel, openAgain } = account;
  if (flow.state === 'idle') {
    return (
      <Button appearance="primary" size="large" onClick={start}>
        {label}
      </Button>
    );
  }
  if (flow.state === 'failed') {
    return (
      <div className={styles.panel}>
        <ErrorNotice error={flow.error} />
        <Button appearance="primary" size="large" onClick={start}>
          {label}
        </Button>
      </div>
    );
  }
  if (flow.state === 'opening') return <Spinner label={say('account.flow.opening')} labelPosition="after" />;
  return (
    <div className={styles.panel}>
      {flow.state === 'waiting' ? (
        <Spinner label={say('account.flow.waiting')} labelPosition="after" />
      ) : (
        <div className={styles.address}>
          <Field label={say('account.flow.not-opened')} className={styles.field}>
            <Input readOnly value={flow.url} />
          </Field>
          <Button
            icon={<CopyRegular />}
            onClick={() => {
              void copyText(flow.url).then(() => toast(say('frame.copied')));
            }}
          >
            {say('frame.copy')}
          </Button>
        </div>
      )}
      {flow.userCode !== undefined && (
        <Text weight="semibold">{say('account.flow.code', { code: flow.userCode })}</Text>
      )}
      <div className={styles.buttons}>
        <Button onClick={openAgain}>{say('account.flow.open-again')}</Button>
        <Button appearance="subtle" onClick={cancel}>
          {say('frame.cancel')}
        </Button>
      </div>
    </div>
  );
}
