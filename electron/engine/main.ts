/** Entry of the engine's process inside the desktop app. */
import { createEngine } from './engine.ts';
import { runEngineProcess } from './engineProcess.ts';
import type { ParentPort } from './engineProcess.ts';

const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
if (parentPort === undefined) throw new Error('this is started by the desktop app');

runEngineProcess({
  parentPort,
  createEngine,
  exit: (code) => {
    // The last message is handed over in the next turn of the loop.
    setImmediate(() => process.exit(code));
  },
});
