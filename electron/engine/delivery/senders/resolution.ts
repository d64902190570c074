import { environmentOf, ifMatch, text } from './payload.ts';
import type { Sender } from './sender.ts';

/** Which of two machines' drawings goes on. Payload: `saveId` as FoccoLojas names it, `versionToken?`, `choice`. */
export const resolution: Sender = async (row, tools) =>
  tools.foccolojas.resolveDisagreement(
    {
      params: { environmentId: environmentOf(row) },
      body: { saveId: text(row, 'saveId') },
      idempotencyKey: row.idempotencyKey,
      ...ifMatch(row),
    },
    { signal: tools.signal },
  );
