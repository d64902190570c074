import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { keptBecause, planRetention } from '../../../electron/engine/history/retention.ts';
import type { RetainedSave } from '../../../electron/engine/ledger/types.ts';
import { saveStates } from '../../../shared/domain/states.ts';

const day = (n: number): string => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString();

const save = (more: Partial<RetainedSave> = {}): RetainedSave => ({
  saveId: 's',
  fileId: 'f',
  keptAt: day(0),
  sha256: 'a'.repeat(64),
  storedBytes: 100,
  state: 'received',
  latest: false,
  inVersion: false,
  named: false,
  needed: false,
  ...more,
});

const histories = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 60 }),
      content: fc.integer({ min: 0, max: 12 }),
      state: fc.constantFrom('received' as const, 'received' as const, ...saveStates),
      latest: fc.boolean(),
      inVersion: fc.boolean(),
      named: fc.boolean(),
      needed: fc.boolean(),
      dropped: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  .map((rows) =>
    rows.map((row, index) =>
      save({
        saveId: `s${index}`,
        keptAt: day(row.day),
        sha256: String(row.content).padStart(64, '0'),
        storedBytes: 100 + row.content,
        state: row.state,
        latest: row.latest,
        inVersion: row.inVersion,
        named: row.named,
        needed: row.needed,
        ...(row.dropped ? { bytesDroppedAt: day(70) } : {}),
      }),
    ),
  );

describe('retention', () => {
  it('says why a save stays', () => {
    assert.equal(keptBecause(save()), null);
    assert.equal(keptBecause(save({ latest: true })), 'latest-of-its-file');
    assert.equal(keptBecause(save({ inVersion: true })), 'in-a-version');
    assert.equal(keptBecause(save({ named: true })), 'named');
    assert.equal(keptBecause(save({ needed: true })), 'needed-by-a-delivery');
    assert.equal(keptBecause(save({ bytesDroppedAt: day(1) })), 'dropped-before');
    for (const state of saveStates) {
      assert.equal(keptBecause(save({ state })), state === 'received' ? null : `not-received: ${state}`);
    }
  });

  it('without a limit thins nothing; by age what is older; by size the oldest until the rest fits', () => {
    const saves = [0, 1, 2, 3].map((n) =>
      save({ saveId: `s${n}`, keptAt: day(n), sha256: String(n).repeat(64), latest: n === 3 }),
    );
    const ids = (plan: ReturnType<typeof planRetention>): string[] => plan.saves.map((each) => each.saveId);
    assert.deepEqual(ids(planRetention(saves, {})), []);
    assert.deepEqual(ids(planRetention(saves, { keepSince: day(1) })), ['s0']);
    assert.deepEqual(ids(planRetention(saves, { keepSince: day(9) })), ['s0', 's1', 's2']);
    assert.deepEqual(ids(planRetention(saves, { maxStoredBytes: 400 })), []);
    assert.deepEqual(ids(planRetention(saves, { maxStoredBytes: 399 })), ['s0']);
    assert.deepEqual(ids(planRetention(saves, { maxStoredBytes: 200 })), ['s0', 's1']);
    assert.equal(planRetention(saves, { maxStoredBytes: 0 }).storedBytes, 300);
    assert.deepEqual(ids(planRetention(saves, { keepSince: day(1), maxStoredBytes: 200 })), ['s0', 's1']);
  });

  it('never names a save that must stay, nor the bytes of one, and begins with the oldest', () => {
    fc.assert(
      fc.property(
        histories,
        fc.option(fc.integer({ min: 0, max: 61 }), { nil: undefined }),
        fc.option(fc.nat(2000), { nil: undefined }),
        (saves, since, maxStoredBytes) => {
          const plan = planRetention(saves, {
            ...(since === undefined ? {} : { keepSince: day(since) }),
            ...(maxStoredBytes === undefined ? {} : { maxStoredBytes }),
          });
          const thinned = new Set(plan.sha256s);
          for (const each of plan.saves) assert.equal(keptBecause(each), null);
          for (const each of saves) {
            assert.equal(
              thinned.has(each.sha256),
              plan.saves.includes(each),
              'a content goes with all its saves',
            );
          }
          const may = saves.filter((each) =>
            saves
              .filter((other) => other.sha256 === each.sha256)
              .every((other) => keptBecause(other) === null),
          );
          const ages = new Map<string, string>();
          for (const each of may) {
            if (each.keptAt > (ages.get(each.sha256) ?? '')) ages.set(each.sha256, each.keptAt);
          }
          const oldest = [...ages]
            .filter(([sha256]) => !thinned.has(sha256))
            .map(([, at]) => at)
            .sort()[0];
          for (const sha256 of thinned) assert.ok(oldest === undefined || (ages.get(sha256) ?? '') <= oldest);
          // as much as was asked for, where that can be had
          const left = [...new Map(saves.map((each) => [each.sha256, each.storedBytes])).entries()]
            .filter(([sha256]) => !thinned.has(sha256))
            .reduce((sum, [, bytes]) => sum + bytes, 0);
          if (maxStoredBytes !== undefined && left > maxStoredBytes) assert.equal(thinned.size, ages.size);
          if (since !== undefined && oldest !== undefined) assert.ok(oldest >= day(since));
        },
      ),
      { numRuns: 500 },
    );
  });
});
