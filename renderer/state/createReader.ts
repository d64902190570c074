/** Reads, and reads again after changes: never two at once, and never more often than the pause allows. */
export interface Reader {
  /** It changed: read once more, after the reading under way. Any number of changes meanwhile are one. */
  again(): void;
  /** Gives the reading under way up. */
  stop(): void;
}

/** A list that changes ten times a second is read four times: what is shown moves, and the engine has time for its work. */
const pauseMs = 250;

/**
 * Begins to read at once.
 * @param read reads and shows; never rejects
 */
export function createReader(
  read: (signal: AbortSignal) => Promise<void>,
  timers: Pick<typeof globalThis, 'setTimeout' | 'clearTimeout'> = globalThis,
): Reader {
  const leave = new AbortController();
  let state: 'reading' | 'due' | 'pausing' | 'resting' = 'resting';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const begin = (): void => {
    state = 'reading';
    void read(leave.signal).finally(() => {
      if (leave.signal.aborted) return;
      const due = state === 'due';
      state = 'pausing';
      timer = timers.setTimeout(() => {
        if (state === 'due') begin();
        else state = 'resting';
      }, pauseMs);
      if (due) state = 'due';
    });
  };
  begin();
  return {
    again() {
      if (leave.signal.aborted) return;
      if (state === 'resting') begin();
      else state = 'due';
    },
    stop() {
      leave.abort();
      timers.clearTimeout(timer);
    },
  };
}
