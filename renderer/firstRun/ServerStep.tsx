import { Button, Field, Input, makeStyles, Text, Title3, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { CheckedServerView, Setup } from '../../shared/contract/windowSchemas.ts';
import type { EloError } from '../../shared/domain/eloError.ts';
import { FlowPanel } from '../account/FlowPanel.tsx';
import { useAccountFlow } from '../account/useAccountFlow.ts';
import { callError, engine } from '../bridge/engine.ts';
import { useSetup } from '../state/setup.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  block: { display: 'flex', flexDirection: 'column', gap: '16px', alignItems: 'flex-start' },
  title: { margin: 0 },
  field: { width: '100%', maxWidth: '560px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** A pause in typing, in milliseconds, after which an address is worth asking. */
const typingMs = 500;

/** Tokens tolerate a few minutes; a clock that is further off makes signing in fail for no visible reason. */
const clockMs = 2 * 60_000;

type Check =
  | { readonly state: 'empty' | 'checking' }
  | { readonly state: 'found'; readonly server: CheckedServerView }
  | { readonly state: 'refused'; readonly error: EloError };

/** Asks an address while it is typed; only the answer to what is typed now counts. */
function useServerCheck(typed: string): Check {
  const url = typed.trim();
  const [answer, setAnswer] = useState<{ readonly url: string; readonly check: Check } | null>(null);
  useEffect(() => {
    if (url === '') return undefined;
    const leave = new AbortController();
    const timer = window.setTimeout(() => {
      engine.setup
        .checkServer({ url }, { signal: leave.signal })
        .then((server) => setAnswer({ url, check: { state: 'found', server } }))
        .catch((thrown: unknown) => {
          if (!leave.signal.aborted)
            setAnswer({ url, check: { state: 'refused', error: callError(thrown) } });
        });
    }, typingMs);
    return () => {
      window.clearTimeout(timer);
      leave.abort();
    };
  }, [url]);
  if (url === '') return { state: 'empty' };
  return answer?.url === url ? answer.check : { state: 'checking' };
}

/** The store's FoccoLojas, checked while its address is typed, and signing in to it. */
export function ServerStep({ setup }: { readonly setup: Setup }) {
  const styles = useStyles();
  const say = useSay();
  const [changing, setChanging] = useState(setup.serverUrl === null);
  const [typed, setTyped] = useState(setup.serverUrl ?? '');
  const check = useServerCheck(changing ? typed : '');
  const setServer = async (): Promise<void> => {
    if (!changing) return;
    useSetup.setState({ setup: await engine.setup.setServer({ url: typed }) });
    setChanging(false);
  };
  const signIn = useAccountFlow('sign-in', setServer);

  if (!changing && setup.serverUrl !== null) {
    return (
      <div className={styles.block}>
        <Title3 as="h2" className={styles.title}>
          {say('firstRun.sign-in.title')}
        </Title3>
        <Text>{say('firstRun.sign-in.under')}</Text>
        <Text className={styles.quiet}>
          {say('account.server', { server: new URL(setup.serverUrl).host })}
        </Text>
        <FlowPanel account={signIn} label={say('firstRun.sign-in')} />
        {signIn.flow.state === 'idle' && (
          <Button appearance="subtle" onClick={() => setChanging(true)}>
            {say('firstRun.server.change')}
          </Button>
        )}
      </div>
    );
  }

  const refusal = check.state === 'refused' ? say.error(check.error) : null;
  const skewed = check.state === 'found' && Math.abs(check.server.clockSkewMs) > clockMs;
  const message = ((): string | null => {
    switch (check.state) {
      case 'empty':
        return null;
      case 'checking':
        return say('firstRun.server.checking');
      case 'found':
        return skewed
          ? say('firstRun.server.clock', { minutes: Math.round(Math.abs(check.server.clockSkewMs) / 60_000) })
          : say('firstRun.server.found');
      case 'refused':
        return `${refusal?.text ?? ''} ${say('firstRun.server.check')}`;
    }
  })();
  const look = {
    empty: 'none',
    checking: 'none',
    found: skewed ? 'warning' : 'success',
    refused: 'error',
  } as const;
  return (
    <form
      className={styles.block}
      onSubmit={(event) => {
        event.preventDefault();
        if (check.state === 'found') signIn.start();
      }}
    >
      <Title3 as="h2" className={styles.title}>
        {say('firstRun.server.title')}
      </Title3>
      <Field
        className={styles.field}
        size="large"
        label={say('firstRun.server.label')}
        hint={say('firstRun.server.hint')}
        validationState={look[check.state]}
        validationMessage={message}
      >
        <Input
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          maxLength={2_000}
          value={typed}
          onChange={(_event, { value }) => setTyped(value)}
        />
      </Field>
      {signIn.flow.state === 'idle' ? (
        <Button appearance="primary" size="large" type="submit" disabled={check.state !== 'found'}>
          {say('firstRun.sign-in')}
        </Button>
      ) : (
        <FlowPanel account={signIn} label={say('firstRun.sign-in')} />
      )}
    </form>
  );
}
