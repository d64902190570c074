import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { addressKind } from '../../../electron/engine/diagnostics/port/addressKind.ts';
import { testFromOutside } from '../../../electron/engine/diagnostics/port/testFromOutside.ts';
import type { PortProbeRequest } from '../../../electron/engine/diagnostics/ports.ts';
import type { Connection, MachineReader } from '../../../electron/engine/platform/machine/machineTypes.ts';
import type { PortProbe } from '../../../shared/api/events.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';

const publicAddress = '177.20.30.50';
const nobody = { pid: null, name: null, path: null };

/** A free port of this machine, held by a program or not. */
async function port(t: TestContext, held: boolean): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => undefined).resume());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: number } = server.address() as AddressInfo;
  if (held) t.after(() => server.close());
  else {
    server.close();
    await once(server, 'close');
  }
  return number;
}

/** Reads what the port says, as FoccoLojas does. */
async function heard(number: number): Promise<{ text: string; source: { address: string; port: number } }> {
  const socket: Socket = connect(number, '127.0.0.1');
  let text = '';
  socket.on('data', (part: Buffer) => (text += part.toString('latin1')));
  await once(socket, 'connect');
  const source = { address: '127.0.0.1', port: socket.localPort ?? 0 };
  await once(socket, 'end');
  return { text, source };
}

function test(o: {
  number: number;
  held?: boolean;
  answer: (request: PortProbeRequest) => Promise<Partial<PortProbe>>;
  connections?: () => readonly Connection[];
  serverUrl?: string | null;
  proxy?: string | null;
}) {
  const machine: Partial<MachineReader> = {
    listeners: () =>
      Promise.resolve({
        ok: true,
        value:
          o.held === true
            ? [{ family: 4, address: '0.0.0.0', port: o.number, dualStack: null, program: nobody }]
            : [],
      }),
    connections: () =>
      Promise.resolve(
        o.connections === undefined
          ? { ok: false, reason: 'not-permitted', what: 'ss' }
          : { ok: true, value: o.connections() },
      ),
  };
  return testFromOutside(
    {
      platform: 'linux',
      serverUrl: () => (o.serverUrl === undefined ? 'https://loja.example' : o.serverUrl),
      proxyFor: () => Promise.resolve(o.proxy ?? null),
      probePort: async (request) => ({
        address: publicAddress,
        family: 'IPv4',
        port: request.port,
        reachable: false,
        answeredAt: '2026-03-02T12:00:00.000Z',
        ...(await o.answer(request)),
      }),
    },
    { machine: machine as MachineReader, clock: systemClock, signal: new AbortController().signal },
    { port: o.number, lanAddress: '127.0.0.1' },
  );
}

const connection = (remoteAddress: string, remotePort: number): Connection => ({
  family: 4,
  localAddress: '192.168.1.40',
  localPort: 1,
  remoteAddress,
  remotePort,
  state: 'open',
  program: nobody,
});

describe('the test of a port from outside', () => {
  it('listens where nothing does, tells its code to whoever comes, and hangs up afterwards', async (t) => {
    const number = await port(t, false);
    const found = await test({
      number,
      async answer({ nonce = '' }) {
        const { text } = await heard(number);
        return { reachable: true, nonceMatched: nonce !== '' && text.includes(nonce) };
      },
    });
    assert.equal(found.answer, 'open');
    assert.ok(found.answer === 'open' && found.proof === 'one-time-code' && found.listener === 'temporary');
    await assert.rejects(heard(number), 'nobody listens any more');
  });

  it('believes its own ears where the code was lost, and nobody else who answers', async (t) => {
    const number = await port(t, false);
    const lost = await test({
      number,
      async answer() {
        const { source } = await heard(number);
        return { reachable: true, nonceMatched: false, source };
      },
    });
    assert.ok(lost.answer === 'open' && lost.proof === 'own-connection');
    const other = await test({
      number,
      answer: () =>
        Promise.resolve({ reachable: true, nonceMatched: false, source: { address: '8.8.4.4', port: 5 } }),
    });
    assert.equal(other.answer, 'elsewhere');
  });

  it('finds the probe’s own connection among those of the program that has the port', async (t) => {
    const number = await port(t, true);
    const source = { address: '203.0.113.7', port: 40_001 };
    const reach = (told: PortProbe['source'], connections?: () => readonly Connection[]) =>
      test({
        number,
        held: true,
        answer: () => Promise.resolve({ reachable: true, ...(told === undefined ? {} : { source: told }) }),
        ...(connections === undefined ? {} : { connections }),
      });
    const seen = await reach(source, () => [connection(source.address, source.port)]);
    assert.ok(seen.answer === 'open' && seen.proof === 'own-connection' && seen.listener === 'program');
    for (const [told, connections] of [
      [source, () => []],
      [source, () => [connection('203.0.113.8', source.port)]],
      [source, undefined],
      [undefined, () => [connection(source.address, source.port)]],
    ] as const) {
      assert.equal((await reach(told, connections)).answer, 'open-not-proved');
    }
  });

  it('says closed only where the other side tried and was not let in', async (t) => {
    const number = await port(t, true);
    const closed = async (reason: string | undefined) =>
      test({ number, held: true, answer: () => Promise.resolve(reason === undefined ? {} : { reason }) });
    for (const reason of ['refused', 'timeout', 'host-unreachable']) {
      assert.equal((await closed(reason)).answer, 'closed', reason);
    }
    for (const reason of ['failed', 'network-unreachable', 'something-new', undefined]) {
      assert.equal((await closed(reason)).answer, 'not-tested', String(reason));
    }
  });

  it('is no test where the other side failed, came from within, by IPv6, or tried a proxy', async (t) => {
    const number = await port(t, true);
    const reason = async (
      answer: () => Promise<Partial<PortProbe>>,
      more: { proxy?: string; serverUrl?: string | null } = {},
    ) => {
      const found = await test({ number, held: true, answer, connections: () => [], ...more });
      assert.ok(found.answer === 'not-tested', found.answer);
      return [found.reason, found.lacks ?? found.error].filter((part) => part !== undefined).join(' ');
    };
    const refused = () => Promise.resolve({ reason: 'refused' });
    const failing = (code: string) => () => Promise.reject(new EloError(code, code));
    assert.equal(await reason(failing('network-timeout')), 'outside-probe-failed network-timeout');
    assert.equal(await reason(failing('rate-limited')), 'outside-probe-failed rate-limited');
    assert.equal(await reason(failing('sign-in-required')), 'lacks sign-in');
    assert.equal(await reason(refused, { serverUrl: null }), 'lacks server');
    assert.equal(await reason(refused, { serverUrl: 'http://127.0.0.1:1' }), 'server-on-this-machine');
    assert.equal(await reason(refused, { proxy: 'http://10.0.0.9:3128' }), 'through-a-proxy');
    for (const address of ['192.168.1.40', '127.0.0.1', '100.64.1.1', '169.254.3.4']) {
      assert.equal(await reason(() => Promise.resolve({ address, reachable: true })), 'not-from-outside');
    }
    const six = () => Promise.resolve({ address: '2804:14c::1', family: 'IPv6' as const, reason: 'refused' });
    assert.equal(await reason(six), 'other-family');
  });
});

describe('the kind of an address', () => {
  it('is known for every range that matters here', () => {
    for (const [address, kind] of [
      ['127.0.0.1', 'loopback'],
      ['::1', 'loopback'],
      ['169.254.1.1', 'link-local'],
      ['fe80::1%eth0', 'link-local'],
      ['10.1.2.3', 'private'],
      ['172.31.255.255', 'private'],
      ['172.32.0.1', 'public'],
      ['192.168.0.1', 'private'],
      ['fd00::1', 'private'],
      ['100.64.0.0', 'carrier-grade'],
      ['100.127.255.255', 'carrier-grade'],
      ['100.128.0.0', 'public'],
      ['0.0.0.0', 'nobody'],
      ['224.0.0.251', 'nobody'],
      ['2804:14c::1', 'public'],
      ['loja', 'none'],
    ] as const) {
      assert.equal(addressKind(address), kind, address);
    }
  });
});
