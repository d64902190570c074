import { once } from '../../platform/machine/once.ts';
import type { CheckContext } from '../check.ts';

/**
 * What several checks of one run ask, asked once and kept as long as the run's look at the machine, by a key. A check that
 * ends or fails takes it from no other: it is given up only when nobody waits for it.
 */
export function perRun<T>(
  ask: (context: CheckContext, key: string) => Promise<T>,
): (context: CheckContext, key: string) => Promise<T> {
  const runs = new WeakMap<object, Map<string, (signal: AbortSignal) => Promise<T>>>();
  return (context, key) => {
    const known = runs.get(context.machine) ?? new Map<string, (signal: AbortSignal) => Promise<T>>();
    runs.set(context.machine, known);
    const asked = known.get(key) ?? once((signal) => ask({ ...context, signal }, key));
    known.set(key, asked);
    return asked(context.signal);
  };
}
