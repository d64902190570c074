import { createORPCClient, DynamicLink } from '@orpc/client';
import { create } from 'zustand';
import { fromCallError } from '../../shared/contract/callErrors.ts';
import type { EngineClient } from '../../shared/contract/contract.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import { openPort } from './openPort.ts';
import { openSocket } from './openSocket.ts';
import type { Wire } from './wire.ts';

/** Whether the engine is there. `away`: it was, and is waited for. */
export const useConnection = create<{
  readonly state: 'connecting' | 'open' | 'away';
  readonly opened: number;
}>(() => ({
  state: 'connecting',
  /** Counts openings: what was read through an earlier one is read again. */
  opened: 0,
}));

let wire: Wire | null = null;

const away = new EloError('engine-away', 'the engine is not there right now', { retryable: true });

/** The engine, typed by the contract. A call while it is away rejects with `engine-away`; errors are {@link EloError}. */
export const engine: EngineClient = createORPCClient<EngineClient>(
  new DynamicLink(() => {
    if (wire === null) throw away;
    return wire.link;
  }),
);

/**
 * What a call threw, as our own error. A call cut off by the engine's end, or by one that is not there, is
 * `engine-away`: nobody on this side gave it up (who gives a call up looks at his own signal first).
 */
export function callError(thrown: unknown): EloError {
  if (thrown instanceof Error && thrown.name === 'AbortError') return away;
  const error = fromCallError(thrown);
  return error.code === 'unexpected-error' && wire === null ? away : error;
}

/** First waits after the engine went away, in milliseconds; a restarted engine is back within one or two seconds. */
const waits = [100, 250, 500, 1_000, 2_000];

/** Opens the way to the engine and keeps it open for as long as the page lives. */
export function connectEngine(): void {
  const open = window.location.protocol === 'app:' ? openPort : openSocket;
  void (async () => {
    for (let tries = 0; ; tries += 1) {
      try {
        wire = await open();
        tries = -1;
        useConnection.setState(({ opened }) => ({ state: 'open', opened: opened + 1 }));
        await wire.ended;
      } catch {
        // Not there yet: tried again below, and the screen says so.
      }
      wire = null;
      useConnection.setState(({ state }) => ({ state: state === 'connecting' ? 'connecting' : 'away' }));
      await new Promise((resolve) => {
        setTimeout(resolve, waits[Math.max(0, Math.min(tries, waits.length - 1))]);
      });
    }
  })();
}
