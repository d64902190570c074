import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startSmallServer } from './support/smallServer.ts';
import { openStation } from './support/station.ts';

const latencyMs = 50;

/** Saves a second when `saves` saves of `lanes` environments are drained over a line of 50 ms latency. */
async function rateOf(
  saves: number,
  lanes: number,
  concurrency?: number,
): Promise<{ perSecond: number; most: number }> {
  const server = await startSmallServer({ latencyMs });
  const station = openStation({ url: server.url, ...(concurrency === undefined ? {} : { concurrency }) });
  try {
    for (let number = 0; number < saves; number += 1) {
      station.save(`env-${number % lanes}`, Buffer.from(`save ${number} `.repeat(500)));
    }
    const from = performance.now();
    station.delivery.start();
    await station.drained(120_000);
    const perSecond = saves / ((performance.now() - from) / 1000);
    assert.equal(server.ledger.length, saves);
    assert.equal(server.writes, saves);
    assert.equal(server.mostOfOneLane, 1);
    return { perSecond, most: server.most };
  } finally {
    await station.close();
    await server.close();
  }
}

describe('draining 1,000 saves of 200 environments over 50 ms latency', () => {
  it('is at least 4 times as fast as one after the other', async (t) => {
    const parallel = await rateOf(1000, 200);
    const sequential = await rateOf(200, 200, 1);
    const factor = parallel.perSecond / sequential.perSecond;
    t.diagnostic(
      `${parallel.perSecond.toFixed(1)} saves/s with up to ${parallel.most} at once, ` +
        `${sequential.perSecond.toFixed(1)} one after the other: ${factor.toFixed(2)} times`,
    );
    assert.equal(sequential.most, 1);
    assert.ok(factor >= 4, `only ${factor.toFixed(2)} times`);
  });
});
