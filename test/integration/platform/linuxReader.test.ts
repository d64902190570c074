import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { basename } from 'node:path';
import { describe, it } from 'node:test';
import { createLinuxReader } from '../../../electron/engine/platform/linux/linuxReader.ts';
import { connectionsOf, listenersOf } from '../../../electron/engine/platform/linux/sockets.ts';
import { once as askOnce } from '../../../electron/engine/platform/machine/once.ts';
import { createRunTool } from '../../../electron/engine/platform/machine/runTool.ts';
import { systemClock } from '../../../shared/domain/clock.ts';

const has = (tool: string): boolean => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;
const skip = process.platform !== 'linux' || !has('ss') || !has('ip') ? 'needs Linux with ss and ip' : false;
const run = createRunTool(systemClock);

async function rejected(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error !== null && typeof error === 'object' && 'code' in error ? String(error.code) : 'none';
}

describe('a look at a Linux machine', { skip }, () => {
  it('names who listens, on which address, and who is connected', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = connect(port, '127.0.0.1');
    const [accepted] = (await once(server, 'connection')) as [Socket];
    try {
      const look = createLinuxReader(run);
      const listeners = await look.listeners();
      assert.ok(listeners.ok);
      const mine = listeners.value.filter((each) => each.port === port);
      assert.deepEqual(
        mine.map(({ family, address, dualStack, program }) => ({ family, address, dualStack, ...program })),
        [
          {
            family: 4,
            address: '127.0.0.1',
            dualStack: null,
            pid: process.pid,
            path: process.execPath,
            name: basename(process.execPath),
          },
        ],
      );
      const connections = await look.connections(port);
      assert.ok(connections.ok);
      assert.deepEqual(
        connections.value.map(({ remoteAddress, remotePort, state }) => ({
          remoteAddress,
          remotePort,
          state,
        })),
        [{ remoteAddress: '127.0.0.1', remotePort: client.localPort, state: 'open' }],
      );
      const processes = await look.processes([basename(process.execPath)]);
      assert.ok(processes.ok && processes.value.some(({ pid }) => pid === process.pid));
    } finally {
      client.destroy();
      accepted.destroy();
      server.close();
    }
  });

  it('knows its network and its system', async () => {
    const look = createLinuxReader(run);
    const network = await look.network();
    assert.ok(network.ok);
    const loopback = network.value.interfaces.find(({ kind }) => kind === 'loopback');
    assert.ok(loopback?.addresses.some(({ address }) => address === '127.0.0.1'));
    const system = await look.system();
    assert.ok(system.ok);
    assert.equal(system.value.platform, 'linux');
    assert.equal(system.value.elevated, process.getuid?.() === 0);
    assert.ok(system.value.uptimeSeconds > 0);
  });

  it('reads every spelling of ss', async () => {
    const text = [
      'LISTEN 0 511 *:80 *:* users:(("nginx",pid=10,fd=6),("nginx",pid=9,fd=6))',
      'LISTEN 0 511 [::]:81 [::]:*',
      'LISTEN 0 128 127.0.0.53%lo:53 0.0.0.0:* users:(("a \\"b",pid=3,fd=1))',
      'LISTEN 0 128 [fe80::1]%eth0:82 [::]:*',
      'ESTAB 0 0 [::ffff:192.168.0.10]:1666 [::ffff:177.1.2.3]:50123',
      'TIME-WAIT 0 0 192.168.0.10:1666 177.1.2.4:50124',
      'SYN-SENT 0 1 192.168.0.10:1666 177.1.2.5:1',
      'nonsense',
      '',
    ].join('\n');
    const nobody = () => Promise.resolve(null);
    const listeners = await listenersOf(text, nobody);
    assert.deepEqual(
      listeners.map(({ family, address, port, dualStack, program }) => [
        family,
        address,
        port,
        dualStack,
        program.pid,
      ]),
      [
        [6, '::', 80, true, 10],
        [6, '::', 81, false, null],
        [4, '127.0.0.53', 53, null, 3],
        [6, 'fe80::1', 82, null, null],
      ],
    );
    const connections = await connectionsOf(text, 1666, nobody);
    assert.deepEqual(
      connections.map(({ family, localAddress, remoteAddress, state }) => [
        family,
        localAddress,
        remoteAddress,
        state,
      ]),
      [
        [4, '192.168.0.10', '177.1.2.3', 'open'],
        [4, '192.168.0.10', '177.1.2.4', 'closed'],
      ],
    );
  });
});

describe('a program that is asked', { skip: process.platform === 'win32' }, () => {
  const call = { timeoutMs: 5_000, maxBytes: 1_000 };
  it('answers, or the reason why not', async () => {
    assert.deepEqual(await run({ ...call, command: 'echo', args: ['olá'] }), { ok: true, value: 'olá\n' });
    assert.deepEqual(await run({ ...call, command: 'cat', args: [], input: 'dentro' }), {
      ok: true,
      value: 'dentro',
    });
    const reason = async (command: string, args: string[], o = {}): Promise<string> => {
      const answer = await run({ ...call, command, args, ...o });
      return answer.ok ? 'ok' : answer.reason;
    };
    assert.equal(await reason('/there/is/none', []), 'no-tool');
    assert.equal(await reason('/etc/passwd', []), 'not-permitted');
    assert.equal(await reason('false', []), 'tool-failed');
    assert.equal(await reason('yes', []), 'too-much');
    assert.equal(await reason('sleep', ['60'], { timeoutMs: 20 }), 'took-too-long');
  });

  it('is given up when nobody waits any more', async () => {
    const leave = new AbortController();
    const waiting = run({ ...call, command: 'sleep', args: ['60'], signal: leave.signal });
    leave.abort();
    assert.equal(await rejected(waiting), 'cancelled');
    assert.equal(
      await rejected(run({ ...call, command: 'true', args: [], signal: leave.signal })),
      'cancelled',
    );
  });
});

describe('a question asked once', () => {
  it('is shared by all, outlives one of them, and is asked anew after all have left', async () => {
    let asked = 0;
    let answer = (_value: number): void => undefined;
    const signals: AbortSignal[] = [];
    const question = askOnce((signal) => {
      asked += 1;
      signals.push(signal);
      return new Promise<number>((resolve) => {
        answer = resolve;
      });
    });
    const leave = new AbortController();
    const first = question(leave.signal);
    const second = question();
    leave.abort();
    assert.equal(await rejected(first), 'cancelled');
    assert.equal(signals[0]?.aborted, false);
    answer(7);
    assert.equal(await second, 7);
    assert.equal(await question(), 7);
    assert.equal(asked, 1);

    const gone = new AbortController();
    const other = askOnce((signal) => {
      signals.push(signal);
      return new Promise<number>(() => undefined);
    });
    const alone = other(gone.signal);
    gone.abort();
    assert.equal(await rejected(alone), 'cancelled');
    assert.equal(signals.at(-1)?.aborted, true);
    void other();
    assert.equal(signals.length, 3);
  });
});
