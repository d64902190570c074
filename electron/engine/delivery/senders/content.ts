import { EloError } from '../../../../shared/domain/eloError.ts';
import type { Delivery } from '../../ledger/types.ts';
import { column } from './payload.ts';
import type { SenderTools } from './sender.ts';

/**
 * The exact bytes a save or listing was kept as, with their hash.
 * @throws EloError `content-missing`, `content-damaged`, `payload-invalid`
 */
export async function contentOf(
  row: Delivery,
  tools: SenderTools,
): Promise<{ readonly bytes: Uint8Array; readonly sha256: string }> {
  const sha256 = column(row, 'sha256');
  const bytes = await tools.readContent(sha256);
  if (row.bytes !== null && bytes.byteLength !== row.bytes) {
    throw new EloError('content-damaged', 'A content has another length than the one it was kept with', {
      details: { expected: row.bytes, found: bytes.byteLength },
    });
  }
  return { bytes, sha256 };
}
