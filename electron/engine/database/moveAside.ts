import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { renameWithPatience, syncFolder } from '../platform/atomicFile.ts';

/**
 * Moves a damaged database and its journal out of the way, to `<name>.damaged-<UTC time>`. Nothing is deleted: what can
 * still be read of it may be needed. Answers the new path.
 */
export function moveAside(file: string, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replaceAll(/[:.]/g, '').replace('T', '-');
  let target = `${file}.damaged-${stamp}`;
  for (let n = 2; existsSync(target); n++) target = `${file}.damaged-${stamp}-${n}`;
  renameWithPatience(file, target);
  for (const suffix of ['-wal', '-shm', '-journal']) {
    // a journal left behind would be taken for that of the file that follows
    if (existsSync(file + suffix)) renameWithPatience(file + suffix, target + suffix);
  }
  syncFolder(dirname(file));
  return target;
}
