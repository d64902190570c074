import yauzl from 'yauzl';
import { guidOf } from './readListing.ts';

/** A real container has about seven entries; one with more than this is not looked through. */
const MAX_ENTRIES = 2000;
/** Largest `solucao.container` looked into, in bytes; real ones have some kilobytes. */
const MAX_INFLATED = 5 * 1024 * 1024;

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

function search(zip: yauzl.ZipFile): Promise<string | null> {
  return new Promise((resolve, reject) => {
    let entries = 0;
    zip.on('error', reject);
    zip.on('end', () => resolve(null));
    zip.on('entry', (entry: yauzl.Entry) => {
      entries += 1;
      const wanted =
        /(^|[/\\])solucao\.container$/i.test(entry.fileName) && entry.uncompressedSize <= MAX_INFLATED;
      if (wanted) {
        contentOf(zip, entry).then(
          (text) => resolve(guidOf(/<PROJECTGUID\s[^>]*GUID="([^"]{1,60})"/i.exec(text)?.[1])),
          reject,
        );
      } else if (entries >= MAX_ENTRIES) resolve(null);
      else zip.readEntry();
    });
    zip.readEntry();
  });
}

/** The project's GUID inside a project file; null where the file is no readable container or names none (it is taken all the same). */
export async function readProjectGuid(path: string): Promise<string | null> {
  let zip: yauzl.ZipFile | undefined;
  try {
    zip = await opened(path);
    return await search(zip);
  } catch {
    return null;
  } finally {
    zip?.close();
  }
}
