import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { Ajv } from 'ajv';
import { beforeBuild } from '../../../build/beforeBuild.ts';
import { afterPack, fuses, programOf } from '../../../build/fuses.ts';
import { drawings } from '../../../build/icons/drawIcons.ts';
import { writeIco } from '../../../build/icons/writeIco.ts';
import { publishFrom } from '../../../build/packageOptions.ts';
import { linkScheme } from '../../../shared/domain/deepLink.ts';
import { appUserModelId, toastActivatorClsid } from '../../../electron/shell/identity.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const require = createRequire(import.meta.url);

/** electron-builder's own reader of YAML. */
const { load } = require('js-yaml') as { load(text: string): unknown };

interface Configuration {
  readonly appId: string;
  readonly files: readonly (
    string | { readonly from: string; readonly to: string; readonly filter: string[] }
  )[];
  readonly [key: string]: unknown;
}
const configuration = load(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Configuration;
const part = (name: string): Readonly<Record<string, unknown>> =>
  configuration[name] as Readonly<Record<string, unknown>>;

/** The configuration against electron-builder's schema; the answer is what is wrong. */
function problems(candidate: object): string {
  const scheme = JSON.parse(
    readFileSync(join(root, 'node_modules', 'app-builder-lib', 'scheme.json'), 'utf8'),
  ) as object;
  // The schema knows functions too (`typeof`), which no file can hold.
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  ajv.addKeyword('typeof');
  ajv.validate(scheme, candidate);
  return ajv.errorsText();
}

describe('the packager’s configuration', () => {
  it('is what electron-builder understands', () => {
    assert.equal(problems(configuration), 'No errors');
    assert.equal(
      problems({ ...configuration, ...publishFrom({ ELO_UPDATES_URL: 'https://u.example/' }) }),
      'No errors',
    );
  });

  it('is told where a word of it is wrong', () => {
    assert.match(problems({ ...configuration, asarUnpacked: [] }), /additional properties/);
    assert.match(problems({ ...configuration, nsis: { ...part('nsis'), oneClick: 'no' } }), /boolean/);
  });

  it('names the app as the shell does', () => {
    assert.equal(configuration.appId, appUserModelId);
    assert.equal(
      part('nsis')['shortcutName'],
      'Elo',
      'Electron writes the toasts’ class into the shortcut of this name',
    );
    const script = readFileSync(join(root, 'build', 'installer', 'installer.nsh'), 'utf8');
    assert.ok(script.includes(toastActivatorClsid));
  });

  it('keeps the app in one checked archive, native addons alone outside', () => {
    assert.equal(configuration['asar'], true);
    assert.equal(configuration['disableAsarIntegrity'], false);
    assert.deepEqual(configuration['asarUnpack'], ['**/*.node']);
    assert.equal(configuration['afterPack'], './build/fuses.ts');
    assert.equal(configuration['electronFuses'], undefined, 'the hook alone burns them');
  });

  it('takes the native packages’ binaries of the platform that is packed for, and no other package', async () => {
    type FileSet = { readonly from: string; readonly to: string; readonly filter: readonly string[] };
    const setsOf = (entries: Configuration['files']): readonly FileSet[] =>
      entries.filter((entry) => typeof entry !== 'string');
    const place = ({ from }: FileSet): string => join(root, 'dist', 'app', from);
    assert.deepEqual(
      setsOf(configuration.files).map((set) => [place(set), set.to]),
      ['better-sqlite3', 'keytar'].map((name) => [join(root, 'node_modules', name), `node_modules/${name}`]),
    );
    assert.ok(
      !setsOf(configuration.files).some(({ filter }) => filter.some((name) => /node$|build/.test(name))),
    );
    for (const [platform, target] of [
      ['win', 'win32'],
      ['linux', 'linux'],
    ] as const) {
      const sets = setsOf(part(platform)['files'] as Configuration['files']);
      assert.equal(sets.length, 2);
      for (const set of sets) {
        const [binary = ''] = set.filter;
        // electron-builder's ${platform} is the machine that packs.
        assert.ok(binary.startsWith(`${target}-\${arch}`), binary);
        assert.ok(existsSync(join(place(set), binary.replace('${arch}', 'x64'))), binary);
        assert.match(set.to, /^node_modules\/(better-sqlite3|keytar)\/prebuilds$/);
      }
    }
    const plain = configuration.files.filter((entry) => typeof entry === 'string');
    assert.deepEqual(plain, ['package.json', 'electron/**', 'renderer/**', '!**/*.map']);
    assert.equal(await beforeBuild(), false, 'nothing is rebuilt or collected');
  });

  it('installs for this user, for everybody by choice, in Portuguese, and never deletes data', () => {
    const nsis = part('nsis');
    assert.deepEqual(
      [nsis['oneClick'], nsis['perMachine'], nsis['selectPerMachineByDefault'], nsis['language']],
      [false, false, false, '1046'],
    );
    assert.equal((nsis['installerLanguages'] as string[])[0], 'pt_BR');
    assert.equal(nsis['deleteAppDataOnUninstall'], false);
    assert.deepEqual(
      (part('win')['target'] as { target: string }[]).map(({ target }) => target),
      ['nsis', 'zip'],
    );
    assert.deepEqual(
      (part('linux')['target'] as { target: string }[]).map(({ target }) => target),
      ['AppImage', 'deb'],
    );
  });

  it('takes links of its own scheme, and no file type from other programs', () => {
    assert.deepEqual(configuration['protocols'], [{ name: 'Elo', schemes: [linkScheme] }]);
    assert.deepEqual(configuration['fileAssociations'], []);
    for (const platform of ['win', 'linux']) assert.equal(part(platform)['fileAssociations'], undefined);
    assert.equal(part('linux')['mimeTypes'], undefined);
  });

  it('says where updates come from only when asked, over https, with the signer checked', () => {
    assert.equal(configuration['publish'], null);
    assert.equal(part('win')['verifyUpdateCodeSignature'], true);
    assert.deepEqual(publishFrom({}), {});
    assert.deepEqual(publishFrom({ ELO_UPDATES_URL: 'https://u.example/elo' }), {
      publish: { provider: 'generic', url: 'https://u.example/elo' },
    });
    for (const url of ['http://u.example/', 'u.example', 'file:///x', 'https://user:secret@u.example/']) {
      assert.throws(() => publishFrom({ ELO_UPDATES_URL: url }), url);
    }
  });
});

/** Before the fuses in Electron's program; documented in "Electron Fuses", not exported by the package. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** A program with a wire of fuses as Electron's has it. */
function fakeProgram(folder: string, states: string): string {
  const path = join(folder, 'elo');
  const wire = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, states.length]), Buffer.from(states)]);
  writeFileSync(path, Buffer.concat([Buffer.alloc(4_096, 7), wire, Buffer.alloc(512, 9)]));
  return path;
}

const context = (appOutDir: string, electronPlatformName = 'linux') => ({
  appOutDir,
  electronPlatformName,
  packager: { executableName: 'elo', appInfo: { productFilename: 'Elo' } },
});

describe('the fuses', () => {
  it('are exactly these', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'elo-fuses-'));
    // Electron's own state: the opposite of most of ours.
    const path = fakeProgram(folder, '101100110');
    await afterPack(context(folder));
    const wire = await getCurrentFuseWire(path);
    const on = (fuse: FuseV1Options): boolean => wire[fuse] === FuseState.ENABLE;
    assert.deepEqual(
      {
        runAsNode: on(FuseV1Options.RunAsNode),
        cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
        nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
        inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
        asarIntegrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
        asarOnly: on(FuseV1Options.OnlyLoadAppFromAsar),
        ownSnapshot: on(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
        fileProtocol: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
        wasmTraps: on(FuseV1Options.WasmTrapHandlers),
      },
      {
        runAsNode: false,
        cookieEncryption: true,
        nodeOptions: false,
        inspect: false,
        asarIntegrity: true,
        asarOnly: true,
        ownSnapshot: false,
        fileProtocol: false,
        wasmTraps: true,
      },
    );
    rmSync(folder, { recursive: true });
  });

  it('stop the packaging where Electron has one nobody decided about, or none at all', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'elo-fuses-'));
    fakeProgram(folder, '1011001101');
    await assert.rejects(afterPack(context(folder)), /strictlyRequireAllFuses/);
    writeFileSync(join(folder, 'elo'), Buffer.alloc(10_000));
    await assert.rejects(afterPack(context(folder)), /sentinel/);
    rmSync(folder, { recursive: true });
    assert.equal(fuses.strictlyRequireAllFuses, true);
  });

  it('are burnt into the program of each platform that is packed for', () => {
    assert.equal(programOf(context('/out', 'win32')), join('/out', 'Elo.exe'));
    assert.equal(programOf(context('/out')), join('/out', 'elo'));
    assert.throws(() => programOf(context('/out', 'darwin')));
  });
});

describe('the pictures', () => {
  const made = join(root, 'build', 'icons', 'made');
  const size = (path: string): readonly [number, number] => {
    const png = readFileSync(path);
    assert.equal(png.toString('latin1', 1, 4), 'PNG', path);
    return [png.readUInt32BE(16), png.readUInt32BE(20)];
  };

  it('are there as they were drawn', () => {
    for (const { name, sizes } of drawings()) {
      for (const [suffix, pixels] of sizes) {
        assert.deepEqual(size(join(made, `${name}${suffix}.png`)), [pixels, pixels], `${name}${suffix}`);
      }
    }
    for (const name of readdirSync(join(root, 'build', 'icons', 'linux'))) {
      const pixels = Number.parseInt(name, 10);
      assert.deepEqual(size(join(root, 'build', 'icons', 'linux', name)), [pixels, pixels]);
    }
  });

  it('of the program hold every size Windows asks for', () => {
    const ico = readFileSync(join(made, 'elo.ico'));
    const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_none, index) => {
      const at = 6 + 16 * index;
      const [length, offset] = [ico.readUInt32LE(at + 8), ico.readUInt32LE(at + 12)];
      assert.ok(offset + length <= ico.length);
      return ico.readUInt8(at) || 256;
    });
    assert.deepEqual(sizes, [16, 20, 24, 32, 40, 48, 64, 128, 256]);
  });

  it('in an icon are bitmaps from the bottom up, large ones as they are', () => {
    const rgba = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
    const ico = writeIco([
      { size: 2, png: new Uint8Array(), rgba },
      { size: 256, png: Uint8Array.from([1, 2, 3]), rgba: new Uint8Array() },
    ]);
    const offset = ico.readUInt32LE(6 + 12);
    assert.equal(ico.readInt32LE(offset + 8), 4, 'picture and mask');
    assert.deepEqual(
      [...ico.subarray(offset + 40, offset + 56)],
      [11, 10, 9, 12, 15, 14, 13, 16, 3, 2, 1, 4, 7, 6, 5, 8],
    );
    assert.deepEqual([...ico.subarray(-3)], [1, 2, 3]);
    assert.equal(ico.readUInt8(6 + 16), 0, '256 does not fit a byte');
  });
});

describe('the repository', () => {
  it('holds the pictures small', () => {
    const listed = execFileSync('du', ['-sk', join(root, 'build', 'icons')], { encoding: 'utf8' });
    assert.ok(Number.parseInt(listed, 10) < 600, listed);
  });
});
