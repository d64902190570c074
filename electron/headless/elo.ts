#!/usr/bin/env node
/** Entry of the command line `elo`. */
import { enableCompileCache } from 'node:module';
import { compileCacheFolder } from './dataFolder.ts';

// Other programs call `elo` hundreds of times: a start with compiled sources takes half as long.
enableCompileCache(process.env['NODE_COMPILE_CACHE'] ?? compileCacheFolder(process.env));
const [{ runElo }, { leave }] = await Promise.all([import('./runElo.ts'), import('./leave.ts')]);

const code = await runElo({
  argv: process.argv.slice(2),
  process,
  parts: {
    createEngine: async (config) => (await import('../engine/engine.ts')).createEngine(config),
    diagnosis: async () => (await import('./loadDiagnosis.ts')).loadDiagnosis(),
    inspectFile: async (path) => (await import('../engine/promob/inspect.ts')).inspectFile(path),
  },
});
// Everything is closed and written; a worker or timer somebody forgot must not keep the terminal waiting.
leave(code, process);
