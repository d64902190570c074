import { madeId, text } from './payload.ts';
import type { Sender } from './sender.ts';

/** A new project of a customer. Payload: `customerId` (or the delivery that makes him), `name`. */
export const project: Sender = async (row, tools) =>
  tools.foccolojas.createProject(
    {
      body: { customerId: madeId(row, 'customerId', tools.find), name: text(row, 'name') },
      idempotencyKey: row.idempotencyKey,
    },
    { signal: tools.signal },
  );
