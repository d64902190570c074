import { EloError } from '../../../../shared/domain/eloError.ts';
import type { Delivery } from '../../ledger/types.ts';
import { environmentOf, given, ifMatch, invalidPayload, text, textIfAny } from './payload.ts';
import type { Sender, SenderTools } from './sender.ts';

/**
 * The act that makes a version. Payload: `repeatVersion` (its number, made once more) and `versionToken`; or `negotiationDeliveryId` (whose receipt names the import) or `importId`,
 * `notificationId?`, `versionToken?`.
 */
export const update: Sender = async (row, tools) => {
  const repeated = row.payload['repeatVersion'];
  if (typeof repeated === 'number') {
    return tools.foccolojas.makeVersionCurrent(
      {
        params: { environmentId: environmentOf(row), number: repeated },
        query: { dryRun: false },
        idempotencyKey: row.idempotencyKey,
        ...ifMatch(row),
      },
      { signal: tools.signal },
    );
  }
  return tools.foccolojas.createUpdate(
    {
      params: { environmentId: environmentOf(row) },
      body: {
        importId: importIdOf(row, tools),
        ...given('notificationId', textIfAny(row, 'notificationId')),
      },
      idempotencyKey: row.idempotencyKey,
      ...ifMatch(row),
    },
    { signal: tools.signal },
  );
};

function importIdOf(row: Delivery, tools: SenderTools): string {
  const direct = textIfAny(row, 'importId');
  if (direct !== undefined) return direct;
  const negotiation = tools.find(text(row, 'negotiationDeliveryId'));
  if (negotiation === null) throw invalidPayload(row, 'negotiationDeliveryId');
  const importId = negotiation.receipt?.['importId'];
  if (typeof importId === 'string') return importId;
  // The negotiation stands before this row in its lane, so it is finished: what it was refused for is why this cannot be.
  throw new EloError(
    negotiation.reason ?? 'negotiation-not-received',
    'The hand-over this update needs was refused',
    {
      details: { decided: true },
    },
  );
}
