import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
} from '@fluentui/react-components';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { ListingWaitView } from '../../shared/contract/actSchemas.ts';
import { openPanel } from '../acts/actPanel.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  place: { padding: '0 24px 8px', display: 'flex', flexDirection: 'column', gap: '8px' },
  button: { minHeight: '40px' },
});

/** An act that waits for its listing, and how it ended; it stays until the user has seen it, an update until it is made. */
export function WaitNote({
  wait,
  changed,
}: {
  readonly wait: ListingWaitView;
  readonly changed: () => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const { environmentId, mode, state, reason, code, openUrl, since } = wait;
  const open = useAct((url: string) => engine.desktop.openUrl({ url }));
  const end = useAct(async () => {
    await engine.acts.endListingWait({ environmentId });
    changed();
  });
  // Whoever watched it wait is led on; whoever comes later finds the button.
  const before = useRef(state);
  const lead = useEffectEvent((url: string) => void open.run(url));
  useEffect(() => {
    if (before.current !== state && state === 'done' && openUrl !== undefined) lead(openUrl);
    before.current = state;
  }, [state, openUrl]);
  const error = open.error ?? end.error;
  const act = say(`acts.${mode}`);
  const waits = state === 'waiting' || state === 'handing-over';
  return (
    <div className={styles.place} role="status">
      <MessageBar
        intent={state === 'done' || state === 'ready' ? 'success' : state === 'refused' ? 'error' : 'info'}
        layout="multiline"
      >
        <MessageBarBody>
          <strong>{say('acts.wait.note', { act, state: say(`acts.wait.${state}`) })}</strong>{' '}
          {state === 'waiting' && reason !== undefined && say(`acts.not-fresh.${reason}`)}{' '}
          {state === 'waiting' &&
            say(mode === 'update' ? 'acts.wait.since.update' : 'acts.wait.since', { at: since })}
          {code !== undefined && say.error({ code }).text}
        </MessageBarBody>
        <MessageBarActions>
          {state === 'waiting' && (
            <Button
              className={styles.button}
              onClick={() => openPanel({ kind: 'export-listing', environmentId })}
            >
              {say('home.act.export-listing')}
            </Button>
          )}
          {state === 'ready' && (
            <Button className={styles.button} onClick={() => openPanel({ kind: 'update', environmentId })}>
              {say('acts.wait.look')}
            </Button>
          )}
          {openUrl !== undefined && (
            <Button className={styles.button} appearance="primary" onClick={() => void open.run(openUrl)}>
              {say('acts.open-foccolojas')}
            </Button>
          )}
          <Button className={styles.button} disabledFocusable={end.running} onClick={() => void end.run()}>
            {say(waits ? 'acts.wait.end' : 'acts.wait.seen')}
          </Button>
        </MessageBarActions>
      </MessageBar>
      {error !== null && <ErrorNotice error={error} />}
    </div>
  );
}
