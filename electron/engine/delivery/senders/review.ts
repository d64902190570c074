import { environmentAct } from './environmentAct.ts';
import { invalidPayload, text } from './payload.ts';
import type { Sender } from './sender.ts';

const start = environmentAct('startReview');
const complete = environmentAct('completeReview');

/** Access to the review or its completion. Payload: `step` (`start` or `complete`), `versionToken?`. */
export const review: Sender = async (row, tools) => {
  const step = text(row, 'step');
  if (step === 'start') return start(row, tools);
  if (step === 'complete') return complete(row, tools);
  throw invalidPayload(row, 'step');
};
