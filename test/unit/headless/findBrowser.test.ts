import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { browserCandidates, findBrowser } from '../../../electron/headless/window/findBrowser.ts';
import { browserArguments } from '../../../electron/headless/window/openInBrowser.ts';

const linux = { platform: 'linux', env: { PATH: '/usr/bin:bin:/opt/x' }, home: '/home/ana' } as const;
const windows = {
  platform: 'win32',
  env: {
    ProgramFiles: 'C:\\Program Files',
    'ProgramFiles(x86)': 'C:\\Program Files (x86)',
    LOCALAPPDATA: 'C:\\Users\\ana\\AppData\\Local',
  },
  home: 'C:\\Users\\ana',
} as const;
const mac = { platform: 'darwin', env: {}, home: '/Users/ana' } as const;

describe('the browser of the machine', () => {
  it('is Chromium, Chrome or Edge, where each system puts them', () => {
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    const ownChrome = 'C:\\Users\\ana\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe';
    assert.equal(
      findBrowser(windows, (path) => path === edge),
      edge,
    );
    assert.equal(
      findBrowser(windows, (path) => path === edge || path === ownChrome),
      ownChrome,
    );
    const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    assert.equal(
      findBrowser(mac, (path) => path === chrome),
      chrome,
    );
    assert.equal(
      findBrowser(linux, (path) => path === '/opt/x/google-chrome-stable'),
      '/opt/x/google-chrome-stable',
    );
    assert.equal(
      findBrowser(linux, (path) => path === '/snap/bin/chromium'),
      '/snap/bin/chromium',
    );
  });

  it('is never looked for in a folder that depends on where one stands', () => {
    for (const places of [linux, windows, mac]) {
      for (const path of browserCandidates(places)) assert.match(path, /^(\/|[A-Z]:\\)/);
    }
  });

  it('is the one that ELO_BROWSER names, which must be there', () => {
    const env = { ...linux.env, ELO_BROWSER: '/opt/brave' };
    assert.equal(
      findBrowser({ ...linux, env }, () => true),
      '/opt/brave',
    );
    assert.throws(() => findBrowser({ ...linux, env }, (path) => path === '/usr/bin/chromium'), {
      code: 'browser-not-found',
    });
  });

  it('may be missing', () => {
    assert.equal(
      findBrowser(linux, () => false),
      null,
    );
  });
});

describe('the window of the browser', () => {
  const page = 'file:///data/navegador/open.html';
  const folder = '/data/navegador';

  it('is one of its own, with a profile of its own', () => {
    const args = browserArguments(page, folder, { isRoot: false });
    assert.ok(args.includes(`--app=${page}`));
    assert.ok(args.includes('--user-data-dir=/data/navegador'));
    assert.ok(args.includes('--disable-background-mode'));
    assert.ok(!args.some((arg) => /remote-debugging|disable-web-security/.test(arg)));
  });

  it('gives its own sandbox up only for root, whom Chromium would refuse', () => {
    assert.ok(!browserArguments(page, folder, { isRoot: false }).includes('--no-sandbox'));
    assert.ok(browserArguments(page, folder, { isRoot: true }).includes('--no-sandbox'));
  });
});
