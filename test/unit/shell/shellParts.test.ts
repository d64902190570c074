import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { App, MenuItemConstructorOptions, NativeImage, Tray } from 'electron';
import { appMenu } from '../../../electron/shell/appMenu.ts';
import { createAutostart } from '../../../electron/shell/autostart.ts';
import { showBadge } from '../../../electron/shell/badge.ts';
import { createHost } from '../../../electron/shell/createHost.ts';
import { createPathKind } from '../../../electron/shell/pathKind.ts';
import { setupQuit } from '../../../electron/shell/quit.ts';
import { createShellLog } from '../../../electron/shell/shellLog.ts';
import { createTray } from '../../../electron/shell/tray.ts';
import { trayView } from '../../../electron/shell/trayView.ts';
import type { Updates } from '../../../electron/shell/updates.ts';
import type { DeepLink } from '../../../shared/domain/deepLink.ts';
import { manualClock } from '../net/manualClock.ts';
import { createFakeElectron, FakeApp, FakeTray } from './fakeElectron.ts';
import { emit, FakeWindow } from './fakeWindow.ts';
import { calmStatus } from './fakeEngine.ts';

const image = (name: string): NativeImage => name as unknown as NativeImage;

describe('the tray', () => {
  it('says the worst state and where it leads', () => {
    const well = trayView(calmStatus, 0, 'pt-BR');
    assert.deepEqual([well.severity, well.tooltip], ['well', 'Elo: Tudo em dia']);
    const failed = trayView({ ...calmStatus, health: ['offline', 'needs-attention'] }, 3, 'pt-BR');
    assert.equal(failed.severity, 'failed');
    assert.match(failed.tooltip, /^Elo: .+ \(e mais 1\)$/);
    assert.deepEqual(failed.lines[0]?.kind === 'open' && failed.lines[0].link, { open: 'sending' });
    const words = failed.lines.map((line) => (line.kind === 'line' ? '-' : line.label));
    assert.deepEqual(words.slice(1), [
      '-',
      'Abrir o Elo',
      'Avisos (3)',
      'Envio',
      'Ajustes',
      '-',
      'Sair do Elo',
    ]);
    assert.equal(trayView(null, 0, 'pt-BR').severity, 'calm');
    const busy = trayView({ ...calmStatus, queue: { ...calmStatus.queue, sending: 2 } }, 0, 'en');
    assert.deepEqual([busy.severity, busy.tooltip], ['busy', 'Elo: Sending 2']);
    const apart = trayView(
      { ...calmStatus, health: ['machines-disagree'], disagreements: ['e1'] },
      0,
      'pt-BR',
    );
    assert.deepEqual(apart.lines[0]?.kind === 'open' && apart.lines[0].link, {
      open: 'environment',
      environmentId: 'e1',
    });
    for (const health of ['disk-full', 'signed-out', 'machines-disagree', 'a-code-of-tomorrow']) {
      const { tooltip } = trayView({ ...calmStatus, health: [health] }, 0, 'pt-BR');
      assert.ok(tooltip.length <= 127, tooltip);
    }
  });

  const setup = (reducedMotion = false) => {
    const clock = manualClock();
    const fake = new FakeTray('tray-calm');
    const opened: (DeepLink | undefined)[] = [];
    let quits = 0;
    const tray = createTray({
      create: () => fake as unknown as Tray,
      image,
      menu: (template) => ({ template }) as never,
      clock,
      reducedMotion: () => reducedMotion,
      open: (link) => opened.push(link),
      quit: () => (quits += 1),
    });
    return { tray, fake, clock, opened, quits: () => quits };
  };
  const busy = { ...calmStatus, queue: { ...calmStatus.queue, kept: 1 } };

  it('moves only while something is sent, and not for who wants no motion', () => {
    const { tray, fake, clock } = setup();
    tray.show(trayView(busy, 0, 'pt-BR'));
    clock.advance(2_100);
    assert.deepEqual(fake.images, ['tray-busy', 'tray-busy-2', 'tray-busy', 'tray-busy-2']);
    tray.show(trayView(calmStatus, 0, 'pt-BR'));
    assert.equal(fake.image, 'tray-well');
    assert.equal(clock.pending(), 0);
    const still = setup(true);
    still.tray.show(trayView(busy, 0, 'pt-BR'));
    assert.equal(still.clock.pending(), 0);
  });

  it('opens the window, what is behind a line, and ends the app', () => {
    const { tray, fake, opened, quits } = setup();
    tray.show(trayView(calmStatus, 0, 'pt-BR'));
    fake.emit('click');
    fake.press('Avisos');
    fake.press('Ajustes');
    fake.press('Sair do Elo');
    assert.deepEqual(opened, [undefined, { open: 'notifications' }, { open: 'settings' }]);
    assert.equal(quits(), 1);
    tray.destroy();
    assert.ok(fake.destroyed);
  });
});

describe('the badge', () => {
  it('is a number on the taskbar of Windows with words for who cannot see it, a count elsewhere', () => {
    const app = new FakeApp();
    const window = new FakeWindow({});
    const show = (unread: number, platform: NodeJS.Platform) =>
      showBadge({ app, window, image, platform }, unread, 'pt-BR');
    show(3, 'win32');
    assert.deepEqual(window.overlay, { image: 'badge-3', description: 'Avisos novos: 3' });
    show(10, 'win32');
    assert.equal(window.overlay?.image, 'badge-more');
    show(0, 'win32');
    assert.deepEqual(window.overlay, { image: null, description: '' });
    show(12, 'linux');
    assert.equal(app.badge, 12);
  });
});

describe('the menu', () => {
  it('speaks the user’s language and opens no developer’s tools', () => {
    const lines = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
      items.flatMap((item) => [item, ...lines(Array.isArray(item.submenu) ? item.submenu : [])]);
    for (const locale of ['pt-BR', 'en', 'es'] as const) {
      for (const { role, label } of lines(appMenu(locale, () => undefined))) {
        assert.ok(label !== undefined && label !== '', role);
        assert.ok(!['toggleDevTools', 'reload', 'forceReload'].includes(role ?? ''), role);
      }
    }
  });
});

describe('start with Windows', () => {
  const setup = (login: FakeApp['login'], platform: NodeJS.Platform = 'win32', packaged = true) => {
    const app = new FakeApp();
    app.login = login;
    app.isPackaged = packaged;
    return { app, autostart: createAutostart(app as unknown as App, platform, 'C:\\Elo.exe') };
  };

  it('is on, off, or was switched off by the user in Windows', () => {
    const state = (openAtLogin: boolean, executableWillLaunchAtLogin: boolean) =>
      setup({ openAtLogin, executableWillLaunchAtLogin }).autostart.state();
    assert.equal(state(true, true), 'on');
    assert.equal(state(false, false), 'off');
    assert.equal(state(false, true), 'off');
    assert.equal(state(true, false), 'switched-off-by-user');
  });

  it('starts hidden', () => {
    const { app, autostart } = setup({ openAtLogin: false, executableWillLaunchAtLogin: false });
    autostart.set(true);
    autostart.set(false);
    assert.deepEqual(app.loginSet, [
      { path: 'C:\\Elo.exe', args: ['--hidden'], openAtLogin: true },
      { path: 'C:\\Elo.exe', args: ['--hidden'], openAtLogin: false },
    ]);
  });

  it('does not overrule who switched it off, and is not offered where it cannot be', () => {
    const { app, autostart } = setup({ openAtLogin: true, executableWillLaunchAtLogin: false });
    assert.throws(() => autostart.set(true), { code: 'autostart-switched-off' });
    assert.deepEqual(app.loginSet, []);
    autostart.set(false);
    assert.equal(app.loginSet.length, 1);
    for (const [platform, packaged] of [
      ['linux', true],
      ['win32', false],
    ] as const) {
      const other = setup({ openAtLogin: true, executableWillLaunchAtLogin: true }, platform, packaged);
      assert.equal(other.autostart.state(), 'unsupported');
      assert.throws(() => other.autostart.set(true), { code: 'unsupported' });
    }
  });
});

describe('what the shell does for the engine', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'elo-host-'));
    for (const name of ['a.promob', 'run.exe', 'run.bat', 'shortcut.lnk', 'relatorio.pdf']) {
      writeFileSync(join(folder, name), '');
    }
    mkdirSync(join(folder, 'pasta.promob'));
  });
  after(() => rmSync(folder, { recursive: true }));
  const setup = () => {
    const fake = createFakeElectron();
    const host = createHost({
      shell: fake.electron.shell,
      dialog: fake.electron.dialog,
      session: () => fake.session,
      window: () => null,
      documentsFolder: () => '/documents',
      program: () => '/opt/elo/elo',
      pathKind: createPathKind(manualClock()),
      autostart: { state: () => 'off', set: () => undefined },
      updates: { view: () => ({ state: 'current' }) } as unknown as Updates,
    });
    return { fake, host };
  };

  it('is to open what Elo makes, and nothing that runs', async () => {
    const { fake, host } = setup();
    await host.openFile(join(folder, 'a.promob'));
    await host.openFile(join(folder, 'relatorio.pdf'));
    assert.deepEqual(fake.openedPaths, [join(folder, 'a.promob'), join(folder, 'relatorio.pdf')]);
    for (const name of ['run.exe', 'run.bat', 'shortcut.lnk', 'missing.promob', 'pasta.promob']) {
      await assert.rejects(host.openFile(join(folder, name)), { code: 'open-failed' }, name);
    }
    await assert.rejects(host.openFile('a.promob'), { code: 'open-failed' });
    assert.equal(fake.openedPaths.length, 2);
  });

  it('is to open https addresses, and http of this machine', async () => {
    const { fake, host } = setup();
    await host.openUrl('https://foccolojas.example/entrar');
    await host.openUrl('http://127.0.0.1:4000/entrar');
    for (const url of ['http://example.com/', 'file:///C:/x', 'ms-settings:', 'javascript:1']) {
      await assert.rejects(host.openUrl(url), { code: 'invalid-address' }, url);
    }
    assert.deepEqual(fake.opened, ['https://foccolojas.example/entrar', 'http://127.0.0.1:4000/entrar']);
  });

  it('is to ask for a folder, to show one, and to tell of itself', async () => {
    const { fake, host } = setup();
    const desktop = host.desktop;
    assert.ok(desktop !== undefined);
    assert.equal(await desktop.pickFolder(), null);
    fake.folderChosen = folder;
    assert.equal(await desktop.pickFolder(), folder);
    await desktop.reveal(join(folder, 'a.promob'));
    await desktop.reveal(folder);
    await assert.rejects(desktop.reveal(join(folder, 'missing')), { code: 'open-failed' });
    assert.deepEqual([fake.shownInFolder, fake.openedPaths], [[join(folder, 'a.promob')], [folder]]);
    assert.deepEqual(await desktop.facts(), {
      host: 'electron',
      canPickFolder: true,
      autostart: 'off',
      update: { state: 'current' },
      documentsFolder: '/documents',
      program: '/opt/elo/elo',
    });
  });

  it('is to know the system’s proxy', async () => {
    const { fake, host } = setup();
    fake.session.proxy = 'PROXY office:8080';
    assert.equal(await host.proxyFor('https://foccolojas.example/'), 'http://office:8080');
  });
});

describe('the end of the app', () => {
  const setup = (installs = false) => {
    const app = new FakeApp();
    const clock = manualClock();
    const calls: string[] = [];
    let stopped: () => void = () => undefined;
    const quit = setupQuit({
      app: app as unknown as App,
      clock,
      letGo: () => calls.push('letGo'),
      stopEngine: () => {
        calls.push('stop');
        return new Promise((resolve) => {
          stopped = resolve;
        });
      },
      atEnd: () => {
        calls.push('atEnd');
        return installs;
      },
    });
    return { app, clock, calls, quit, stopped: () => stopped() };
  };

  it('waits for the engine, however it is asked for, and asks it once', async () => {
    const { app, calls, quit, stopped } = setup();
    quit.now();
    app.quit();
    assert.ok(emit(app, 'before-quit').defaultPrevented);
    assert.equal(app.exitCode, null);
    const exited = new Promise((resolve) => app.once('exited', resolve));
    stopped();
    await exited;
    assert.equal(app.exitCode, 0);
    assert.deepEqual(
      calls.filter((call) => call !== 'letGo'),
      ['stop', 'atEnd'],
    );
    assert.equal(emit(app, 'before-quit').defaultPrevented, false);
  });

  it('is left to the installer where one takes over, for some seconds', async () => {
    const { app, clock, calls, quit, stopped } = setup(true);
    quit.now();
    stopped();
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    assert.equal(calls.at(-1), 'atEnd');
    clock.advance(4_999);
    assert.equal(app.exitCode, null);
    clock.advance(1);
    assert.equal(app.exitCode, 0);
  });

  it('is not reached by closing the last window', () => {
    const { app } = setup();
    app.emit('window-all-closed');
    assert.ok(app.listenerCount('window-all-closed') > 0);
    assert.equal(app.exitCode, null);
  });
});

describe('the shell’s log', () => {
  it('is redacted, bounded, and never throws', () => {
    const folder = mkdtempSync(join(tmpdir(), 'elo-log-'));
    const logged = createShellLog(folder);
    logged.warn('page not shown', { path: '/home/maria/Cozinha Maria.promob', error: new Error('x') });
    const line = readFileSync(join(folder, 'shell.log'), 'utf8');
    assert.doesNotMatch(line, /maria|Maria/);
    assert.equal((JSON.parse(line) as { scope: string }).scope, 'shell');
    writeFileSync(join(folder, 'shell.log'), Buffer.alloc(1024 * 1024 + 1, 'a'));
    logged.info('again');
    assert.ok(readFileSync(join(folder, 'shell.log')).length < 1_000);
    assert.ok(readFileSync(join(folder, 'shell.1.log')).length > 1024 * 1024);
    rmSync(folder, { recursive: true });
    createShellLog('/dev/null/nowhere').info('nothing happens');
  });
});
