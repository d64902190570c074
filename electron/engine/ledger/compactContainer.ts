import { inflateRawSync } from 'node:zlib';
import { encodeContainerForm, piecesOf } from './containerForm.ts';
import type { Stretch } from './containerForm.ts';
import { hashOf } from './contentForms.ts';
import type { ContentForms } from './contentForms.ts';
import type { StoredForm } from './contentsStore.ts';
import { makeRecipe } from './deflate/deflateRecipe.ts';

/** An entry of a container: a stretch of its bytes that may be stored by itself. */
export interface ContainerEntry {
  readonly name: string;
  /** Where its compressed bytes begin, and how many they are. */
  readonly offset: number;
  readonly compressedSize: number;
  /** What they inflate to, in bytes. */
  readonly size: number;
  readonly deflated: boolean;
}

/** Finds the entries of a container by its bytes; `null` where they are no container it knows. */
export type FindEntries = (bytes: Uint8Array) => readonly ContainerEntry[] | null;

/**
 * Smaller entries stay where they are: a piece costs about 400 bytes of rows and indexes, and its headers are compared
 * with the last version's anyway.
 */
const smallEntry = 1024;

/** Larger entries are kept as they are: their tokens alone would take four times as much memory (real ones: 1.8 MB). */
const largestInflated = 16 * 1024 * 1024;

/** What deflate hardly made smaller (JPEG) has nothing to gain from being inflated. */
const incompressible = 0.9;

export interface ContainerPlan {
  readonly container: StoredForm;
  /** Pieces not in the file yet, or damaged there, by hash. */
  readonly pieces: ReadonlyMap<string, StoredForm>;
  /** Bytes all of that takes. */
  readonly storedSize: number;
}

/**
 * Splits a container into its pieces: what has not changed since the last version is only named; a deflated document is
 * kept as difference of what it inflates to, with the recipe of its exact bytes; everything else as it stands.
 * @param before hash of the version before, stored as a container; `null` where none is
 */
export function planContainer(
  forms: ContentForms,
  o: {
    readonly bytes: Uint8Array;
    readonly entries: readonly ContainerEntry[];
    readonly before: string | null;
  },
): ContainerPlan {
  const { bytes } = o;
  const before = o.before === null ? null : forms.container(o.before);
  const last = before?.form ?? [];
  const byStream = new Map(
    last.flatMap((each) => (each.kind === 'deflated' ? [[each.stream, each] as const] : [])),
  );
  const byName = new Map(
    last.flatMap((each) => (each.kind === 'deflated' ? [[each.name, each] as const] : [])),
  );
  const pieces = new Map<string, StoredForm>();

  /** Plans a piece unless it lies there, whole, already. */
  const need = (piece: string, form: () => StoredForm): void => {
    if (!pieces.has(piece) && !forms.isIntact(piece)) pieces.set(piece, form());
  };

  const differing = (older: string | undefined, content: Uint8Array, hash: string): StoredForm =>
    (older === undefined ? null : forms.differenceTo(older, content, hash)) ?? forms.plain(content);

  const deflated = (entry: ContainerEntry, stream: Uint8Array, streamHash: string): Stretch | null => {
    const same = byStream.get(streamHash);
    if (same !== undefined && forms.isIntact(same.content)) return same;
    if (entry.size > largestInflated || stream.byteLength > entry.size * incompressible) return null;
    const content = inflated(stream, entry.size);
    const recipe = content === null ? null : makeRecipe(stream, content);
    if (content === null || recipe === null) return null;
    const hash = hashOf(content);
    const older = byName.get(entry.name)?.content;
    need(hash, () => differing(older, content, hash));
    forms.remember(hash, content);
    return { kind: 'deflated', name: entry.name, stream: streamHash, content: hash, recipe };
  };

  const form: Stretch[] = [];
  let done = 0;
  const flush = (to: number): void => {
    if (to > done) form.push({ kind: 'bytes', bytes: bytes.subarray(done, to) });
    done = to;
  };
  for (const entry of [...o.entries].sort((a, b) => a.offset - b.offset)) {
    const end = entry.offset + entry.compressedSize;
    if (entry.compressedSize < smallEntry || entry.offset < done || end > bytes.byteLength) continue;
    flush(entry.offset);
    const stream = bytes.subarray(entry.offset, end);
    const streamHash = hashOf(stream);
    const stretch = entry.deflated ? deflated(entry, stream, streamHash) : null;
    if (stretch === null) need(streamHash, () => forms.plain(stream));
    form.push(stretch ?? { kind: 'piece', sha256: streamHash });
    done = end;
  }
  flush(bytes.byteLength);

  const formBytes = encodeContainerForm(form);
  const formHash = hashOf(formBytes);
  need(formHash, () => differing(before?.sha256, formBytes, formHash));
  const container = forms.containerOf(formHash, piecesOf(form), bytes.byteLength);
  let storedSize = container.stored.byteLength;
  for (const piece of pieces.values()) storedSize += piece.stored.byteLength;
  return { container, pieces, storedSize };
}

/** `null` where the stream is not exactly what its entry says. */
function inflated(stream: Uint8Array, size: number): Uint8Array | null {
  try {
    const content = inflateRawSync(stream, { maxOutputLength: size + 1, chunkSize: Math.max(64, size + 1) });
    return content.byteLength === size ? content : null;
  } catch {
    // damaged, or larger than it says: kept as it is
    return null;
  }
}
