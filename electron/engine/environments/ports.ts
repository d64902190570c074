/** What the acts on environments need of their siblings; `engine.ts` hands it in. */
import type { ListingWaitView } from '../../../shared/contract/actSchemas.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { EloError } from '../../../shared/domain/eloError.ts';
import type { FoccoLojasClient } from '../foccolojas/client.ts';
import type { History } from '../history/history.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Delivery, EnvironmentRow } from '../ledger/types.ts';

/** The part of `delivery/` an act waits on. */
export interface DeliveryPort {
  kick(): void;
  /** Resolves when the row is received, refused, withheld or needs attention; rejects with `still-waiting` after the time. */
  whenFinal(deliveryId: string, options: { readonly timeoutMs: number }): Promise<Delivery>;
  /** Why nothing goes out now, as whoever waits is told; `null` while it does. */
  blocked(): EloError | null;
}

/** The part of `watch/` an act waits on: a file that is just being saved must be kept before the act looks at it. */
export interface WatchPort {
  /** Looks at every watched folder now, so that nothing already on disk is missed; resolves at the latest after the time. */
  lookNow(timeoutMs: number): Promise<void>;
  /** Listings that are just being written. */
  pendingListings(): readonly string[];
  /** True when none of the paths is being settled any more. `patient`: also waits for what cannot be read so far. */
  settled(paths: readonly string[], timeoutMs: number, patient?: boolean): Promise<boolean>;
  /** Why what lies there now, byte for byte as last read, cannot be read; `null` where that is not known. */
  unreadable(path: string): string | null;
  /** Whether a path lies in a watched folder. */
  watches(path: string): boolean;
}

export interface EnvironmentsContext {
  readonly ledger: Ledger;
  readonly client: FoccoLojasClient;
  readonly history: History;
  readonly delivery: DeliveryPort;
  readonly watch: WatchPort;
  readonly clock: Clock;
  readonly dataDir: string;
  /** The environment as FoccoLojas has it now; offline as it was last known, `null` where it never was. */
  readonly refresh: (environmentId: string) => Promise<EnvironmentRow | null>;
  /** Says that customers or projects changed, to clients. */
  readonly onCustomers: () => void;
  /** Says that environments changed, to clients. */
  readonly onChanged: (environmentId?: string) => void;
  /** Says how an act that waited for its listing stands now, to whoever asked for it. */
  readonly onWait: (wait: ListingWaitView) => void;
}

/**
 * An act is interactive: the user waits for it in front of the screen, retries of the network included. Under a
 * minute, which is what programs that call the command line give it.
 */
export const actTimeoutMs = 45_000;

/** Looking at 10,000 files takes a tenth of a second; only a share that does not answer takes longer. */
export const lookTimeoutMs = 3_000;

/** A broken listing must not hold an act up for long: a listing is written in one go. */
export const listingTimeoutMs = 3_000;

/** A save that is being written right now is waited for; Promob writes a large project in a few seconds. */
export const settleTimeoutMs = 20_000;
