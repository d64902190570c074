import { contentOf } from './content.ts';
import { column, environmentOf, fileName, text } from './payload.ts';
import type { Sender } from './sender.ts';

/** A listing as Promob wrote it. Payload: `capturedAt`, `fileName`. */
export const listing: Sender = async (row, tools) => {
  const query = {
    listingId: column(row, 'listingId'),
    capturedAt: text(row, 'capturedAt'),
    fileName: fileName(row, text(row, 'fileName')),
  };
  const { bytes, sha256 } = await contentOf(row, tools);
  return tools.foccolojas.createListing(
    { params: { environmentId: environmentOf(row) }, query, body: bytes, idempotencyKey: row.idempotencyKey },
    { signal: tools.signal, sha256 },
  );
};
