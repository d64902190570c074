import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { appUserModelId, toastActivatorClsid } from '../../../electron/shell/identity.ts';
import { startShell } from '../../../electron/shell/startShell.ts';
import type { RunningShell } from '../../../electron/shell/runShell.ts';
import type { NotificationView } from '../../../shared/contract/schemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { until } from '../../support/sandbox/until.ts';
import { manualClock } from '../net/manualClock.ts';
import { createFakeElectron } from './fakeElectron.ts';
import type { FakeElectron } from './fakeElectron.ts';
import { emit } from './fakeWindow.ts';
import type { FakeWindow } from './fakeWindow.ts';
import { playEngine } from './fakeEngine.ts';
import type { FakeEngine } from './fakeEngine.ts';

const notice: NotificationView = {
  id: 'n1',
  kind: 'environment-outdated',
  environmentId: '42',
  environmentName: 'Cozinha',
  createdAt: '2026-03-02T12:00:00.000Z',
  state: 'delivered',
};

describe('the shell', () => {
  let folder = '';
  let fake: FakeElectron;
  let clock = manualClock();
  let shell: RunningShell | null = null;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'elo-shell-'));
    [fake, clock, shell] = [createFakeElectron(), manualClock(), null];
    // From the sources, so that it takes a data folder of the test's own.
    fake.app.isPackaged = false;
  });
  afterEach(async () => {
    for (const process of fake.processes) process.emit('exit', 0);
    for (const { sent } of fake.processes)
      for (const { ports } of sent) for (const port of ports) port.close();
    for (const window of fake.windows) {
      for (const { ports } of window.webContents.posted) for (const port of ports) port.close();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const begin = (words: readonly string[] = [], platform: NodeJS.Platform = 'win32') =>
    startShell({
      electron: fake.electron,
      argv: ['electron', 'dist/app', `--data=${folder}`, '--vault=memory', ...words],
      cwd: '/promob',
      env: {},
      platform,
      clock,
      here: '/app/electron',
      resourcesPath: undefined,
      loadUpdater: () => Promise.reject(new Error('not for this app')),
    });
  const run = async (words: readonly string[] = [], platform: NodeJS.Platform = 'win32') => {
    const starting = begin(words, platform);
    fake.app.becomeReady();
    shell = await starting;
    assert.ok(shell !== null);
    return shell;
  };
  const window = (): FakeWindow => {
    const [only] = fake.windows;
    assert.ok(only !== undefined);
    return only;
  };
  const engineUp = async (): Promise<FakeEngine> => {
    const process = fake.processes.at(-1);
    assert.ok(process !== undefined);
    const engine = playEngine(process);
    // The client's own port has gone to the engine.
    await until(() => process.sent.some(({ message }) => (message as { kind: string }).kind === 'client'));
    return engine;
  };

  it('does first what must stand before Electron is ready', async () => {
    const starting = begin();
    const { calls } = fake.app;
    const lock = calls.indexOf('lock');
    for (const call of ['setPath userData', 'setAppUserModelId', 'enableSandbox', 'scheme']) {
      assert.ok(calls.includes(call) && calls.indexOf(call) < lock, call);
    }
    assert.ok(calls.indexOf('setToastActivatorCLSID') < calls.indexOf('setAppUserModelId'));
    assert.equal(calls.at(-1), 'whenReady');
    assert.deepEqual(fake.schemes, [
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
    assert.deepEqual([fake.app.appUserModelId, fake.app.clsid], [appUserModelId, toastActivatorClsid]);
    assert.match(toastActivatorClsid, /^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/);
    assert.equal(fake.windows.length, 0);
    fake.app.becomeReady();
    await starting;
    assert.deepEqual([...fake.pages.keys()], ['app']);
    assert.equal(fake.crashReports.length, 1);
  });

  it('gives way to an instance that runs already', async () => {
    fake.app.firstInstance = false;
    assert.equal(await begin(), null);
    fake.app.becomeReady();
    assert.equal(fake.app.exitCode, 0);
    assert.deepEqual([fake.windows.length, fake.processes.length, fake.trays.length], [0, 0, 0]);
  });

  it('shows window and tray and starts the engine from its bundle', async () => {
    await run();
    assert.deepEqual(window().loaded, ['app://elo/index.html']);
    assert.equal(window().options.webPreferences?.preload, join('/app/electron', 'preload.cjs'));
    assert.equal(fake.processes[0]?.entry, join('/app/electron', 'engine', 'main.js'));
    assert.equal(fake.trays[0]?.tooltip.startsWith('Elo: '), true);
    assert.equal(fake.menus.length, 1);
  });

  it('stays in the tray when it was started with Windows', async () => {
    await run(['--hidden']);
    assert.equal(fake.windows.length, 0);
    assert.equal(fake.trays.length, 1);
    fake.trays[0]?.emit('click');
    assert.equal(fake.windows.length, 1);
  });

  it('connects the page to the engine, and again to the next one', async () => {
    await run();
    await engineUp();
    assert.equal(window().webContents.posted.length, 0);
    window().webContents.finishLoading();
    assert.equal(window().webContents.posted.length, 1);
    fake.processes[0]?.emit('exit', 1);
    clock.advance(500);
    assert.equal(fake.processes.length, 2);
    await engineUp();
    await until(() => window().webContents.posted.length === 2);
  });

  it('hears a second start: window, link, listing', async () => {
    await run(['--hidden', '/orcamentos/a.xml']);
    const engine = await engineUp();
    await until(() => engine.taken.length === 1);
    fake.app.emit(
      'second-instance',
      {},
      ['electron', 'dist/app', 'sala.promob', 'elo://environment/7'],
      '/promob',
    );
    await until(() => engine.taken.length === 2);
    assert.deepEqual(engine.taken, ['/orcamentos/a.xml', '/promob/sala.promob']);
    assert.match(window().loaded[0] ?? '', /#\d+-elo:\/\/environment\/7$/);
    await until(() => fake.notifications.length === 2);
    assert.match(fake.notifications[0]?.options.toastXml ?? '', /a\.xml recebido/);
  });

  it('keeps files for an engine that is not there yet, and says what was refused', async () => {
    await run(['/orcamentos/a.xml']);
    const process = fake.processes[0];
    assert.ok(process !== undefined);
    const engine = playEngine(process);
    engine.takeRefusal = new EloError('listing-not-found', 'gone', { remedy: 'export-listing' });
    await until(() => fake.notifications.length === 1);
    assert.match(fake.notifications[0]?.options.toastXml ?? '', /a\.xml não foi recebido/);
  });

  it('refuses links that lead nowhere', async () => {
    await run(['elo://delete/42', 'https://example.com/', 'elo://environment/%00']);
    assert.deepEqual(window().loaded, ['app://elo/index.html']);
  });

  it('shows a notification as a toast; a click opens its environment and answers it', async () => {
    await run(['--hidden']);
    const engine = await engineUp();
    await until(() => {
      // Heard once the shell listens.
      engine.notices = [notice];
      engine.emit({ event: 'notification', notification: notice, at: notice.createdAt });
      clock.advance(3_100);
      return fake.notifications.length === 1;
    });
    fake.activate('type=click&open=elo%3A%2F%2Fenvironment%2F42&notification=n1');
    assert.match(window().loaded[0] ?? '', /elo:\/\/environment\/42$/);
    await until(() => engine.opened.length === 1);
    assert.deepEqual(engine.opened, ['n1']);
    await until(() => {
      clock.advance(300);
      return window().overlay?.description === 'Avisos novos: 1';
    });
  });

  it('understands a click on an old toast that started the app', async () => {
    fake.activate('type=click&open=elo%3A%2F%2Fenvironment%2F42&notification=n1');
    await run(['--hidden']);
    assert.match(window().loaded[0] ?? '', /elo:\/\/environment\/42$/);
  });

  it('wakes the engine when the machine wakes', async () => {
    await run();
    const engine = await engineUp();
    fake.powerMonitor.emit('resume');
    fake.powerMonitor.emit('unlock-screen');
    await until(() => engine.woken === 2);
  });

  it('says once why the engine cannot start', async () => {
    await run();
    window().emit('ready-to-show');
    for (let time = 0; time < 3; time += 1) {
      const process = fake.processes.at(-1);
      assert.ok(process !== undefined);
      process.emit('message', { kind: 'failed', code: 'data-folder-in-use', details: {} });
      process.emit('exit', 1);
      clock.advance(60_000);
    }
    assert.equal(fake.dialogs.length, 1);
    assert.equal(fake.notifications.length, 0);
    const { detail } = fake.dialogs[0] as { detail: string };
    assert.match(detail, /ELO-DATA-FOLDER-IN-USE$/);
  });

  const failToStart = (code: string, serving: boolean): void => {
    const process = fake.processes.at(-1);
    assert.ok(process !== undefined);
    if (serving) process.emit('message', { kind: 'serving' });
    process.emit('message', { kind: 'failed', code, details: {} });
    process.emit('exit', 1);
    clock.advance(60_000);
  };

  it('says it once too where the engine takes calls before it fails, and again after it did start', async () => {
    await run();
    window().emit('ready-to-show');
    for (let time = 0; time < 6; time += 1) {
      failToStart('database-damaged', true);
      for (const close of fake.boxes) close();
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    assert.deepEqual([fake.dialogs.length, fake.notifications.length], [1, 0]);
    fake.processes.at(-1)?.emit('message', { kind: 'serving' });
    clock.advance(60_000);
    failToStart('database-damaged', false);
    assert.equal(fake.dialogs.length, 2);
  });

  it('opens one box at a time; another reason is a toast meanwhile', async () => {
    await run();
    window().emit('ready-to-show');
    failToStart('database-damaged', false);
    failToStart('data-folder-in-use', false);
    failToStart('data-folder-in-use', false);
    assert.equal(fake.dialogs.length, 1);
    assert.equal(fake.notifications.length, 1);
  });

  it('hears the end of the Windows session also without its window', async () => {
    await run(['--hidden']);
    const engine = await engineUp();
    assert.equal(fake.windows.length, 0);
    const [ear] = fake.baseWindows;
    assert.ok(ear !== undefined);
    assert.equal(ear.options.show, false);
    assert.ok(emit(ear, 'close').defaultPrevented, 'it hears as long as the app runs');
    ear.emit('session-end');
    await until(() => engine.stopped === 1);
    assert.equal(emit(ear, 'close').defaultPrevented, false, 'it stands in nobody’s way');
  });

  it('hears it with a window too', async () => {
    await run();
    const engine = await engineUp();
    fake.baseWindows[0]?.emit('session-end');
    await until(() => engine.stopped === 1);
  });

  it('has no window of that kind where there is no such end', async () => {
    await run([], 'linux');
    assert.equal(fake.baseWindows.length, 0);
  });

  it('ends the engine before itself', async () => {
    const running = await run();
    const engine = await engineUp();
    const exited = new Promise((resolve) => fake.app.once('exited', resolve));
    running.quit();
    await exited;
    assert.equal(engine.stopped, 1);
    assert.equal(fake.app.exitCode, 0);
    assert.ok(fake.trays[0]?.destroyed);
  });
});
