import type { Clock } from '../../shared/domain/clock.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import type { Delivery } from './delivery/types.ts';
import type { Ledger } from './ledger/ledger.ts';

/** Leaving waits this long for what is on its way before it is refused. */
const leavingMs = 30_000;
const lookMs = 100;

interface Leaving {
  readonly ledger: Pick<Ledger, 'outbox'>;
  readonly delivery: Pick<Delivery, 'kick' | 'state'>;
  readonly clock: Clock;
}

/**
 * Waits until nothing that is kept or on its way would be left behind; what needs attention or is withheld stays here
 * anyway.
 * @throws EloError `unsent-saves` after a while, or at once where nothing can be sent now
 */
export async function leave({ ledger, delivery, clock }: Leaving): Promise<void> {
  const until = clock.monotonic() + leavingMs;
  delivery.kick('user');
  while (ledger.outbox.pendingLeaving() > 0) {
    const { paused } = delivery.state();
    if (clock.monotonic() > until || (paused !== null && paused !== 'rate-limited')) {
      throw new EloError('unsent-saves', 'something kept here has not reached FoccoLojas yet', {
        remedy: 'check-connection',
        details: { waiting: ledger.outbox.pendingLeaving() },
      });
    }
    await new Promise<void>((resolve) => {
      clock.after(lookMs, resolve);
    });
  }
}

/**
 * Another user's sign-in must not carry off what this one has not delivered.
 * @throws EloError `unsent-saves-of-other-user`
 */
export function mayReplaceUser(
  ledger: Pick<Ledger, 'outbox'>,
  before: { readonly id: string } | null,
  next: { readonly id: string },
): void {
  if (before === null || before.id === next.id || ledger.outbox.pendingLeaving() === 0) return;
  throw new EloError('unsent-saves-of-other-user', 'what another user saved has not reached FoccoLojas yet', {
    remedy: 'sign-in',
    details: { waiting: ledger.outbox.pendingLeaving() },
  });
}

/** What is due so soon is as good as on its way; a row that failed again and again waits longer. */
const soonMs = 60_000;

/** Something is on its way to FoccoLojas, or goes within a minute: not the moment to end the engine. */
export function isMoving({ ledger, delivery, clock }: Leaving): boolean {
  if (ledger.outbox.counts().sending > 0) return true;
  const { paused } = delivery.state();
  const due = paused === null || paused === 'rate-limited' ? ledger.outbox.nextDue() : null;
  return due !== null && due - clock.now() < soonMs;
}
