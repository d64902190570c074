/**
 * What delivery needs of others, as narrow as it uses it; `engine.ts` hands it in. The ledger's outbox and the
 * FoccoLojas client fit structurally or through a few lines of adapter.
 */
import type { Stop } from '../../../shared/domain/clock.ts';
import type { RequestOf, ResponseOf } from '../../../shared/api/operations.ts';
import type { DeliveryState } from '../../../shared/domain/states.ts';
import type { Delivery, SaveCounts } from '../ledger/types.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** The outbox of the ledger: synchronous, each call one transaction. The row itself is the state machine. */
export interface Outbox {
  heads(nowMs: number, limit: number): Delivery[];
  claim(deliveryId: string): boolean;
  received(deliveryId: string, receipt: JsonObject, at: string): boolean;
  retryLater(deliveryId: string, nextAttemptAt: number, reason: string): boolean;
  needsAttention(deliveryId: string, reason: string): boolean;
  withhold(deliveryId: string, reason: string): boolean;
  refuse(deliveryId: string, reason: string, body: JsonObject): boolean;
  retry(deliveryId: string): boolean;
  resetSending(): number;
  wake(): void;
  nextDue(): number | null;
  byId(deliveryId: string): Delivery | null;
}

/** The operations a delivery is made of, by their names in FoccoLojas' contract. */
export type DeliveredOperation =
  | 'createSave'
  | 'createListing'
  | 'createNegotiation'
  | 'createUpdate'
  | 'makeVersionCurrent'
  | 'createCustomer'
  | 'createProject'
  | 'createEnvironment'
  | 'approveQuote'
  | 'releaseContract'
  | 'startReview'
  | 'completeReview'
  | 'startAssistance'
  | 'resolveDisagreement';

export interface CallOptions {
  readonly signal: AbortSignal;
  /** Of a body of bytes: the hash it was kept under, lower-case hex SHA-256, so that it need not be computed again. */
  readonly sha256?: string;
}

/**
 * FoccoLojas, as narrow as delivery uses it: one method for each operation. It answers the body of a 2xx answer and throws
 * an EloError otherwise: FoccoLojas' own code with `details.status` (and `details.retryAfterMs` where it asked to wait)
 * where it answered, a retryable error without a status where it did not, remedy `sign-in` where nobody is signed in.
 */
export type FoccoLojasPort = {
  readonly [Op in DeliveredOperation | 'getHealth']: (
    request: RequestOf<Op>,
    options: CallOptions,
  ) => Promise<ResponseOf<Op>>;
};

/**
 * What the account says stands in the way. `standing`: the user was disabled, his account expired, or the store is not
 * linked any more; only somebody else can change it.
 */
export type GateReason = 'sign-in' | 'link' | 'standing';

/** The account, as delivery sees it. */
export interface Gate {
  /** Asked before every claim; cheap. `link` is never in the way of the responsible user. */
  closedBy(): GateReason | null;
  /**
   * FoccoLojas refused what the account thinks is allowed (a 401, or `promob-link-required`): look again. Answers what
   * stands in the way now; rejects where that cannot be known (offline).
   */
  recheck(reason: GateReason): Promise<GateReason | null>;
  /** Calls when `closedBy` may answer differently. */
  onChange(listener: () => void): Stop;
}

/** The pure rules of lock and freshness, asked again immediately before sending. */
export type MayDeliver =
  | { readonly ok: true }
  | { readonly ok: false; readonly withhold: 'purchase-orders-issued' }
  | { readonly ok: false; readonly refuse: string };

export interface Rules {
  mayDeliver(delivery: Delivery): MayDeliver;
}

/** Codes and numbers only, never personal data. */
export interface DeliveryLog {
  info(message: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  warn(message: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
}

/** One line of `GET /receipts`. */
export interface ReceiptLine {
  readonly idempotencyKey: string;
  readonly kind: string;
  readonly sha256?: string | undefined;
  readonly receivedAt: string;
}

/** What the audit needs of FoccoLojas. */
export interface ReceiptSource {
  listReceipts(request: {
    readonly query: { readonly cursor?: string; readonly limit: number };
  }): Promise<{ readonly items: readonly ReceiptLine[]; readonly nextCursor: string | null }>;
}

/** What the audit needs of the ledger. */
export interface AuditLedger {
  readonly saves: { counts(): SaveCounts };
  readonly outbox: {
    list(options: {
      readonly states?: readonly DeliveryState[];
      readonly limit?: number;
      readonly cursor?: number;
    }): Delivery[];
    byId(deliveryId: string): Delivery | null;
    received(deliveryId: string, receipt: JsonObject, at: string): boolean;
    /** `received` → `needs-attention`: FoccoLojas does not have (this of) it any more. `false` where it is not received. */
    missing(deliveryId: string, reason: string): boolean;
  };
}
