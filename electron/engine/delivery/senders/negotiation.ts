import { column, environmentOf, given, invalidPayload, text, textIfAny } from './payload.ts';
import type { Sender } from './sender.ts';

/**
 * *Preparar* / *Negociar*: the pair is named by Elo's own ids, handed over earlier in the same lane.
 * Payload: `mode`, `optionName?`. The receipt holds `importId` and, with `negotiate`, `openUrl`.
 */
export const negotiation: Sender = async (row, tools) => {
  const mode = text(row, 'mode');
  if (mode !== 'prepare' && mode !== 'negotiate') throw invalidPayload(row, 'mode');
  return tools.foccolojas.createNegotiation(
    {
      params: { environmentId: environmentOf(row) },
      body: {
        saveId: column(row, 'saveId'),
        listingId: column(row, 'listingId'),
        mode,
        ...given('optionName', textIfAny(row, 'optionName')),
      },
      idempotencyKey: row.idempotencyKey,
    },
    { signal: tools.signal },
  );
};
