import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { readLines } from '../support/processes/lineReader.ts';
import type { Lines } from '../support/processes/lineReader.ts';
import { until } from '../support/sandbox/until.ts';
import { text } from '../../shared/text/text.ts';
import { watchCommandLines } from './support/watchCommandLines.ts';
import { launchChromium, testBrowser } from './support/launchChromium.ts';

const root = join(import.meta.dirname, '..', '..');

/** Building the window and starting everything, on a busy machine. */
const startMs = 90_000;

interface Started {
  readonly child: ChildProcess;
  readonly out: Lines;
  readonly err: Lines;
  ended(): Promise<number | null>;
}

function folder(t: Pick<TestContext, 'after'>): string {
  const path = mkdtempSync(join(tmpdir(), 'elo-start-'));
  t.after(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
  return path;
}

function start(t: Pick<TestContext, 'after'>, args: readonly string[], env: NodeJS.ProcessEnv): Started {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'build', 'start.ts'), ...args],
    { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const end = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  t.after(async () => {
    child.kill('SIGKILL');
    await end;
  });
  return { child, out: readLines(child.stdout), err: readLines(child.stderr), ended: () => end };
}

const noDisplay = { DISPLAY: '', WAYLAND_DISPLAY: '' };

/** A display by name only, and no message bus: asking for the vault would start one that outlives the test. */
const pretendedDisplay = { DISPLAY: ':77', DBUS_SESSION_BUS_ADDRESS: 'disabled:' };

describe('npm start', { skip: process.platform === 'win32' ? 'uses shell scripts' : false }, () => {
  it('without a display says so, points to the demo, and that is no failure', async (t) => {
    const { out, ended } = start(t, ['--data', folder(t)], noDisplay);
    assert.equal(await ended(), 0);
    assert.deepEqual(out.all, [text('start.no-display')]);
  });

  it(
    'tells the address, which opens once, and serves the first run of the demonstration',
    { skip: testBrowser() === null ? 'no Chromium, Chrome or Edge' : false },
    async (t) => {
      const data = folder(t);
      const { child, out, ended } = start(t, ['--no-open', '--data', data], noDisplay);
      const url = await out.find(
        (line) => /^http:\/\/127\.0\.0\.1:\d+\/\?/.test(line),
        startMs,
        'the address',
      );
      const browser = await launchChromium();
      t.after(() => browser.close());
      const page = await (await browser.newContext({ locale: 'pt-BR' })).newPage();
      await page.goto(url);
      await page.getByRole('button', { name: text('firstRun.sign-in') }).waitFor();
      assert.equal(new URL(page.url()).search, '');
      const other = await (await browser.newContext()).newPage();
      assert.equal((await other.goto(url))?.status(), 403);
      assert.ok(readdirSync(join(data, 'Projetos')).filter((name) => name.endsWith('.promob')).length >= 5);
      child.kill('SIGTERM');
      assert.equal(await ended(), 0);
      assert.equal(out.all.at(-1), text('start.stopped', { folder: data }));
    },
  );

  it('opens the window in the browser, and ends in order when it is closed; the next start goes on', async (t) => {
    const data = folder(t);
    const tools = folder(t);
    const browser = join(tools, 'browser');
    const seen = join(tools, 'seen');
    // A browser that was opened, looked at the page as one does, and is closed by its user when told.
    writeFileSync(
      browser,
      `#!/bin/sh\necho "$@" > "${seen}"\nwhile [ ! -e "${seen}.close" ]; do sleep 0.1; done\n`,
    );
    chmodSync(browser, 0o755);
    const env = { ...pretendedDisplay, ELO_BROWSER: browser };
    const foccolojas = async (): Promise<string> => {
      rmSync(seen, { force: true });
      rmSync(`${seen}.close`, { force: true });
      const { out, err, ended } = start(t, ['--browser', '--data', data], env);
      await until(() => existsSync(seen), startMs);
      const line = await out.find(
        (each) => each.includes('FoccoLojas'),
        startMs,
        'the address of FoccoLojas',
      );
      writeFileSync(`${seen}.close`, '');
      assert.equal(await ended(), 0, err.all.join('\n'));
      assert.equal(out.all.at(-1), text('start.stopped', { folder: data }));
      return line;
    };
    const first = await foccolojas();
    const args = readFileSync(seen, 'utf8');
    assert.ok(args.includes(`--app=${pathToFileURL(join(data, 'navegador', 'open.html')).href} `), args);
    assert.doesNotMatch(args, /entrada/);
    assert.ok(args.includes(`--user-data-dir=${join(data, 'navegador')}`));
    assert.equal(await foccolojas(), first, 'the demonstration keeps its address');
  });

  it(
    'shows the window in the machine’s browser without the token in any command line',
    {
      skip:
        process.platform !== 'linux' || testBrowser() === null
          ? 'needs /proc and Chromium, Chrome or Edge'
          : false,
    },
    async (t) => {
      const data = folder(t);
      const browser = join(folder(t), 'browser');
      writeFileSync(browser, `#!/bin/sh\nexec "${testBrowser() ?? ''}" --headless=new --disable-gpu "$@"\n`);
      chmodSync(browser, 0o755);
      const seen = watchCommandLines(/--app=|entrada=/);
      t.after(() => seen.stop());
      const { child, ended } = start(t, ['--browser', '--data', data], {
        ...pretendedDisplay,
        ELO_BROWSER: browser,
      });
      const page = join(data, 'navegador', 'open.html');
      await until(() => existsSync(page), startMs);
      const token = /entrada=([\w-]{43})"/.exec(readFileSync(page, 'utf8'))?.[1];
      assert.ok(token !== undefined, 'the page leads to the opening address');
      // It goes when the window has reached the engine.
      await until(() => !existsSync(page), startMs);
      const lines = seen.stop();
      const address = pathToFileURL(page).href;
      assert.ok(
        lines.some((line) => line.includes(`--app=${address}`)),
        'the browser’s own command line was read',
      );
      assert.deepEqual(
        lines.filter((line) => line.includes(token) || (line.includes(data) && line.includes('entrada='))),
        [],
      );
      child.kill('SIGTERM');
      assert.equal(await ended(), 0);
    },
  );

  it('says that no browser is there', async (t) => {
    const env = { ...pretendedDisplay, PATH: '/nowhere', ELO_BROWSER: '' };
    const { out, ended } = start(t, ['--browser', '--data', folder(t)], env);
    assert.equal(await ended(), 0);
    assert.deepEqual(out.all, [text('start.no-browser')]);
  });
});
