import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { createProfileStates } from '../../../electron/engine/diagnostics/profileStates.ts';
import { createFixWatch } from '../../../electron/engine/diagnostics/watchFix.ts';
import type { FixChange, FixWatch } from '../../../electron/engine/diagnostics/watchFix.ts';
import type { Diagnosis } from '../../../shared/contract/diagnosisSchemas.ts';
import { isoTime } from '../../../shared/domain/clock.ts';
import { manualClock } from '../net/manualClock.ts';
import type { ManualClock } from '../net/manualClock.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

type Answer =
  { readonly broken: string; readonly condition?: 'disk-full' | 'folder-away' } | 'proved' | 'unknown';

/** A report as a look would bring it. */
function report(answer: Answer, at: number): Diagnosis {
  const broken = typeof answer === 'string' ? null : answer;
  return {
    schema: 1,
    runId: `run-${at}`,
    profile: 'p',
    startedAt: isoTime(at),
    durationMs: 1,
    verdict: broken !== null ? 'failed' : answer === 'proved' ? 'ok' : 'unknown',
    brokenLink: broken?.broken ?? null,
    proved: answer === 'proved',
    checks:
      broken === null
        ? []
        : [
            {
              code: broken.broken,
              status: 'failed',
              durationMs: 0,
              evidence: {},
              remedies: [],
              condition: broken.condition ?? 'disk-full',
            },
          ],
    checklist: [],
  };
}

describe('watching whether a fault is mended', () => {
  let clock: ManualClock;
  let kept: Map<string, unknown>;
  let answer: Answer;
  let looks: number[];
  let changes: FixChange[];
  let watch: FixWatch;

  const make = (): FixWatch =>
    createFixWatch({
      clock,
      states: createProfileStates({
        get: (key) => kept.get(key),
        // As the ledger does it: what cannot be written as JSON would be lost.
        set: (key, value) => kept.set(key, JSON.parse(JSON.stringify(value))),
      }),
      look: async () => {
        looks.push(clock.now());
        return Promise.resolve(report(answer, clock.now()));
      },
      onChange: (change) => changes.push(change),
      onMoved: () => undefined,
      onFailed: (error) => assert.fail(String(error)),
    });
  /** Lets the time pass minute by minute, as the looks plan their next ones. */
  const pass = async (ms: number, step = minute): Promise<void> => {
    for (let left = ms; left > 0; left -= step) {
      clock.advance(Math.min(step, left));
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  beforeEach(() => {
    clock = manualClock();
    kept = new Map();
    answer = { broken: 'port' };
    looks = [];
    changes = [];
    watch = make();
  });

  it('looks again every fifteen minutes and says nothing while nothing changes', async () => {
    watch.noteRun('p', report(answer, clock.now()));
    await pass(day);
    assert.equal(looks.length, 96);
    assert.deepEqual(changes, []);
    const [view] = watch.list();
    assert.deepEqual(
      view?.timeline.map(({ what }) => what),
      ['broken'],
    );
    assert.equal(view?.state, 'watching');
  });

  it('tells once that it is mended, after it stood for a while, and then rests', async () => {
    watch.noteRun('p', report(answer, clock.now()));
    await pass(60 * minute);
    answer = 'proved';
    await pass(20 * minute);
    assert.deepEqual(
      changes.map(({ change }) => change),
      ['mended'],
    );
    const before = looks.length;
    await pass(day);
    assert.equal(looks.length, before);
    assert.equal(watch.list()[0]?.state, 'mended');
    assert.equal(watch.list()[0]?.nextCheckAt, undefined);
  });

  it('never flaps: what is gone at the second look is told to nobody', async () => {
    watch.noteRun('p', report(answer, clock.now()));
    for (let blip = 0; blip < 40; blip += 1) {
      await pass(15 * minute - 1_000, 15 * minute - 1_000);
      answer = 'proved';
      await pass(1_000);
      answer = { broken: 'port' };
      await pass(2 * minute);
    }
    assert.deepEqual(changes, []);
    assert.deepEqual(
      watch.list()[0]?.timeline.map(({ what }) => what),
      ['broken'],
    );
  });

  it('takes no answer for no change, however long it lasts', async () => {
    watch.noteRun('p', report(answer, clock.now()));
    answer = 'unknown';
    await pass(3 * day);
    const [view] = watch.list();
    assert.deepEqual(changes, []);
    assert.equal(view?.lastCheck, 'could-not-test');
    assert.equal(view?.brokenLink, 'port');
    answer = 'proved';
    await pass(20 * minute);
    assert.equal(changes.length, 1);
  });

  it('waits as long as the condition says before it tells another fault', async () => {
    watch.noteRun('p', report(answer, clock.now()));
    answer = { broken: 'folders', condition: 'folder-away' }; // two minutes, in the catalogue
    await pass(15 * minute);
    await pass(minute + 59_000, 1_000);
    assert.equal(changes.length, 0);
    await pass(2_000, 1_000);
    assert.deepEqual(
      changes.map((one: FixChange) => [one.change, one.told.condition]),
      [['changed', 'folder-away']],
    );
    assert.deepEqual(
      watch.list()[0]?.timeline.map(({ what }) => what),
      ['changed', 'broken'],
    );
  });

  it('looks sooner after advice was followed, then falls back into its pace', async () => {
    watch.noteRun('p', report(answer, clock.now()));
    await pass(5 * minute);
    const asked = clock.now();
    watch.adviceTaken('p', 'told-responsible', 'protocolo 123');
    await pass(50 * minute);
    assert.deepEqual(
      looks.map((at) => (at - asked) / minute),
      [1, 3, 8, 18, 33, 48],
    );
    assert.equal(watch.list()[0]?.timeline[0]?.note, 'protocolo 123');
  });

  it('goes on after a restart, where it was, but gives the machine a minute first', async () => {
    watch.noteRun('p', report(answer, clock.now()));
    await pass(10 * minute);
    watch.close();
    clock.advance(2 * day);
    watch = make();
    watch.start();
    await pass(59_000, 1_000);
    assert.equal(looks.length, 0);
    await pass(1_000);
    assert.equal(looks.length, 1);
    assert.equal(watch.list()[0]?.since, isoTime(clock.now() - 2 * day - 11 * minute));
  });

  it('looks soon after the machine woke up', async () => {
    watch.noteRun('p', report(answer, clock.now()));
    clock.advance(minute);
    watch.wake();
    await pass(30_000, 30_000);
    assert.equal(looks.length, 1);
  });

  it('begins nothing where nothing is proved to be broken, and ends when somebody sees it proved', () => {
    watch.noteRun('p', report('unknown', clock.now()));
    assert.deepEqual(watch.list(), []);
    watch.noteRun('p', report(answer, clock.now()));
    watch.noteRun('p', report('proved', clock.now()));
    assert.equal(watch.list()[0]?.state, 'mended');
    assert.deepEqual(changes, [], 'who asked has seen it');
  });

  it('stops when it is told to, and by itself when nobody cares for a month', async () => {
    watch.noteRun('p', report(answer, clock.now()));
    watch.stopWatching('p');
    await pass(day, 60 * minute);
    assert.equal(looks.length, 0);
    assert.throws(() => watch.adviceTaken('q', 'did-it'), { code: 'watch-not-found' });
    watch.noteRun('p', report(answer, clock.now()));
    await pass(31 * day, 15 * minute);
    assert.equal(watch.list()[0]?.state, 'stopped');
  });

  it('keeps a bounded timeline', async () => {
    watch.noteRun('p', report(answer, clock.now()));
    for (let entry = 0; entry < 300; entry += 1) watch.adviceTaken('p', 'did-it');
    assert.equal(watch.list()[0]?.timeline.length, 200);
    await pass(minute);
  });
});
