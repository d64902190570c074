import { EloError } from '../../../shared/domain/eloError.ts';
import { entryKey } from './entryName.ts';
import { normalizeGuid } from './guid.ts';
import type { OpenContainer } from './openContainer.ts';
import type { XmlAttributes, XmlHandler } from './xmlScanner.ts';
import type { ZipEntry } from './zipDirectory.ts';

/** One document found by following the folders that the container files name. */
export interface FoundDocument {
  readonly entry: ZipEntry;
  /** Its file extension in lower case: `ambient3d`, `dataclient` … */
  readonly type: string;
  /** CONTAINER@NAME of the container it stands in; null in the root container, which has none. */
  readonly container: string | null;
}

export interface ContainerWalk {
  readonly projectGuid: string | null;
  readonly customerNumber: string | null;
  readonly documents: readonly FoundDocument[];
}

/** Reads one `*.container`: the folders it names, and in the root one the project's GUID and the customer number. */
class ContainerFile implements XmlHandler {
  readonly documentFolders: string[] = [];
  readonly containerFolders: string[] = [];
  name: string | null = null;
  projectGuid: string | null = null;
  customerNumber: string | null = null;
  readonly #path: string[] = [];

  open(name: string, attributes: XmlAttributes, depth: number): boolean {
    const parent = this.#path.at(-1);
    this.#path.push(name);
    if (depth === 1) this.name = attributes.get('NAME') ?? null;
    else if (depth === 3 && name === 'DOCUMENT' && parent === 'DOCUMENTS') {
      this.documentFolders.push(attributes.get('FOLDER') ?? '');
    } else if (depth === 3 && name === 'CONTAINER' && parent === 'CONTAINERS') {
      this.containerFolders.push(attributes.get('FOLDER') ?? '');
    } else if (name === 'PROJECTGUID' && parent === 'INFORMACOESADICIONAIS') {
      this.projectGuid ??= normalizeGuid(attributes.get('GUID'));
    } else if (name === 'METADATA' && attributes.get('ID') === 'CustomerNumber') {
      this.customerNumber ??= attributes.get('VALUE') ?? null;
    }
    return false;
  }

  close(): void {
    this.#path.pop();
  }
}

function extension(entry: ZipEntry): string {
  return /\.([^./]+)$/.exec(entry.key)?.[1] ?? '';
}

/** The container file in the outermost folder: `solucao/solucao.container` in every real file. */
function rootContainer(container: OpenContainer): ZipEntry | undefined {
  const candidates = container.entries.filter((entry) => extension(entry) === 'container');
  const depth = (entry: ZipEntry): number => entry.key.split('/').length;
  return container.find('solucao/solucao.container') ?? candidates.toSorted((a, b) => depth(a) - depth(b))[0];
}

/** Key of a folder named inside another; null where the name is no safe relative one. */
function folderBelow(parent: string, folder: string): string | null {
  try {
    const key = entryKey(folder).replace(/\/+$/, '');
    return parent === '' ? key : `${parent}/${key}`;
  } catch (error) {
    if (error instanceof EloError && error.code === 'unsafe-entry-name') return null;
    throw error;
  }
}

/**
 * Follows `DOCUMENTS/DOCUMENT@FOLDER` and `CONTAINERS/CONTAINER@FOLDER` from the root container down, depth first in
 * written order. What a damaged container file no longer names, but is there, is added with a warning.
 * Error: `too-many-folders`.
 */
export async function walkContainer(container: OpenContainer): Promise<ContainerWalk> {
  const { limits, warnings } = container;
  const documents: FoundDocument[] = [];
  const reached = new Set<ZipEntry>();
  let folders = 0;

  const visit = async (entry: ZipEntry, depth: number, isRoot: boolean): Promise<ContainerFile> => {
    reached.add(entry);
    const file = new ContainerFile();
    await container.readDocument(entry, file);
    const here = entry.key.slice(0, Math.max(0, entry.key.lastIndexOf('/')));
    folders += file.documentFolders.length + file.containerFolders.length;
    if (folders > limits.folders || depth > limits.folderDepth) {
      throw new EloError('too-many-folders', 'the container names more folders than the reader takes', {
        details: { folders, depth },
      });
    }
    for (const folder of file.documentFolders) {
      const key = folderBelow(here, folder);
      const files = key === null ? [] : container.filesIn(key).filter((each) => !reached.has(each));
      if (files.length === 0) {
        warnings.push({ code: 'document-missing', detail: `${entry.name}: ${folder}` });
      }
      for (const each of files) {
        reached.add(each);
        documents.push({ entry: each, type: extension(each), container: isRoot ? null : file.name });
      }
    }
    for (const folder of file.containerFolders) {
      const key = folderBelow(here, folder);
      const files = key === null ? [] : container.filesIn(key);
      const child = files.find((each) => extension(each) === 'container' && !reached.has(each));
      if (child === undefined)
        warnings.push({ code: 'container-missing', detail: `${entry.name}: ${folder}` });
      else await visit(child, depth + 1, false);
    }
    return file;
  };

  const rootEntry = rootContainer(container);
  const root = rootEntry === undefined ? null : await visit(rootEntry, 1, true);
  if (root === null) warnings.push({ code: 'document-missing', detail: 'solucao.container' });
  for (const entry of container.entries) {
    if (extension(entry) !== 'ambient3d' || reached.has(entry)) continue;
    warnings.push({ code: 'document-unreferenced', detail: entry.name });
    documents.push({ entry, type: 'ambient3d', container: null });
  }
  return {
    projectGuid: root?.projectGuid ?? null,
    customerNumber: root?.customerNumber ?? null,
    documents,
  };
}
