import { backoffMs, lostAnswerMs } from './backoff.ts';

/**
 * The failures of each row in this run of the engine that are its own: an outage, a pause, a 429 or a stop is not.
 * (`attempts` of the row counts every try, and outlives the engine.)
 */
export interface Failures {
  /**
   * How long the row waits after its next failure, by the ladder.
   * @param away FoccoLojas said that it takes nothing at the moment, which says nothing about the row
   */
  wait(deliveryId: string, lostAnswer: boolean, away: boolean): number;
  /** It failed. Answers whether it is stuck since now. */
  add(deliveryId: string): boolean;
  received(deliveryId: string): void;
  forget(deliveryId: string): void;
  /** Rows that failed again and again while others were received. */
  stuck(): string[];
}

/** Failures of one row, while others are received, after which it is called stuck; eight are some ten minutes of the ladder. */
const untilStuck = 8;

/** So high the ladder goes while FoccoLojas is away, 32 s: it is asked again as often as a line that is down. */
const awayStep = 4;

export function createFailures(random: () => number): Failures {
  const rows = new Map<string, { count: number; readonly receivedBefore: number }>();
  const stuck = new Set<string>();
  let receivedCount = 0;
  const forget = (deliveryId: string): void => {
    rows.delete(deliveryId);
    stuck.delete(deliveryId);
  };
  return {
    wait: (deliveryId, lostAnswer, away) => {
      const count = rows.get(deliveryId)?.count ?? 0;
      if (count === 0 && lostAnswer) return lostAnswerMs(random);
      return backoffMs(away ? Math.min(count, awayStep) : count, random);
    },
    add: (deliveryId) => {
      const row = rows.get(deliveryId) ?? { count: 0, receivedBefore: receivedCount };
      row.count += 1;
      rows.set(deliveryId, row);
      if (row.count < untilStuck || receivedCount === row.receivedBefore || stuck.has(deliveryId))
        return false;
      stuck.add(deliveryId);
      return true;
    },
    received: (deliveryId) => {
      receivedCount += 1;
      forget(deliveryId);
    },
    forget,
    stuck: () => [...stuck],
  };
}
