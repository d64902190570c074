import { EloError } from '../../../shared/domain/eloError.ts';
import type { ByteSource } from './byteSource.ts';
import { containerIncomplete, notAContainer } from './containerErrors.ts';
import type { ReadWarning } from './containerFacts.ts';
import { readEntry } from './entryContent.ts';
import { defaultLimits, type ReadLimits, type ReadOptions } from './limits.ts';
import { XmlInput } from './xmlInput.ts';
import { XmlScanner, type XmlHandler } from './xmlScanner.ts';
import { readZipDirectory, type ZipEntry } from './zipDirectory.ts';

/** A container whose directory is sound, with what its readers share. */
export interface OpenContainer {
  readonly limits: ReadLimits;
  readonly entries: readonly ZipEntry[];
  readonly warnings: ReadWarning[];
  find(key: string): ZipEntry | undefined;
  /** The documents of a folder: its files, not those of folders below it. */
  filesIn(folderKey: string): readonly ZipEntry[];
  /**
   * Verifies one entry and reads it as XML. False where the document itself is damaged (a warning then says so and
   * the handler may hold a part); a bound that is exceeded, or an entry that does not verify, throws.
   */
  readDocument(entry: ZipEntry, handler: XmlHandler): Promise<boolean>;
  /** Verifies whatever was not read as a document. */
  verifyRest(): Promise<void>;
}

/** Damage inside one document that leaves the rest of the container readable. */
const tolerable: ReadonlySet<string> = new Set(['xml-malformed', 'xml-incomplete', 'xml-encoding-unknown']);

function isZip(source: ByteSource): boolean {
  const head = source.read(0, Math.min(4, source.size));
  const local = head[2] === 0x03 && head[3] === 0x04;
  const empty = head[2] === 0x05 && head[3] === 0x06;
  return head[0] === 0x50 && head[1] === 0x4b && (local || empty);
}

/** Opens a container: checks size, signature and central directory. Errors as of `readContainer`. */
export function openContainer(source: ByteSource, options: ReadOptions = {}): OpenContainer {
  const limits: ReadLimits = { ...defaultLimits, ...options.limits };
  const { signal } = options;
  if (source.size > limits.fileBytes) {
    throw new EloError('container-too-large', 'the container is larger than the reader takes', {
      details: { bytes: source.size, limit: limits.fileBytes },
    });
  }
  if (!isZip(source)) throw notAContainer(source.size);
  const entries = readZipDirectory(source, limits);
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const byFolder = Map.groupBy(
    entries.filter((entry) => !entry.key.endsWith('/')),
    (entry) => entry.key.slice(0, Math.max(0, entry.key.lastIndexOf('/'))),
  );
  const verified = new Set<ZipEntry>();
  const warnings: ReadWarning[] = [];

  const readDocument = async (entry: ZipEntry, handler: XmlHandler): Promise<boolean> => {
    const scanner = new XmlScanner(handler, limits);
    const input = new XmlInput(scanner);
    let damage: EloError | null = null;
    const attempt = (step: () => void): void => {
      if (damage !== null) return;
      try {
        step();
      } catch (error) {
        if (!(error instanceof EloError)) throw error;
        if (!tolerable.has(error.code)) {
          throw new EloError(error.code, error.message, { details: { ...error.details, entry: entry.name } });
        }
        damage = error;
      }
    };
    for await (const chunk of readEntry(source, entry, signal)) attempt(() => input.write(chunk));
    attempt(() => input.end());
    verified.add(entry);
    const { encoding } = input;
    if (encoding !== null && encoding.label !== 'utf-8') {
      warnings.push({ code: 'encoding-not-utf8', detail: `${entry.name}: ${encoding.label}` });
    }
    if (encoding?.contradicted === true) {
      warnings.push({ code: 'encoding-contradicted', detail: `${entry.name}: read as ${encoding.label}` });
    }
    if (scanner.undecodable) warnings.push({ code: 'text-undecodable', detail: entry.name });
    // The compiler does not see assignments made inside `attempt`.
    const found = damage as EloError | null;
    if (found === null) return true;
    const at = found.details['offset'];
    const place = at === undefined ? '' : ` at byte ${String(at)}`;
    warnings.push({ code: 'document-damaged', detail: `${entry.name}: ${found.code}${place}` });
    return false;
  };

  return {
    limits,
    entries,
    warnings,
    find: (key) => byKey.get(key),
    filesIn: (folderKey) => byFolder.get(folderKey) ?? [],
    readDocument,
    verifyRest: async () => {
      for (const entry of entries) {
        if (verified.has(entry)) continue;
        let size = 0;
        for await (const chunk of readEntry(source, entry, signal)) size += chunk.byteLength;
        if (size !== entry.size) throw containerIncomplete('entry-size', entry.name);
        verified.add(entry);
      }
    },
  };
}
