import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { describe, it } from 'node:test';
import { runMany } from '../../simulation/runMany.ts';
import { createTemplates } from '../../simulation/templates.ts';

describe('simulation at length', () => {
  it('keeps every promise in 1,000 worlds nobody has seen', async (t) => {
    const templates = createTemplates();
    t.after(() => templates.close());
    const seed = Number(process.env['ELO_SIMULATION_SEED'] ?? randomInt(2 ** 31));
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
