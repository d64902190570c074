import { bytesSource } from './byteSource.ts';
import type { LayoutEnvironment, LayoutFacts } from './layoutFacts.ts';
import { LayoutReader } from './layoutReader.ts';
import type { ReadOptions } from './limits.ts';
import { openContainer } from './openContainer.ts';
import { walkContainer } from './walkContainer.ts';

export interface ReadLayoutOptions extends ReadOptions {
  /** The 3D environment to read; where the file has none with this GUID (or none is asked for) the first one. */
  readonly ambientGuid?: string | null;
}

/**
 * Reads how everything stands in one 3D environment of a container, for the floor plan and for comparing two states.
 * Only that one is held in memory. Errors as of `readDrawing`.
 */
export async function readLayout(bytes: Uint8Array, options: ReadLayoutOptions = {}): Promise<LayoutFacts> {
  const container = openContainer(bytesSource(bytes), options);
  const walk = await walkContainer(container);
  const ambients: { guid: string | null; name: string | null }[] = [];
  let environment: LayoutEnvironment | null = null;
  const asked = options.ambientGuid ?? null;
  for (const document of walk.documents) {
    if (document.type !== 'ambient3d') continue;
    const reader = new LayoutReader(container.limits.items);
    await container.readDocument(document.entry, reader);
    const { drawing, layouts } = reader;
    if (!drawing.isAmbient) continue;
    const { name, guid, documentPath, entities } = drawing;
    ambients.push({ guid, name });
    if (environment === null || (asked !== null && guid === asked && environment.guid !== asked)) {
      environment = { name, guid, documentPath, entities, layouts };
    }
  }
  return { ambients, environment, warnings: container.warnings };
}
