import { openFileSource, type ByteSource, type FileSource } from './byteSource.ts';
import { notAContainer } from './containerErrors.ts';
import {
  inspectedContainer,
  inspectedListing,
  type InspectedContainer,
  type InspectedListing,
} from './inspectResult.ts';
import { defaultLimits, type ReadOptions } from './limits.ts';
import { readContainerFrom } from './readContainer.ts';
import { readListing } from './readListing.ts';

const CHUNK_BYTES = 256 * 1024;
/** Blank lines before a prolog; a listing that begins later than this is none. */
const HEAD_BYTES = 256;

/** Whether the first bytes can be those of an XML document, in UTF-8, UTF-16 or any one-byte encoding. */
function looksLikeXml(head: Uint8Array): boolean {
  const text = Buffer.from(head)
    .toString('latin1')
    .replace(/^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '');
  return /^[\s\0]*</.test(text);
}

function* chunks(source: ByteSource): Generator<Uint8Array> {
  for (let at = 0; at < source.size; at += CHUNK_BYTES) yield source.read(at, CHUNK_BYTES);
}

/** Reads whatever the content says it is; the name of the file plays no part. Errors as of the two readers. */
export async function inspectSource(
  source: ByteSource,
  options: ReadOptions = {},
): Promise<InspectedContainer | InspectedListing> {
  const head = source.read(0, Math.min(HEAD_BYTES, source.size));
  if (looksLikeXml(head))
    return inspectedListing(await readListing(chunks(source), { ...options, collectItems: false }));
  if (head[0] === 0x50 && head[1] === 0x4b)
    return inspectedContainer(await readContainerFrom(source, options));
  throw notAContainer(source.size);
}

/** As {@link inspectSource}, of a file on disk. Further errors as of `openFileSource`, and `file-changed`. */
export async function inspectPath(
  path: string,
  options: ReadOptions = {},
): Promise<InspectedContainer | InspectedListing> {
  const source: FileSource = openFileSource(path, options.limits?.fileBytes ?? defaultLimits.fileBytes);
  let result: InspectedContainer | InspectedListing;
  try {
    result = await inspectSource(source, options);
  } catch (error) {
    source.abandon();
    throw error;
  }
  source.close();
  return result;
}
