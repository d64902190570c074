import { contentOf } from './content.ts';
import { column, environmentOf, fileName, given, invalidPayload, textIfAny } from './payload.ts';
import type { Sender } from './sender.ts';

/**
 * A save: the file's exact bytes. Payload: `number` and `ambientGuid?`, as they were when the row was made, since the
 * same key must always name the same request; the rest is the save's own and never changes.
 */
export const save: Sender = async (row, tools) => {
  const saveId = column(row, 'saveId');
  const number = row.payload['number'];
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw invalidPayload(row, 'number');
  const kept = tools.findSave(saveId);
  if (kept === null) throw invalidPayload(row, 'saveId');
  const query = {
    saveId,
    number,
    keptAt: kept.keptAt,
    fileName: fileName(row, kept.path),
    ...given('savedAt', kept.savedAt ?? undefined),
    ...given('ambientGuid', textIfAny(row, 'ambientGuid')),
  };
  const { bytes, sha256 } = await contentOf(row, tools);
  return tools.foccolojas.createSave(
    { params: { environmentId: environmentOf(row) }, query, body: bytes, idempotencyKey: row.idempotencyKey },
    { signal: tools.signal, sha256 },
  );
};
