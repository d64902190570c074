import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bundleShell } from './bundleShell.ts';
import { ensureWindow } from './ensureWindow.ts';

const root = join(import.meta.dirname, '..');

export interface StageOptions {
  /** Where the app is put together; must lie below the repository, where the native packages are found. */
  readonly appDir?: string;
  /** The built page; built where its sources changed, unless another is named. */
  readonly pageDir?: string;
}

/**
 * Puts the desktop app together as Electron runs it (`electron dist/app`) and as it is packed: `electron/` (bundled
 * scripts), `renderer/` (the built page) and a small `package.json`. Native packages stay where they are installed.
 * @returns the app's folder
 */
export async function stageApp(options: StageOptions = {}): Promise<string> {
  const appDir = options.appDir ?? join(root, 'dist', 'app');
  const pageDir = options.pageDir ?? (await ensureWindow()).folder;
  const { version, productName, description, license } = JSON.parse(
    await readFile(join(root, 'package.json'), 'utf8'),
  ) as Readonly<Record<'version' | 'productName' | 'description' | 'license', string>>;
  await mkdir(appDir, { recursive: true });
  await bundleShell(join(appDir, 'electron'));
  const page = join(appDir, 'renderer');
  await rm(page, { recursive: true, force: true });
  await cp(pageDir, page, {
    recursive: true,
    // What the page was built from is no part of it.
    filter: (path) => basename(path) !== 'built-from.txt',
  });
  const manifest = {
    name: 'elo',
    productName,
    version,
    description,
    license,
    homepage: 'https://elo.example.invalid',
    author: { name: 'Elo', email: 'elo@elo.example.invalid' },
    type: 'module',
    main: 'electron/main.js',
  };
  await writeFile(join(appDir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return appDir;
}
