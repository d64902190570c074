import type { Outbox } from '../../../../electron/engine/delivery/ports.ts';
import type { Clock, Stop } from '../../../../shared/domain/clock.ts';

/** One life of an engine: after `die` it writes nothing and its timers are gone, as after `kill -9`. */
export interface Life {
  readonly outbox: Outbox;
  readonly clock: Clock;
  die(): void;
  readonly dead: () => boolean;
}

export function mortal(outbox: Outbox, clock: Clock): Life {
  let dead = false;
  const timers = new Set<Stop>();
  const living = new Proxy(outbox, {
    get: (target, name, receiver) => {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        if (dead) throw new Error('this engine is dead');
        return Reflect.apply(value, target, given);
      };
    },
  });
  return {
    outbox: living,
    clock: {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      after: (delayMs, run) => {
        if (dead) return () => undefined;
        const cancel = clock.after(delayMs, () => {
          timers.delete(stop);
          run();
        });
        const stop = () => {
          timers.delete(stop);
          cancel();
        };
        timers.add(stop);
        return stop;
      },
    },
    die: () => {
      dead = true;
      timers.forEach((stop) => stop());
    },
    dead: () => dead,
  };
}
