import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { runSeed } from './dice.ts';
import { runOnce } from './runOnce.ts';
import type { Templates } from './templates.ts';

/** The first run of a batch that broke a promise, with what was seen. */
export interface FailedRun {
  readonly run: number;
  readonly seed: number;
  readonly code: string;
  readonly message: string;
}

/** What a batch came to: how many runs were through, and the first that failed. */
export interface Batch {
  readonly runs: number;
  readonly saves: number;
  readonly received: number;
  readonly kills: number;
  readonly failed: FailedRun | null;
}

/** A question to a process of its own, and its answer. */
export interface RunQuestion {
  readonly run: number;
  readonly seed: number;
  readonly plant: string | undefined;
}
export interface RunAnswer {
  readonly run: number;
  readonly violation: { readonly code: string; readonly message: string } | null;
  readonly saves: number;
  readonly received: number;
  readonly kills: number;
}

/** Below this a process costs more than it saves. */
const worthAProcess = 20;
/** Questions each process has before it: it never waits for the next. */
const ahead = 2;
/** More processes than this are a burden on a shared machine; {@link runMany} may be told otherwise. */
const mostJobs = 4;

/** How many processes runs are spread over unless told otherwise: one a core, at most 4. */
export const usualJobs = (): number => Math.min(mostJobs, availableParallelism());

/**
 * Runs seed after seed until one fails. Each run is a thread of control of its own; several of them are spread over
 * processes. What a batch comes to does not depend on how many: the first that failed is the one with the smallest
 * number, and every run before it was through, so only those up to it are counted.
 */
export async function runMany(options: {
  readonly runs: number;
  readonly seed: number;
  readonly plant: string | undefined;
  readonly templates: Templates;
  /** Processes; 1: all runs in this one. */
  readonly jobs?: number;
  /** Hears of every run that is through, in no order. */
  readonly onProgress: (batch: Batch) => void;
}): Promise<Batch> {
  const { runs, seed, plant, templates } = options;
  const jobs = options.jobs ?? usualJobs();
  const answers: RunAnswer[] = [];
  let batch: Batch = { runs: 0, saves: 0, received: 0, kills: 0, failed: null };
  const add = (answer: RunAnswer): void => {
    answers.push(answer);
    const { run, violation } = answer;
    const isFirst = violation !== null && (batch.failed === null || run < batch.failed.run);
    batch = {
      ...sum([batch, answer]),
      runs: batch.runs + 1,
      failed: isFirst ? { run, seed: runSeed(seed, run), ...violation } : batch.failed,
    };
    options.onProgress(batch);
  };
  const result = (): Batch => {
    const { failed } = batch;
    if (failed === null) return batch;
    return { ...sum(answers.filter(({ run }) => run <= failed.run)), runs: failed.run + 1, failed };
  };

  if (jobs === 1 || runs < worthAProcess) {
    for (let run = 0; run < runs && batch.failed === null; run += 1) {
      add(await answerTo({ run, seed: runSeed(seed, run), plant }, templates));
    }
    return result();
  }

  const script = fileURLToPath(new URL('simulateRuns.ts', import.meta.url));
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(jobs, runs) }, () => {
      const child = fork(script, { execArgv: ['--disable-warning=ExperimentalWarning'], stdio: 'inherit' });
      let open = 0;
      return new Promise<void>((resolve, reject) => {
        const ask = (): void => {
          while (open < ahead && next < runs && batch.failed === null) {
            child.send({ run: next, seed: runSeed(seed, next), plant } satisfies RunQuestion);
            next += 1;
            open += 1;
          }
          if (open === 0 && child.connected) child.disconnect();
        };
        child.on('message', (answer: RunAnswer) => {
          open -= 1;
          add(answer);
          ask();
        });
        child.on('error', reject);
        child.on('exit', (code) => {
          if (code === 0 && open === 0) resolve();
          else reject(new Error(`a process of runs ended with ${code ?? 'a signal'}`));
        });
        ask();
      });
    }),
  );
  return result();
}

/** One whole run, as it is told. */
export async function answerTo(question: RunQuestion, templates: Templates): Promise<RunAnswer> {
  const { run, seed, plant } = question;
  const { violation, saves, received, kills } = await runOnce({ seed, plant, templates });
  return {
    run,
    violation: violation === null ? null : { code: violation.code, message: violation.message },
    saves,
    received,
    kills,
  };
}

type Counts = Pick<Batch, 'saves' | 'received' | 'kills'>;

const sum = (all: readonly Counts[]): Counts => ({
  saves: all.reduce((total, { saves }) => total + saves, 0),
  received: all.reduce((total, { received }) => total + received, 0),
  kills: all.reduce((total, { kills }) => total + kills, 0),
});
