import type { Stop } from '../../shared/domain/clock.ts';

/** What every call of a dead engine throws, and the call that it died in. */
export class Killed extends Error {
  constructor(where: string) {
    super(`the engine died in ${where}`);
    this.name = 'Killed';
  }
}

/** One life of an engine. After `die` nothing it does has any effect, as after `kill -9`. */
export interface Life {
  readonly dead: boolean;
  /** A point at which it may die. @throws Killed where it dies here or is dead */
  touch(where: string): void;
  /** The same where nothing may be thrown. Answers whether it is alive. */
  survives(where: string): boolean;
  /** Dies by itself after this many points. */
  dieAfter(points: number): void;
  die(): void;
  /** Runs once, when it dies. */
  onDeath(run: () => void): Stop;
}

export function createLife(): Life {
  let dead = false;
  let left = Infinity;
  const listeners = new Set<() => void>();
  const die = (): void => {
    if (dead) return;
    dead = true;
    for (const run of listeners) run();
  };
  const survives = (): boolean => {
    left -= 1;
    if (left <= 0) die();
    return !dead;
  };
  return {
    get dead() {
      return dead;
    },
    touch(where) {
      if (!survives()) throw new Killed(where);
    },
    survives,
    dieAfter: (points) => {
      left = points;
    },
    die,
    onDeath: (run) => {
      listeners.add(run);
      return () => listeners.delete(run);
    },
  };
}

/** Whether an error comes of a death, whatever it was wrapped in. */
export function isKilled(thrown: unknown): boolean {
  for (let error = thrown, depth = 0; depth < 8 && error instanceof Error; depth += 1) {
    if (error instanceof Killed) return true;
    error = error.cause;
  }
  return false;
}

type Methods = Readonly<Record<string, unknown>>;

/**
 * The same object, each of whose calls is a point at which the engine may die: before it has any effect, and after it
 * has all of it but nobody knows.
 * @param before asked before each call with its name, may throw
 */
export function mortal<T extends object>(
  target: T,
  name: string,
  life: Life,
  before: (method: string) => void = () => undefined,
): T {
  const made = new Map<string, unknown>();
  return new Proxy(target, {
    get: (object, key) => {
      const value: unknown = (object as Methods)[String(key)];
      if (typeof value !== 'function' || typeof key !== 'string') return value;
      const known = made.get(key);
      if (known !== undefined) return known;
      const guarded = (...given: unknown[]): unknown => {
        life.touch(`${name}.${key}`);
        before(key);
        const answer: unknown = Reflect.apply(value, object, given);
        life.touch(`${name}.${key} (done)`);
        return answer;
      };
      made.set(key, guarded);
      return guarded;
    },
  });
}
