import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EloError } from '../../../shared/domain/eloError.ts';
import { createDailyBackup } from '../../../electron/engine/history/dailyBackup.ts';
import type { DailyBackup } from '../../../electron/engine/history/dailyBackup.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A station whose time is the test's: minutes pass one by one, and what is awaited ends before the next. */
function station(o: { readonly last?: number; readonly saved?: number } = {}) {
  let wall = Date.parse('2026-03-02T09:00:00Z');
  let monotonic = 0;
  const timers = new Set<{ at: number; run: () => void }>();
  const values = new Map<string, unknown>(o.last === undefined ? [] : [['last-backup', wall - o.last]]);
  const made: number[] = [];
  const seen = {
    lastUse: 0,
    saved: o.saved ?? 1,
    fails: false,
    collected: 0,
    inUse: false,
    log: [] as string[],
  };
  const clock = {
    now: () => wall,
    monotonic: () => monotonic,
    after: (ms: number, run: () => void) => {
      const timer = { at: monotonic + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  };
  const begin = (mayCollect = true): DailyBackup => {
    const backup = createDailyBackup({
      clock,
      mayCollect: () => mayCollect,
      log: (code) => seen.log.push(code),
      ledger: {
        values: {
          get: (key: string) => values.get(key),
          set: (key: string, value: unknown) => values.set(key, value),
        },
        saves: { counts: () => ({ saved: seen.saved }) },
        backup: () => Promise.resolve('facts'),
      } as never,
      history: {
        quietMs: () => (seen.inUse ? 0 : monotonic - seen.lastUse),
        collectOrphans: () => (seen.collected += 1),
        backUp: () => {
          if (seen.fails) return Promise.reject(new EloError('disk-full', 'full'));
          made.push(monotonic);
          return Promise.resolve(1);
        },
      },
    });
    backup.start();
    return backup;
  };
  const pass = async (ms: number): Promise<void> => {
    for (const end = monotonic + ms; monotonic < end;) {
      monotonic += 1_000;
      wall += 1_000;
      for (const timer of [...timers]) {
        if (timer.at > monotonic || !timers.delete(timer)) continue;
        timer.run();
        for (let turn = 0; turn < 8; turn++) await Promise.resolve();
      }
    }
  };
  return { begin, pass, made, seen, timers, setBack: (ms: number) => (wall -= ms) };
}

describe('the daily backup', () => {
  it('is not made right after a start, and then once a day', async () => {
    const it = station();
    it.begin();
    await it.pass(2.5 * minute);
    assert.deepEqual(it.made, []);
    await it.pass(minute);
    assert.equal(it.made.length, 1);
    assert.equal(it.seen.collected, 1);
    await it.pass(19 * hour);
    assert.equal(it.made.length, 1);
    await it.pass(5 * hour);
    assert.equal(it.made.length, 2);
  });

  it('waits while files are kept, but not for longer than twenty minutes', async () => {
    const it = station();
    it.begin();
    it.seen.inUse = true;
    await it.pass(19 * minute);
    assert.deepEqual(it.made, []);
    await it.pass(2 * minute);
    assert.equal(it.made.length, 1);
  });

  it('is made every day on a machine that runs for half an hour a day, in use all the time', async () => {
    const it = station();
    it.seen.inUse = true;
    for (let run = 1; run <= 5; run++) {
      const backup = it.begin();
      await it.pass(30 * minute);
      backup.stop();
      await it.pass(day - 30 * minute);
      assert.equal(it.made.length, run);
    }
  });

  it('that failed is told, does not count, and is tried again within the hour', async () => {
    const it = station({ last: 2 * day });
    it.begin();
    it.seen.fails = true;
    await it.pass(10 * minute);
    assert.deepEqual(it.seen.log, ['disk-full']);
    it.seen.fails = false;
    await it.pass(hour);
    assert.equal(it.made.length, 1);
  });

  it('is not made of an empty history, nor earlier than due, and a clock set back does not put it off', async () => {
    const empty = station({ saved: 0 });
    empty.begin(false);
    await empty.pass(3 * hour);
    assert.deepEqual([empty.made, empty.seen.collected], [[], 0]);
    const recent = station({ last: hour });
    recent.begin();
    await recent.pass(hour);
    assert.deepEqual(recent.made, []);
    recent.setBack(5 * day);
    await recent.pass(2 * hour);
    assert.equal(recent.made.length, 1);
  });

  it('begins nothing after it was stopped', async () => {
    const it = station();
    const backup = it.begin();
    await it.pass(minute);
    backup.stop();
    backup.stop();
    await it.pass(2 * day);
    assert.deepEqual(it.made, []);
    assert.equal(it.timers.size, 0);
  });
});
