import { madeId, text } from './payload.ts';
import type { Sender } from './sender.ts';

/** A new environment; FoccoLojas makes it in its own time, the receipt names the job. Payload: `projectId` (or the delivery that makes it), `name`. */
export const environment: Sender = async (row, tools) =>
  tools.foccolojas.createEnvironment(
    {
      body: { projectId: madeId(row, 'projectId', tools.find), name: text(row, 'name') },
      idempotencyKey: row.idempotencyKey,
    },
    { signal: tools.signal },
  );
