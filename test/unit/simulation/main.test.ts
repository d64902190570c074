import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { plants } from '../../simulation/plants.ts';
import { runMany } from '../../simulation/runMany.ts';
import { createTemplates } from '../../simulation/templates.ts';

const main = fileURLToPath(new URL('../../simulation/main.ts', import.meta.url));

interface Simulated {
  readonly status: number | null;
  readonly lines: string[];
  readonly stderr: string;
}

const simulate = (...given: readonly string[]): Simulated => simulateWith([], given);

function simulateWith(flags: readonly string[], given: readonly string[]): Simulated {
  const run = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...flags, main, ...given],
    {
      encoding: 'utf8',
      timeout: 120_000,
    },
  );
  return { status: run.status, lines: run.stdout.trim().split('\n'), stderr: run.stderr };
}

/** Puts a batch in the place of the real one in which a sound world failed once. */
const failsOnce = `
import { registerHooks } from 'node:module';
const source = \`
  export const usualJobs = () => 1;
  export const runMany = async () => ({ runs: 3, saves: 0, received: 0, kills: 0,
    failed: { run: 2, seed: 41, code: 'lost-save', message: 'seen once' } });
\`;
registerHooks({
  load: (url, context, next) =>
    url.endsWith('/simulation/runMany.ts') ? { format: 'module', shortCircuit: true, source } : next(url, context),
});
`;

describe('npm run simulate', () => {
  it('ends with one line that says what it did', () => {
    const { status, lines } = simulate('--runs', '2', '--seed', '41');
    assert.equal(status, 0);
    assert.deepEqual(JSON.parse(lines.at(-1) ?? ''), { ok: true, runs: 2, seed: 41, violations: 0 });
  });

  it('draws a seed and says which', () => {
    const { status, lines, stderr } = simulate('--runs', '1');
    const said = JSON.parse(lines.at(-1) ?? '') as { readonly seed: number };
    assert.equal(status, 0);
    assert.match(stderr, new RegExp(`^seed ${said.seed}, 1 runs`));
  });

  it('lists its plants, one a line', () => {
    assert.deepEqual(simulate('--plants').lines, Object.keys(plants));
  });

  it('stops at a violation with a command that shows it again', () => {
    const { status, lines, stderr } = simulate('--runs', '60', '--seed', '1', '--plant', 'double-delivery');
    const said = JSON.parse(lines.at(-1) ?? '') as {
      readonly ok: boolean;
      readonly violations: number;
      readonly violation: string;
      readonly runSeed: number;
      readonly replay: string;
    };
    assert.equal(status, 1);
    assert.equal(said.ok, false);
    assert.equal(said.violations, 1);
    assert.equal(said.replay, `npm run simulate -- --runs 1 --seed ${said.runSeed} --plant double-delivery`);
    assert.match(stderr, /Steps that are left/);
    const [, ...given] = said.replay.split(' -- ').join(' ').split(' ').slice(2);
    const again = simulate(...given);
    assert.equal(again.status, 1);
    assert.equal((JSON.parse(again.lines.at(-1) ?? '') as typeof said).violation, said.violation);
  });

  it('refuses what it does not know', () => {
    assert.equal(simulate('--plant', 'no-such').status, 2);
    assert.equal(simulate('--runs', 'many').status, 2);
  });

  it('does not call a world sound that failed once', () => {
    const { status, lines, stderr } = simulateWith(
      ['--import', `data:text/javascript,${encodeURIComponent(failsOnce)}`],
      ['--runs', '30', '--seed', '7'],
    );
    assert.equal(status, 1);
    assert.match(stderr, /lost-save: seen once/);
    assert.deepEqual(JSON.parse(lines.at(-1) ?? ''), {
      ok: false,
      runs: 3,
      seed: 7,
      violations: 1,
      violation: 'lost-save',
      runSeed: 41,
      replay: 'npm run simulate -- --runs 1 --seed 41',
      repeated: false,
    });
  });

  it('comes to the same whatever the number of processes', async (t) => {
    const templates = createTemplates();
    t.after(() => templates.close());
    const batch = (jobs: number, plant?: string) =>
      runMany({ runs: 20, seed: 3, plant, templates, jobs, onProgress: () => undefined });
    const one = await batch(1, 'altered-bytes');
    assert.ok(one.failed);
    assert.deepEqual(await batch(2, 'altered-bytes'), one);
  });
});
