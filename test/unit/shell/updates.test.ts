import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { startShell } from '../../../electron/shell/startShell.ts';
import type { RunningShell } from '../../../electron/shell/runShell.ts';
import { createUpdates } from '../../../electron/shell/updates.ts';
import type { Updater } from '../../../electron/shell/updates.ts';
import type { HostFacts } from '../../../shared/contract/host.ts';
import { until } from '../../support/sandbox/until.ts';
import { manualClock } from '../net/manualClock.ts';
import { createFakeElectron } from './fakeElectron.ts';
import type { FakeElectron } from './fakeElectron.ts';
import { playEngine } from './fakeEngine.ts';
import type { FakeEngine } from './fakeEngine.ts';
import { FakeUpdater } from './fakeUpdater.ts';

const log = { info: () => undefined, warn: () => undefined };

describe('updates', () => {
  const setup = () => {
    const updater = new FakeUpdater();
    const clock = manualClock();
    const views: HostFacts['update'][] = [];
    const state = { sending: false, stopped: 0, startedAgain: 0, stopping: Promise.resolve() };
    const updates = createUpdates({
      updater: updater as unknown as Updater,
      clock,
      log,
      sending: async () => state.sending,
      stopEngine: async () => {
        state.stopped += 1;
        await state.stopping;
      },
      startAgain: () => (state.startedAgain += 1),
      onChange: (view) => views.push(view),
    });
    const ready = (): void => {
      updater.emit('update-downloaded', { version: '2.0.0', downloadedFile: import.meta.filename });
    };
    return { updater, updates, clock, views, state, ready };
  };
  const nextTurn = () =>
    new Promise((resolve) => {
      setImmediate(resolve);
    });

  it('are set up once: listeners too, nothing installed without being asked, no older version', async () => {
    const { updater, updates, clock } = setup();
    const count = () => updater.eventNames().reduce((sum, name) => sum + updater.listenerCount(name), 0);
    const before = count();
    updates.start();
    clock.advance(60_000);
    for (let look = 0; look < 5; look += 1) await updates.check();
    assert.equal(count(), before);
    assert.deepEqual(
      [updater.autoDownload, updater.autoInstallOnAppQuit, updater.allowDowngrade, updater.allowPrerelease],
      [true, false, false, false],
    );
    assert.ok(updater.disableWebInstaller);
    assert.equal(updater.logger, null);
  });

  it('are looked for a minute after the start and four times a day, until stopped', () => {
    const { updater, updates, clock } = setup();
    updates.start();
    clock.advance(59_999);
    assert.equal(updater.checks, 0);
    clock.advance(1 + 24 * 60 * 60_000);
    assert.equal(updater.checks, 5);
    updates.stop();
    clock.advance(24 * 60 * 60_000);
    assert.equal(updater.checks, 5);
  });

  it('are fetched with progress and told when ready', async () => {
    const { updater, updates, views } = setup();
    updater.emit('checking-for-update');
    updater.emit('update-available', { version: '2.0.0' });
    for (const percent of [10.2, 10.4, 55]) updater.emit('download-progress', { percent });
    await updates.check();
    assert.equal(updater.checks, 0, 'one at a time');
    updater.emit('update-downloaded', { version: '2.0.0' });
    assert.deepEqual(views, [
      { state: 'checking' },
      { state: 'downloading', version: '2.0.0', percent: 0 },
      { state: 'downloading', version: '2.0.0', percent: 10 },
      { state: 'downloading', version: '2.0.0', percent: 55 },
      { state: 'ready', version: '2.0.0' },
    ]);
  });

  it('are installed when asked for, after the engine ended, and never while something is sent', async () => {
    const { updater, updates, state, clock, ready } = setup();
    await assert.rejects(updates.install(), { code: 'update-not-ready' });
    ready();
    state.sending = true;
    await assert.rejects(updates.install(), { code: 'still-sending' });
    assert.deepEqual([state.stopped, updater.installed], [0, []]);
    state.sending = false;
    await updates.install();
    await updates.install();
    assert.deepEqual([state.stopped, updater.installed], [0, []], 'answered before the engine ends');
    let stopped: () => void = () => undefined;
    state.stopping = new Promise((resolve) => {
      stopped = resolve;
    });
    clock.advance(1);
    await nextTurn();
    assert.deepEqual([state.stopped, updater.installed], [1, []]);
    stopped();
    await nextTurn();
    assert.deepEqual([state.stopped, updater.installed], [1, [[true, true]]]);
    // The installer ends the app, which must not start it a second time.
    assert.equal(updates.installAtQuit(), false);
    assert.equal(updater.installed.length, 1);
  });

  it('are installed at the end of the app', () => {
    const { updater, updates, ready } = setup();
    assert.equal(updates.installAtQuit(), false);
    ready();
    assert.ok(updates.installAtQuit());
    assert.deepEqual(updater.installed, [[true, false]]);
  });

  it('whose installer does not begin start the app anew, since its engine has ended: once', async () => {
    const ways: readonly (readonly [string, (updater: FakeUpdater) => void])[] = [
      ['told', (updater) => updater.emit('error', new Error('no file'))],
      [
        'thrown',
        () => {
          throw new Error('no file');
        },
      ],
      ['nothing at all', () => undefined],
    ];
    for (const [way, fail] of ways) {
      const { updater, updates, state, clock, ready } = setup();
      ready();
      updater.whenAsked = () => fail(updater);
      await updates.install();
      clock.advance(0);
      await nextTurn();
      if (way === 'nothing at all') {
        assert.equal(state.startedAgain, 0, 'the installer has its time');
        clock.advance(10_000);
      }
      assert.deepEqual([state.stopped, state.startedAgain], [1, 1], way);
      updater.emit('error', new Error('told later as well'));
      clock.advance(60_000);
      assert.equal(state.startedAgain, 1, way);
    }
  });

  it('whose installer does not begin let the app end by itself', () => {
    const fail = (updater: FakeUpdater) => updater.emit('error', new Error('no file'));
    const refuse = (): never => {
      throw new Error('no file');
    };
    for (const way of [fail, refuse]) {
      const { updater, updates, ready, state, clock } = setup();
      ready();
      updater.whenAsked = () => way(updater);
      assert.equal(updates.installAtQuit(), false);
      clock.advance(60_000);
      assert.equal(state.startedAgain, 0);
    }
  });

  it('whose installer is gone are fetched again, and the engine goes on', async () => {
    const { updater, updates, state, clock } = setup();
    updater.emit('update-downloaded', { version: '2.0.0', downloadedFile: '/nowhere/elo.exe' });
    await assert.rejects(updates.install(), { code: 'update-not-ready' });
    clock.advance(60_000);
    assert.deepEqual([state.stopped, updater.installed], [0, []]);
    assert.deepEqual(updates.view(), { state: 'failed' });
    await updates.check();
    assert.equal(updater.checks, 1);
  });

  it('that fail are told as failed', async () => {
    const { updater, updates } = setup();
    updater.emit('error', new Error('signed by somebody else'));
    assert.deepEqual(updates.view(), { state: 'failed' });
    await assert.rejects(updates.install(), { code: 'update-not-ready' });
  });

  it('are not offered where they cannot be checked', async () => {
    const updates = createUpdates({
      updater: null,
      clock: manualClock(),
      log,
      sending: async () => false,
      stopEngine: async () => undefined,
      startAgain: () => undefined,
      onChange: () => undefined,
    });
    assert.deepEqual(updates.view(), { state: 'unsupported' });
    await assert.rejects(updates.check(), { code: 'unsupported' });
    assert.equal(updates.installAtQuit(), false);
  });
});

describe('the installed app', () => {
  let folder = '';
  let fake: FakeElectron;
  let clock = manualClock();
  let updater: FakeUpdater;
  let shell: RunningShell | null = null;
  let engine: FakeEngine;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'elo-update-'));
    [fake, clock, updater] = [createFakeElectron(), manualClock(), new FakeUpdater()];
    writeFileSync(
      join(folder, 'app-update.yml'),
      'provider: generic\nurl: https://elo.example/\npublisherName: Elo\n',
    );
    const starting = startShell({
      electron: fake.electron,
      argv: ['Elo.exe', '--hidden', '/orcamentos/a.xml'],
      cwd: folder,
      env: { APPDATA: folder, LOCALAPPDATA: folder },
      platform: 'win32',
      clock,
      here: '/app/electron',
      resourcesPath: folder,
      loadUpdater: async () => updater as unknown as Updater,
    });
    fake.app.becomeReady();
    shell = await starting;
    const [process] = fake.processes;
    assert.ok(process !== undefined);
    engine = playEngine(process);
    await until(() => process.sent.some(({ message }) => (message as { kind: string }).kind === 'client'));
    updater.emit('update-downloaded', { version: '2.0.0', downloadedFile: import.meta.filename });
  });
  afterEach(() => {
    for (const process of fake.processes) {
      process.emit('exit', 0);
      for (const { ports } of process.sent) for (const port of ports) port.close();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('answers its engine before it ends it for the installer', async () => {
    updater.whenAsked = () => setImmediate(() => fake.app.quit());
    await engine.host.desktop?.installUpdate();
    assert.equal(engine.stopped, 0);
    const exited = new Promise((resolve) => fake.app.once('exited', resolve));
    clock.advance(0);
    await exited;
    assert.equal(engine.stopped, 1);
    assert.deepEqual([updater.installed, fake.app.exitCode, fake.app.relaunched], [[[true, true]], 0, []]);
  });

  it('starts again with its window where its installer does not begin, and takes no file twice', async () => {
    updater.whenAsked = () => updater.emit('error', new Error('no file'));
    await engine.host.desktop?.installUpdate();
    clock.advance(0);
    await until(() => fake.app.exitCode === 0);
    assert.deepEqual(fake.app.relaunched, [[]]);
    assert.ok(fake.trays[0]?.destroyed);
    assert.equal(engine.stopped, 1);
  });

  it('ends where its installer took over and nothing followed', async () => {
    shell?.quit();
    await until(() => updater.installed.length === 1);
    assert.deepEqual(updater.installed, [[true, false]]);
    assert.equal(fake.app.exitCode, null);
    await until(() => {
      clock.advance(5_000);
      return fake.app.exitCode === 0;
    });
    assert.deepEqual(fake.app.relaunched, []);
  });

  it('ends at once where its installer refuses', async () => {
    updater.whenAsked = () => updater.emit('error', new Error('no file'));
    shell?.quit();
    await until(() => fake.app.exitCode === 0);
    assert.deepEqual(fake.app.relaunched, []);
  });
});
