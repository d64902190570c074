import { useEffect, useRef, useState } from 'react';
import type { AccountStep } from '../../shared/contract/schemas.ts';
import type { EloError } from '../../shared/domain/eloError.ts';
import { callError, engine } from '../bridge/engine.ts';

/** How far signing in or linking is. `waiting`: the browser has the page; `not-opened`: the user opens it himself. */
export type FlowState =
  | { readonly state: 'idle' }
  | { readonly state: 'opening' }
  | {
      readonly state: 'waiting' | 'not-opened';
      readonly url: string;
      readonly userCode: string | undefined;
    }
  | { readonly state: 'failed'; readonly error: EloError };

export interface AccountFlow {
  readonly flow: FlowState;
  readonly start: () => void;
  readonly cancel: () => void;
  readonly openAgain: () => void;
}

/**
 * Signing in to FoccoLojas, or linking the Promob user: the engine tells the address, the system's browser opens it,
 * and the engine tells when it is done. Leaving the screen gives the waiting up.
 * @param before what must be done first, e.g. setting the server's address
 */
export function useAccountFlow(kind: 'sign-in' | 'link', before?: () => Promise<void>): AccountFlow {
  const [flow, setFlow] = useState<FlowState>({ state: 'idle' });
  const under = useRef<AbortController | null>(null);

  const open = async (
    url: string,
    userCode: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<void> => {
    try {
      await engine.desktop.openUrl({ url });
      if (signal?.aborted !== true) setFlow({ state: 'waiting', url, userCode });
    } catch {
      // Whatever kept the browser from opening, the user can still open the address.
      if (signal?.aborted !== true) setFlow({ state: 'not-opened', url, userCode });
    }
  };

  const start = (): void => {
    under.current?.abort();
    const leave = new AbortController();
    under.current = leave;
    setFlow({ state: 'opening' });
    const steps = async (): Promise<AsyncIterable<AccountStep>> => {
      await before?.();
      const options = { signal: leave.signal };
      return kind === 'sign-in' ? engine.account.signIn({}, options) : engine.account.link({}, options);
    };
    void (async () => {
      try {
        for await (const step of await steps()) {
          if (step.step === 'open-url') await open(step.url, step.userCode, leave.signal);
        }
        if (!leave.signal.aborted) setFlow({ state: 'idle' });
      } catch (thrown) {
        if (!leave.signal.aborted) setFlow({ state: 'failed', error: callError(thrown) });
      }
    })();
  };

  const cancel = (): void => {
    under.current?.abort();
    setFlow({ state: 'idle' });
  };

  const openAgain = (): void => {
    if (flow.state === 'waiting' || flow.state === 'not-opened')
      void open(flow.url, flow.userCode, under.current?.signal);
  };

  useEffect(() => () => under.current?.abort(), []);
  return { flow, start, cancel, openAgain };
}
