import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { probeHost } from '../../../electron/engine/diagnostics/tcp/probeHost.ts';
import { probeTcp } from '../../../electron/engine/diagnostics/tcp/probeTcp.ts';
import { mostTelling, tcpAnswerOf } from '../../../electron/engine/diagnostics/tcp/tcpAnswer.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { manualClock } from '../net/manualClock.ts';

const signal = new AbortController().signal;
const failure = (code: string): Error => Object.assign(new Error(code), { code });

/** A port on which someone listens until the test ends. */
async function listening(host: string, t: TestContext) {
  const server = createServer((socket) => socket.destroy());
  server.listen(0, host);
  await once(server, 'listening');
  const close = async () => {
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };
  t.after(close);
  return { port: (server.address() as AddressInfo).port, close };
}

describe('trying a port', () => {
  it('is open where someone listens, and tells this side of the connection', async (t) => {
    const server = await listening('127.0.0.1', t);
    const found = await probeTcp({ address: '127.0.0.1', port: server.port, clock: systemClock, signal });
    assert.equal(found.answer, 'open');
    assert.equal(found.family, 4);
    assert.equal(found.source?.address, '127.0.0.1');
    assert.ok((found.source?.port ?? 0) > 0);
  });

  it('is refused where nobody listens', async (t) => {
    const { port, close } = await listening('127.0.0.1', t);
    await close();
    const found = await probeTcp({ address: '127.0.0.1', port, clock: systemClock, signal });
    assert.deepEqual([found.answer, found.system, found.source], ['refused', 'ECONNREFUSED', null]);
  });

  it('gives up after its patience, on Windows never before three seconds, and says it was silence', async (t) => {
    for (const [platform, patience] of [
      ['linux', 500],
      ['win32', 3_000],
    ] as const) {
      const clock = manualClock();
      const server = await listening('127.0.0.1', t);
      const pending = probeTcp({
        address: '127.0.0.1',
        port: server.port,
        clock,
        signal,
        timeoutMs: 500,
        platform,
      });
      assert.equal(clock.next(), patience);
      clock.advance(patience);
      const found = await pending;
      assert.deepEqual([found.answer, found.ms, found.system], ['timed-out', patience, null]);
    }
  });

  it('can be given up', async (t) => {
    const leave = new AbortController();
    const server = await listening('127.0.0.1', t);
    const pending = probeTcp({
      address: '127.0.0.1',
      port: server.port,
      clock: manualClock(),
      signal: leave.signal,
    });
    leave.abort();
    await assert.rejects(pending, (error) => error instanceof EloError && error.code === 'cancelled');
  });

  it('opens what Node gathers: the attempt that got furthest is told', () => {
    const gathered = new AggregateError([failure('ENETUNREACH'), failure('ECONNREFUSED')], '');
    assert.deepEqual(tcpAnswerOf(gathered), { answer: 'refused', system: 'ECONNREFUSED' });
  });

  it('never takes a failure of its own for a closed port', () => {
    for (const error of [failure('EMFILE'), failure('EINVAL'), new Error('?'), null, 'text']) {
      assert.equal(tcpAnswerOf(error).answer, 'not-tried');
    }
    assert.equal(mostTelling([]), 'not-tried');
  });
});

describe('trying a name', () => {
  it('tries each family by itself: a broken IPv6 hides no open IPv4', async (t) => {
    const server = await listening('127.0.0.1', t);
    const found = await probeHost({
      host: 'loja.example',
      port: server.port,
      clock: systemClock,
      signal,
      lookup: async () => ['::1', '127.0.0.1'],
    });
    assert.equal(found.answer, 'open');
    assert.equal(found.best?.family, 4);
    assert.deepEqual(
      found.attempts.map(({ family, answer }) => [family, answer === 'open']),
      [
        [4, true],
        [6, false],
      ],
    );
  });

  it('says that a name was not found, with the code of the resolver', async () => {
    const found = await probeHost({
      host: 'nowhere.example',
      port: 80,
      clock: systemClock,
      signal,
      lookup: () => Promise.reject(failure('ENOTFOUND')),
    });
    assert.deepEqual(
      [found.answer, found.dnsCode, found.attempts, found.best],
      ['dns-failed', 'ENOTFOUND', [], null],
    );
  });

  it('does not wait for a resolver that never answers', async () => {
    const clock = manualClock();
    const pending = probeHost({
      host: 'slow.example',
      port: 80,
      clock,
      signal,
      lookup: () => new Promise(() => undefined),
    });
    clock.advance(4_000);
    const found = await pending;
    assert.deepEqual([found.answer, found.dnsCode, found.dnsMs], ['dns-failed', 'took-too-long', 4_000]);
  });
});
