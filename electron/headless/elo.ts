#!/usr/bin/env node
/** Entry of the command line `elo`. */
import { runElo } from './runElo.ts';

const code = await runElo({
  argv: process.argv.slice(2),
  process,
  parts: {
    createEngine: async (config) => (await import('../engine/engine.ts')).createEngine(config),
    inspectFile: async (path) => (await import('../engine/promob/inspect.ts')).inspectFile(path),
  },
});
// Everything is closed and written; a worker or timer somebody forgot must not keep the terminal waiting.
process.exit(code);
