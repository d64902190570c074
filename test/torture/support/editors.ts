import {
  closeSync,
  copyFileSync,
  existsSync,
  ftruncateSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../support/promob/random.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';

export interface SaveCall {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly random: Random;
  /** A folder of the same file system that nobody watches. */
  readonly elsewhere: string;
}

/** One way in which programs write a file that may be there already. */
export type Editor = (call: SaveCall) => Promise<void> | void;

const backupOf = (path: string): string => path.replace(/\.promob$/i, '.bak');

/** Longer than a file must stand still to be looked at, now and then. */
const betweenParts = (random: Random): Promise<void> => pause(random.integer(0, 60));

function parts(bytes: Uint8Array, count: number): { readonly at: number; readonly part: Uint8Array }[] {
  const size = Math.ceil(bytes.byteLength / count);
  return Array.from({ length: count }, (_, index) => ({
    at: index * size,
    part: bytes.subarray(index * size, (index + 1) * size),
  }));
}

async function writeParts(
  handle: number,
  pieces: readonly { readonly at: number; readonly part: Uint8Array }[],
  random: Random,
): Promise<void> {
  for (const { at, part } of pieces) {
    writeSync(handle, part, 0, part.byteLength, at);
    await betweenParts(random);
  }
}

async function withFile(path: string, flags: string, use: (handle: number) => Promise<void>): Promise<void> {
  const handle = openSync(path, flags);
  try {
    await use(handle);
  } finally {
    closeSync(handle);
  }
}

/** Every way editors save, by name. */
export const editors: Readonly<Record<string, Editor>> = {
  /** As Promob is taken to: backup beside it, temporary file, rename. */
  promob: ({ path, bytes }) => {
    savePromobStyle(path, bytes);
  },
  /** Emptied and written at once. */
  overwrite: ({ path, bytes }) => {
    writeFileSync(path, bytes);
  },
  /** Emptied and written in parts with pauses: for a while there is half a file that stands still. */
  inParts: ({ path, bytes, random }) =>
    withFile(path, 'w', (handle) => writeParts(handle, parts(bytes, random.integer(2, 5)), random)),
  /** Written over the old content from its start; the old tail goes last. */
  overOld: ({ path, bytes, random }) =>
    withFile(path, existsSync(path) ? 'r+' : 'w', async (handle) => {
      await writeParts(handle, parts(bytes, 3), random);
      ftruncateSync(handle, bytes.byteLength);
    }),
  /** As Windows copies: full size first, then the content, here from its end to its start. */
  preallocated: ({ path, bytes, random }) =>
    withFile(path, 'w', async (handle) => {
      ftruncateSync(handle, bytes.byteLength);
      await writeParts(handle, parts(bytes, 3).reverse(), random);
    }),
  /** Deleted, and some time later written anew. */
  deleteFirst: async ({ path, bytes, random }) => {
    rmSync(path, { force: true });
    await pause(random.integer(0, 250));
    writeFileSync(path, bytes);
  },
  /** The old file becomes the backup; the name is free for a moment. */
  backupFirst: async ({ path, bytes, random }) => {
    if (existsSync(path)) renameSync(path, backupOf(path));
    await pause(random.integer(0, 100));
    writeFileSync(path, bytes);
  },
  /** Written in another folder and moved in. */
  movedIn: ({ path, bytes, elsewhere }) => {
    const made = join(elsewhere, basename(path));
    writeFileSync(made, bytes);
    renameSync(made, path);
  },
  /** Written aside; the name then points to the new file. */
  linked: ({ path, bytes }) => {
    const made = `${path}.new`;
    writeFileSync(made, bytes);
    if (existsSync(path)) copyFileSync(path, backupOf(path));
    rmSync(path, { force: true });
    linkSync(made, path);
    rmSync(made);
  },
};
