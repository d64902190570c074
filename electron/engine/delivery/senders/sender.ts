import type { Delivery, SaveRow } from '../../ledger/types.ts';
import type { FoccoLojasPort, JsonObject } from '../ports.ts';

/** What a sender works with besides its row. */
export interface SenderTools {
  readonly foccolojas: FoccoLojasPort;
  readonly signal: AbortSignal;
  /** The exact bytes of a content, verified. @throws EloError `content-missing`, `content-damaged` */
  readonly readContent: (sha256: string) => Promise<Uint8Array>;
  /** Another row of the outbox, for a kind that needs the answer to an earlier one. */
  readonly find: (deliveryId: string) => Delivery | null;
  /** The save a row is of. */
  readonly findSave: (saveId: string) => SaveRow | null;
}

/** Carries one row to FoccoLojas and answers what becomes its receipt; throws an EloError otherwise. */
export type Sender = (row: Delivery, tools: SenderTools) => Promise<JsonObject>;
