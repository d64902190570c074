import { createHash } from 'node:crypto';
import { createRandom } from '../support/promob/random.ts';

/** Random choices from a seed: the same seed always makes the same ones. */
export interface Dice {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [low, high]. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  /** @throws RangeError where there is nothing to pick from */
  pick<T>(choices: readonly T[]): T;
  weighted<T>(choices: readonly (readonly [choice: T, weight: number])[]): T;
  /** A UUID of version 4. */
  uuid(): string;
}

export function createDice(seed: string): Dice {
  const random = createRandom(seed);
  const pick = <T>(choices: readonly T[]): T => {
    const chosen = choices[Math.floor(random.next() * choices.length)];
    if (chosen === undefined) throw new RangeError('nothing to pick from');
    return chosen;
  };
  return {
    next: () => random.next(),
    integer: (low, high) => random.integer(low, high),
    chance: (probability) => random.next() < probability,
    pick,
    weighted: (choices) => {
      const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
      let left = random.next() * total;
      for (const [choice, weight] of choices) if ((left -= weight) < 0) return choice;
      return pick(choices.map(([choice]) => choice));
    },
    uuid: () => random.guid(),
  };
}

/** The seed of a run of a batch. The first run has the batch's own seed, so that one run can be asked for again by it. */
export function runSeed(seed: number, run: number): number {
  if (run === 0) return seed;
  return createHash('sha256').update(`${seed}/${run}`).digest().readUInt32LE(0);
}
