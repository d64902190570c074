import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { os } from '@orpc/server';
import { servePorts } from '../../../electron/engine/door/servePorts.ts';
import { fromCallError } from '../../../shared/contract/callErrors.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { portChannel } from '../../support/processes/portPairs.ts';
import { until } from '../../support/sandbox/until.ts';

interface Client {
  quick(): Promise<string>;
  slow(): Promise<string>;
  refused(): Promise<never>;
  broken(): Promise<never>;
  ticks(): Promise<AsyncIterable<number>>;
  flood(): Promise<AsyncIterable<string>>;
}

const megabyte = 'x'.repeat(1_048_576);

function setup() {
  let finish: () => void = () => undefined;
  let ended = 0;
  let flooded = 0;
  const warned: unknown[] = [];
  const door = servePorts({
    router: {
      quick: os.handler(() => 'done'),
      slow: os.handler(async () => {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return 'late';
      }),
      refused: os.handler(() => {
        throw new EloError('file-not-found', 'no such file', { remedy: 'choose-another-file' });
      }),
      broken: os.handler(() => {
        throw new Error('inside');
      }),
      flood: os.handler(async function* () {
        try {
          for (let index = 0; index < 100; index += 1) {
            yield megabyte;
            await new Promise((resolve) => setImmediate(resolve));
          }
        } finally {
          flooded += 1;
        }
      }),
      ticks: os.handler(async function* ({ signal }) {
        try {
          yield 1;
          await new Promise<void>((resolve) => {
            signal?.addEventListener('abort', () => resolve());
          });
        } finally {
          ended += 1;
        }
      }),
    },
    log: { info: () => undefined, warn: (message, facts) => warned.push(facts?.['reason'] ?? message) },
  });
  const connect = () => {
    const { port1, port2 } = portChannel();
    door.attach(port2);
    port1.start();
    const client: unknown = createORPCClient(new RPCLink({ port: port1 }));
    return { port: port1, client: client as Client };
  };
  return { door, connect, warned, finish: () => finish(), ended: () => ended, flooded: () => flooded };
}

const codeOf = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'answered',
    (error: unknown) => fromCallError(error).code,
  );

describe('the door of message ports', () => {
  it('answers calls, and refuses as every door does', async () => {
    const { door, connect, warned } = setup();
    const { client } = connect();
    assert.equal(await client.quick(), 'done');
    assert.equal(await codeOf(client.refused()), 'file-not-found');
    assert.equal(await codeOf(client.broken()), 'unexpected-error');
    assert.deepEqual(warned, ['call failed']);
    await door.close();
  });

  it('lets a call under way end when it closes, and takes no new one', async () => {
    const { door, connect, finish } = setup();
    const { port, client } = connect();
    let closed = false;
    port.on('close', () => (closed = true));
    const late = client.slow();
    await client.quick();
    const closing = door.close();
    assert.equal(await codeOf(client.quick()), 'engine-stopping');
    assert.equal(closed, false);
    finish();
    assert.equal(await late, 'late');
    await closing;
    await until(() => closed);
  });

  it('ends the streams of a client that is gone', async () => {
    const { door, connect, ended } = setup();
    const { port, client } = connect();
    for await (const tick of await client.ticks()) {
      assert.equal(tick, 1);
      port.close();
      break;
    }
    await until(() => ended() === 1);
    await door.close();
  });

  it('hangs up on a client that is not heard of while its streams pile up', async () => {
    const { door, connect, warned, flooded } = setup();
    const { port, client } = connect();
    let closed = false;
    port.on('close', () => (closed = true));
    const flood = await client.flood();
    await until(() => closed && flooded() === 1);
    assert.deepEqual(warned, ['answers-not-read']);
    await flood[Symbol.asyncIterator]().return?.();
    await door.close();
  });

  it('serves one that asks now and then for as long as it likes', async () => {
    const { door, connect, warned, flooded } = setup();
    const { client } = connect();
    let received = 0;
    for await (const part of await client.flood()) {
      received += part.length;
      if (received % (20 * megabyte.length) === 0) assert.equal(await client.quick(), 'done');
    }
    assert.deepEqual([received, flooded(), warned], [100 * megabyte.length, 1, []]);
    await door.close();
  });

  it('closes at once on a client that comes too late', async () => {
    const { door } = setup();
    await door.close();
    const { port1, port2 } = portChannel();
    let closed = false;
    port1.on('close', () => (closed = true));
    door.attach(port2);
    await until(() => closed);
  });
});
