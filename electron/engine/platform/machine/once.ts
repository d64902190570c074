import { cancelled } from './runTool.ts';

/**
 * Asks once and hands the same answer to everybody. A caller that is cancelled stops waiting; the question itself is
 * given up when nobody waits for it any more, and is then asked anew by the next.
 */
export function once<T>(ask: (signal: AbortSignal) => Promise<T>): (signal?: AbortSignal) => Promise<T> {
  let running: { readonly answer: Promise<T>; readonly leave: AbortController; waiting: number } | null =
    null;
  return async (signal) => {
    if (signal?.aborted === true) throw cancelled();
    if (running === null) {
      const leave = new AbortController();
      running = { answer: ask(leave.signal), leave, waiting: 0 };
      running.answer.catch(() => undefined);
    }
    const mine = running;
    mine.waiting += 1;
    let abort = (): void => undefined;
    const gone = new Promise<never>((_resolve, reject) => {
      abort = () => reject(cancelled());
      signal?.addEventListener('abort', abort, { once: true });
    });
    gone.catch(() => undefined);
    let given = false;
    try {
      const answer = await Promise.race([mine.answer, gone]);
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
