import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { renameWithPatience, syncFolder } from '../platform/atomicFile.ts';

/** Makes a file's bytes survive a power cut. */
export function syncFile(file: string): void {
  // Windows flushes only a handle that may write
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Puts a finished file in the place of another: synced, renamed over it, the folder synced. */
export function moveIntoPlace(from: string, to: string): void {
  syncFile(from);
  renameWithPatience(from, to);
  syncFolder(dirname(to));
}
