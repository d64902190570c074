/**
 * Turns work that reports steps by callback into a stream of them; the stream ends with the work, or throws what it threw.
 * Leaving the stream early aborts the work.
 * @param run gets where to report and a signal that aborts when the reader leaves or `signal` aborts
 */
export async function* stepStream<Step>(
  run: (report: (step: Step) => void, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Step, void, undefined> {
  const waiting: Step[] = [];
  const leave = new AbortController();
  const both = signal === undefined ? leave.signal : AbortSignal.any([leave.signal, signal]);
  let wake: () => void = () => undefined;
  let ended: { readonly error?: unknown } | null = null;

  const work = run((step) => {
    waiting.push(step);
    wake();
  }, both).then(
    () => {
      ended = {};
      wake();
    },
    (error: unknown) => {
      ended = { error };
      wake();
    },
  );
  try {
    for (;;) {
      const next = waiting.shift();
      if (next !== undefined) {
        yield next;
        continue;
      }
      const end = ended as { readonly error?: unknown } | null;
      if (end !== null) {
        if ('error' in end) throw end.error;
        return;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    leave.abort();
    await work;
  }
}
