import { lstatSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EloError } from '../../../shared/domain/eloError.ts';
import { doorFolder } from './doorPlace.ts';

/**
 * What a client needs to knock: written by the engine when it serves, readable for this user only. The key proves to
 * the engine that the client may read the data folder; on Windows, where a pipe has no mode, it is what keeps others out.
 */
export interface DoorNote {
  readonly address: string;
  readonly key: string;
  readonly pid: number;
  /** UTC ISO-8601. */
  readonly startedAt: string;
}

/** A note is a few hundred bytes; more was not written by Elo. */
const maxNoteBytes = 100_000;

/** Path of the note of a data folder. */
export function doorNotePath(dataDir: string): string {
  return join(doorFolder(dataDir), 'door.json');
}

/** Takes the note away, but only the one with this key: a later engine's stays. */
export function removeDoorNote(dataDir: string, key: string): void {
  if (readDoorNote(dataDir)?.key === key) rmSync(doorNotePath(dataDir), { force: true });
}

/**
 * The note of a data folder; `null` where no engine left one or it cannot be understood.
 * @throws EloError `door-not-private` where somebody else could have written it
 */
export function readDoorNote(dataDir: string): DoorNote | null {
  const path = doorNotePath(dataDir);
  let note: Partial<DoorNote>;
  try {
    const stat = lstatSync(path);
    if (!stat.isFile() || stat.size > maxNoteBytes) return null;
    const owner = process.geteuid?.();
    if (owner !== undefined && (stat.uid !== owner || (stat.mode & 0o022) !== 0)) {
      throw new EloError('door-not-private', 'the note of the local door could be written by somebody else', {
        remedy: 'contact-support',
      });
    }
    note = JSON.parse(readFileSync(path, 'utf8')) as Partial<DoorNote>;
  } catch (error) {
    if (error instanceof EloError) throw error;
    return null;
  }
  const { address, key, pid, startedAt } = note;
  if (typeof address !== 'string' || typeof key !== 'string' || typeof startedAt !== 'string') return null;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid)) return null;
  return { address, key, pid, startedAt };
}
