import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { runSeed } from './dice.ts';
import { runOnce } from './runOnce.ts';
import type { Templates } from './templates.ts';

/** What a batch came to: how many runs were through, and the seed of the first that failed. */
export interface Batch {
  readonly runs: number;
  readonly saves: number;
  readonly received: number;
  readonly kills: number;
  readonly failed: { readonly run: number; readonly seed: number } | null;
}

/** A question to a process of its own, and its answer. */
export interface RunQuestion {
  readonly run: number;
  readonly seed: number;
  readonly plant: string | undefined;
}
export interface RunAnswer {
  readonly run: number;
  readonly ok: boolean;
  readonly saves: number;
  readonly received: number;
  readonly kills: number;
}

/** Below this a process costs more than it saves. */
const worthAProcess = 20;
/** Questions each process has before it: it never waits for the next. */
const ahead = 2;

/**
 * Runs seed after seed until one fails. Each run is a thread of control of its own; several of them are spread over the
 * machine's cores as processes.
 */
export async function runMany(options: {
  readonly runs: number;
  readonly seed: number;
  readonly plant: string | undefined;
  readonly templates: Templates;
  readonly onProgress: (batch: Batch) => void;
}): Promise<Batch> {
  const { runs, seed, plant, templates } = options;
  let batch: Batch = { runs: 0, saves: 0, received: 0, kills: 0, failed: null };
  const add = (answer: RunAnswer): void => {
    const failed = answer.ok ? batch.failed : { run: answer.run, seed: runSeed(seed, answer.run) };
    batch = {
      runs: batch.runs + 1,
      saves: batch.saves + answer.saves,
      received: batch.received + answer.received,
      kills: batch.kills + answer.kills,
      // Of several that fail at once the first of the batch counts, so that the batch always says the same.
      failed:
        batch.failed !== null && failed !== null && batch.failed.run < failed.run ? batch.failed : failed,
    };
    options.onProgress(batch);
  };

  if (runs < worthAProcess) {
    for (let run = 0; run < runs && batch.failed === null; run += 1) {
      const { violation, ...counts } = await runOnce({ seed: runSeed(seed, run), plant, templates });
      add({ run, ok: violation === null, ...counts });
    }
    return batch;
  }

  const script = fileURLToPath(new URL('simulateRuns.ts', import.meta.url));
  let next = 0;
  await Promise.all(
    Array.from({ length: availableParallelism() }, () => {
      const child = fork(script, { execArgv: ['--disable-warning=ExperimentalWarning'], stdio: 'inherit' });
      let open = 0;
      return new Promise<void>((resolve, reject) => {
        const ask = (): void => {
          while (open < ahead && next < runs && batch.failed === null) {
            child.send({ run: next, seed: runSeed(seed, next), plant } satisfies RunQuestion);
            next += 1;
            open += 1;
          }
          if (open === 0) child.disconnect();
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
  return batch;
}
