import type { Clock } from '../../shared/domain/clock.ts';

/** What somebody looks at is asked of FoccoLojas again after this time; its events tell of changes sooner. */
const lookAgainMs = { environment: 15_000, catalogue: 60_000 } as const;

/** As many looks are remembered, for as many environments as anybody opens in a day. */
const mostLooks = 1_000;

/**
 * Whether what somebody looks at is to be asked of FoccoLojas again: a look is followed by an answer, the answer by an
 * event, the event by a look, and that circle must not go on.
 * @returns asked with an environment's id, or without for all of them; answers true at most once in the time
 */
export function createLooks(clock: Clock): (environmentId?: string) => boolean {
  const looks = new Map<string, number>();
  return (environmentId) => {
    const key = environmentId ?? '';
    const wait = environmentId === undefined ? lookAgainMs.catalogue : lookAgainMs.environment;
    const last = looks.get(key);
    if (last !== undefined && clock.monotonic() - last < wait) return false;
    // The newest goes to the end.
    looks.delete(key);
    looks.set(key, clock.monotonic());
    const [oldest] = looks.keys();
    if (looks.size > mostLooks && oldest !== undefined) looks.delete(oldest);
    return true;
  };
}
