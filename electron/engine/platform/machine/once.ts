import { cancelled } from './runTool.ts';

/**
 * Work that is begun when first needed and shared by all who need a part of it. A caller that is cancelled stops waiting;
 * the work itself is given up when nobody waits for any of it any more, and is then begun anew by the next.
 */
export function shared<Work>(
  begin: (signal: AbortSignal) => Work,
): <T>(pick: (work: Work) => Promise<T>, signal?: AbortSignal) => Promise<T> {
  let running: { readonly work: Work; readonly leave: AbortController; waiting: number } | null = null;
  return async (pick, signal) => {
    if (signal?.aborted === true) throw cancelled();
    if (running === null) {
      const leave = new AbortController();
      running = { work: begin(leave.signal), leave, waiting: 0 };
    }
    const mine = running;
    mine.waiting += 1;
    let abort = (): void => undefined;
    const gone = new Promise<never>((_resolve, reject) => {
      abort = () => reject(cancelled());
      signal?.addEventListener('abort', abort, { once: true });
    });
    gone.catch(() => undefined);
    const picked = pick(mine.work);
    picked.catch(() => undefined);
    let given = false;
    try {
      const answer = await Promise.race([picked, gone]);
      given = true;
      return answer;
    } finally {
      signal?.removeEventListener('abort', abort);
      mine.waiting -= 1;
      if (!given && mine.waiting === 0) {
        mine.leave.abort();
        if (running === mine) running = null;
      }
    }
  };
}

/** Asks once and hands the same answer to everybody. */
export function once<T>(ask: (signal: AbortSignal) => Promise<T>): (signal?: AbortSignal) => Promise<T> {
  const use = shared(ask);
  return (signal) => use((answer) => answer, signal);
}
