import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from '../../support/promob/random.ts';
import type { Random } from '../../support/promob/random.ts';
import type { Stage } from './stage.ts';

interface ListedFault {
  readonly times: number;
  readonly left: number;
}

const saves = { method: 'POST', path: '/api/comercial/v1/environments/*' };

/** Faults as networks and servers have them, most of them on saves. */
function someFaults(random: Random): object[] {
  const kinds: readonly [() => object, ...(() => object)[]] = [
    () => ({ commitThenReset: true }),
    () => ({ commitThenReset: true }),
    () => ({ reset: true }),
    () => ({ duplicate: true }),
    () => ({ duplicate: true }),
    () => ({ truncate: true }),
    () => ({ status: random.pick([500, 502, 503, 504, 408]) }),
    () => ({ latencyMs: random.integer(20, 400) }),
  ];
  const list: object[] = Array.from({ length: random.integer(1, 3) }, () => ({
    match: random.next() < 0.85 ? saves : {},
    times: random.integer(1, 2),
    then: random.pick(kinds)(),
  }));
  // Asks everybody to wait a second: more of these would only make a slow run.
  if (random.next() < 0.1) list.push({ match: saves, times: 1, then: { status: 429, retryAfter: 1 } });
  return list;
}

/** Troubles the network until told to stop; also ends the access tokens now and then. */
export async function troubleUntil(stage: Stage, seed: string, over: () => boolean): Promise<void> {
  const random = createRandom(`${seed} network`);
  while (!over()) {
    await pause(random.integer(1_000, 3_500));
    if (!stage.sandbox.isReady()) continue;
    try {
      // The sandbox may die under the call: then there are fewer faults.
      await stage.control().post('/control/faults', someFaults(random));
      if (random.next() < 0.06) await stage.control().post('/control/tokens/expire', {});
    } catch {
      continue;
    }
  }
}

/** Takes back every fault that has not struck yet. Answers how many did. */
export async function makePeace(stage: Stage): Promise<number> {
  const listed = await stage.control().get<ListedFault[]>('/control/faults');
  await stage.control().delete('/control/faults');
  return listed.reduce((struck, fault) => struck + fault.times - fault.left, 0);
}
