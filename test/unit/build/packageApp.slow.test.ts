import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Worker } from 'node:worker_threads';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { Arch, build, Platform } from 'electron-builder';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { stageApp } from '../../../build/stageApp.ts';
import type { EngineClient } from '../../../shared/contract/contract.ts';
import { portChannel } from '../../support/processes/portPairs.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const require = createRequire(import.meta.url);

/** electron-builder's own reader and writer of archives. */
const asar = require('@electron/asar') as {
  listPackage(archive: string, options: { isPack: boolean }): string[];
  extractAll(archive: string, folder: string): void;
  getRawHeader(archive: string): { header: object; headerString: string };
};

/** The parts of electron-builder's editor of Windows programs that are used. */
interface Entries {
  readonly entries: unknown[];
  outputResource(executable: object): void;
}
const { NtExecutable, NtExecutableResource, Resource } = createRequire(require.resolve('app-builder-lib'))(
  'resedit',
) as {
  NtExecutable: { createEmpty(is32Bit: boolean, isDll: boolean): { generate(): ArrayBuffer } };
  NtExecutableResource: { from(executable: object): Entries };
  Resource: {
    VersionInfo: {
      createEmpty(): {
        setStringValues(language: object, values: Readonly<Record<string, string>>): void;
        outputToResourceEntries(entries: unknown[]): void;
      };
    };
  };
};

/** The smallest program of Windows that says what it is, as Electron's does. */
function windowsProgram(): Buffer {
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  return Buffer.from(program.generate());
}

/** Stands for Electron's distribution: everything electron-builder looks for, and a program that is only its fuses. */
function fakeDistribution(folder: string): string {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  const wire = Buffer.concat([
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([1, 9]),
    Buffer.from('101100110'),
  ]);
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.alloc(4_096, 7), wire]), { mode: 0o755 });
  writeFileSync(join(folder, 'electron.exe'), Buffer.concat([windowsProgram(), wire]));
  for (const name of ['version', 'LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(folder, name), 'x');
  for (const name of ['pt-BR', 'en-US', 'es', 'de'])
    writeFileSync(join(folder, 'locales', `${name}.pak`), 'x');
  return folder;
}

/** The whole way of packing with electron-builder itself; only Electron's program is not real. */
describe('the packed app', () => {
  let work = '';
  const packed = (platform: 'linux' | 'win', ...names: string[]): string =>
    join(work, 'out', `${platform}-unpacked`, ...names);
  const addonsOf = (platform: 'linux' | 'win'): string[] => {
    const beside = packed(platform, 'resources', 'app.asar.unpacked');
    return readdirSync(beside, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(beside, join(entry.parentPath, entry.name)))
      .sort();
  };

  before(async () => {
    mkdirSync(join(root, '.tmp'), { recursive: true });
    work = mkdtempSync(join(root, '.tmp', 'package-'));
    const page = join(work, 'page');
    mkdirSync(page);
    writeFileSync(join(page, 'index.html'), '<html></html>');
    writeFileSync(join(page, 'built-from.txt'), 'x');
    // As deep below the repository as dist/app, since the native packages are named from there.
    const appDir = await stageApp({ appDir: join(root, '.tmp', `app-${process.pid}`), pageDir: page });
    const config = {
      electronDist: fakeDistribution(join(work, 'electron')),
      directories: { app: relative(root, appDir), output: relative(root, join(work, 'out')) },
    };
    for (const target of [Platform.LINUX, Platform.WINDOWS]) {
      await build({
        projectDir: root,
        targets: target.createTarget('dir', Arch.x64),
        publish: 'never',
        config,
      });
    }
    rmSync(appDir, { recursive: true });
  });
  after(() => rmSync(work, { recursive: true, force: true }));

  for (const platform of ['linux', 'win'] as const) {
    it(`takes the native addons of ${platform}, wherever it is packed`, () => {
      const name = platform === 'win' ? 'win32-x64' : 'linux-x64';
      assert.deepEqual(addonsOf(platform), [
        `node_modules/better-sqlite3/prebuilds/${name}.node`,
        `node_modules/keytar/prebuilds/${name}/keytar.node`,
      ]);
    });

    it(`has its fuses burnt on ${platform}, and only the languages it speaks`, async () => {
      const wire = await getCurrentFuseWire(packed(platform, platform === 'win' ? 'Elo.exe' : 'elo'));
      assert.equal(wire[FuseV1Options.RunAsNode], FuseState.DISABLE);
      assert.equal(wire[FuseV1Options.OnlyLoadAppFromAsar], FuseState.ENABLE);
      assert.deepEqual(readdirSync(packed(platform, 'locales')).sort(), ['en-US.pak', 'es.pak', 'pt-BR.pak']);
    });
  }

  it('names in the program of Windows the hash of its archive', () => {
    const { headerString } = asar.getRawHeader(packed('win', 'resources', 'app.asar'));
    const hash = createHash('sha256').update(headerString).digest('hex');
    const program = readFileSync(packed('win', 'Elo.exe'));
    assert.ok(program.includes(hash) || program.includes(Buffer.from(hash, 'utf16le')));
  });

  it('lies in one archive with its scripts and its page, and no other package', () => {
    const inside = asar.listPackage(packed('linux', 'resources', 'app.asar'), { isPack: false });
    for (const name of [
      '/package.json',
      '/electron/main.js',
      '/electron/preload.cjs',
      '/electron/engine/main.js',
      '/electron/engine/keep.worker.js',
      '/electron/icons/tray-well.png',
      '/renderer/index.html',
      '/node_modules/better-sqlite3/lib/index.js',
      '/node_modules/keytar/lib/keytar.js',
    ]) {
      assert.ok(inside.includes(name), name);
    }
    assert.ok(
      !inside.some((name) => name.endsWith('.map') || name.endsWith('.ts') || name.includes('built-from')),
    );
    const packages = new Set(
      inside.map((name) => /^\/node_modules\/([^/]+)/.exec(name)?.[1]).filter(Boolean),
    );
    assert.deepEqual(packages, new Set(['better-sqlite3', 'keytar']));
  });

  it('carries the hashes its integrity is checked by', () => {
    const { header } = asar.getRawHeader(packed('linux', 'resources', 'app.asar'));
    const text = JSON.stringify(header);
    assert.match(
      text,
      /"main\.js":\{"size":\d+,"offset":"\d+","integrity":\{"algorithm":"SHA256","hash":"[0-9a-f]{64}"/,
    );
  });

  it('says nothing about updates where nobody said from where', () => {
    assert.equal(existsSync(packed('linux', 'resources', 'app-update.yml')), false);
  });

  it('has everything its engine needs: it starts from what was packed alone', async () => {
    // Outside the repository, so that no package of ours is found by chance.
    const folder = mkdtempSync(join(tmpdir(), 'elo-packed-'));
    const dataDir = join(folder, 'data');
    cpSync(packed('linux', 'resources', 'app.asar.unpacked'), join(folder, 'app.asar.unpacked'), {
      recursive: true,
    });
    cpSync(packed('linux', 'resources', 'app.asar'), join(folder, 'app.asar'));
    asar.extractAll(join(folder, 'app.asar'), join(folder, 'app'));
    const parent = portChannel();
    const thread = new Worker(join(import.meta.dirname, 'engineThread.ts'), {
      workerData: { entry: join(folder, 'app', 'electron', 'engine', 'main.js'), parent: parent.port2.raw },
      transferList: [parent.port2.raw],
      stderr: true,
    });
    const [host, control, client] = [portChannel(), portChannel(), portChannel()];
    parent.port1.start();
    parent.port1.postMessage(
      { kind: 'start', dataDir, serverUrl: 'http://127.0.0.1:9', vault: 'memory', appVersion: '0.0.0' },
      [host.port2, control.port2],
    );
    parent.port1.postMessage({ kind: 'client' }, [client.port2]);
    client.port1.start();
    const engine = createORPCClient<EngineClient>(new RPCLink({ port: client.port1 }));
    const projects = join(folder, 'projetos');
    mkdirSync(projects);
    const failed = new Promise<never>((_resolve, reject) => {
      thread.once('error', reject);
    });
    const folders = await Promise.race([engine.folders.add({ path: projects }), failed]);
    assert.equal(folders[0]?.path, projects);
    const ended = new Promise<number>((resolve) => {
      thread.once('exit', resolve);
    });
    control.port1.close();
    assert.equal(await ended, 0);
    parent.port1.close();
    assert.ok(readFileSync(join(dataDir, 'logs', 'elo.log'), 'utf8').length > 0);
    rmSync(folder, { recursive: true });
  });
});
