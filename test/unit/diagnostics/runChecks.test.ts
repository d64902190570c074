import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '../../../electron/engine/diagnostics/check.ts';
import type { PlannedCheck } from '../../../electron/engine/diagnostics/planChecks.ts';
import { runChecks } from '../../../electron/engine/diagnostics/runChecks.ts';
import { verdictOf } from '../../../electron/engine/diagnostics/verdict.ts';
import type { MachineReader } from '../../../electron/engine/platform/machine/machineTypes.ts';
import type { CheckResult } from '../../../shared/contract/diagnosisSchemas.ts';
import { manualClock } from '../net/manualClock.ts';

const check = (code: string, run: PlannedCheck['run'], more: Partial<PlannedCheck> = {}): PlannedCheck => ({
  code,
  needs: [],
  budgetMs: 1_000,
  run,
  ...more,
});
const found =
  (status: Finding['status']): (() => Finding) =>
  () => {
    if (status === 'ok' || status === 'skipped') return { status };
    if (status === 'unknown') return { status, evidence: { reason: 'not-measured' } };
    return { status, condition: 'clock-off' };
  };

/** Runs checks on a clock of their own; the clock moves only when the test says so. */
function start(
  checks: readonly PlannedCheck[],
  options: { budgetMs?: number; platform?: NodeJS.Platform } = {},
) {
  const clock = manualClock();
  const leave = new AbortController();
  const told: CheckResult[] = [];
  const done = runChecks(checks, {
    clock,
    fields: {},
    secret: async (name) => Promise.resolve(name === 'password' ? 'geheim' : null),
    budgetMs: options.budgetMs ?? 10_000,
    platform: options.platform ?? 'linux',
    signal: leave.signal,
    machine: {} as MachineReader,
    onResult: (result) => told.push(result),
  });
  return { clock, leave, told, done };
}

const statuses = (results: readonly CheckResult[]) => results.map(({ code, status }) => `${code} ${status}`);

describe('running checks', () => {
  it('answers every check in the order given and tells each as it comes', async () => {
    const { done, told } = start([
      check('a', found('ok')),
      check('b', found('warning')),
      check('c', found('failed')),
    ]);
    assert.deepEqual(statuses(await done), ['a ok', 'b warning', 'c failed']);
    assert.equal(told.length, 3);
  });

  it('skips what depends on something broken and names it, once, down the whole chain', async () => {
    const { done } = start([
      check('line', found('failed')),
      check('server', found('ok'), { needs: ['line'] }),
      check('account', found('ok'), { needs: ['server'] }),
      check('disk', found('ok')),
    ]);
    const results = await done;
    assert.deepEqual(statuses(results), ['line failed', 'server skipped', 'account skipped', 'disk ok']);
    assert.deepEqual(results[1]?.evidence, { reason: 'needs', needs: 'line' });
    assert.deepEqual(results[2]?.evidence, { reason: 'needs', needs: 'server' });
    assert.deepEqual(verdictOf(results), { verdict: 'failed', proved: false, brokenLink: 'line' });
  });

  it('lets a check go on after a warning, and hands it the finding it needs', async () => {
    const { done } = start([
      check('server', () => ({ status: 'warning', condition: 'clock-off', evidence: { skew: 5 } })),
      check(
        'clock',
        ({ result }) => ({ status: 'ok', evidence: { seen: result('server')?.evidence['skew'] } }),
        {
          needs: ['server'],
        },
      ),
    ]);
    assert.deepEqual((await done)[1]?.evidence, { seen: 5 });
  });

  it('calls a check that throws unknown, never failed, and lets the others go on', async () => {
    const { done } = start([
      check('broken', () => {
        throw new Error('a mistake of ours');
      }),
      check('sound', found('ok')),
    ]);
    const results = await done;
    assert.deepEqual(statuses(results), ['broken unknown', 'sound ok']);
    assert.equal(results[0]?.evidence['reason'], 'check-failed');
    assert.doesNotMatch(JSON.stringify(results), /a mistake of ours/);
  });

  it('gives up a check that hangs after its own time, tells it so, and harms no other', async () => {
    let told = false;
    const hangs = check('hangs', ({ signal }) => {
      signal.addEventListener('abort', () => {
        told = true;
      });
      return new Promise<Finding>(() => undefined);
    });
    const { done, clock } = start([hangs, check('quick', found('ok'))]);
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(1_001);
    const results = await done;
    assert.deepEqual(statuses(results), ['hangs unknown', 'quick ok']);
    assert.equal(results[0]?.evidence['reason'], 'took-too-long');
    assert.equal(told, true);
  });

  it('ends all together within one time, whatever each may take', async () => {
    const slow = (code: string) =>
      check(code, () => new Promise<Finding>(() => undefined), { budgetMs: 60_000 });
    const { done, clock } = start([slow('a'), slow('b')], { budgetMs: 3_000 });
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(3_001);
    assert.deepEqual(statuses(await done), ['a unknown', 'b unknown']);
  });

  it('ends when it is cancelled', async () => {
    const { done, leave } = start([check('a', () => new Promise<Finding>(() => undefined))]);
    await new Promise((resolve) => setImmediate(resolve));
    leave.abort();
    await assert.rejects(done, { code: 'cancelled' });
  });

  it('skips what does not exist on this system', async () => {
    const { done } = start([check('registry', found('ok'), { platforms: ['win32'] })]);
    assert.deepEqual(statuses(await done), ['registry skipped']);
  });

  it('refuses checks that need each other in a circle', async () => {
    const { done } = start([
      check('a', found('ok'), { needs: ['b'] }),
      check('b', found('ok'), { needs: ['a'] }),
    ]);
    await assert.rejects(done, { code: 'check-cycle' });
  });
});

describe('the verdict', () => {
  const status = fc.constantFrom<CheckResult['status']>('ok', 'warning', 'failed', 'skipped', 'unknown');
  const results = fc.array(status).map((list) =>
    list.map((one, index): CheckResult => ({
      code: `c${index}`,
      status: one,
      durationMs: 0,
      evidence: {},
      remedies: [],
    })),
  );

  it('is green only where something was seen and nothing failed, warned or stayed untested', () => {
    fc.assert(
      fc.property(results, (list) => {
        const { verdict, brokenLink } = verdictOf(list);
        const has = (wanted: string): boolean => list.some((one) => one.status === wanted);
        assert.equal(verdict === 'ok', has('ok') && !has('failed') && !has('unknown') && !has('warning'));
        assert.equal(brokenLink !== null, has('failed'));
        if (!has('ok') && !has('warning') && !has('failed') && !has('unknown'))
          assert.equal(verdict, 'skipped');
      }),
    );
  });
});
