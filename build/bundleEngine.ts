import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** Native modules: they bring binaries, so they stay packages beside the bundle. */
const native = ['better-sqlite3', 'keytar'];

/** How a thread's file is named in the sources: always this one spelling, so that it can be found. */
const workerUrl = /new URL\('\.\/([\w-]+\.worker)\.ts', import\.meta\.url\)/g;

/** Packages in CommonJS know `require` and where they lie; a module has to be given both. */
const banner = `import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url), __dirname = import.meta.dirname, __filename = import.meta.filename;`;

export interface EngineBundleOptions {
  /** Made where it is missing. Must lie where the native packages are found (below the repository, or beside them). */
  readonly outDir: string;
  /** Further files to bundle with the engine, e.g. a host process; shared code stays shared. */
  readonly entries?: readonly string[];
}

export interface EngineBundle {
  readonly outDir: string;
  /** Size of all files, source maps excluded, in bytes. */
  readonly bytes: number;
  /** The bundled form of a source file that was an entry or a worker. */
  fileOf(source: string): string;
}

/** The engine's threads: every `*.worker.ts` below the engine. */
async function workersOf(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith('.worker.ts')).map((name) => join(folder, name));
}

/** SQL Server's driver can sign in to Microsoft's cloud; stores' servers stand in the next room, so a megabyte stays out. */
function withoutCloudSignIn(): Plugin {
  return {
    name: 'without-cloud-sign-in',
    setup(hooks) {
      hooks.onResolve({ filter: /^@azure\// }, ({ path }) => ({ path, namespace: 'left-out' }));
      hooks.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
    },
  };
}

/** Threads are started by the address of a file; in the bundle that file is JavaScript and lies in the same folder. */
function bundledWorkers(known: ReadonlySet<string>): Plugin {
  return {
    name: 'bundled-workers',
    setup(hooks) {
      hooks.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const contents = source.replaceAll(workerUrl, (_all, name: string) => {
          if (!known.has(name)) throw new Error(`${path} starts ${name}.ts, which is not bundled`);
          return `new URL('./${name}.js', import.meta.url)`;
        });
        return { contents, loader: 'ts' };
      });
    },
  };
}

/**
 * Bundles the engine as it is shipped: JavaScript modules for Node 24, minified, shared code once, one file for each
 * thread, native packages left outside.
 * @throws where a file cannot be bundled, or starts a thread whose file is not
 */
export async function bundleEngine(options: EngineBundleOptions): Promise<EngineBundle> {
  const engine = join(root, 'electron', 'engine');
  const sources = [join(engine, 'engine.ts'), ...(await workersOf(engine)), ...(options.entries ?? [])];
  const stem = (source: string): string => basename(source, '.ts');
  const names = new Set(sources.map(stem));
  if (names.size !== sources.length) throw new Error('two entries of the bundle have the same name');
  const result = await build({
    entryPoints: sources,
    outdir: options.outDir,
    entryNames: '[name]',
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    // Class names stand in logs and in error answers.
    keepNames: true,
    legalComments: 'none',
    external: native,
    banner: { js: banner },
    metafile: true,
    logLevel: 'warning',
    plugins: [bundledWorkers(names), withoutCloudSignIn()],
  });
  return {
    outDir: options.outDir,
    bytes: Object.values(result.metafile.outputs).reduce((sum, output) => sum + output.bytes, 0),
    fileOf: (source) => {
      if (!names.has(stem(source))) throw new Error(`${source} is not in the bundle`);
      return join(options.outDir, `${stem(source)}.js`);
    },
  };
}
