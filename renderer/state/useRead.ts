import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { EloError } from '../../shared/domain/eloError.ts';
import { callError, useConnection } from '../bridge/engine.ts';
import { createReader } from './createReader.ts';
import type { Reader } from './createReader.ts';

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
 * Reads something from the engine, again when `key` changes, when the engine is back, when asked, and when it changed.
 * The last value stays on the screen while it is read again; an answer for another key is dropped.
 * @param key names what is read; `null` reads nothing
 * @param version moves whenever it changed; the reading under way is shown first, then it is read once more
 */
export function useRead<T>(
  key: string | null,
  read: (signal: AbortSignal) => Promise<T>,
  version: number | string = 0,
): Read<T> {
  const opened = useConnection((connection) => connection.opened);
  const [asked, setAsked] = useState(0);
  const [answer, setAnswer] = useState<Answer<T>>({ reading: null, value: null, error: null });
  const reading = key === null || opened === 0 ? null : `${opened} ${asked} ${key}`;
  const start = useEffectEvent((signal: AbortSignal) => read(signal));
  const reader = useRef<Reader | null>(null);
  const seen = useRef(version);
  useEffect(() => {
    if (reading === null) return undefined;
    const begun = createReader(async (signal) => {
      try {
        const value = await start(signal);
        if (!signal.aborted) setAnswer({ reading, value, error: null });
      } catch (thrown) {
        if (!signal.aborted) {
          setAnswer((before) => ({ reading, value: before.value, error: callError(thrown) }));
        }
      }
    });
    reader.current = begun;
    return () => begun.stop();
  }, [reading]);
  useEffect(() => {
    if (seen.current === version) return;
    seen.current = version;
    reader.current?.again();
  }, [version]);
  const again = useCallback(() => setAsked((count) => count + 1), []);
  return {
    value: answer.value,
    error: answer.error,
    loading: key !== null && answer.reading !== reading,
    again,
  };
}
