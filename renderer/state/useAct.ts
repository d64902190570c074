import { useCallback, useEffect, useRef, useState } from 'react';
import type { EloError } from '../../shared/domain/eloError.ts';
import { callError } from '../bridge/engine.ts';

export interface Act<A extends readonly unknown[], T> {
  readonly running: boolean;
  readonly error: EloError | null;
  /** Resolves with the answer, or `null` where it was refused (then `error` says why) or is running already. */
  run(...args: A): Promise<T | null>;
  forget(): void;
}

/** Something a button does: runs once at a time, and keeps why it was refused until it is tried again. */
export function useAct<A extends readonly unknown[], T>(act: (...args: A) => Promise<T>): Act<A, T> {
  const [state, setState] = useState<{ running: boolean; error: EloError | null }>({
    running: false,
    error: null,
  });
  const busy = useRef(false);
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  const run = useCallback(async (...args: A): Promise<T | null> => {
    if (busy.current) return null;
    busy.current = true;
    setState({ running: true, error: null });
    try {
      const answer = await latest.current(...args);
      setState({ running: false, error: null });
      return answer;
    } catch (thrown) {
      setState({ running: false, error: callError(thrown) });
      return null;
    } finally {
      busy.current = false;
    }
  }, []);
  const forget = useCallback(() => setState({ running: false, error: null }), []);
  return { ...state, run, forget };
}
