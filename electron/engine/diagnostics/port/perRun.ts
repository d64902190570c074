import type { CheckContext } from '../check.ts';

/**
 * What several checks of one run ask, asked once: kept as long as the run's look at the machine, by a key.
 * The first to ask lends its signal; whoever asks must wait for the answer, so that it is not taken away.
 */
export function perRun<T>(
  ask: (context: CheckContext, key: string) => Promise<T>,
): (context: CheckContext, key: string) => Promise<T> {
  const runs = new WeakMap<object, Map<string, Promise<T>>>();
  return (context, key) => {
    const known = runs.get(context.machine) ?? new Map<string, Promise<T>>();
    runs.set(context.machine, known);
    const asked = known.get(key) ?? ask(context, key);
    known.set(key, asked);
    return asked;
  };
}
