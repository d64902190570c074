import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { MessageChannelMain, UtilityProcess } from 'electron';
import { createEngineKeeper } from '../../../electron/shell/engineKeeper.ts';
import type { EngineFailure, EngineKeeper } from '../../../electron/shell/engineKeeper.ts';
import { createShellClient } from '../../../electron/shell/shellClient.ts';
import type { EngineHost } from '../../../shared/contract/host.ts';
import type { NotificationView, Status } from '../../../shared/contract/schemas.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { portChannel } from '../../support/processes/portPairs.ts';
import { until } from '../../support/sandbox/until.ts';
import { manualClock } from '../net/manualClock.ts';
import { FakeProcess } from './fakeElectron.ts';
import { calmStatus, playEngine } from './fakeEngine.ts';

const log = { info: () => undefined, warn: () => undefined };
const unexpected = (): never => {
  throw new Error('not asked for');
};

describe('the engine’s process', () => {
  let folder = '';
  let clock = manualClock();
  let processes: FakeProcess[] = [];
  let ups = 0;
  let provens = 0;
  let downs: (EngineFailure | null)[] = [];
  let keeper: EngineKeeper;
  let host: EngineHost;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'elo-keeper-'));
    [clock, processes, ups, provens, downs] = [manualClock(), [], 0, 0, []];
    host = {
      openUrl: async (url) => {
        if (!url.startsWith('https:')) throw new EloError('invalid-address', 'no');
      },
      openFile: unexpected,
      proxyFor: async () => 'http://office:8080',
    };
    keeper = createEngineKeeper({
      fork: () => {
        const process = new FakeProcess('engine');
        processes.push(process);
        return process as unknown as UtilityProcess;
      },
      createChannel: () => portChannel() as unknown as MessageChannelMain,
      config: { dataDir: folder, vault: 'memory', appVersion: '1.2.3' },
      host,
      clock,
      log,
      onUp: () => (ups += 1),
      onProven: () => (provens += 1),
      onDown: (failure) => downs.push(failure),
    });
  });
  afterEach(async () => {
    // What a test left running.
    for (const process of processes) {
      for (const { ports } of process.sent) for (const port of ports) port.close();
    }
    rmSync(folder, { recursive: true });
  });
  const latest = (): FakeProcess => {
    const process = processes.at(-1);
    assert.ok(process !== undefined);
    return process;
  };

  it('is started with its two ports and serves clients over more', async () => {
    keeper.start();
    assert.equal(keeper.connect(), null, 'not before it says that it serves');
    const engine = playEngine(latest());
    await until(() => ups === 1);
    const [first] = latest().sent;
    assert.deepEqual(first?.message, {
      kind: 'start',
      dataDir: folder,
      vault: 'memory',
      appVersion: '1.2.3',
    });
    assert.equal(first?.ports.length, 2);
    await keeper.control()?.resumed();
    await keeper.control()?.takeFile({ path: '/x/a.xml' });
    assert.equal(engine.woken, 1);
    assert.deepEqual(engine.taken, ['/x/a.xml']);
    await keeper.stop();
    assert.equal(engine.stopped, 1);
    assert.equal(keeper.connect(), null);
  });

  it('asks its host over its port, and a refusal keeps its code', async () => {
    keeper.start();
    const engine = playEngine(latest());
    await until(() => ups === 1);
    assert.equal(await engine.host.proxyFor('https://foccolojas.example/'), 'http://office:8080');
    await engine.host.openUrl('https://foccolojas.example/');
    await assert.rejects(engine.host.openUrl('file:///x'), { code: 'invalid-address' });
    await assert.rejects(async () => engine.host.desktop?.facts(), { code: 'unsupported' });
    await assert.rejects(engine.host.openFile('/x'), { code: 'unexpected-error' });
    await keeper.stop();
  });

  it('is started again when it dies, later each time, and soon after a long life', async () => {
    keeper.start();
    for (const wait of [500, 1_000, 2_000]) {
      latest().emit('exit', 1);
      assert.equal(clock.next(), wait);
      clock.advance(wait);
    }
    assert.equal(processes.length, 4);
    assert.deepEqual(downs, [null, null, null]);
    playEngine(latest());
    await until(() => ups === 1);
    clock.advance(59_999);
    assert.equal(provens, 0);
    clock.advance(1);
    assert.equal(provens, 1);
    latest().emit('exit', 1);
    assert.equal(clock.next(), 500);
    assert.equal(keeper.connect(), null);
    await keeper.stop();
    clock.advance(60_000);
    assert.equal(processes.length, 4, 'stopped means stopped');
  });

  it('tells why it could not start', async () => {
    keeper.start();
    playEngine(latest(), new EloError('data-folder-in-use', 'in use', { details: { pid: 7 } }));
    await until(() => downs.length === 1);
    assert.equal(ups, 0);
    assert.deepEqual(downs.at(-1), { code: 'data-folder-in-use', details: { pid: 7 } });
    await keeper.stop();
  });

  it('is not believed whatever it says', () => {
    keeper.start();
    for (const message of [null, 'serving', {}, { kind: 'other' }, { kind: 'failed' }]) {
      latest().emit('message', message);
    }
    assert.equal(ups, 0);
    latest().emit('message', { kind: 'serving' });
    latest().emit('message', { kind: 'serving' });
    assert.equal(ups, 1);
  });

  it('that does not end when told to is killed', async () => {
    keeper.start();
    latest().emit('message', { kind: 'serving' });
    const stopped = keeper.stop();
    assert.equal(latest().killed, false);
    clock.advance(20_000);
    await stopped;
    assert.ok(latest().killed);
  });

  it('ends by itself when its shell is gone', async () => {
    keeper.start();
    const engine = playEngine(latest());
    await until(() => ups === 1);
    let code: number | null = null;
    latest().on('exit', (exit: number) => (code = exit));
    // The shell's end of the control port closes with the shell.
    for (const port of latest().sent[0]?.ports ?? []) port.close();
    await until(() => code === 0);
    assert.equal(engine.stopped, 1);
  });

  it('ends the connection of a client that sends something else than calls', async () => {
    keeper.start();
    playEngine(latest());
    await until(() => ups === 1);
    for (const message of ['hello', { i: 1 }, 7, '{}', `{"i":"1","x":"${'a'.repeat(1_048_577)}"}`]) {
      const port = keeper.connect();
      assert.ok(port !== null);
      let closed = false;
      port.on('close', () => (closed = true));
      port.start();
      port.postMessage(message);
      await until(() => closed);
    }
    await keeper.stop();
  });

  it('is heard by the shell: state, notifications, language', async () => {
    keeper.start();
    const engine = playEngine(latest());
    await until(() => ups === 1);
    const told: {
      statuses: (Status | null)[];
      notices: NotificationView[];
      diagnoses: string[];
      waits: string[];
      unread: number;
      language: string;
    } = {
      statuses: [],
      notices: [],
      diagnoses: [],
      waits: [],
      unread: -1,
      language: '',
    };
    const client = createShellClient({
      clock: systemClock,
      log,
      news: {
        status: (status) => told.statuses.push(status),
        notice: (notice) => told.notices.push(notice),
        unread: (count) => (told.unread = count),
        language: (language) => (told.language = language),
        diagnosis: (event) => told.diagnoses.push(event.change),
        wait: (event) => told.waits.push(event.state),
      },
    });
    const port = keeper.connect();
    assert.ok(port !== null);
    client.up(port);
    await until(() => told.language === 'pt-BR');
    assert.deepEqual(told.statuses, [calmStatus]);
    assert.equal(told.unread, 0);
    const notice: NotificationView = {
      id: '1',
      kind: 'environment-outdated',
      createdAt: '2026-03-02T12:00:00.000Z',
      state: 'delivered',
    };
    engine.notices = [notice, { ...notice, id: '2', state: 'done' }];
    engine.status = { ...calmStatus, health: ['offline'] };
    engine.emit({ event: 'notification', notification: notice, at: notice.createdAt });
    engine.emit({ event: 'notification', notification: { ...notice, state: 'seen' }, at: notice.createdAt });
    engine.emit({ event: 'wait', environmentId: 'e1', mode: 'update', state: 'ready', at: notice.createdAt });
    await until(() => told.unread === 1 && told.waits.length === 1);
    assert.deepEqual(told.waits, ['ready']);
    assert.deepEqual(told.notices, [notice], 'what was seen already is no news');
    assert.deepEqual(told.statuses.at(-1)?.health, ['offline']);
    client.down();
    assert.equal(told.statuses.at(-1), null);
    assert.equal(client.engine(), null);
    await keeper.stop();
  });
});
