import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { newProject } from '../../support/promob/newProject.ts';

const firstSavedAt = Date.parse('2025-01-06T11:00:00Z');

/** Small real containers, each of another project, `perFolder` to a folder, a hundred folders to a customer. */
export function writeProjectTree(
  root: string,
  o: { readonly folders: number; readonly perFolder: number; readonly seed: string },
): number {
  let written = 0;
  for (let folder = 0; folder < o.folders; folder += 1) {
    const path = join(root, `Cliente ${Math.floor(folder / 100)}`, `Projeto ${folder}`);
    mkdirSync(path, { recursive: true });
    for (let file = 0; file < o.perFolder; file += 1) {
      const model = newProject({
        seed: `${o.seed} ${folder} ${file}`,
        modules: 0,
        previewBytes: 0,
        // No two projects were first saved in the same second.
        savedAt: new Date(firstSavedAt + written * 61_000).toISOString().replace('.000Z', 'Z'),
      });
      writeFileSync(join(path, `Ambiente ${file}.promob`), buildContainer(model, { compression: 'zlib' }));
      written += 1;
    }
  }
  return written;
}
