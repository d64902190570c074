import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { plants } from './plants.ts';
import { runMany, usualJobs } from './runMany.ts';
import { runOnce } from './runOnce.ts';
import { shrink } from './shrink.ts';
import { createTemplates } from './templates.ts';

const usage = `npm run simulate -- [--runs N] [--seed S] [--plant NAME] [--steps 1,2,3] [--trace N] [--jobs N]
npm run simulate -- --plants

  --runs N      how many worlds (default 100)
  --seed S      the first of them; the others follow from it (default: drawn, and printed)
  --plant NAME  puts a fault in on purpose; --plants lists them
  --steps …     only these steps of the run, by number
  --trace N     the last N lines of what happened in a failing run (default 40)
  --jobs N      processes the worlds are spread over (default: one a core, at most 4); the answer is the same`;

/** A progress line at most this often, in milliseconds. */
const progressMs = 2_000;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const whole = (name: string, text: string | undefined, otherwise: number): number => {
  const value = text === undefined ? otherwise : Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  say(`--${name} is a whole number\n\n${usage}`);
  process.exit(2);
};

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string' },
      seed: { type: 'string' },
      plant: { type: 'string' },
      plants: { type: 'boolean' },
      steps: { type: 'string' },
      trace: { type: 'string' },
      jobs: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    say(usage);
    return 0;
  }
  if (values.plants === true) {
    process.stdout.write(`${Object.keys(plants).join('\n')}\n`);
    return 0;
  }
  const { plant } = values;
  if (plant !== undefined && plants[plant] === undefined) {
    say(`there is no plant ${plant}; --plants lists them`);
    return 2;
  }
  const runs = whole('runs', values.runs, 100);
  const seed = whole('seed', values.seed, randomInt(2 ** 31));
  const tail = whole('trace', values.trace, 40);
  const jobs = Math.max(1, whole('jobs', values.jobs, usualJobs()));
  const only = values.steps?.split(',').map((step) => whole('steps', step, 0));
  const planted = plant === undefined ? '' : ` --plant ${plant}`;
  say(`seed ${seed}, ${runs} runs${plant === undefined ? '' : `, with ${plants[plant]?.what ?? ''}`}`);

  const templates = createTemplates();
  try {
    const began = performance.now();
    let told = began;
    const batch =
      only === undefined
        ? await runMany({
            runs,
            seed,
            plant,
            templates,
            jobs,
            onProgress(so) {
              const now = performance.now();
              if (now - told < progressMs) return;
              told = now;
              const rate = (so.runs * 1000) / (now - began);
              say(`${so.runs} runs, ${rate.toFixed(1)} a second, ${so.saves} saves, ${so.kills} kills`);
            },
          })
        : null;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (batch?.failed === null) {
      say(
        `${batch.runs} runs in ${seconds} s: ${batch.saves} saves, ${batch.received} entries, ${batch.kills} kills`,
      );
      process.stdout.write(`${JSON.stringify({ ok: true, runs: batch.runs, seed, violations: 0 })}\n`);
      return 0;
    }

    const failed = batch?.failed ?? null;
    const failedSeed = failed?.seed ?? seed;
    const counted = batch?.runs ?? 1;
    const options = { seed: failedSeed, plant, templates };
    const replay = `npm run simulate -- --runs 1 --seed ${failedSeed}${planted}`;
    const whole = await runOnce({ ...options, only });
    if (whole.violation === null) {
      if (failed === null) {
        process.stdout.write(`${JSON.stringify({ ok: true, runs: counted, seed, violations: 0 })}\n`);
        return 0;
      }
      // A world that does not do the same thing again is a fault of its own: what was seen once still counts.
      say(`seed ${failedSeed} broke a promise after ${seconds} s, and did not when it was run again`);
      say(`${failed.code}: ${failed.message}\n\nThe whole run again: ${replay}`);
      const line = {
        ok: false,
        runs: counted,
        seed,
        violations: 1,
        violation: failed.code,
        runSeed: failedSeed,
        replay,
        repeated: false,
      };
      process.stdout.write(`${JSON.stringify(line)}\n`);
      return 1;
    }
    say(`seed ${failedSeed} breaks a promise after ${seconds} s: ${whole.violation.code}; shrinking`);
    const { steps, result } =
      only === undefined ? await shrink(whole, options) : { steps: only, result: whole };
    const violation = result.violation ?? whole.violation;
    say(`\n${result.trace.tail(tail).join('\n')}\n`);
    say(`${violation.code}: ${violation.message}`);
    say(`\nSteps that are left, of ${whole.steps.length}:`);
    for (const step of result.steps) say(`  ${step.id}  after ${step.gapMs} ms  ${step.act}`);
    say(`\nThe whole run again: ${replay}\nThe shrunk one: ${replay} --steps ${steps.join(',')}`);
    const line = {
      ok: false,
      runs: counted,
      seed,
      violations: 1,
      violation: violation.code,
      runSeed: failedSeed,
      replay,
      shrunkSteps: steps.length,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    return 1;
  } finally {
    templates.close();
  }
}

process.exitCode = await main();
