import type { DeliveryKind } from '../../../shared/domain/states.ts';
import type { Failure } from './failure.ts';
import type { GateReason, JsonObject } from './ports.ts';

/** What becomes of a row after a failed attempt. */
export type Verdict =
  /** Stays kept and is tried again. `waitMs`: the server's wish, else the ladder. */
  | {
      readonly do: 'retry';
      readonly reason: string;
      readonly waitMs: number | null;
      /** The exchange broke midway: FoccoLojas may have it already, so ask again almost at once. */
      readonly lostAnswer: boolean;
      /** Nothing came from FoccoLojas: the line itself may be down. */
      readonly doubtLine: boolean;
    }
  /** FoccoLojas asks everybody to wait. */
  | { readonly do: 'slow-down'; readonly reason: string; readonly waitMs: number | null }
  /** The account stands in the way; no failure of the row. */
  | { readonly do: 'pause'; readonly gate: GateReason; readonly reason: string }
  | { readonly do: 'withhold'; readonly reason: 'purchase-orders-issued' }
  /** FoccoLojas said no to an act; the user is told and what is behind goes on. */
  | { readonly do: 'refuse'; readonly reason: string; readonly body: JsonObject }
  /** Something a person must look at; holds back its own lane. */
  | { readonly do: 'attention'; readonly reason: string };

/** Longest wait a server may ask of one row or of all: one that asks for more is looked at again after an hour. */
export const longestRetryAfterMs = 60 * 60_000;

/**
 * The row's content cannot be read, and sending something else under its hash is out of the question; or FoccoLojas'
 * receipt is about other bytes.
 */
const attentionCodes = new Set(['content-damaged', 'content-missing', 'receipt-mismatch']);

/** FoccoLojas lets this user, or this store, do nothing for now: no failure of the row. */
const standingCodes = new Set(['account-disabled', 'account-expired', 'store-not-linked']);

/** Codes of an exchange that broke after it had begun. */
const lostAnswerCodes = new Set(['network-reset', 'answer-not-json', 'network-not-http']);

/** Whether a kind carries the user's work itself: such a row is never refused, only held or withheld. */
export function carriesContent(kind: DeliveryKind): boolean {
  return kind === 'save' || kind === 'listing';
}

/** Decides about a failed attempt. Pure; statuses by HTTP's own meaning and the contract's stable codes. */
export function judge(kind: DeliveryKind, failure: Failure): Verdict {
  const { code, status } = failure;
  if (attentionCodes.has(code)) return { do: 'attention', reason: code };
  if (failure.decided) return final(kind, failure);
  if (code === 'promob-link-required' || failure.remedy === 'link-again') {
    return { do: 'pause', gate: 'link', reason: code };
  }
  if (standingCodes.has(code)) return { do: 'pause', gate: 'standing', reason: code };
  if (status === 401 || failure.remedy === 'sign-in') return { do: 'pause', gate: 'sign-in', reason: code };
  if (status === null) {
    return {
      do: 'retry',
      reason: code,
      waitMs: null,
      lostAnswer: lostAnswerCodes.has(code),
      // Retryable without a status is the network's own class of errors; anything else says nothing about the line.
      doubtLine: failure.retryable,
    };
  }
  const waitMs = bounded(failure.retryAfterMs);
  if (status === 429) return { do: 'slow-down', reason: code, waitMs };
  if (status >= 500 || status === 408 || status === 425 || code === 'idempotency-in-progress') {
    return { do: 'retry', reason: code, waitMs, lostAnswer: false, doubtLine: false };
  }
  if (code === 'environment-locked' && carriesContent(kind)) {
    return { do: 'withhold', reason: 'purchase-orders-issued' };
  }
  return final(kind, failure);
}

/** An answer that will not change by asking again. */
function final(kind: DeliveryKind, failure: Failure): Verdict {
  return carriesContent(kind)
    ? { do: 'attention', reason: failure.code }
    : { do: 'refuse', reason: failure.code, body: failure.body };
}

/** A wish of nothing is no wish: a server that always says "again at once" would otherwise be asked without pause. */
function bounded(waitMs: number | null): number | null {
  return waitMs === null || waitMs <= 0 ? null : Math.min(waitMs, longestRetryAfterMs);
}
