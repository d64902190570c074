import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { leadingPage } from '../../../electron/headless/window/leadingPage.ts';
import { openInBrowser } from '../../../electron/headless/window/openInBrowser.ts';
import { until } from '../../support/sandbox/until.ts';

const token = 'a-secret-of-this-test';
const url = `http://127.0.0.1:9/?entrada=${token}`;

interface Place {
  /** A folder whose name must be spelled otherwise in an address. */
  readonly profileFolder: string;
  /** The page that leads to the window. */
  readonly page: string;
  /** A program that notes its arguments and stays until it is told to go. */
  readonly browser: string;
  arguments(): Promise<string[]>;
  /** The user closes the window. */
  leave(): void;
}

function place(t: Pick<TestContext, 'after'>): Place {
  const home = mkdtempSync(join(tmpdir(), 'elo-open-'));
  t.after(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  const browser = join(home, 'browser');
  const seen = join(home, 'seen');
  writeFileSync(
    browser,
    `#!/bin/sh\nprintf '%s\\n' "$@" > "${seen}.part"\nmv "${seen}.part" "${seen}"\n` +
      `while [ ! -e "${seen}.close" ]; do sleep 0.05; done\n`,
  );
  chmodSync(browser, 0o755);
  const profileFolder = join(home, 'João #1 100%', 'navegador');
  return {
    profileFolder,
    page: join(profileFolder, 'open.html'),
    browser,
    async arguments() {
      await until(() => existsSync(seen));
      return readFileSync(seen, 'utf8').trimEnd().split('\n');
    },
    leave: () => writeFileSync(`${seen}.close`, ''),
  };
}

describe(
  'the window in a browser',
  { skip: process.platform === 'win32' ? 'uses shell scripts' : false },
  () => {
    it('is led to its address by a page of this user alone, and no argument holds the token', async (t) => {
      const { profileFolder, page, browser, arguments: given } = place(t);
      const window = openInBrowser({ browser, url, profileFolder });
      t.after(() => window.close());
      const args = await given();
      assert.ok(!args.some((arg) => arg.includes(token)), args.join(' '));
      const app = args.find((arg) => arg.startsWith('--app='))?.slice('--app='.length) ?? '';
      assert.equal(fileURLToPath(app), page);
      assert.equal(readFileSync(page, 'utf8'), leadingPage(url));
      assert.equal(statSync(page).mode & 0o777, 0o600);
      assert.equal(statSync(profileFolder).mode & 0o777, 0o700);
      window.opened();
      assert.ok(!existsSync(page), 'the page is gone once its address was used');
      window.opened();
    });

    it('leaves no page behind when it is closed before it was used', async (t) => {
      const { profileFolder, page, browser, arguments: given, leave } = place(t);
      const window = openInBrowser({ browser, url, profileFolder });
      await given();
      assert.ok(existsSync(page));
      leave();
      await window.ended;
      assert.ok(!existsSync(page));
    });

    it('leaves no page behind when the host ends it, or the browser never came up', async (t) => {
      const { profileFolder, page, browser, arguments: given } = place(t);
      const window = openInBrowser({ browser, url, profileFolder });
      await given();
      await window.close();
      assert.ok(!existsSync(page));
      const missing = openInBrowser({ browser: `${browser}-missing`, url, profileFolder });
      await assert.rejects(missing.ended, { code: 'browser-failed' });
      assert.ok(!existsSync(page));
    });

    it('makes its page afresh where something lies in its place', async (t) => {
      const { profileFolder, page, browser } = place(t);
      const elsewhere = join(profileFolder, 'elsewhere.html');
      mkdirSync(profileFolder, { recursive: true, mode: 0o777 });
      writeFileSync(page, 'left behind', { mode: 0o666 });
      const first = openInBrowser({ browser, url, profileFolder });
      assert.equal(statSync(page).mode & 0o777, 0o600);
      await first.close();
      writeFileSync(elsewhere, 'elsewhere');
      symlinkSync(elsewhere, page);
      const second = openInBrowser({ browser, url, profileFolder });
      assert.equal(readFileSync(page, 'utf8'), leadingPage(url));
      assert.equal(readFileSync(elsewhere, 'utf8'), 'elsewhere');
      await second.close();
    });
  },
);

describe('a page that leads on', () => {
  it('has no script, loads nothing, and no address leads out of its place', () => {
    const html = leadingPage('http://127.0.0.1:9/?a=1&b="><script>alert(1)</script>');
    assert.ok(
      html.includes(
        'content="0; url=http://127.0.0.1:9/?a=1&amp;b=&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"',
      ),
    );
    assert.doesNotMatch(html, /<script|src=|href=/);
    assert.ok(html.includes("default-src 'none'"));
  });
});
