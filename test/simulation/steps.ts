import type { Dice } from './dice.ts';

/** What may happen in a run, with how often it does beside the others. */
export const actWeights = {
  save: 34,
  burst: 5,
  'same-size': 4,
  'old-times': 2,
  'overlapping-save': 3,
  copy: 4,
  'blank-copy': 3,
  rename: 4,
  'rename-folder': 2,
  'move-root': 3,
  delete: 3,
  backup: 2,
  half: 3,
  junk: 2,
  listing: 8,
  bind: 10,
  unbind: 1,
  answer: 5,
  'hand-over': 4,
  update: 4,
  offline: 3,
  online: 4,
  trouble: 4,
  'purchase-orders': 1.5,
  approve: 1,
  'end-session': 2,
  'sign-in': 3,
  'change-password': 1.5,
  'link-again': 3,
  'disk-full': 1.5,
  'disk-free': 3,
  'root-away': 3,
  'root-back': 4,
  lock: 2,
  unlock: 3,
  'clock-jump': 2,
  'lose-events': 1,
  'watches-out': 0.7,
  kill: 3,
  'kill-soon': 6,
  restart: 1.5,
  wake: 1,
  audit: 1,
  retry: 1,
  wait: 3,
} as const;
export type Act = keyof typeof actWeights;

/** One thing that happens, some time after the one before it. Everything it chooses comes from its own seed. */
export interface Step {
  /** Its place in the run as it was made; a shrunk run keeps the places. */
  readonly id: number;
  readonly gapMs: number;
  readonly act: Act;
  readonly seed: string;
}

/** Acts without which nothing would be on the disk or under way. */
const opening: readonly Act[] = ['save', 'save', 'bind', 'save', 'bind'];

/** The steps of a run. Every run has a character of its own: some acts are left out, some are frequent. */
export function makeSteps(dice: Dice): Step[] {
  const table = (Object.entries(actWeights) as [Act, number][]).map(([act, weight]): [Act, number] => [
    act,
    act === 'save' || act === 'bind' ? weight : weight * dice.pick([0, 0.5, 1, 1, 1, 3]),
  ]);
  const haste = dice.pick([0.2, 1, 1, 3]);
  const length = dice.integer(16, 44);
  const steps: Step[] = [];
  for (let id = 0; id < length; id += 1) {
    const act = opening[id] ?? dice.weighted(table);
    const [low, high] = dice.weighted<readonly [number, number]>([
      [[0, 60], 30],
      [[60, 2_000], 28],
      [[2_000, 20_000], 24],
      [[20_000, 200_000], 15],
      [[200_000, 900_000], 2],
    ]);
    steps.push({ id, gapMs: Math.round(dice.integer(low, high) * haste), act, seed: dice.uuid() });
  }
  return steps;
}
