import type { WorkerPool } from '../../electron/engine/platform/workerPool.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { Dice } from './dice.ts';
import type { Life } from './life.ts';

/** A pool whose jobs take virtual time, before they look and before their answer is heard; others may overtake them. */
export interface SimulatedPool extends WorkerPool {
  /** Rejects what is under way: the threads are gone. */
  end(reason: Error): void;
}

/** Most jobs take milliseconds; some meet a busy machine. */
const usualMs = 25;
const busyMs = 1_500;

export function simulatedPool(
  pool: WorkerPool,
  {
    life,
    clock,
    dice,
    spares,
  }: {
    readonly life: Life;
    readonly clock: Clock;
    readonly dice: Dice;
    /** Jobs that are always put off: they cost more than all others together. */
    readonly spares: ReadonlySet<string>;
  },
): SimulatedPool {
  const waiting = new Set<(reason: Error) => void>();
  const pause = (): number => dice.integer(0, dice.chance(0.03) ? busyMs : usualMs);
  return {
    run: (job, input, options) => {
      life.touch('pool.run');
      if (spares.has(job)) return Promise.reject(new EloError('cancelled', 'put off'));
      return new Promise((resolve, reject) => {
        waiting.add(reject);
        const settled = (settle: () => void) => () => {
          clock.after(pause(), () => {
            if (!life.survives('pool (answer)')) return;
            waiting.delete(reject);
            settle();
          });
        };
        clock.after(pause(), () => {
          if (!life.survives('pool (begin)')) return;
          pool.run<typeof input, never>(job, input, options).then(
            (value) => settled(() => resolve(value))(),
            (error: unknown) => settled(() => reject(error))(),
          );
        });
      });
    },
    close: () => pool.close(),
    end(reason) {
      for (const reject of waiting) reject(reason);
      waiting.clear();
    },
  };
}
