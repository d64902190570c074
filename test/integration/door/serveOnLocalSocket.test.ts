import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, afterEach, describe, it } from 'node:test';
import { implement } from '@orpc/server';
import { WebSocket } from 'ws';
import { contract } from '../../../shared/contract/contract.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { maxMessageBytes } from '../../../electron/engine/door/attachSocket.ts';
import { fromCallError } from '../../../shared/contract/callErrors.ts';
import { doorNotePath, readDoorNote } from '../../../electron/engine/door/doorNote.ts';
import { doorFolder, doorPlace } from '../../../electron/engine/door/doorPlace.ts';
import { serveOnLocalSocket } from '../../../electron/engine/door/serveOnLocalSocket.ts';
import type { LocalDoor } from '../../../electron/engine/door/serveOnLocalSocket.ts';
import { connectLocal } from '../../../electron/headless/connectLocal.ts';
import type { LocalConnection } from '../../../electron/headless/connectLocal.ts';
import { createFakeRouter } from '../headless/fakeEngine.ts';

const homes: string[] = [];
const open: { close(): Promise<void> }[] = [];
const newData = (name = 'dados'): string => {
  const home = mkdtempSync(join(tmpdir(), 'elo-porta-'));
  homes.push(home);
  return join(home, name);
};
const logged: [string, Readonly<Record<string, unknown>> | undefined][] = [];
const log = {
  info: (message: string, facts?: Readonly<Record<string, unknown>>) => void logged.push([message, facts]),
  warn: (message: string, facts?: Readonly<Record<string, unknown>>) => void logged.push([message, facts]),
};

async function serve(dataDir: string, fake = createFakeRouter()): Promise<LocalDoor> {
  const door = await serveOnLocalSocket({ router: fake.router, dataDir, log });
  open.push(door);
  return door;
}
async function knock(dataDir: string): Promise<LocalConnection> {
  const connection = await connectLocal(dataDir);
  assert.ok(connection);
  open.push(connection);
  return connection;
}
/** What a call was refused with, as it arrived. */
const refusal = async (call: Promise<unknown>): Promise<unknown> => {
  try {
    await call;
  } catch (error) {
    return error;
  }
  return assert.fail('was not refused');
};
const codeOf = async (call: Promise<unknown>): Promise<string> => fromCallError(await refusal(call)).code;
const unix = { skip: process.platform === 'win32' && 'a pipe has no mode' };

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  logged.length = 0;
});
after(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

/** A bare WebSocket with given headers: what it was told. */
function rawSocket(dataDir: string, headers: Record<string, string>): Promise<WebSocket | string> {
  const note = readDoorNote(dataDir);
  assert.ok(note);
  return new Promise((resolve) => {
    const socket = new WebSocket('ws://localhost/', {
      createConnection: () => connect(note.address),
      headers,
    });
    socket.once('open', () => resolve(socket));
    socket.once('error', (error) => resolve(error.message));
  });
}
const withKey = (dataDir: string): Record<string, string> => ({
  Authorization: `Bearer ${readDoorNote(dataDir)?.key ?? ''}`,
});

describe('the local door', () => {
  it('serves calls and streams to several clients at once', async () => {
    const data = newData('pasta é com espaço');
    const fake = createFakeRouter();
    await serve(data, fake);
    const [one, two] = await Promise.all([knock(data), knock(data)]);
    const [status, audit] = await Promise.all([one.client.status({}), two.client.audit({})]);
    assert.equal(status.user?.name, 'Ana Paula');
    assert.equal(audit.saved, 312);

    const events = await Promise.all([one.client.events({}), two.client.events({})]);
    const first = Promise.all(events.map((stream) => stream.next()));
    while ((await one.client.status({})).online && !logged.some(([, facts]) => facts?.['call'] === 'events'))
      await pause(1);
    fake.emit({ event: 'state', what: 'queue', at: '2026-01-01T00:00:00.000Z' });
    for (const { value } of await first) assert.equal((value as { event: string }).event, 'state');
  });

  it('is closed to others: folder 0700, socket and note 0600', unix, async () => {
    const data = newData();
    const { address } = await serve(data);
    const mode = (path: string): number => statSync(path).mode & 0o777;
    assert.equal(mode(doorFolder(data)), 0o700);
    assert.equal(mode(address), 0o600);
    assert.equal(mode(doorNotePath(data)), 0o600);
  });

  it('closes a folder that stood open, and refuses one of somebody else', unix, async () => {
    const data = newData();
    mkdirSync(doorFolder(data), { recursive: true, mode: 0o777 });
    chmodSync(doorFolder(data), 0o777);
    await serve(data);
    assert.equal(statSync(doorFolder(data)).mode & 0o777, 0o700);
    if (process.getuid?.() !== 0) return;
    const foreign = newData();
    mkdirSync(doorFolder(foreign), { recursive: true });
    chownSync(doorFolder(foreign), 65_534, 65_534);
    await assert.rejects(serve(foreign), { code: 'door-not-private' });
  });

  it('does not believe a note that others could have written', unix, async () => {
    const data = newData();
    await serve(data);
    chmodSync(doorNotePath(data), 0o666);
    await assert.rejects(connectLocal(data), { code: 'door-not-private' });
    chmodSync(doorNotePath(data), 0o600);
    assert.ok(await knock(data));
  });

  it('lets nobody in without the key, nor a web page with it', async () => {
    const data = newData();
    await serve(data);
    for (const headers of [
      {},
      { Authorization: 'Bearer x' },
      { ...withKey(data), Origin: 'http://localhost' },
    ]) {
      assert.equal(await rawSocket(data, headers), 'Unexpected server response: 403');
    }
  });

  it('hangs up on messages that are too long or no requests, and serves on', async () => {
    const data = newData();
    await serve(data);
    const bad: readonly [string | Buffer, number][] = [
      ['x'.repeat(maxMessageBytes + 1), 1009],
      ['not json', 1007],
      ['[]', 1007],
      ['{"i":1}', 1007],
      [Buffer.from([1, 2, 3]), 1007],
    ];
    for (const [message, code] of bad) {
      const socket = await rawSocket(data, withKey(data));
      assert.ok(typeof socket !== 'string');
      const closed = new Promise((resolve) => {
        socket.once('close', resolve);
      });
      socket.send(message);
      assert.equal(await closed, code);
    }
    assert.equal((await (await knock(data)).client.audit({})).ok, true);
  });

  it('spells errors by code, with remedy and details, and hides the inside of unexpected ones', async () => {
    const data = newData();
    await serve(data);
    const { client } = await knock(data);
    const locked = fromCallError(await refusal(client.acts.update({ environmentId: 'locked' })));
    assert.equal(locked.code, 'environment-locked');
    assert.equal(locked.remedy, 'assistance-or-new-option');
    assert.deepEqual(locked.details, { number: 7 });

    const crash = await refusal(client.acts.update({ environmentId: 'crash' }));
    assert.equal(fromCallError(crash).code, 'unexpected-error');
    assert.doesNotMatch(JSON.stringify(crash), /secret|ana/);
    assert.ok(
      logged.some(([, facts]) => facts?.['error'] instanceof TypeError),
      'the log knows the whole',
    );

    const invalid = fromCallError(await refusal(client.customers.create({ name: '' })));
    assert.equal(invalid.code, 'invalid-input');
    assert.deepEqual(invalid.details, { field: 'name' });
    const unknown = client as unknown as { future: { call(): Promise<unknown> } };
    assert.equal(await codeOf(unknown.future.call()), 'engine-too-old');
  });

  it('spells errors in the middle of a stream', async () => {
    const data = newData();
    const os = implement(contract);
    const { router } = createFakeRouter();
    const failing = {
      ...router,
      events: os.events.handler(async function* () {
        yield { event: 'stopped', at: '2026-01-01T00:00:00.000Z' };
        throw new EloError('sign-in-required', 'gone');
      }),
    };
    open.push(await serveOnLocalSocket({ router: failing, dataDir: data, log }));
    const { client } = await knock(data);
    const stream = await client.events({});
    await stream.next();
    assert.equal(await codeOf(stream.next()), 'sign-in-required');
  });

  it('logs each call with its time', async () => {
    const data = newData();
    await serve(data);
    await (await knock(data)).client.folders.list({});
    const facts = logged.find(([message]) => message === 'call')?.[1];
    assert.equal(facts?.['call'], 'folders.list');
    assert.equal(typeof facts['ms'], 'number');
  });

  it('replaces the socket of a dead engine, never of one that answers', unix, async () => {
    const dead = newData();
    mkdirSync(doorFolder(dead), { recursive: true });
    // A socket file nobody listens on: bound in a child that was killed would be the same.
    const { address } = doorPlace(dead);
    writeFileSync(address, '');
    await serve(dead);
    assert.equal((await (await knock(dead)).client.audit({})).ok, true);

    const living = newData();
    mkdirSync(doorFolder(living), { recursive: true });
    const other = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => {
      other.listen(doorPlace(living).address, resolve);
    });
    await assert.rejects(serve(living), { code: 'door-in-use' });
    await new Promise((resolve) => {
      other.close(resolve);
    });
  });

  it('stands in a private temporary folder where the path is too long for a socket', unix, async () => {
    const data = newData('é'.repeat(60));
    const door = await serve(data);
    const { address } = door;
    assert.ok(Buffer.byteLength(address) <= 100);
    assert.ok(address.startsWith(tmpdir()));
    assert.equal(statSync(join(address, '..')).mode & 0o777, 0o700);
    const connection = await knock(data);
    assert.equal((await connection.client.audit({})).ok, true);
    await Promise.all([connection.close(), door.close()]);
    assert.equal(existsSync(join(address, '..')), false);
  });

  it('lets calls under way end, refuses new ones, and leaves nothing behind', async () => {
    const data = newData();
    const fake = createFakeRouter();
    const door = await serve(data, fake);
    const [one, two] = await Promise.all([knock(data), knock(data)]);
    const slow = one.client.acts.update({ environmentId: 'slow' });
    while (!logged.some(([, facts]) => facts?.['call'] === 'status')) await two.client.status({});
    const closing = door.close();
    assert.equal(await codeOf(two.client.status({})), 'engine-stopping');
    assert.equal(await connectLocal(data), null);
    assert.equal((await slow).version, 8);
    await closing;
    assert.equal(existsSync(door.address), false);
    assert.equal(existsSync(doorNotePath(data)), false);
    await door.close();
  });

  it('does not wait for ever for a call that hangs', async () => {
    const data = newData();
    const timers: [number, () => void][] = [];
    const clock = {
      now: () => Date.now(),
      monotonic: () => performance.now(),
      after: (delayMs: number, run: () => void) => {
        timers.push([delayMs, run]);
        return () => undefined;
      },
    };
    const door = await serveOnLocalSocket({ router: createFakeRouter().router, dataDir: data, log, clock });
    const { client, lost } = await knock(data);
    const hanging = codeOf(client.acts.update({ environmentId: 'never' }));
    await client.status({});
    const closing = door.close();
    assert.equal(timers[0]?.[0], 5_000);
    timers[0]?.[1]();
    await hanging;
    await closing;
    assert.equal(lost()?.code, 'engine-stopped');
  });
});

describe('a client', () => {
  it('finds nobody where no engine ran, or where it died', async () => {
    assert.equal(await connectLocal(newData()), null);
    const data = newData();
    mkdirSync(doorFolder(data), { recursive: true, mode: 0o700 });
    const note = {
      address: doorPlace(data).address,
      key: 'k',
      pid: 1,
      startedAt: '2026-01-01T00:00:00.000Z',
    };
    for (const content of [JSON.stringify(note), '{', '{}', 'x'.repeat(200_000)]) {
      writeFileSync(doorNotePath(data), content, { mode: 0o600 });
      assert.equal(await connectLocal(data), null);
    }
  });

  it('gives up on an engine that takes the connection and says nothing', async () => {
    const data = newData();
    mkdirSync(doorFolder(data), { recursive: true, mode: 0o700 });
    const silent = createServer(() => undefined);
    const { address } = doorPlace(data);
    await new Promise<void>((resolve) => {
      silent.listen(address, resolve);
    });
    const note = { address, key: 'k', pid: 4_711, startedAt: '2026-01-01T00:00:00.000Z' };
    writeFileSync(doorNotePath(data), JSON.stringify(note), { mode: 0o600 });
    await assert.rejects(connectLocal(data, 50), (error: EloError) => {
      assert.equal(error.code, 'engine-not-answering');
      assert.deepEqual(error.details, { pid: 4_711 });
      return true;
    });
    silent.close();
  });
});
