import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { App, Session, WebContents } from 'electron';
import { guardContents, guardSession, isOwnPage, setupGuards } from '../../../electron/shell/guards.ts';
import { setupCrashReports } from '../../../electron/shell/crashReports.ts';
import { addressForEngine, outsideAddress } from '../../../electron/shell/openOutside.ts';
import { refuseSwitches } from '../../../electron/shell/refuseSwitches.ts';
import { webPreferences } from '../../../electron/shell/webPreferences.ts';
import { createFakeElectron, FakeSession } from './fakeElectron.ts';
import { emit, FakeContents } from './fakeWindow.ts';

const log = { info: () => undefined, warn: () => undefined };
const own = 'app://elo/index.html';

function guarded(): { contents: FakeContents; opened: string[] } {
  const contents = new FakeContents();
  const fake = createFakeElectron();
  guardContents(contents as unknown as WebContents, fake.electron.shell);
  return { contents, opened: fake.opened };
}

describe('the window’s rights', () => {
  it('are exactly these', () => {
    assert.deepEqual(webPreferences({ preload: '/app/preload.cjs', devTools: false }), {
      preload: '/app/preload.cjs',
      devTools: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
    });
  });
});

describe('a page', () => {
  for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
    it(`does not leave by ${name}`, () => {
      const { contents } = guarded();
      for (const url of ['https://example.com/', own, 'file:///etc/passwd', 'data:text/html,x']) {
        assert.ok(emit(contents, name, { url, isMainFrame: true }).defaultPrevented, url);
      }
    });
  }

  it('opens no window; an https link goes to the system’s browser, nothing else does', () => {
    const { contents, opened } = guarded();
    const open = (url: string) => contents.openHandler?.({ url } as never);
    assert.deepEqual(open('https://foccolojas.example/a?b=1'), { action: 'deny' });
    for (const url of [
      'http://example.com/',
      'file:///C:/Windows/System32/calc.exe',
      'javascript:alert(1)',
      'data:text/html,x',
      'ms-settings:',
      'smb://server/share',
      'elo://settings',
      'https://user:secret@example.com/',
      `https://example.com/${'a'.repeat(9_000)}`,
      'no address',
      '',
    ]) {
      assert.deepEqual(open(url), { action: 'deny' }, url);
    }
    emit(contents, 'will-navigate', { url: 'https://example.com/link', isMainFrame: true });
    emit(contents, 'will-navigate', { url: 'https://example.com/frame', isMainFrame: false });
    emit(contents, 'will-navigate', { url: 'http://example.com/', isMainFrame: true });
    assert.deepEqual(opened, ['https://foccolojas.example/a?b=1', 'https://example.com/link']);
  });

  it('takes no foreign content in', () => {
    assert.ok(emit(guarded().contents, 'will-attach-webview').defaultPrevented);
  });

  it('is granted nothing but to put text into the clipboard, and only our own page', () => {
    const session = new FakeSession();
    guardSession(session as unknown as Session, { devTools: false });
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'midi',
      'pointerLock',
      'fullscreen',
      'openExternal',
      'clipboard-read',
      'display-capture',
      'hid',
      'serial',
      'usb',
      'fileSystem',
      'idle-detection',
      'window-management',
      'local-fonts',
      'unknown',
    ] as const) {
      assert.equal(session.grants(permission as never, own), false, permission);
    }
    assert.equal(session.grants('clipboard-sanitized-write', own), true);
    assert.equal(session.grants('clipboard-sanitized-write', 'https://example.com/'), false);
    assert.equal(session.device?.({} as never), false);
    let streams: object | null = {};
    session.display?.({} as never, (answer) => (streams = answer));
    assert.equal(streams, null);
  });

  it('saves nothing', () => {
    const session = new FakeSession();
    guardSession(session as unknown as Session, { devTools: false });
    assert.ok(emit(session, 'will-download').defaultPrevented);
  });

  it('loads nothing but itself', () => {
    const session = new FakeSession();
    guardSession(session as unknown as Session, { devTools: false });
    for (const url of [own, 'app://elo/assets/a.js', 'blob:app://elo/1-2', 'data:image/png;base64,AA']) {
      assert.ok(session.loads(url), url);
    }
    for (const url of [
      'https://example.com/',
      'http://127.0.0.1:9/',
      'ws://127.0.0.1:9/',
      'file:///etc/passwd',
      'app://elo.evil/x',
      'app://other/x',
      'blob:https://example.com/1',
      'devtools://devtools/bundled/x.js',
    ]) {
      assert.equal(session.loads(url), false, url);
    }
  });

  it('is our own by its whole origin', () => {
    assert.ok(isOwnPage(own));
    for (const url of ['app://elo.evil/', 'app://elox', 'https://app://elo/', 'app://other/elo', '']) {
      assert.equal(isOwnPage(url), false, url);
    }
  });
});

describe('the app', () => {
  const guard = () => {
    const fake = createFakeElectron();
    setupGuards(fake.app as unknown as App, fake.electron.shell, log);
    return fake;
  };

  it('refuses certificates that do not hold, shows none of its own, answers no password question', () => {
    const { app } = guard();
    const answers: unknown[] = [];
    const callback = (...words: unknown[]): void => void answers.push(words);
    assert.ok(emit(app, 'certificate-error', {}, {}, 'https://x', 'net::ERR', {}, callback).defaultPrevented);
    assert.ok(emit(app, 'select-client-certificate', {}, {}, 'https://x', [{}], callback).defaultPrevented);
    assert.ok(emit(app, 'login', {}, {}, {}, {}, callback).defaultPrevented);
    assert.deepEqual(answers, [[false], [], []]);
  });

  it('guards every page that comes to be', () => {
    const { app } = guard();
    const contents = new FakeContents();
    emit(app, 'web-contents-created', {}, contents);
    assert.deepEqual(contents.openHandler?.({ url: 'https://example.com/' } as never), { action: 'deny' });
    assert.ok(emit(contents, 'will-navigate', { url: 'https://example.com/' }).defaultPrevented);
  });

  it('takes no switch that opens the window to others or takes its walls down, once it is installed', () => {
    for (const packaged of [true, false]) {
      const { app } = createFakeElectron();
      app.isPackaged = packaged;
      const dangerous = [
        'remote-debugging-port',
        'no-sandbox',
        'disable-web-security',
        'ignore-certificate-errors',
      ];
      for (const name of [...dangerous, 'lang']) app.switches.add(name);
      refuseSwitches(app as unknown as App);
      assert.deepEqual([...app.switches], packaged ? ['lang'] : [...dangerous, 'lang']);
    }
  });

  it('sends no crash report anywhere', () => {
    const fake = createFakeElectron();
    setupCrashReports(fake.electron.crashReporter);
    assert.deepEqual(fake.crashReports, [{ uploadToServer: false, compress: false }]);
  });

  it('lets only https out, and for the engine http of this machine', () => {
    assert.equal(outsideAddress('http://127.0.0.1:8080/'), null);
    assert.equal(addressForEngine('http://127.0.0.1:8080/sign-in'), 'http://127.0.0.1:8080/sign-in');
    assert.equal(addressForEngine('http://[::1]:8080/'), 'http://[::1]:8080/');
    for (const url of [
      'http://127.0.0.1.evil.com/',
      'http://u@127.0.0.1/',
      'http://example.com/',
      'file:///x',
    ]) {
      assert.equal(addressForEngine(url), null, url);
    }
  });
});
