import { environmentOf, ifMatch } from './payload.ts';
import type { Sender } from './sender.ts';

/** An act on an environment that needs nothing but its name. Payload: `versionToken?`. The receipt is the environment. */
export function environmentAct(
  operation: 'approveQuote' | 'releaseContract' | 'startReview' | 'completeReview',
): Sender {
  return async (row, tools) =>
    tools.foccolojas[operation](
      { params: { environmentId: environmentOf(row) }, idempotencyKey: row.idempotencyKey, ...ifMatch(row) },
      { signal: tools.signal },
    );
}
