import { bytesSource } from './byteSource.ts';
import type { DrawingEnvironment, DrawingFacts } from './drawingFacts.ts';
import { DrawingReader } from './drawingReader.ts';
import type { ReadOptions } from './limits.ts';
import { openContainer } from './openContainer.ts';
import { walkContainer } from './walkContainer.ts';

/**
 * Reads the entities of every 3D environment of a container, for comparing two saves and for the floor plan. The entries
 * it reads are verified; those it does not need are not. Errors as of `readContainer`, and `too-many-entities`.
 */
export async function readDrawing(bytes: Uint8Array, options: ReadOptions = {}): Promise<DrawingFacts> {
  const container = openContainer(bytesSource(bytes), options);
  const walk = await walkContainer(container);
  const environments: DrawingEnvironment[] = [];
  let left = container.limits.items;
  for (const document of walk.documents) {
    if (document.type !== 'ambient3d') continue;
    const reader = new DrawingReader(left);
    await container.readDocument(document.entry, reader);
    if (!reader.isAmbient) continue;
    left -= reader.entities.length;
    environments.push({
      name: reader.name,
      container: document.container,
      guid: reader.guid,
      documentPath: reader.documentPath,
      entities: reader.entities,
    });
  }
  return { environments, warnings: container.warnings };
}
