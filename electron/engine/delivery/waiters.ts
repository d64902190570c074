import type { Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { DeliveryState } from '../../../shared/domain/states.ts';
import type { Delivery } from '../ledger/types.ts';

export interface WaitOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** States in which a row needs nothing more of delivery by itself. */
const finalStates: ReadonlySet<DeliveryState> = new Set([
  'received',
  'refused',
  'needs-attention',
  'withheld',
]);

/** Whoever waits for a row of the outbox to be decided. */
export interface Waiters {
  /**
   * Resolves with the row once it is received, refused, withheld or needs attention (at once where it is).
   * @throws EloError `still-waiting` after the time (retryable; the row stays queued), `cancelled`, `delivery-not-found`
   */
  wait(deliveryId: string, options: WaitOptions): Promise<Delivery>;
  /** Lanes with a row that somebody is waiting for. */
  lanes(): ReadonlySet<string>;
  /** A row changed. */
  changed(row: Delivery): void;
  /** Delivery ends: nobody will be answered any more. */
  close(): void;
}

interface Waiter {
  readonly resolve: (row: Delivery) => void;
  readonly reject: (error: EloError) => void;
}

/** @param why what stands in the way at the moment, told with `still-waiting` */
export function createWaiters(
  byId: (deliveryId: string) => Delivery | null,
  clock: Clock,
  why: () => string | null,
): Waiters {
  const waiting = new Map<string, { readonly lane: string; readonly set: Set<Waiter> }>();

  const stillWaiting = (): EloError => {
    const paused = why();
    return new EloError('still-waiting', 'The delivery is queued and not decided yet', {
      retryable: true,
      ...(paused === null ? {} : { details: { paused } }),
    });
  };

  return {
    wait: (deliveryId, { timeoutMs, signal }) =>
      new Promise((resolve, reject) => {
        const row = byId(deliveryId);
        if (row === null) {
          reject(
            new EloError('delivery-not-found', 'There is no such delivery', { details: { deliveryId } }),
          );
          return;
        }
        if (finalStates.has(row.state)) {
          resolve(row);
          return;
        }
        const cancelled = (): void => waiter.reject(new EloError('cancelled', 'The waiting was cancelled'));
        const finish = (): void => {
          cancelTimer();
          signal?.removeEventListener('abort', cancelled);
          const others = waiting.get(deliveryId)?.set;
          others?.delete(waiter);
          if (others?.size === 0) waiting.delete(deliveryId);
        };
        const waiter: Waiter = {
          resolve: (decided) => {
            finish();
            resolve(decided);
          },
          reject: (error) => {
            finish();
            reject(error);
          },
        };
        const cancelTimer = clock.after(timeoutMs, () => waiter.reject(stillWaiting()));
        if (signal?.aborted === true) {
          cancelled();
          return;
        }
        signal?.addEventListener('abort', cancelled, { once: true });
        const entry = waiting.get(deliveryId) ?? { lane: row.lane, set: new Set() };
        entry.set.add(waiter);
        waiting.set(deliveryId, entry);
      }),
    lanes: () => new Set([...waiting.values()].map(({ lane }) => lane)),
    changed: (row) => {
      if (!finalStates.has(row.state)) return;
      waiting.get(row.deliveryId)?.set.forEach((waiter) => waiter.resolve(row));
    },
    close: () => {
      waiting.forEach(({ set }) => set.forEach((waiter) => waiter.reject(stillWaiting())));
    },
  };
}
