import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { clientHello } from '../../../electron/engine/diagnostics/network/clientHello.ts';
import { measurePathMtu } from '../../../electron/engine/diagnostics/network/measurePathMtu.ts';
import { createPathReader, learntOf, pathOf } from '../../../electron/engine/platform/readPath.ts';
import type { PathReader } from '../../../electron/engine/platform/readPath.ts';
import { systemClock } from '../../../shared/domain/clock.ts';

const printed = (fields: string): string =>
  `ESTAB 0      0      192.168.1.40:54308 177.20.30.10:443 \n\t ${fields} rcvmss:536 advmss:1448 cwnd:10`;

describe('what the system knows of the way of a connection', () => {
  it('is read by name: a full packet, one with timestamps, one that somebody on the way asked to be smaller', () => {
    const way = (fields: string, family: 4 | 6 = 4) => pathOf(printed(fields), family);
    assert.deepEqual(way('cubic mss:1460 pmtu:1500'), { segmentBytes: 1_460, headerBytes: 40 });
    assert.deepEqual(way('ts sack cubic mss:1448 pmtu:1500'), { segmentBytes: 1_448, headerBytes: 52 });
    assert.deepEqual(way('cubic mss:1360 pmtu:1500'), { segmentBytes: 1_360, headerBytes: 40 });
    assert.deepEqual(way(' ts cubic mss:1348 pmtu:1500'), { segmentBytes: 1_348, headerBytes: 52 });
    assert.deepEqual(way('ts cubic mss:1208 pmtu:1280', 6), { segmentBytes: 1_208, headerBytes: 72 });
    assert.equal(way('cubic'), null);
    assert.equal(pathOf('', 4), null);
  });

  it('names the size a router said, and none where none did', () => {
    assert.equal(learntOf('[{"dst":"177.20.30.10","metrics":[{"mtu":1400}]}]'), 1_400);
    assert.equal(learntOf('[{"dst":"177.20.30.10","cache":[]}]'), null);
    assert.equal(learntOf('RTNETLINK answers: Network is unreachable'), null);
    assert.equal(learntOf(''), null);
  });

  it('is not had where the tool is missing, or on Windows, and says why', async () => {
    const { signal } = new AbortController();
    const ends = { localPort: 1, port: 2, family: 4 } as const;
    const noTool = createPathReader(
      ({ command }) => Promise.resolve({ ok: false, reason: 'no-tool', what: command }),
      'linux',
    );
    assert.deepEqual(await noTool.connection(ends, signal), { ok: false, reason: 'no-tool', what: 'ss' });
    const never = createPathReader(() => assert.fail('asked'), 'win32');
    assert.equal((await never.connection(ends, signal)).ok, false);
    assert.equal((await never.learnt('10.0.0.1', signal)).ok, false);
  });
});

describe('a first message', () => {
  it('has exactly the size that was asked for, and lengths that agree', () => {
    for (const host of ['loja.foccolojas.com.br', '177.20.30.10', '2001:db8::1']) {
      for (const bytes of [400, 1_448, 8_948]) {
        const hello = clientHello(bytes, host);
        assert.equal(hello.length, bytes);
        assert.equal(hello.readUInt16BE(3), bytes - 5);
        assert.equal(hello.readUIntBE(6, 3), bytes - 9);
        assert.equal(hello.includes('loja'), host.startsWith('loja'));
      }
    }
  });
});

describe('the size of packets on a way', () => {
  /** Swallows first messages that are larger than it takes, as a line does that says nothing. */
  let takes = 0;
  let came = 0;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (first) => {
      came += 1;
      if (first.length <= takes) socket.end('x');
    });
  });
  before(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  after(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const path = (learnt: number | null): PathReader => ({
    connection: () => Promise.resolve({ ok: true, value: { segmentBytes: 1_448, headerBytes: 52 } }),
    learnt: () => Promise.resolve({ ok: true, value: learnt }),
  });
  const measure = (reader: PathReader, port = (server.address() as AddressInfo).port) =>
    measurePathMtu(
      {
        address: '127.0.0.1',
        family: 4,
        port,
        host: '127.0.0.1',
        clock: systemClock,
        signal: new AbortController().signal,
      },
      reader,
    );

  it('is the full packet where nothing is in the way, or what a router said', async () => {
    takes = 9_999;
    assert.deepEqual(await measure(path(null)), { mtuBytes: 1_500, mtuBy: 'told' });
    assert.deepEqual(await measure(path(1_400)), { mtuBytes: 1_400, mtuBy: 'told' });
  });

  it('is searched for where larger ones vanish: to the byte, in a bounded number of connections', async () => {
    takes = 1_348;
    came = 0;
    assert.deepEqual(await measure(path(null)), { mtuBytes: 1_400, mtuBy: 'tried' });
    assert.ok(came <= 26, `${came} connections`);
  });

  it('is not guessed where nothing answers, nobody is there, or the system does not tell', async () => {
    takes = 0;
    assert.deepEqual(await measure(path(null)), { mtuReason: 'not-reached' });
    assert.deepEqual(await measure(path(null), 1), { mtuReason: 'not-reached' });
    const silent = createPathReader(() => assert.fail('asked'), 'win32');
    assert.deepEqual(await measure(silent), { mtuReason: 'other-platform' });
  });
});
