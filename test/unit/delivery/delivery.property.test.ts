import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { createBench, noAnswer, refusal } from './support/bench.ts';
import type { Delivery } from '../../../electron/engine/delivery/types.ts';
import { createModelServer, troubles } from './support/modelServer.ts';
import type { Trouble } from './support/modelServer.ts';
import { mortal } from './support/mortal.ts';
import type { Life } from './support/mortal.ts';

/** Three days: far longer than any ladder that a few troubles can climb. */
const longEnoughMs = 3 * 24 * 60 * 60_000;

interface Story {
  /** Lanes of the saves, in order of birth; each is queued when its time comes. */
  readonly saves: readonly { readonly lane: string; readonly afterMs: number }[];
  readonly troubles: readonly Trouble[];
  readonly concurrency: number;
  readonly seed: number;
  /** How long an outage, a sign-out or an unlinked user lasts. */
  readonly outageMs: number;
}

const story: fc.Arbitrary<Story> = fc.record({
  saves: fc.array(
    fc.record({ lane: fc.constantFrom('a', 'b', 'c', 'd'), afterMs: fc.constantFrom(0, 0, 0, 10, 3_000) }),
    { minLength: 1, maxLength: 14 },
  ),
  troubles: fc.array(fc.constantFrom(...troubles), { maxLength: 24 }),
  concurrency: fc.integer({ min: 1, max: 6 }),
  seed: fc.nat(),
  outageMs: fc.constantFrom(500, 20_000, 3_600_000),
});

/** A small generator (mulberry32), so that a failing story can be told again. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('whatever happens on the way', () => {
  it('FoccoLojas gets every save exactly once, in order within its environment, and Elo knows it', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const bench = createBench({ concurrency: told.concurrency, random: randomOf(told.seed) });
        const { clock } = bench;
        let life: Life;
        const engine: { delivery?: Delivery } = {};
        const begin = () => {
          life = mortal(bench.outbox, clock);
          bench.gateListeners.clear();
          engine.delivery = bench.make(life);
          engine.delivery.start();
        };
        let online = true;
        const close = (reason: 'sign-in' | 'link') => {
          bench.state.closed = reason;
          clock.after(told.outageMs, () => bench.setGate(null));
        };
        const server = createModelServer({
          troubles: [...told.troubles],
          crash: () => {
            if (life.dead()) return;
            life.die();
            clock.after(1_000, begin);
          },
          offline: () => {
            online = false;
            clock.after(told.outageMs, () => {
              online = true;
            });
          },
          signOut: () => close('sign-in'),
          unlink: () => close('link'),
        });
        bench.state.health = async () => {
          if (!online) throw noAnswer('network-no-route');
        };
        bench.state.answer = async (call) => {
          if (!online) throw noAnswer('network-no-route');
          return server.answer(call);
        };

        begin();
        const rows = [];
        for (const save of told.saves) {
          await clock.advance(save.afterMs);
          rows.push(bench.save(save.lane));
          engine.delivery?.kick();
        }
        await clock.settle();
        // "Always ends": in bounded time, however the story went.
        const end = clock.monotonic() + longEnoughMs;
        while (bench.outbox.all().some((row) => row.state !== 'received')) {
          assert.ok(clock.monotonic() < end, 'did not end');
          assert.ok(await clock.toNextTimer(), 'nothing is going to happen any more');
        }

        assert.deepEqual(
          server.ledger.map((entry) => entry.key).sort(),
          rows.map((row) => row.idempotencyKey).sort(),
          'each key once',
        );
        for (const lane of ['a', 'b', 'c', 'd']) {
          assert.deepEqual(
            server.ledger.filter((entry) => entry.environmentId === lane).map((entry) => entry.key),
            rows.filter((row) => row.lane === lane).map((row) => row.idempotencyKey),
            'in order within the lane',
          );
        }
        for (const row of bench.outbox.all()) {
          assert.deepEqual(row.receipt, server.receipts.get(row.idempotencyKey));
          assert.equal(row.receipt?.['sha256'], row.sha256);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('every row ends decided, and nothing is ever lost from the queue, whatever FoccoLojas answers', async () => {
    const answers = fc.constantFrom(
      [201, ''],
      [400, 'bad-request'],
      [403, 'forbidden'],
      [404, 'not-found'],
      [409, 'environment-locked'],
      [409, 'quote-outdated'],
      [412, 'version-token-mismatch'],
      [413, 'payload-too-large'],
      [422, 'validation-failed'],
      [500, 'server-error'],
      [418, 'unexpected-answer'],
    ) as fc.Arbitrary<[number, string]>;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ lane: fc.constantFrom('a', 'b', 'c'), act: fc.boolean() }), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.array(answers, { maxLength: 20 }),
        async (queue, script) => {
          const bench = createBench();
          const left = [...script];
          const healthy = bench.state.answer;
          bench.state.answer = async (call) => {
            const [status, code] = left.shift() ?? [201, ''];
            if (status === 201) return healthy(call);
            throw refusal(status, code);
          };
          const rows = queue.map(({ lane, act }) => (act ? bench.act(lane) : bench.save(lane)));
          bench.delivery.start();
          await bench.clock.advance(6 * 60 * 60_000);
          // The user asks again until nothing needs attention.
          for (let asked = 0; asked <= script.length; asked += 1) {
            for (const row of bench.outbox.all()) {
              if (row.state === 'needs-attention') bench.delivery.retry(row.deliveryId);
            }
            await bench.clock.advance(6 * 60 * 60_000);
          }
          for (const row of rows) {
            const now = bench.row(row);
            const allowed = row.kind === 'save' ? ['received', 'withheld'] : ['received', 'refused'];
            assert.ok(allowed.includes(now.state), `${row.kind} ended ${now.state}`);
            assert.equal(now.idempotencyKey, row.idempotencyKey);
          }
          // First tries keep the order of birth within a lane.
          for (const lane of ['a', 'b', 'c']) {
            const first = [
              ...new Set(bench.calls.filter((call) => call.environmentId === lane).map((call) => call.key)),
            ];
            const born = rows.filter((row) => row.lane === lane).map((row) => row.idempotencyKey);
            assert.deepEqual(first, born);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
