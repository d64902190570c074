import { invalidPayload, text } from './payload.ts';
import type { Sender } from './sender.ts';

/** Technical assistance of an occurrence. Payload: `occurrenceId`, `from`. The receipt holds the new environment. */
export const assistance: Sender = async (row, tools) => {
  const from = text(row, 'from');
  if (from !== 'blank' && from !== 'review') throw invalidPayload(row, 'from');
  return tools.foccolojas.startAssistance(
    {
      params: { occurrenceId: text(row, 'occurrenceId') },
      body: { from },
      idempotencyKey: row.idempotencyKey,
    },
    { signal: tools.signal },
  );
};
