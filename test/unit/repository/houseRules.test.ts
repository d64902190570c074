import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, it } from 'node:test';
import { rules, rulesTable } from '../../integration/rules/rules.ts';

const root = join(import.meta.dirname, '..', '..', '..');

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const dependencies = { ...manifest.dependencies, ...manifest.devDependencies };

describe('house rules that no linter checks', () => {
  it('keeps every dependency at one exact version', () => {
    for (const [name, version] of Object.entries(dependencies)) {
      assert.match(version, /^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+$/, `${name} is not exact: ${version}`);
    }
  });

  it('says in CONTRIBUTING why each dependency is there, and names none that is not', () => {
    const contributing = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
    const section = contributing.slice(contributing.indexOf('## Dependencies, and why each'));
    const named = [...section.matchAll(/^\| `([^`]+)` +\|/gm)].map((match) => match[1] ?? '');
    assert.deepEqual([...named].sort(), Object.keys(dependencies).sort());
  });

  it('lets only listed packages run install scripts, each one a dependency', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { hasInstallScript?: boolean; name?: string }>;
    };
    const withScripts = Object.entries(lock.packages)
      .filter(([, entry]) => entry.hasInstallScript === true)
      .map(([path, entry]) => entry.name ?? path.replace(/^.*node_modules\//, ''));
    for (const name of withScripts) assert.ok(name in manifest.allowScripts, `${name} is not listed`);
    // npm also takes a `binding.gyp` for a script; better-sqlite3 brings its binaries and must not be built.
    assert.equal(manifest.allowScripts['better-sqlite3'], false);
  });

  it('keeps SQL in database/ and in files named *Store.ts', () => {
    const statement =
      /['"`]\s*(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX|UNIQUE)|PRAGMA\s)/s;
    const offenders = filesBelow('electron', '.ts').filter((path) => {
      const allowed =
        path.startsWith('electron/engine/database/') ||
        // What is asked of other people's databases, which are only looked at.
        path.startsWith('electron/engine/diagnostics/databases/') ||
        path.endsWith('Store.ts') ||
        path.includes('/migrations/');
      return !allowed && statement.test(readFileSync(join(root, path), 'utf8'));
    });
    assert.deepEqual(offenders, []);
  });

  it('opens every feature folder with a README of at most a screen', () => {
    // What serves all screens of the window is told in the window's own README.
    const shared = new Set(['app', 'bridge', 'components', 'state', 'text']);
    const below = (parent: string): string[] =>
      readdirSync(join(root, parent), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${parent}/${name}`);
    const folders = [
      ...below('electron/engine'),
      ...['electron/shell', 'electron/headless', 'electron/headless/window', 'renderer'],
      ...below('renderer').filter((path) => !shared.has(path.replace('renderer/', ''))),
    ];
    for (const folder of folders) {
      const path = join(root, folder, 'README.md');
      assert.ok(existsSync(path), `${folder} has no README`);
      const lines = readFileSync(path, 'utf8').split('\n').length;
      assert.ok(lines <= 60, `${folder}/README.md has ${lines} lines`);
    }
  });

  it('says in the README which rules there are, each with its test', () => {
    assert.ok(readFileSync(join(root, 'README.md'), 'utf8').includes(`\n${rulesTable()}\n`));
    const folder = join(root, 'test/integration/rules');
    const tests = readdirSync(folder).filter((name) => /^rule\d\d.*\.test\.ts$/.test(name));
    assert.deepEqual(tests.sort(), rules.map(({ test }) => test).sort());
  });

  it('uses erasable names for its files: one camelCase main export each, no default exports', () => {
    const odd = [...filesBelow('electron', '.ts'), ...filesBelow('shared', '.ts')].filter((path) => {
      const name = path.split('/').at(-1) ?? '';
      return !/^([a-z][A-Za-z0-9]*|\d{4}[A-Za-z0-9-]*|pt-BR|en|es)(\.worker|\.config)?\.ts$/.test(name);
    });
    assert.deepEqual(odd, []);
  });

  it('speaks of the project alone: no path of a machine, no package registry', () => {
    const suspicious =
      /\/work\/|\/root\/|registry\.npmjs|deb\.debian\.org|\.\.\/shared\/(design|reference|hooks|bench)/;
    const texts = [
      ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'package.json', '.ci/run'],
      ...['electron', 'shared', 'test', 'build'].flatMap((folder) => [
        ...filesBelow(folder, '.ts'),
        ...filesBelow(folder, '.md'),
      ]),
    ].filter((path) => existsSync(join(root, path)) && !path.endsWith('houseRules.test.ts'));
    const offenders = texts.filter((path) => suspicious.test(readFileSync(join(root, path), 'utf8')));
    assert.deepEqual(offenders, []);
  });
});
