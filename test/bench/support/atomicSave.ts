import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import { monotonic } from './monotonic.ts';

/** Saves as editors do: a temporary file that takes the old one's place. @returns the monotonic time after the last step */
export function atomicSave(path: string, bytes: Uint8Array): number {
  const temporary = `${path}.tmp`;
  const handle = openSync(temporary, 'w');
  try {
    for (let written = 0; written < bytes.byteLength;)
      written += writeSync(handle, bytes, written, bytes.byteLength - written);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, path);
  return monotonic();
}
