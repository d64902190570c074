import { text } from './payload.ts';
import type { Sender } from './sender.ts';

/** A new project of a customer. Payload: `customerId`, `name`. */
export const project: Sender = async (row, tools) =>
  tools.foccolojas.createProject(
    {
      body: { customerId: text(row, 'customerId'), name: text(row, 'name') },
      idempotencyKey: row.idempotencyKey,
    },
    { signal: tools.signal },
  );
