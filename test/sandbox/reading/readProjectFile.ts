import { createHash } from 'node:crypto';
import yauzl from 'yauzl';
import { guidOf } from './readListing.ts';

/** A real container has about seven entries; one with more than this is not looked through. */
const MAX_ENTRIES = 2000;
/** Largest entry looked into, in bytes; real ones have some kilobytes. */
const MAX_INFLATED = 5 * 1024 * 1024;
/** Saves remembered of a file's own history; of more the oldest are as good as any. */
const MAX_SAVES = 2000;

/** What FoccoLojas reads in a project file. */
export interface ProjectFacts {
  /** The project's GUID; null where the file names none. */
  readonly projectGuid: string | null;
  /**
   * The save history inside the file, as one print of 8 characters for each save, each made of all before it: a file
   * made from another one has a print that begins with the other's. Empty where there is none.
   */
  readonly lineage: string;
}

function opened(path: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: true }, (error, zip) =>
      error === null ? resolve(zip) : reject(error),
    );
  });
}

function contentOf(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<string> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) {
        reject(error);
        return;
      }
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('end', () => resolve(Buffer.concat(chunks).toString('latin1').replaceAll('\u0000', '')));
    });
  });
}

function lineageOf(info: string): string {
  let before = '';
  let prints = '';
  for (const [entry] of [...info.matchAll(/<HISTORY\s[^>]{1,2000}>/gi)].slice(0, MAX_SAVES)) {
    before = createHash('sha256').update(`${before}\n${entry}`).digest('hex');
    prints += before.slice(0, 8);
  }
  return prints;
}

function search(zip: yauzl.ZipFile): Promise<ProjectFacts> {
  return new Promise((resolve, reject) => {
    let entries = 0;
    let projectGuid: string | null = null;
    let lineage = '';
    const goOn = (): void => {
      if (entries >= MAX_ENTRIES) resolve({ projectGuid, lineage });
      else zip.readEntry();
    };
    const read = async (entry: yauzl.Entry, isSolution: boolean): Promise<void> => {
      const text = await contentOf(zip, entry);
      if (isSolution) projectGuid = guidOf(/<PROJECTGUID\s[^>]*GUID="([^"]{1,60})"/i.exec(text)?.[1]);
      else lineage = lineageOf(text);
      goOn();
    };
    zip.on('error', reject);
    zip.on('end', () => resolve({ projectGuid, lineage }));
    zip.on('entry', (entry: yauzl.Entry) => {
      entries += 1;
      const name = entry.fileName.toLowerCase();
      const isSolution = /(^|[/\\])solucao\.container$/.test(name);
      if (entry.uncompressedSize > MAX_INFLATED || !(isSolution || name === 'promob.info')) goOn();
      else read(entry, isSolution).catch(reject);
    });
    zip.readEntry();
  });
}

/** What a project file says of itself; nothing where the file is no readable container (it is taken all the same). */
export async function readProjectFile(path: string): Promise<ProjectFacts> {
  let zip: yauzl.ZipFile | undefined;
  try {
    zip = await opened(path);
    return await search(zip);
  } catch {
    return { projectGuid: null, lineage: '' };
  } finally {
    zip?.close();
  }
}
