import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import type { EloError } from '../../shared/domain/eloError.ts';
import { callError, useConnection } from '../bridge/engine.ts';

/** What a screen knows of something it reads: nothing yet, the value, or why not (with the last value, if any). */
export interface Read<T> {
  readonly value: T | null;
  readonly error: EloError | null;
  readonly loading: boolean;
  readonly again: () => void;
}

interface Answer<T> {
  /** Which reading it answers; another one means that the newest is still under way. */
  readonly reading: string | null;
  readonly value: T | null;
  readonly error: EloError | null;
}

/**
 * Reads something from the engine, again when `key` changes, when the engine is back, and when asked. The last value
 * stays on the screen while it is read again; an answer that comes too late is dropped.
 * @param key names what is read and how often it changed; `null` reads nothing
 */
export function useRead<T>(key: string | null, read: (signal: AbortSignal) => Promise<T>): Read<T> {
  const opened = useConnection((connection) => connection.opened);
  const [asked, setAsked] = useState(0);
  const [answer, setAnswer] = useState<Answer<T>>({ reading: null, value: null, error: null });
  const reading = key === null || opened === 0 ? null : `${opened} ${asked} ${key}`;
  const start = useEffectEvent((signal: AbortSignal) => read(signal));
  useEffect(() => {
    if (reading === null) return undefined;
    const leave = new AbortController();
    start(leave.signal)
      .then((value) => {
        if (!leave.signal.aborted) setAnswer({ reading, value, error: null });
      })
      .catch((thrown: unknown) => {
        if (leave.signal.aborted) return;
        setAnswer((before) => ({ reading, value: before.value, error: callError(thrown) }));
      });
    return () => leave.abort();
  }, [reading]);
  const again = useCallback(() => setAsked((count) => count + 1), []);
  return {
    value: answer.value,
    error: answer.error,
    loading: key !== null && answer.reading !== reading,
    again,
  };
}
