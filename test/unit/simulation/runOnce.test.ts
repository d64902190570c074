import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { runSeed } from '../../simulation/dice.ts';
import { plants } from '../../simulation/plants.ts';
import { runOnce } from '../../simulation/runOnce.ts';
import type { RunResult } from '../../simulation/runOnce.ts';
import { shrink } from '../../simulation/shrink.ts';
import { createTemplates } from '../../simulation/templates.ts';

const templates = createTemplates();
after(() => templates.close());

/** A plant is found within this many runs, most in one to five. */
const mostRuns = 60;

async function firstFailing(plant: string): Promise<{ readonly seed: number; readonly result: RunResult }> {
  for (let run = 0; run < mostRuns; run += 1) {
    const seed = runSeed(11, run);
    const result = await runOnce({ seed, plant, templates });
    if (result.violation !== null) return { seed, result };
  }
  throw new Error(`${plant} was not found in ${mostRuns} runs`);
}

/** What each plant is found by. */
const foundBy: Readonly<Record<string, readonly string[]>> = {
  'lost-save': ['lost-save'],
  'double-delivery': ['delivered-twice'],
  'wrong-order': ['wrong-order'],
  'early-receipt': ['received-not-held'],
  'send-after-lock': ['sent-after-lock'],
  'altered-bytes': ['altered-bytes'],
  'blocked-by-bad': ['lost-save', 'lost-listing'],
};

describe('simulation', () => {
  it('keeps every promise in a few worlds', async () => {
    let saves = 0;
    let received = 0;
    let kills = 0;
    for (let run = 0; run < 12; run += 1) {
      const result = await runOnce({ seed: runSeed(21, run), templates });
      assert.equal(result.violation, null, `seed ${runSeed(21, run)}: ${String(result.violation)}`);
      saves += result.saves;
      received += result.received;
      kills += result.kills;
    }
    assert.ok(
      saves > 12 && received > 12 && kills > 0,
      `${saves} saves, ${received} entries, ${kills} kills`,
    );
  });

  it('does the same thing twice with the same seed, and another with another', async () => {
    for (const seed of [31, 32]) {
      const once = await runOnce({ seed, templates });
      const again = await runOnce({ seed, templates });
      assert.equal(again.trace.hash(), once.trace.hash());
      assert.equal(again.turns, once.turns);
    }
    const [one, other] = [await runOnce({ seed: 33, templates }), await runOnce({ seed: 34, templates })];
    assert.notEqual(one.trace.hash(), other.trace.hash());
  });

  it('knows what each plant is found by', () => {
    assert.deepEqual(Object.keys(foundBy).sort(), Object.keys(plants).sort());
  });

  for (const plant of Object.keys(plants)) {
    it(`finds ${plant}`, async () => {
      const { seed, result } = await firstFailing(plant);
      const code = result.violation?.code ?? '';
      assert.ok(foundBy[plant]?.includes(code), `found by ${code}`);
      const replayed = await runOnce({ seed, plant, templates });
      assert.equal(replayed.violation?.code, code);
      assert.equal(replayed.trace.hash(), result.trace.hash());
    });
  }

  it('shrinks a failing run to fewer steps that fail alike', async () => {
    const { seed, result } = await firstFailing('double-delivery');
    const shrunk = await shrink(result, { seed, plant: 'double-delivery', templates });
    assert.ok(shrunk.steps.length < result.steps.length);
    const again = await runOnce({ seed, plant: 'double-delivery', templates, only: shrunk.steps });
    assert.equal(again.violation?.code, result.violation?.code);
  });
});
