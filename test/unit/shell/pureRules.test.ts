import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join, posix, win32 } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { defaultDataFolder } from '../../../electron/headless/dataFolder.ts';
import { readHandedOver, wordsOf } from '../../../electron/shell/handedOver.ts';
import { placesOf } from '../../../electron/shell/places.ts';
import { restartDelay } from '../../../electron/shell/restartDelay.ts';
import { readStartOptions } from '../../../electron/shell/startOptions.ts';
import { systemProxy } from '../../../electron/shell/systemProxy.ts';
import { updatable } from '../../../electron/shell/updates.ts';
import { keepOnScreen, minimumSize } from '../../../electron/shell/windowBounds.ts';

describe('the window’s place', () => {
  const screen = (x: number, y: number, width = 1366, height = 728) => ({
    workArea: { x, y, width, height },
  });

  it('is the middle of the main screen the first time', () => {
    assert.deepEqual(keepOnScreen(null, [screen(0, 0)]), { x: 93, y: 14, width: 1180, height: 700 });
  });

  it('is where it was, on a second screen too', () => {
    const saved = { x: 1500, y: 100, width: 900, height: 600 };
    assert.deepEqual(keepOnScreen(saved, [screen(0, 0), screen(1366, 0)]), saved);
    assert.deepEqual(keepOnScreen({ ...saved, x: -1300 }, [screen(0, 0), screen(-1366, 0)]), {
      ...saved,
      x: -1300,
    });
  });

  it('comes back to the main screen when the other one is gone', () => {
    const saved = { x: 1500, y: 100, width: 900, height: 600 };
    assert.deepEqual(keepOnScreen(saved, [screen(0, 0)]), { x: 233, y: 64, width: 900, height: 600 });
  });

  it('always has its upper edge where a mouse can take it, and fits the screen', () => {
    const number = (min: number, max: number) => fc.integer({ min, max });
    const rectangle = fc.record({
      x: number(-20_000, 20_000),
      y: number(-20_000, 20_000),
      width: number(1, 20_000),
      height: number(1, 20_000),
    });
    const display = fc.record({
      x: number(-5_000, 5_000),
      y: number(-5_000, 5_000),
      width: number(800, 4_000),
      height: number(600, 3_000),
    });
    fc.assert(
      fc.property(fc.option(rectangle), fc.array(display, { minLength: 1, maxLength: 4 }), (saved, areas) => {
        const placed = keepOnScreen(
          saved,
          areas.map((workArea) => ({ workArea })),
        );
        const held = areas.some(
          (area) =>
            Math.min(placed.x + placed.width, area.x + area.width) - Math.max(placed.x, area.x) >= 120 &&
            Math.min(placed.y + 32, area.y + area.height) - Math.max(placed.y, area.y) >= 32 &&
            placed.width <= area.width &&
            placed.height <= area.height,
        );
        assert.ok(held);
        assert.ok(placed.width >= minimumSize.width && placed.height >= minimumSize.height);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('restarting', () => {
  it('waits longer each time, and never longer than a minute', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 100].map(restartDelay),
      [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000],
    );
    assert.equal(restartDelay(0), 500);
  });
});

describe('the system’s proxy', () => {
  it('is the first that HTTP can go through', () => {
    assert.equal(systemProxy('DIRECT'), null);
    assert.equal(systemProxy('PROXY office:8080; DIRECT'), 'http://office:8080');
    assert.equal(systemProxy('SOCKS5 old:1080; HTTPS safe:443'), 'https://safe:443');
    assert.equal(systemProxy('SOCKS5 old:1080; DIRECT; PROXY late:1'), null);
    for (const odd of ['', 'PROXY', 'PROXY a b', 'PROXY //', 'SOCKS x:1', 'NONSENSE']) {
      const proxy = systemProxy(odd);
      assert.ok(proxy === null || URL.canParse(proxy), odd);
    }
  });
});

describe('what the app was started with', () => {
  it('names data, server and vault only from the sources', () => {
    const argv = [
      'electron',
      'dist/app',
      '--data=/tmp/x',
      '--server=http://127.0.0.1:1',
      '--vault=memory',
      '--hidden',
    ];
    assert.deepEqual(readStartOptions(argv, false), {
      hidden: true,
      dataDir: '/tmp/x',
      serverUrl: 'http://127.0.0.1:1',
      vault: 'memory',
    });
    assert.deepEqual(readStartOptions(argv, true), { hidden: true, vault: 'system' });
    assert.deepEqual(readStartOptions(['electron', '.', '--data=', '--vault=other'], false), {
      hidden: false,
      vault: 'system',
    });
  });

  it('puts data where the command line has it, and the window’s caches elsewhere', () => {
    for (const env of [{}, { XDG_DATA_HOME: '/data' }, { XDG_DATA_HOME: 'relative' }]) {
      assert.equal(placesOf({}, env, 'linux').dataDir, defaultDataFolder(env, 'linux'));
    }
    const env = { APPDATA: join(homedir(), 'Roaming'), LOCALAPPDATA: join(homedir(), 'Local') };
    const places = placesOf({}, env, 'win32');
    assert.equal(places.dataDir, defaultDataFolder(env, 'win32'));
    assert.equal(places.windowDir, join(homedir(), 'Local', 'Elo', 'window'));
    assert.ok(!places.windowDir.startsWith(places.dataDir));
    assert.deepEqual(placesOf({ dataDir: '/own' }, {}, 'linux'), {
      dataDir: '/own',
      windowDir: '/own/window',
      logsDir: '/own/logs',
    });
  });
});

describe('what Promob hands over', () => {
  it('is a listing or a project file, made absolute, and a link', () => {
    assert.deepEqual(
      readHandedOver(
        ['C:\\Orçamentos\\Cozinha 1.XML', 'sala.promob', '\\\\servidor\\projetos\\a.xml', 'elo://settings'],
        'C:\\Promob',
        win32,
      ),
      {
        link: { open: 'settings' },
        files: ['C:\\Orçamentos\\Cozinha 1.XML', 'C:\\Promob\\sala.promob', '\\\\servidor\\projetos\\a.xml'],
      },
    );
    assert.deepEqual(wordsOf(['Elo.exe', 'a.xml']), ['a.xml']);
  });

  it('is nothing else: options, programs, devices, addresses, other links', () => {
    const words = [
      '--allow-file-access-from-files',
      '--original-process-start-time=1.xml',
      '-x.xml',
      '/usr/share/app',
      'setup.exe',
      'note.txt',
      '\\\\.\\pipe\\a.xml',
      '\\\\?\\C:\\a.xml',
      'https://example.com/a.xml',
      'file:///C:/a.xml',
      'elo://delete/a.xml',
      `${'a'.repeat(40_000)}.xml`,
      'a\0.xml',
      '',
    ];
    assert.deepEqual(readHandedOver(words, 'C:\\', win32), { link: null, files: [] });
  });

  it('is bounded', () => {
    const words = Array.from({ length: 100 }, (_none, index) => `${index}.xml`);
    assert.equal(readHandedOver(words, '/x', posix).files.length, 20);
  });
});

describe('updates', () => {
  const config = 'provider: generic\nurl: https://updates.example/\npublisherName:\n  - Elo\n';
  it('are taken only by an installed app on Windows that knows its signer and an https address', () => {
    assert.ok(updatable('win32', true, config));
    assert.ok(updatable('win32', true, 'publisherName: Elo\nurl: "https://updates.example/"'));
    assert.equal(updatable('win32', false, config), false);
    assert.equal(updatable('linux', true, config), false);
    assert.equal(updatable('win32', true, null), false);
    assert.equal(updatable('win32', true, config.replace(/publisherName[^]*/, '')), false);
    assert.equal(updatable('win32', true, 'publisherName:\nurl: https://updates.example/'), false);
    assert.equal(updatable('win32', true, config.replace('https', 'http')), false);
  });
});
