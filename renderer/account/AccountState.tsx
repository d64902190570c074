import { Button, makeStyles, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { engine } from '../bridge/engine.ts';
import { toast } from '../components/toast.ts';
import { useStatus } from '../state/status.ts';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  bar: { maxWidth: '840px', marginBottom: '16px', height: 'auto' },
  buttons: { display: 'flex', gap: '8px', flexWrap: 'wrap', marginTop: '8px', paddingBottom: '8px' },
});

/** States of the account that only somebody else can change, the worst first. */
const standing = ['account-disabled', 'account-expired', 'store-not-linked'] as const;

/**
 * Why nothing reaches FoccoLojas though the user is signed in: what happened, what it means, who can change it. It goes
 * away by itself; the button only asks sooner.
 */
export function AccountState() {
  const styles = useStyles();
  const say = useSay();
  const code = useStatus(({ status }) => standing.find((known) => status?.health.includes(known)) ?? null);
  const check = useAct(async () => {
    await engine.account.get();
    const { health } = await engine.status();
    if (code !== null && health.includes(code)) toast(say('account.state.still'));
  });
  if (code === null) return null;
  const { text, remedy, supportCode } = say.error({ code });
  return (
    <MessageBar intent="error" layout="multiline" role="alert" className={styles.bar}>
      <MessageBarBody>
        <MessageBarTitle>{text}</MessageBarTitle>
        {remedy}
        <div className={styles.buttons}>
          <Button onClick={() => void check.run()} disabledFocusable={check.running}>
            {say('account.state.check')}
          </Button>
        </div>
        <small>{supportCode}</small>
      </MessageBarBody>
    </MessageBar>
  );
}
