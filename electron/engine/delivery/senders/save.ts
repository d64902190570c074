import type { Delivery } from '../../ledger/types.ts';
import { contentOf } from './content.ts';
import { column, environmentOf, fileName, given, invalidPayload, text, textIfAny } from './payload.ts';
import type { Sender, SenderTools } from './sender.ts';

/**
 * A save: the file's exact bytes. Payload: `number`, `ambientGuid?`, `previousSha256?` and, as they were when the row was made,
 * `keptAt`, `savedAt?`, `fileName`: the same key must always name the same request, so what the row says goes before
 * what is known of the save by now. Rows that do not say it are of saves that never change.
 */
export const save: Sender = async (row, tools) => {
  const number = row.payload['number'];
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw invalidPayload(row, 'number');
  const { keptAt, savedAt, path } = birthOf(row, tools);
  const query = {
    saveId: column(row, 'saveId'),
    number,
    keptAt,
    fileName: fileName(row, path),
    ...given('savedAt', savedAt ?? undefined),
    ...given('ambientGuid', textIfAny(row, 'ambientGuid')),
    ...given('previousSha256', textIfAny(row, 'previousSha256')),
  };
  const { bytes, sha256 } = await contentOf(row, tools);
  return tools.foccolojas.createSave(
    { params: { environmentId: environmentOf(row) }, query, body: bytes, idempotencyKey: row.idempotencyKey },
    { signal: tools.signal, sha256 },
  );
};

function birthOf(
  row: Delivery,
  tools: SenderTools,
): { readonly keptAt: string; readonly savedAt: string | null; readonly path: string } {
  if (textIfAny(row, 'keptAt') !== undefined) {
    return {
      keptAt: text(row, 'keptAt'),
      savedAt: textIfAny(row, 'savedAt') ?? null,
      path: text(row, 'fileName'),
    };
  }
  const kept = tools.findSave(column(row, 'saveId'));
  if (kept === null) throw invalidPayload(row, 'saveId');
  return kept;
}
