/**
 * Does something for as long as `closed` is not aborted: then it is cut and fails with what `closed` was aborted with, at
 * once, whether it heeds its signal or not.
 * @param run gets a signal that aborts when `closed` or `given` does
 */
export async function untilClosed<T>(
  closed: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
  given?: AbortSignal,
): Promise<T> {
  closed.throwIfAborted();
  // Not `AbortSignal.any`: what it makes hangs on to the long-lived signal for as long as that lives.
  const both = new AbortController();
  const ended = Promise.withResolvers<never>();
  const close = (): void => {
    both.abort(closed.reason);
    ended.reject(closed.reason);
  };
  const leave = (): void => both.abort(given?.reason);
  closed.addEventListener('abort', close, { once: true });
  given?.addEventListener('abort', leave, { once: true });
  if (given?.aborted === true) leave();
  try {
    return await Promise.race([run(both.signal), ended.promise]);
  } finally {
    closed.removeEventListener('abort', close);
    given?.removeEventListener('abort', leave);
  }
}
