import type { Clock } from '../../shared/domain/clock.ts';
import type { OnlineSide } from './onlineSide.ts';

/** Somebody waits for the answer; without it the name comes from what was filled in. */
const askMs = 3_000;

/** The store's name as FoccoLojas has it; `null` where nobody is signed in or no answer comes in time. */
export async function storeName(online: OnlineSide, clock: Clock): Promise<string | null> {
  const session = online.session();
  if (session === null || !session.account().signedIn) return null;
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const cancel = clock.after(askMs, () => resolve(null));
  try {
    const asked = (async () => (await session.signedIn().store()).name)();
    return await Promise.race([asked.catch(() => null), late]);
  } finally {
    cancel();
  }
}
