import { createHash } from 'node:crypto';
import { buildContainer } from '../support/promob/buildContainer.ts';
import { buildListing } from '../support/promob/buildListing.ts';
import { workAndSave } from '../support/promob/mutateProject.ts';
import { listingOf } from '../support/promob/newListing.ts';
import { newProject } from '../support/promob/newProject.ts';
import type { ProjectModel } from '../support/promob/projectModel.ts';

/** A whole file as an editor leaves it. */
export interface Content {
  readonly kind: 'project' | 'listing';
  readonly line: number;
  readonly revision: number;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** The files all runs of a process draw from, each made when first wanted: making one takes milliseconds. */
export interface Library {
  /** Lines of work; those below {@link Library.copiesOfBlank} began as copies of the store's blank project. */
  readonly lines: number;
  readonly copiesOfBlank: number;
  readonly revisions: number;
  project(line: number, revision: number): Content;
  /** Another content of this revision with exactly as many bytes. */
  sameSize(line: number, revision: number): Content;
  listing(line: number, revision: number): Content;
  /** A complete file by its hash; null for halves, mixtures and junk. */
  find(sha256: string): Content | null;
}

const lines = 5;
const copiesOfBlank = 3;
const revisions = 16;
/** Small, so that a thousand saves are read in a second; the layout is the real one. */
const previewBytes = 600;

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

let made: Library | undefined;

/** The library, made once. */
export function library(): Library {
  made ??= createLibrary();
  return made;
}

function createLibrary(): Library {
  const byHash = new Map<string, Content>();
  const blank = newProject({ seed: 'blank', modules: 1, previewBytes });
  const states = Array.from({ length: lines }, (_, line) => {
    const isCopy = line < copiesOfBlank;
    let model: ProjectModel = isCopy
      ? { ...blank, seed: `copy ${line}` }
      : newProject({ seed: `project ${line}`, modules: 1, previewBytes });
    // Revision 0 of every copy is the blank itself, byte for byte.
    const all = [isCopy ? blank : model];
    while (all.length < revisions) all.push((model = workAndSave(model)));
    return all;
  });
  const shelf = (kind: Content['kind'], build: (state: ProjectModel) => Uint8Array) => {
    const made = new Map<string, Content>();
    return (line: number, revision: number): Content => {
      const key = `${line} ${revision}`;
      const known = made.get(key);
      if (known !== undefined) return known;
      const state = states[line]?.[revision];
      if (state === undefined) throw new RangeError(`no revision ${revision} of line ${line}`);
      const bytes = build(state);
      const content: Content = { kind, line, revision, bytes, sha256: sha256Of(bytes) };
      made.set(key, content);
      byHash.set(content.sha256, content);
      return content;
    };
  };
  return {
    lines,
    copiesOfBlank,
    revisions,
    project: shelf('project', (state) => buildContainer(state, { compression: 'zlib' })),
    sameSize: shelf('project', twinOf),
    listing: shelf('listing', (state) => buildListing(listingOf(state), 'utf-8-bom')),
    find: (sha256) => byHash.get(sha256) ?? null,
  };
}

/** The picture redrawn until the whole comes out as long as before; pictures differ by a few bytes when compressed. */
function twinOf(state: ProjectModel): Uint8Array {
  const wanted = buildContainer(state, { compression: 'zlib' });
  for (let picture = 0; picture < 1_000; picture += 1) {
    const bytes = buildContainer(
      { ...state, seed: `${state.seed} twin ${picture}` },
      { compression: 'zlib' },
    );
    if (bytes.byteLength === wanted.byteLength && !bytes.equals(wanted)) return bytes;
  }
  throw new RangeError('no picture makes a content of the same size');
}
