/**
 * `npm start`: the whole of Elo on this machine, without any account. Builds the window where it changed, starts
 * FoccoLojas and Promob as the sandbox with sample projects, and opens the desktop window: the app where Electron's
 * program is there, else the same window in the machine's browser. What it made stays for the next start.
 *
 * `--data DIR` another place for the demonstration · `--no-open` only tells the address · `--browser` not the app
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createEngine } from '../electron/engine/engine.ts';
import { openSystemKeys } from '../electron/engine/vault/systemKeys.ts';
import { findBrowser } from '../electron/headless/window/findBrowser.ts';
import { runWindow } from '../electron/headless/window/runWindow.ts';
import { systemClock } from '../shared/domain/clock.ts';
import { EloError } from '../shared/domain/eloError.ts';
import { errorText, text } from '../shared/text/text.ts';
import { openDemo } from './demo/openDemo.ts';
import type { Demo } from './demo/openDemo.ts';
import { electronBinary, installElectron } from './electronBinary.ts';
import { ensureWindow } from './ensureWindow.ts';
import { hasDisplay } from './hasDisplay.ts';
import { runApp } from './runApp.ts';

const root = join(import.meta.dirname, '..');

/** A vault that is there answers at once; one that asks for a password is not waited for in a demonstration. */
const vaultMs = 3_000;

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    'no-open': { type: 'boolean', default: false },
    browser: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);

// The sandbox's issuers remark on being a demonstration; that is no news here.
console.info = () => undefined;
console.warn = () => undefined;

async function chooseVault(): Promise<'system' | 'memory'> {
  const works = await openSystemKeys({ service: 'Elo', clock: systemClock, timeoutMs: vaultMs }).then(
    () => true,
    () => false,
  );
  if (!works) say(text('start.vault-memory'));
  return works ? 'system' : 'memory';
}

/** Enter in the terminal is the designer's *Salvar* in Promob. */
function listenForSaves(demo: Demo): () => void {
  if (!process.stdin.isTTY) return () => undefined;
  const lines = createInterface({ input: process.stdin });
  lines.on('line', () => say(text('start.saved', { file: demo.saveNext() })));
  say(text('start.enter-saves'));
  return () => lines.close();
}

async function start(): Promise<void> {
  if (!options['no-open'] && !hasDisplay()) {
    say(text('start.no-display'));
    return;
  }
  const quiet = options['no-open'] || options.browser;
  const app = quiet
    ? null
    : (electronBinary() ?? installElectron(() => say(text('start.electron-installing'))));
  if (app === null && !quiet) say(text('start.no-electron'));
  const browser = app === null && !options['no-open'] ? findBrowser() : null;
  if (app === null && browser === null && !options['no-open']) {
    say(text('start.no-browser'));
    return;
  }
  const { folder: pageFolder } = await ensureWindow(() => say(text('start.building')));

  const leave = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // The first asks, the second insists.
      if (leave.signal.aborted) process.exit(1);
      say(text('start.stopping'));
      leave.abort();
    });
  }
  const folder = resolve(options.data ?? join(root, '.tmp', 'demo'));
  const demo = await openDemo(folder);
  let stopListening = (): void => undefined;
  try {
    const vault = await chooseVault();
    say(text('start.sandbox', { foccolojas: demo.foccolojas }));
    say(text('start.sandbox-user'));
    say(text('start.projects', { folder: demo.projects }));
    stopListening = listenForSaves(demo);
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const config = { dataDir: demo.dataDir, serverUrl: demo.foccolojas, vault, appVersion: version };
    if (app === null) {
      await runWindow({
        config,
        createEngine,
        pageFolder,
        browser,
        profileFolder: join(folder, 'navegador'),
        signal: leave.signal,
        onAddress(url) {
          if (browser !== null) say(text('start.browser', { browser }));
          else say(`${text('start.address')}\n${url}`);
        },
      });
    } else {
      say(text('start.electron'));
      await runApp({ binary: app, config, signal: leave.signal });
    }
  } finally {
    stopListening();
    await demo.close();
  }
  say(text('start.stopped', { folder }));
}

try {
  await start();
} catch (error) {
  const known = error instanceof EloError ? errorText(error) : null;
  process.stderr.write(`${known?.text ?? String(error)}\n${known?.remedy ?? ''}\n`);
  process.exitCode = 1;
}
// What somebody forgot must not keep the terminal waiting.
process.exit();
