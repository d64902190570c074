import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { startRealWatch } from './realWatch.ts';

const folders = 100;
const perFolder = 20;

it('knows 2,000 projects copied into 100 new folders by another process, each once, five times over', async (t) => {
  const real = await startRealWatch(t, (root) => {
    mkdirSync(root, { recursive: true });
    for (let i = 0; i < folders; i += 1) {
      mkdirSync(join(root, '..', 'source', `k${i}`), { recursive: true });
      for (let j = 0; j < perFolder; j += 1)
        writeFileSync(join(root, '..', 'source', `k${i}`, `${j}.promob`), `${i} ${j}`);
    }
  });
  for (let round = 1; round <= 5; round += 1) {
    const [code] = (await once(
      spawn('cp', ['-r', join(real.root, '..', 'source'), real.path(`copy ${round}`)]),
      'exit',
    )) as [number];
    assert.equal(code, 0);
    const total = round * folders * perFolder;
    await real.until(
      `round ${round}`,
      () => new Set(real.kept.map(({ path }) => path)).size === total,
      20_000,
    );
    assert.equal(await real.watch.settled(undefined, 20_000), true);
    assert.equal(real.kept.length, total, 'each once');
    assert.ok(
      real.kept.every(({ phase }) => phase === 'live'),
      'by events, not by the timer',
    );
  }
  assert.equal(real.watch.states()[0]?.files, 5 * folders * perFolder);
});
