import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { startSmallServer } from './support/smallServer.ts';
import { openStation } from './support/station.ts';

const program = fileURLToPath(new URL('./support/deliverUntilKilled.ts', import.meta.url));

describe('an engine that is killed while it delivers', () => {
  it('delivers each save once and in order, however often it dies', async (t) => {
    const server = await startSmallServer({ latencyMs: 20 });
    const station = openStation({ url: server.url });
    const rows = Array.from({ length: 300 }, (_, number) =>
      station.save(`env-${number % 12}`, Buffer.from(`save ${number} `.repeat(300))),
    );
    await station.close({ keep: true });
    const { dir } = station;
    try {
      let killed = 0;
      for (;;) {
        const child = spawn(process.execPath, [program, dir, server.url], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
        await once(child.stdout, 'data');
        // At some write in the middle of its work: the answer to it is lost with the process.
        const until = server.writes + 15 + Math.floor(Math.random() * 40);
        while (server.writes < until && child.exitCode === null)
          await new Promise((resolve) => setTimeout(resolve, 2));
        child.kill('SIGKILL');
        const [code] = await ended;
        if (code === 0) break;
        killed += 1;
        assert.ok(killed < 40, 'makes no progress');
      }
      const after = openStation({ url: server.url, dir });
      try {
        assert.ok(killed >= 3);
        assert.ok(server.writes > rows.length, 'no answer was lost, so nothing was proved');
        t.diagnostic(`killed ${killed} times, ${server.writes} writes for ${rows.length} saves`);
        assert.equal(server.ledger.length, rows.length);
        for (let lane = 0; lane < 12; lane += 1) {
          assert.deepEqual(
            server.ledger.filter((entry) => entry.environmentId === `env-${lane}`).map((entry) => entry.key),
            rows.filter((row) => row.lane === `env-${lane}`).map((row) => row.idempotencyKey),
          );
        }
        for (const row of rows) {
          const now = after.ledger.outbox.byId(row.deliveryId);
          assert.equal(now?.state, 'received');
          assert.equal(now.receipt?.['sha256'], row.sha256);
        }
      } finally {
        await after.close({ keep: true });
      }
    } finally {
      rmSync(dir, { recursive: true, force: true });
      await server.close();
    }
  });
});
