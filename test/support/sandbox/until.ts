import { setTimeout as delay } from 'node:timers/promises';

/** Waits until something holds, looking again and again; fails after `timeoutMs`. */
export async function until(holds: () => boolean | Promise<boolean>, timeoutMs = 5000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`did not come true within ${timeoutMs} ms`);
    await delay(10);
  }
}
