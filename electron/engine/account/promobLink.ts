import { randomUUID } from 'node:crypto';
import type { PromobLink as LinkAnswer } from '../../../shared/api/account.ts';
import type { Clock, Stop } from '../../../shared/domain/clock.ts';
import { EloError, toEloError } from '../../../shared/domain/eloError.ts';
import type { FoccoLojasClient } from '../foccolojas/client.ts';
import { requireSafeUrl } from '../net/loopback.ts';
import { showAddress, type AccountStep } from './accountStep.ts';

export type PromobLinkState = LinkAnswer['state'];

/** The signed-in user's link with his Promob user, a resource of FoccoLojas that Elo only shows and starts. */
export interface PromobLink {
  /** What is known without asking. */
  state(): PromobLinkState;
  /** Asks FoccoLojas: after signing in, on `promob-link-changed` and `resync`. */
  refresh(): Promise<PromobLinkState>;
  /**
   * Links through Promob's own sign-in page in the browser; one running before is cancelled.
   * @throws EloError `promob-link-refused`, `promob-link-expired`, `cancelled`, the refusals of FoccoLojas, or the network's.
   */
  link(options: LinkOptions): Promise<void>;
  /** Undoes the link. */
  unlink(): Promise<void>;
  /** Forgets what is known: somebody else signs in. */
  forget(): void;
  /** Hears when the state changed. */
  onChange(listener: () => void): Stop;
  /** Cancels a linking under way, stops listening to the client. */
  stop: Stop;
}

export interface LinkOptions {
  readonly onStep: (step: AccountStep) => void;
  readonly signal?: AbortSignal;
}

export interface PromobLinkOptions {
  readonly client: Pick<
    FoccoLojasClient,
    'getPromobLink' | 'startPromobLink' | 'getPromobLinkAttempt' | 'unlinkPromob' | 'onRefusal'
  >;
  readonly clock: Clock;
  readonly openUrl: (url: string) => Promise<void>;
  /** What was known when Elo ended, so that being offline does not look like not being linked. */
  readonly known?: PromobLinkState | undefined;
}

/** Where the browser is still signed in at Promob, the link stands within a moment; else a person types a password. */
const firstPollMs = 250;
const pollMs = 2000;
/** Whatever the server's clock says: nobody signs in for longer. */
const longestMs = 15 * 60_000;
/** A start whose answer got lost is asked for again with the same key. */
const startTries = 4;

/** Keeps the state of the link and carries out linking. */
export function createPromobLink({ client, clock, openUrl, known }: PromobLinkOptions): PromobLink {
  const listeners = new Set<() => void>();
  let state: PromobLinkState = known ?? 'not-linked';
  let linking: AbortController | undefined;
  let endPause: Stop = () => undefined;
  /** Answers of questions asked before somebody else signed in are about the wrong user. */
  let generation = 0;

  const set = (next: PromobLinkState) => {
    if (state === next) return;
    state = next;
    for (const listener of listeners) listener();
  };

  const refresh = async (): Promise<PromobLinkState> => {
    const mine = generation;
    const answer = await client.getPromobLink();
    if (mine === generation) set(answer.state);
    // A linking that waits learns of it now rather than at its next look.
    if (answer.state === 'linked') endPause();
    return answer.state;
  };

  const stopListening = client.onRefusal((code) => {
    if (code !== 'promob-link-required') return;
    // Whoever was linked must link again; whoever never was is still not.
    if (state === 'linked') set('relink-required');
    // Which of the two it is, only FoccoLojas knows; offline, the next event or refusal asks again.
    refresh().catch(() => undefined);
  });

  const pause = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const end = () => {
        cancel();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = clock.after(ms, end);
      signal.addEventListener('abort', end, { once: true });
      endPause = end;
    });

  /** Tries a few times what the network refused; the time limit of the attempt holds the rest. */
  const patiently = async <T>(signal: AbortSignal, tries: number, run: () => Promise<T>): Promise<T> => {
    for (let left = tries; ; left -= 1) {
      try {
        return await run();
      } catch (thrown) {
        const error = toEloError(thrown);
        if (!error.retryable || left <= 1 || signal.aborted) throw error;
        await pause(Math.max(pollMs, Number(error.details['retryAfterMs'] ?? 0)), signal);
        signal.throwIfAborted();
      }
    }
  };

  const attempt = async (onStep: LinkOptions['onStep'], signal: AbortSignal): Promise<void> => {
    const idempotencyKey = randomUUID();
    const started = await patiently(signal, startTries, () =>
      client.startPromobLink({ idempotencyKey }, { signal }),
    );
    // The server's clock says when it ends; ours only how long to wait at most.
    const deadline = clock.monotonic() + longestMs;
    const { href: url } = requireSafeUrl(started.authorizationUrl);
    showAddress({ step: 'open-url', url }, onStep, openUrl);
    for (let pollEvery = firstPollMs; ; pollEvery = Math.min(pollEvery * 2, pollMs)) {
      signal.throwIfAborted();
      const params = { attemptId: started.attemptId };
      const { state: outcome } = await patiently(signal, Infinity, async () => {
        if (clock.monotonic() >= deadline) return { state: 'expired' as const };
        return client.getPromobLinkAttempt({ params }, { signal });
      });
      if (outcome === 'linked') return;
      if (outcome === 'refused') {
        throw new EloError('promob-link-refused', 'Promob or its user refused the link', {
          remedy: 'link-again',
        });
      }
      if (outcome === 'expired') {
        throw new EloError('promob-link-expired', 'Nobody signed in at Promob in time', {
          remedy: 'link-again',
        });
      }
      await pause(pollEvery, signal);
    }
  };

  return {
    state: () => state,
    refresh,
    link: async ({ onStep, signal }) => {
      linking?.abort(new EloError('cancelled', 'Another linking began'));
      const mine = new AbortController();
      linking = mine;
      const cancel = () => mine.abort(new EloError('cancelled', 'Linking was cancelled'));
      if (signal?.aborted) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        mine.signal.throwIfAborted();
        await attempt(onStep, mine.signal);
        set('linked');
      } catch (error) {
        throw mine.signal.aborted ? (mine.signal.reason as EloError) : toEloError(error);
      } finally {
        signal?.removeEventListener('abort', cancel);
        if (linking === mine) linking = undefined;
      }
    },
    unlink: async () => {
      linking?.abort(new EloError('cancelled', 'Unlinked'));
      await client.unlinkPromob({ idempotencyKey: randomUUID() });
      set('not-linked');
    },
    forget: () => {
      generation += 1;
      linking?.abort(new EloError('cancelled', 'Somebody else signs in'));
      set('not-linked');
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => {
      linking?.abort(new EloError('cancelled', 'The engine stops'));
      stopListening();
    },
  };
}
