/** What delivery is handed and what it offers. */
import type { Clock } from '../../../shared/domain/clock.ts';
import type { Delivery as Row, SaveRow } from '../ledger/types.ts';
import type { DeliveryLog, FoccoLojasPort, Gate, Outbox, Rules } from './ports.ts';
import type { WaitOptions } from './waiters.ts';

/** Why nothing is sent at the moment. `held`: someone here asked for it (leaving, a backup). */
export type PauseReason = 'sign-in' | 'link' | 'standing' | 'held' | 'offline' | 'rate-limited';

/** What is known from outside: a new row · the network came back · the machine woke up · the user asks. */
export type KickCause = 'new-row' | 'network' | 'wake' | 'user';

export interface DeliveryStatus {
  readonly online: boolean;
  readonly paused: PauseReason | null;
  readonly inFlight: number;
  /** Rows that failed again and again while others were received. Still queued, still tried. */
  readonly stuck: readonly string[];
}

export interface DeliveryOptions {
  readonly outbox: Outbox;
  /** The exact bytes of a content, verified. @throws EloError `content-missing`, `content-damaged` */
  readonly readContent: (sha256: string) => Promise<Uint8Array>;
  /** The save a row is of; `ledger.saves.byId`. */
  readonly findSave: (saveId: string) => SaveRow | null;
  readonly send: FoccoLojasPort;
  readonly gate: Gate;
  readonly rules: Rules;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: DeliveryLog;
  /** A row changed its state (or failed and waits); called after the commit. */
  readonly onChange: (row: Row) => void;
  /** `online` or `paused` changed. */
  readonly onStatus?: (status: DeliveryStatus) => void;
  /** Lanes served at once. */
  readonly concurrency?: number;
}

/** Carries what the outbox holds to FoccoLojas: in order within a lane, each key once, until it is decided. */
export interface Delivery {
  /** Puts back what a dead engine left on the way (same keys) and begins. Not again after `stop`. */
  start(): void;
  /** Waits for what is on the way, at most `timeoutMs`; what is left then is aborted and kept again with its key. */
  stop(timeoutMs: number): Promise<void>;
  kick(cause?: KickCause): void;
  /** Sends nothing more until `resume`; what is on the way ends normally. */
  pause(reason: 'sign-in' | 'link' | 'held'): void;
  /** Without a reason: all of them. */
  resume(reason?: 'sign-in' | 'link' | 'held'): void;
  state(): DeliveryStatus;
  /** See {@link createWaiters}. */
  whenFinal(deliveryId: string, options: WaitOptions): Promise<Row>;
  /** The user asks again for a row that needs attention or waits. @throws EloError `delivery-not-found`, `delivery-not-retryable` */
  retry(deliveryId: string): Row;
  /** Somebody else lost touch with FoccoLojas: find out. */
  doubtLine(): void;
}
