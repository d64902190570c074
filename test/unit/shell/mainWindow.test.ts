import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { BrowserWindow, MessagePortMain } from 'electron';
import { createMainWindow } from '../../../electron/shell/mainWindow.ts';
import type { MainWindow } from '../../../electron/shell/mainWindow.ts';
import { openWindowPlace } from '../../../electron/shell/windowPlace.ts';
import { portChannel } from '../../support/processes/portPairs.ts';
import { manualClock } from '../net/manualClock.ts';
import { FakeWindow } from './fakeWindow.ts';

describe('the main window', () => {
  let folder = '';
  let clock = manualClock();
  let windows: FakeWindow[] = [];
  let ports = 0;
  let running = true;
  let firstHidden = 0;
  const open: { close(): void }[] = [];

  const make = (): MainWindow =>
    createMainWindow({
      create: (options) => {
        const window = new FakeWindow(options);
        windows.push(window);
        return window as unknown as BrowserWindow;
      },
      screen: () =>
        ({
          getAllDisplays: () => [{ id: 1, workArea: { x: 0, y: 0, width: 1366, height: 728 } }],
          getPrimaryDisplay: () => ({ id: 1, workArea: { x: 0, y: 0, width: 1366, height: 728 } }),
        }) as never,
      place: openWindowPlace(folder),
      clock,
      log: { info: () => undefined, warn: () => undefined },
      preload: '/app/preload.cjs',
      icon: '/app/elo.png',
      devTools: false,
      dark: () => true,
      connect: () => {
        if (!running) return null;
        ports += 1;
        const { port1, port2 } = portChannel();
        open.push(port1);
        return port2 as unknown as MessagePortMain;
      },
      onFirstHidden: () => (firstHidden += 1),
    });
  const only = (): FakeWindow => {
    const window = windows.at(-1);
    assert.ok(window !== undefined);
    return window;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'elo-window-'));
    [clock, windows, ports, running, firstHidden] = [manualClock(), [], 0, true, 0];
  });
  afterEach(() => {
    for (const port of open.splice(0)) port.close();
    rmSync(folder, { recursive: true });
  });

  it('is made once, shown when its page is there, and comes forward afterwards', () => {
    const window = make();
    assert.equal(window.current(), null);
    window.show();
    assert.equal(only().visible, false);
    assert.equal(only().options.show, false);
    assert.equal(only().options.webPreferences?.sandbox, true);
    only().emit('ready-to-show');
    assert.ok(only().visible);
    only().minimized = true;
    window.show();
    assert.equal(windows.length, 1);
    assert.equal(only().minimized, false);
    assert.ok(window.focused());
    assert.deepEqual(only().loaded, ['app://elo/index.html']);
  });

  it('goes to a link, and to the same one again', () => {
    const window = make();
    window.show({ open: 'environment', environmentId: 'a/b' });
    window.show({ open: 'environment', environmentId: 'a/b' });
    assert.deepEqual(only().loaded, [
      'app://elo/index.html#1-elo://environment/a%2Fb',
      'app://elo/index.html#2-elo://environment/a%2Fb',
    ]);
  });

  it('hands its page a port when it has loaded, and another when the engine is new', () => {
    const window = make();
    window.show();
    const { webContents } = only();
    window.givePort();
    assert.equal(webContents.posted.length, 0, 'a page that loads could not hear it');
    webContents.finishLoading();
    window.givePort();
    assert.deepEqual(
      webContents.posted.map(({ name, ports: given }) => [name, given.length]),
      [
        ['elo-engine-port', 1],
        ['elo-engine-port', 1],
      ],
    );
    running = false;
    webContents.finishLoading();
    assert.equal(webContents.posted.length, 2, 'no engine, no port');
  });

  it('hands a port to no other page', () => {
    const window = make();
    window.show();
    for (const url of ['https://example.com/', 'file:///x', 'app://elo.evil/index.html', 'about:blank', '']) {
      only().webContents.mainFrame.url = url;
      only().webContents.finishLoading();
      window.givePort();
    }
    assert.equal(only().webContents.posted.length, 0);
    assert.equal(ports, 0);
  });

  it('hides when it is closed, says so once ever, and closes when the app ends', () => {
    const window = make();
    window.show();
    only().emit('ready-to-show');
    assert.ok(only().pressClose());
    assert.equal(only().visible, false);
    window.show();
    assert.ok(only().visible);
    assert.ok(only().pressClose());
    assert.equal(firstHidden, 1);
    window.letGo();
    assert.equal(only().pressClose(), false);
    assert.equal(window.current(), null);
    window.show();
    assert.equal(windows.length, 2);
    // A later start of the app remembers it too.
    make().show();
    assert.ok(only().pressClose());
    assert.equal(firstHidden, 1);
  });

  it('remembers its place when it stands still, and opens there', () => {
    make().show();
    only().bounds = { x: 40, y: 50, width: 800, height: 600 };
    only().emit('move');
    only().emit('resize');
    assert.equal(clock.pending(), 1);
    clock.advance(500);
    make().show();
    const { x, y, width, height } = only().options;
    assert.deepEqual({ x, y, width, height }, { x: 40, y: 50, width: 800, height: 600 });
    only().maximized = true;
    only().pressClose();
    make().show();
    assert.ok(only().maximized);
  });

  it('opens in the middle where its note is unreadable', () => {
    for (const note of [
      '',
      '{',
      '{"bounds":{"x":"a"}}',
      `{"bounds":{"x":1e9,"y":0,"width":1,"height":1}}`,
      ' '.repeat(20_000),
    ]) {
      writeFileSync(join(folder, 'window.json'), note);
      make().show();
      assert.equal(only().options.width, 1180, note.slice(0, 20));
    }
    assert.ok(readFileSync(join(folder, 'window.json'), 'utf8').length > 0);
  });

  it('shows a page that died again, but not for ever', () => {
    make().show();
    dieOften();
    assert.equal(only().loaded.length, 1 + 3);
    clock.advance(60_001);
    only().webContents.die();
    assert.equal(only().loaded.length, 1 + 3, 'not in the turn that tells of its death');
    clock.advance(500);
    assert.equal(only().loaded.length, 1 + 4);
  });

  const dieOften = (): void => {
    for (let count = 0; count < 6; count += 1) {
      only().webContents.die();
      clock.advance(500);
    }
  };

  it('loads a page that stayed dead when the user shows the window, and follows the link', () => {
    const window = make();
    window.show();
    dieOften();
    clock.advance(10 * 60_000);
    assert.equal(only().loaded.length, 1 + 3);
    window.show();
    assert.equal(only().loaded.length, 1 + 4);
    window.show();
    assert.equal(only().loaded.length, 1 + 4, 'it is there again');
    dieOften();
    window.show({ open: 'home' });
    assert.equal(only().loaded.at(-1), 'app://elo/index.html#9-elo://home');
    only().webContents.finishLoading();
    assert.equal(only().webContents.posted.length, 1);
  });

  it('takes a page that cannot be loaded for one that died', () => {
    const window = make();
    window.show();
    const { webContents } = only();
    for (let count = 0; count < 6; count += 1) {
      webContents.failLoading(-6);
      // The error's own page has loaded, and is nobody to hand an engine to.
      webContents.finishLoading();
      clock.advance(500);
    }
    assert.equal(only().loaded.length, 1 + 3);
    assert.equal(webContents.posted.length, 0);
    window.show();
    assert.equal(only().loaded.length, 1 + 4);
    // A frame inside, and a load that gave way to the next one.
    webContents.failLoading(-6, false);
    webContents.failLoading(-3);
    clock.advance(60_000);
    assert.equal(only().loaded.length, 1 + 4);
    webContents.finishLoading();
    assert.equal(webContents.posted.length, 1);
  });

  it('loads nothing any more when the app ends', () => {
    const window = make();
    window.show();
    only().webContents.die();
    window.letGo();
    only().webContents.die();
    clock.advance(60_000);
    assert.equal(only().loaded.length, 1);
  });

  it('ends a page that hangs when the user shows the window, and loads another', () => {
    const window = make();
    window.show();
    const { webContents } = only();
    webContents.finishLoading();
    webContents.emit('unresponsive');
    webContents.emit('responsive');
    window.show();
    assert.equal(webContents.ended, 0);
    webContents.emit('unresponsive');
    clock.advance(60_000);
    assert.equal(webContents.ended, 0, 'it may come back by itself');
    window.show();
    assert.equal(webContents.ended, 1);
    window.show({ open: 'settings' });
    assert.equal(webContents.ended, 1);
    window.givePort();
    assert.equal(webContents.posted.length, 1, 'it would hear nothing');
    assert.equal(only().loaded.length, 1, 'the process that hangs would take the load with it');
    webContents.die('killed');
    clock.advance(0);
    assert.equal(only().loaded.length, 2);
    assert.match(only().loaded[1] ?? '', /elo:\/\/settings$/);
    // No death of its own: three are left.
    dieOften();
    assert.equal(only().loaded.length, 2 + 3);
  });

  it('loads another page also when the end of the one that hangs is never told', () => {
    const window = make();
    window.show();
    only().webContents.emit('unresponsive');
    window.show();
    window.show({ open: 'settings' });
    clock.advance(3_000);
    assert.equal(only().loaded.length, 2);
    assert.match(only().loaded[1] ?? '', /elo:\/\/settings$/);
  });
});
