import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';

/** The least a look at everything can cost: every folder read, every file asked for, nothing remembered or compared. */
function walk(root: string): number {
  let files = 0;
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else {
        statSync(path);
        files += 1;
      }
    }
  }
  return files;
}

const port = parentPort;
port?.on('message', (root: string) => port.postMessage(walk(root), []));
