import type { EngineEvent } from '../../shared/contract/schemas.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Delivery } from './ledger/types.ts';

/**
 * What is told of a save when its last delivery has its receipt; `null` while another is under way, and of rows that
 * carry no save.
 */
export function receivedBy(
  ledger: Pick<Ledger, 'outbox' | 'saves'>,
  row: Delivery,
): Omit<Extract<EngineEvent, { event: 'save-received' }>, 'event' | 'at'> | null {
  if (row.kind !== 'save' || row.state !== 'received' || row.saveId === null) return null;
  const deliveries = ledger.outbox.of({ saveId: row.saveId }).filter((other) => other.kind === 'save');
  const save = ledger.saves.byId(row.saveId);
  if (save === null || deliveries.some((other) => other.state !== 'received')) return null;
  return {
    saveId: save.saveId,
    path: save.path,
    sha256: save.sha256,
    environmentIds: deliveries.flatMap((other) =>
      other.environmentId === null ? [] : [other.environmentId],
    ),
  };
}
