import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createContext, Script } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { build } from 'esbuild';
import { bundleShell, mainOptions } from '../../../build/bundleShell.ts';
import type { EngineClient } from '../../../shared/contract/contract.ts';
import type { EngineControlClient } from '../../../shared/contract/hostContract.ts';
import { portChannel } from '../../support/processes/portPairs.ts';
import type { PortPair } from '../../support/processes/portPairs.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** A way over a port, which is opened. */
const linkOver = (port: PortPair) => {
  port.start();
  return new RPCLink({ port });
};

describe('the bundled shell', () => {
  let outDir = '';
  before(async () => {
    mkdirSync(join(root, '.tmp'), { recursive: true });
    // Below the repository, where the native packages are found.
    outDir = mkdtempSync(join(root, '.tmp', 'bundle-'));
    await bundleShell(join(outDir, 'electron'));
  });
  after(() => rmSync(outDir, { recursive: true, force: true }));
  const bundled = (name: string): string => join(outDir, 'electron', name);

  it('has a preload script that a sandboxed page can take: one CommonJS file that asks for electron alone', () => {
    const source = readFileSync(bundled('preload.cjs'), 'utf8');
    assert.doesNotMatch(source, /\b(import|export)\b\s*[{*("']/);
    assert.ok(source.length < 5_000, `${source.length} characters`);
    const asked: string[] = [];
    const heard: unknown[][] = [];
    let hear: (event: { ports: unknown[] }) => void = () => undefined;
    const page = {
      require: (name: string) => {
        asked.push(name);
        return {
          ipcRenderer: {
            on: (channel: string, listener: typeof hear) => {
              heard.push(['listens', channel]);
              hear = listener;
            },
          },
        };
      },
      postMessage: (...words: unknown[]) => heard.push(words),
      module: { exports: {} },
      exports: {},
    };
    // Electron wraps it like this, so that its names are its own.
    new Script(`(function () {${source}\n})()`).runInContext(createContext(page));
    hear({ ports: ['the port'] });
    assert.deepEqual(asked, ['electron']);
    assert.deepEqual(structuredClone(heard), [
      ['listens', 'elo-engine-port'],
      ['elo-engine-port', 'app://elo', ['the port']],
    ]);
    const names = Object.keys(page);
    assert.deepEqual(
      names,
      ['require', 'postMessage', 'module', 'exports'],
      'nothing else is handed to the page',
    );
  });

  it('has a main script that is a module and waits for nothing before it is ready', async () => {
    assert.match(readFileSync(bundled('main.js'), 'utf8'), /^import/);
    // A module that waits at its top lets Electron become ready first; CommonJS could not be made of one.
    const options = mainOptions(outDir);
    const { splitting: _none, banner: _banner, ...rest } = options;
    await assert.doesNotReject(build({ ...rest, format: 'cjs', write: false, logLevel: 'silent' }));
  });

  it('asks for nothing but Electron, Node and the two native packages', () => {
    const known = new Set(['electron', 'better-sqlite3', 'keytar', 'original-fs']);
    for (const folder of ['', 'engine']) {
      for (const name of readdirSync(bundled(folder)).filter((file) => /\.c?js$/.test(file))) {
        const source = readFileSync(join(bundled(folder), name), 'utf8');
        const asked = [
          ...source.matchAll(/(?:^|;)import(?:[\w*{}\s,$]+from)?"([^"]+)"/g),
          ...source.matchAll(/\b(?:import|require)\("([^"]+)"\)/g),
        ].map((match) => match[1] ?? '');
        for (const one of asked) {
          const own = one.startsWith('./') || one.startsWith('node:') || known.has(one);
          assert.ok(own || process.getBuiltinModule(one) !== undefined, `${name} asks for ${one}`);
        }
      }
    }
  });

  it('brings the pictures of tray and taskbar', () => {
    for (const name of ['elo.ico', 'elo.png', 'tray-well.png', 'tray-failed@2x.png', 'badge-more.png']) {
      assert.ok(existsSync(bundled(join('icons', name))), name);
    }
  });

  it('has an engine that starts in plain Node and answers over its ports', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'elo-bundle-'));
    const parent = portChannel();
    const thread = new Worker(join(import.meta.dirname, 'engineThread.ts'), {
      workerData: { entry: bundled(join('engine', 'main.js')), parent: parent.port2.raw },
      transferList: [parent.port2.raw],
      // Warnings about experimental features are no part of the test.
      stderr: true,
    });
    const ended = new Promise<number>((resolve) => {
      thread.once('exit', resolve);
    });
    try {
      const said = new Promise<unknown>((resolve, reject) => {
        parent.port1.on('message', ({ data }) => resolve(data));
        thread.once('error', reject);
      });
      parent.port1.start();
      const [host, control, client] = [portChannel(), portChannel(), portChannel()];
      parent.port1.postMessage(
        { kind: 'start', dataDir, serverUrl: 'http://127.0.0.1:9', vault: 'memory', appVersion: '0.0.0' },
        [host.port2, control.port2],
      );
      parent.port1.postMessage({ kind: 'client' }, [client.port2]);
      assert.deepEqual(await said, { kind: 'serving' });

      const engine = createORPCClient<EngineClient>(linkOver(client.port1));
      const status = await engine.status();
      assert.equal(status.signedIn, false);
      assert.deepEqual(status.queue, { kept: 0, sending: 0, withheld: 0, needsAttention: 0 });
      const projects = join(dataDir, 'projetos');
      mkdirSync(projects);
      const [folder] = await engine.folders.add({ path: projects });
      assert.deepEqual([folder?.path, folder?.files], [projects, 0]);

      const told = createORPCClient<EngineControlClient>(linkOver(control.port1));
      await told.resumed();
      await assert.rejects(told.takeFile({ path: join(dataDir, 'missing.xml') }));
      await told.stop();
      control.port1.close();
      assert.equal(await ended, 0);
    } finally {
      await thread.terminate();
      parent.port1.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
