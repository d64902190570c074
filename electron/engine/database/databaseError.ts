import SqliteDatabase from 'better-sqlite3';
import { EloError } from '../../../shared/domain/eloError.ts';

/** Result codes of SQLite (extended ones begin with the primary one) and what they are to Elo. */
const codes: readonly (readonly [prefix: string, build: (cause: Error) => EloError])[] = [
  [
    'SQLITE_FULL',
    (cause) =>
      new EloError('disk-full', 'the disk of the data folder is full', {
        cause,
        remedy: 'free-disk-space',
        retryable: true,
      }),
  ],
  [
    'SQLITE_READONLY',
    (cause) => new EloError('database-read-only', 'the data folder cannot be written', { cause }),
  ],
  ['SQLITE_CORRUPT', (cause) => damaged(cause)],
  ['SQLITE_NOTADB', (cause) => damaged(cause)],
  [
    'SQLITE_BUSY',
    (cause) => new EloError('database-busy', 'the database is in use', { cause, retryable: true }),
  ],
  [
    'SQLITE_LOCKED',
    (cause) => new EloError('database-busy', 'the database is in use', { cause, retryable: true }),
  ],
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

function damaged(cause: Error): EloError {
  return new EloError('database-damaged', 'the database file is damaged', {
    cause,
    remedy: 'restore-backup',
  });
}

/**
 * What SQLite throws as an EloError: `disk-full`, `database-read-only`, `database-damaged`, `database-busy`,
 * `database-io-failed`, `database-cannot-open`, `database-constraint`, otherwise `database-failed`.
 * Anything that does not come from SQLite is handed back unchanged.
 */
export function databaseError(thrown: unknown): unknown {
  if (!(thrown instanceof SqliteDatabase.SqliteError)) return thrown;
  const { code } = thrown;
  const found = codes.find(([prefix]) => code === prefix || code.startsWith(`${prefix}_`));
  return found === undefined
    ? new EloError('database-failed', thrown.message, { cause: thrown })
    : found[1](thrown);
}
