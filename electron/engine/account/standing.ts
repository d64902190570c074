import type { Clock, Stop } from '../../../shared/domain/clock.ts';
import { EloError, toEloError } from '../../../shared/domain/eloError.ts';
import type { FoccoLojasClient } from '../foccolojas/client.ts';

/** What keeps a signed-in user from doing anything, though his sign-in and his link are good. */
export const standingCodes = ['account-disabled', 'account-expired', 'store-not-linked'] as const;
export type StandingCode = (typeof standingCodes)[number];

/** What FoccoLojas lets this user and this store do at all; only somebody else can change it, in FoccoLojas. */
export interface Standing {
  /** What stands in the way, without asking; `null` where nothing is known to. */
  code(): StandingCode | null;
  /** `null` while it is not known. */
  storeConfigured(): boolean | null;
  /** Asks FoccoLojas. Rejects where it cannot be asked. */
  refresh(): Promise<StandingCode | null>;
  /** Somebody else signs in. */
  forget(): void;
  onChange(listener: () => void): Stop;
  stop: Stop;
}

/**
 * While something stands in the way it is asked about so often, since whoever is disabled is told of nothing: a store
 * may wait for days, and five minutes are soon enough after them.
 */
const firstLookMs = 10_000;
const longestLookMs = 5 * 60_000;

const isStandingCode = (code: string): code is StandingCode =>
  (standingCodes as readonly string[]).includes(code);

export function createStanding({
  client,
  clock,
}: {
  readonly client: Pick<FoccoLojasClient, 'getStore' | 'onRefusal'>;
  readonly clock: Clock;
}): Standing {
  const listeners = new Set<() => void>();
  let code: StandingCode | null = null;
  let configured: boolean | null = null;
  let lookMs = firstLookMs;
  let cancelLook: Stop = () => undefined;
  /** Answers to questions asked for somebody else are no answers. */
  let generation = 0;

  const lookLater = (): void => {
    cancelLook();
    cancelLook = clock.after(lookMs, () => {
      lookMs = Math.min(lookMs * 2, longestLookMs);
      refresh()
        .catch(() => undefined)
        .finally(() => {
          if (code !== null) lookLater();
        });
    });
  };

  const set = (next: StandingCode | null, store: boolean | null): void => {
    if (code === next && configured === store) return;
    const before = code;
    [code, configured] = [next, store];
    if (next === null) cancelLook();
    else if (before !== next) {
      lookMs = firstLookMs;
      lookLater();
    }
    for (const listener of listeners) listener();
  };

  const refresh = async (): Promise<StandingCode | null> => {
    const mine = generation;
    try {
      const store = await client.getStore({});
      if (mine === generation) {
        set(store.portalState === 'unlinked' ? 'store-not-linked' : null, store.configured);
      }
    } catch (thrown) {
      const refused = toEloError(thrown).code;
      if (!isStandingCode(refused)) throw thrown;
      if (mine === generation) set(refused, configured);
    }
    return code;
  };

  const stopListening = client.onRefusal((refused) => {
    if (isStandingCode(refused)) set(refused, configured);
  });

  return {
    code: () => code,
    storeConfigured: () => configured,
    refresh,
    forget() {
      generation += 1;
      set(null, null);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      generation += 1;
      cancelLook();
      stopListening();
    },
  };
}

/** The refusal of an act that FoccoLojas would refuse for it. */
export function standingError(code: StandingCode): EloError {
  return new EloError(code, 'FoccoLojas lets this user or this store do nothing for now', {
    remedy: 'ask-responsible',
  });
}
