import { useEffect, useRef, useState } from 'react';
import type { CheckResult, Diagnosis } from '../../shared/contract/diagnosisSchemas.ts';
import type { EloError } from '../../shared/domain/eloError.ts';
import { callError, engine } from '../bridge/engine.ts';

/** A run of the checks as it goes on. */
export interface DiagnosisRunning {
  readonly state: 'idle' | 'running' | 'done' | 'stopped' | 'failed';
  /** Every check of the run, in the order of the profile; a result where it has one. */
  readonly checks: readonly { readonly code: string; readonly result: CheckResult | null }[];
  readonly done: number;
  readonly of: number;
  readonly diagnosis: Diagnosis | null;
  readonly error: EloError | null;
  /** Unix milliseconds. */
  readonly startedAt: number;
}

const idle: DiagnosisRunning = {
  state: 'idle',
  checks: [],
  done: 0,
  of: 0,
  diagnosis: null,
  error: null,
  startedAt: 0,
};

/** A run that has ended. */
const shown = (diagnosis: Diagnosis): DiagnosisRunning => ({
  ...idle,
  state: 'done',
  diagnosis,
  of: diagnosis.checks.length,
  done: diagnosis.checks.length,
  checks: diagnosis.checks.map((result) => ({ code: result.code, result })),
});

/** Runs a profile and follows it check by check; stopping keeps what was found so far. */
export function useDiagnosis() {
  const [run, setRun] = useState<DiagnosisRunning>(idle);
  const under = useRef<AbortController | null>(null);

  const start = async (input: Parameters<typeof engine.diagnosis.run>[0]): Promise<void> => {
    under.current?.abort();
    const leave = new AbortController();
    under.current = leave;
    setRun({ ...idle, state: 'running', startedAt: Date.now() });
    try {
      for await (const step of await engine.diagnosis.run(input, { signal: leave.signal })) {
        if (leave.signal.aborted) return;
        setRun((before) => {
          switch (step.step) {
            case 'started':
              return {
                ...before,
                of: step.checks.length,
                checks: step.checks.map((code) => ({ code, result: null })),
              };
            case 'checked':
              return {
                ...before,
                done: step.done,
                of: step.of,
                checks: before.checks.map((check) =>
                  check.code === step.result.code ? { ...check, result: step.result } : check,
                ),
              };
            case 'done':
              return { ...shown(step.diagnosis), startedAt: before.startedAt };
          }
        });
      }
    } catch (thrown) {
      if (!leave.signal.aborted)
        setRun((before) => ({ ...before, state: 'failed', error: callError(thrown) }));
    }
  };

  const stop = (): void => {
    under.current?.abort();
    setRun((before) => ({ ...before, state: 'stopped' }));
  };

  /** Shows an earlier run. */
  const show = (diagnosis: Diagnosis): void => {
    under.current?.abort();
    setRun(shown(diagnosis));
  };

  /** Puts away what is shown: another profile was chosen. */
  const clear = (): void => {
    under.current?.abort();
    setRun(idle);
  };

  useEffect(() => () => under.current?.abort(), []);
  return { run, start, stop, show, clear };
}
