import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';
import { bundleEngine } from './bundleEngine.ts';

const root = join(import.meta.dirname, '..');
const source = join(root, 'electron');

/** Packages in CommonJS ask for Node's own modules by `require`, which a module does not have. */
const banner = `import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);`;

const common: BuildOptions = {
  bundle: true,
  minify: true,
  // Class names stand in logs and in error answers.
  keepNames: true,
  legalComments: 'none',
  external: ['electron'],
  logLevel: 'warning',
};

/**
 * The preload script. A sandboxed one is read by Electron itself: it must be one CommonJS file that asks for nothing
 * but `electron`.
 */
export function preloadOptions(outFile: string): BuildOptions {
  return {
    ...common,
    entryPoints: [join(source, 'preload.ts')],
    outfile: outFile,
    format: 'cjs',
    platform: 'browser',
    target: 'chrome140',
    keepNames: false,
  };
}

/** The main script: a module; the updater is a file of its own, read only where updates are taken. */
export function mainOptions(outDir: string): BuildOptions {
  return {
    ...common,
    entryPoints: [join(source, 'main.ts')],
    outdir: outDir,
    entryNames: '[name]',
    chunkNames: 'main-[hash]',
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    banner: { js: banner },
  };
}

export interface ShellBundle {
  /** The folder with `main.js`, `preload.cjs`, `engine/` and `icons/`. */
  readonly outDir: string;
  /** The engine's files, source maps excluded, in bytes. */
  readonly engineBytes: number;
}

/**
 * Bundles everything of the desktop app but the page: main script, preload script, engine process with its threads,
 * pictures of tray and taskbar.
 * @param outDir emptied first; must lie where the native packages are found (below the repository, or beside them)
 */
export async function bundleShell(
  outDir: string = join(root, 'dist', 'app', 'electron'),
): Promise<ShellBundle> {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const [engine] = await Promise.all([
    bundleEngine({ outDir: join(outDir, 'engine'), entries: [join(source, 'engine', 'main.ts')] }),
    build(mainOptions(outDir)),
    build(preloadOptions(join(outDir, 'preload.cjs'))),
    cp(join(root, 'build', 'icons', 'made'), join(outDir, 'icons'), { recursive: true }),
  ]);
  return { outDir, engineBytes: engine.bytes };
}
