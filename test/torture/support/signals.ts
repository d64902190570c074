/** What the killer aims at. */
export type Moment = 'written' | 'kept' | 'received';

/** Tells whoever waits that something has just happened. */
export interface Signals {
  tell(moment: Moment): void;
  /** Answers whether it happened within the time. */
  next(moment: Moment, timeoutMs: number): Promise<boolean>;
}

export function createSignals(): Signals {
  const waiting: Record<Moment, Set<() => void>> = {
    written: new Set(),
    kept: new Set(),
    received: new Set(),
  };
  return {
    tell: (moment) => {
      for (const wake of waiting[moment]) wake();
    },
    next: (moment, timeoutMs) =>
      new Promise((resolve) => {
        const decide = (happened: boolean): void => {
          waiting[moment].delete(wake);
          clearTimeout(timer);
          resolve(happened);
        };
        const wake = (): void => decide(true);
        const timer = setTimeout(() => decide(false), timeoutMs);
        waiting[moment].add(wake);
      }),
  };
}
