import { accessSync, constants, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { EloError } from '../../../shared/domain/eloError.ts';

const full = (cause: Error): EloError =>
  new EloError('disk-full', 'the disk of the data folder is full', {
    cause,
    remedy: 'free-disk-space',
    retryable: true,
  });
const readOnly = (cause: Error): EloError =>
  new EloError('database-read-only', 'the data folder cannot be written', { cause });
const damaged = (cause: Error): EloError =>
  new EloError('database-damaged', 'the database file is damaged', { cause, remedy: 'restore-backup' });
const busy = (cause: Error): EloError =>
  new EloError('database-busy', 'the database is in use', { cause, retryable: true });

/** Result codes of SQLite (extended ones begin with the primary one) and what they are to Elo. */
const codes: readonly (readonly [primary: string, build: (cause: Error) => EloError])[] = [
  ['SQLITE_FULL', full],
  ['SQLITE_READONLY', readOnly],
  ['SQLITE_CORRUPT', damaged],
  ['SQLITE_NOTADB', damaged],
  ['SQLITE_BUSY', busy],
  ['SQLITE_LOCKED', busy],
  [
    'SQLITE_IOERR',
    (cause) =>
      new EloError('database-io-failed', 'the disk failed to read or write', { cause, retryable: true }),
  ],
  [
    'SQLITE_CANTOPEN',
    (cause) => new EloError('database-cannot-open', 'the database cannot be opened', { cause }),
  ],
  ['SQLITE_CONSTRAINT', (cause) => new EloError('database-constraint', cause.message, { cause })],
];

/** A full or read-only disk hides behind these where the journal or its index cannot be made; SQLite tells no more. */
const unclear = ['SQLITE_CANTOPEN', 'SQLITE_IOERR'];

/** What is wrong with the folder of a file, where SQLite did not tell. */
function folderTrouble(file: string, cause: Error): EloError | undefined {
  const folder = dirname(file);
  try {
    accessSync(folder, constants.W_OK);
    return statfsSync(folder).bavail === 0 ? full(cause) : undefined;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    return code === 'EROFS' || code === 'EACCES' || code === 'EPERM' ? readOnly(cause) : undefined;
  }
}

/**
 * What the file system throws on the data folder as an EloError: `disk-full`, `database-read-only`. Anything else is
 * handed back unchanged.
 */
export function folderError(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || !('code' in thrown)) return thrown;
  if (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT') return full(thrown);
  const closed = thrown.code === 'EROFS' || thrown.code === 'EACCES' || thrown.code === 'EPERM';
  return closed ? readOnly(thrown) : thrown;
}

/**
 * What SQLite throws as an EloError: `disk-full`, `database-read-only`, `database-damaged`, `database-busy`,
 * `database-io-failed`, `database-cannot-open`, `database-constraint`, otherwise `database-failed`.
 * Anything that does not come from SQLite is handed back unchanged.
 * @param file the database's, whose folder is asked where SQLite's code says too little
 */
export function databaseError(thrown: unknown, file: string): unknown {
  if (!(thrown instanceof SqliteDatabase.SqliteError)) return thrown;
  const is = (primary: string): boolean => thrown.code === primary || thrown.code.startsWith(`${primary}_`);
  const trouble = unclear.some(is) ? folderTrouble(file, thrown) : undefined;
  if (trouble !== undefined) return trouble;
  const found = codes.find(([primary]) => is(primary));
  return found === undefined
    ? new EloError('database-failed', thrown.message, { cause: thrown })
    : found[1](thrown);
}
