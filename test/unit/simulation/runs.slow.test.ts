import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runMany } from '../../simulation/runMany.ts';
import { createTemplates } from '../../simulation/templates.ts';

/** The same worlds every time, so that a change is judged by itself; `npm run simulate` draws new ones. */
const usualSeed = 250_479_862;

describe('simulation at length', () => {
  it('keeps every promise in 1,000 worlds', async (t) => {
    const templates = createTemplates();
    t.after(() => templates.close());
    const seed = Number(process.env['ELO_SIMULATION_SEED'] ?? usualSeed);
    t.diagnostic(`seed ${seed}`);
    const batch = await runMany({
      runs: 1_000,
      seed,
      plant: undefined,
      templates,
      onProgress: () => undefined,
    });
    assert.equal(batch.failed, null, `npm run simulate -- --runs 1 --seed ${batch.failed?.seed ?? ''}`);
    assert.equal(batch.runs, 1_000);
  });
});
