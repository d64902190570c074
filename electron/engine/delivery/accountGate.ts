import type { Clock, Stop } from '../../../shared/domain/clock.ts';
import { probeMs } from './backoff.ts';
import type { Gate, GateReason } from './ports.ts';

/** The account's gate, and what FoccoLojas answered against it. */
export interface AccountGate {
  closedBy(): GateReason | null;
  /** How often a contradiction was settled. */
  openings(): number;
  /**
   * FoccoLojas refused for this reason; the account is asked to look again, and until then nothing is sent.
   * @param openings what {@link openings} was when the refused exchange began: refusals from before are not news
   */
  contradicted(reason: GateReason, openings: number): void;
  /** Something was received: what was refused before is settled. */
  proved(): void;
  stop: Stop;
}

/**
 * Keeps delivery closed between FoccoLojas' refusal and the account's own knowledge of it, and opens by itself once the
 * account says so. Where the account sees no obstacle though FoccoLojas keeps refusing, the tries get rarer.
 */
export function createAccountGate(options: {
  readonly gate: Gate;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onChange: () => void;
}): AccountGate {
  const { gate, clock, random } = options;
  let reason: GateReason | null = null;
  /** Refusals since something was last received. */
  let refusals = 0;
  let opened = 0;
  /** Which contradiction an answer of `recheck` belongs to. */
  let round = 0;
  let cancelTimer: Stop = () => undefined;

  const settle = (): void => {
    cancelTimer();
    round += 1;
    opened += 1;
    reason = null;
    options.onChange();
  };

  const look = async (of: GateReason): Promise<void> => {
    round += 1;
    const mine = round;
    let now: GateReason | null = of;
    try {
      now = await gate.recheck(of);
    } catch {
      // Not known (offline): asked again below.
    }
    if (mine !== round) return;
    // Once the account itself knows, its own gate is what holds.
    const known = gate.closedBy() !== null;
    if (known || (now === null && refusals <= 1)) {
      settle();
      return;
    }
    const wait = probeMs(refusals, random);
    refusals += 1;
    cancelTimer = clock.after(wait, now === null ? settle : () => void look(of));
  };

  const stopListening = gate.onChange(() => {
    if (reason !== null && gate.closedBy() === null) settle();
    else options.onChange();
  });

  return {
    closedBy: () => gate.closedBy() ?? reason,
    openings: () => opened,
    contradicted: (by, openings) => {
      if (reason !== null || openings !== opened) return;
      reason = by;
      refusals += 1;
      options.onChange();
      void look(by);
    },
    proved: () => {
      refusals = 0;
    },
    stop: () => {
      cancelTimer();
      round += 1;
      reason = null;
      stopListening();
    },
  };
}
