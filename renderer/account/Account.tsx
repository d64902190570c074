import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, ErrorCircleFilled } from '@fluentui/react-icons';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { Page } from '../components/Page.tsx';
import { Section } from '../components/Section.tsx';
import { toast } from '../components/toast.ts';
import { useSetup } from '../state/setup.ts';
import { useStatus } from '../state/status.ts';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';
import { AccountState } from './AccountState.tsx';
import { FlowPanel } from './FlowPanel.tsx';
import { Prerequisites } from './Prerequisites.tsx';
import { StoreForm } from './StoreForm.tsx';
import { useAccountFlow } from './useAccountFlow.ts';

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'center', gap: '8px' },
  good: { color: tokens.colorStatusSuccessForeground1, fontSize: '20px', flexShrink: 0 },
  bad: { color: tokens.colorStatusDangerForeground1, fontSize: '20px', flexShrink: 0 },
  buttons: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Leaving waits for what is on its way; the screen counts it down. */
function Leaving() {
  const say = useSay();
  const waiting = useStatus(({ status }) => (status === null ? 0 : status.queue.kept + status.queue.sending));
  const label = waiting > 0 ? say('account.leaving', { count: waiting }) : say('account.leaving.none');
  return <Spinner label={label} labelPosition="after" />;
}

/** The two accounts, never mixed: signed in to FoccoLojas, and the Promob user linked there. */
export function Account() {
  const styles = useStyles();
  const say = useSay();
  const status = useStatus((known) => known.status);
  const setup = useSetup((known) => known.setup);
  const signIn = useAccountFlow('sign-in');
  const link = useAccountFlow('link');
  const signOut = useAct(async () => {
    await engine.account.signOut();
    toast(say('account.signed-out.toast'));
  });
  const unlink = useAct(async () => {
    await engine.account.unlink();
    toast(say('account.unlinked.toast'));
  });
  if (status === null || setup === null) return <LoadingRows />;
  const { user, signedIn, promobLink } = status;
  const linked = promobLink === 'linked';
  // Whoever was disabled is told so once, not by every list that is refused.
  const mayLook = !status.health.some((code) => code === 'account-disabled' || code === 'account-expired');
  return (
    <Page title={say('account.title')}>
      <AccountState />
      <Section title="FoccoLojas">
        <div className={styles.line}>
          {signedIn ? (
            <CheckmarkCircleFilled className={styles.good} aria-hidden />
          ) : (
            <ErrorCircleFilled className={styles.bad} aria-hidden />
          )}
          <Text weight="semibold">
            {user === null
              ? say('account.signed-out')
              : signedIn
                ? say('account.signed-in', { name: user.name })
                : say('account.state.session-ended')}
          </Text>
          {user !== null && (
            <Text className={styles.quiet}>
              {user.roles.map((role) => say.word('role', role)).join(', ')}
            </Text>
          )}
        </div>
        {setup.serverUrl !== null && (
          <Text className={styles.quiet}>
            {say('account.server', { server: new URL(setup.serverUrl).host })}
          </Text>
        )}
        {signOut.error !== null && <ErrorNotice error={signOut.error} again={() => void signOut.run()} />}
        {signedIn ? (
          <div className={styles.buttons}>
            {signOut.running ? (
              <Leaving />
            ) : (
              <Button onClick={() => void signOut.run()}>{say('account.sign-out')}</Button>
            )}
          </div>
        ) : (
          <FlowPanel account={signIn} label={say('account.sign-in')} />
        )}
      </Section>
      {signedIn && (
        <Section title={say('account.link.title')}>
          <div className={styles.line}>
            {linked || setup.responsible ? (
              <CheckmarkCircleFilled className={styles.good} aria-hidden />
            ) : (
              <ErrorCircleFilled className={styles.bad} aria-hidden />
            )}
            <Text>
              {say(setup.responsible && !linked ? 'account.link.responsible' : `account.link.${promobLink}`)}
            </Text>
          </div>
          {unlink.error !== null && <ErrorNotice error={unlink.error} again={() => void unlink.run()} />}
          {linked ? (
            <div className={styles.buttons}>
              {unlink.running ? (
                <Leaving />
              ) : (
                <Button onClick={() => void unlink.run()}>{say('account.unlink')}</Button>
              )}
            </div>
          ) : (
            !setup.responsible && (
              <FlowPanel
                account={link}
                label={say(promobLink === 'relink-required' ? 'account.relink' : 'account.link')}
              />
            )
          )}
        </Section>
      )}
      {signedIn && mayLook && (
        <>
          <Section title={say('account.store.title')}>
            <StoreForm mayChange={setup.responsible} />
          </Section>
          <Section title={say('account.prerequisites.title')}>
            <Prerequisites />
          </Section>
        </>
      )}
    </Page>
  );
}
