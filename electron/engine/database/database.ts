import SqliteDatabase from 'better-sqlite3';
import { EloError } from '../../../shared/domain/eloError.ts';
import { databaseError } from './databaseError.ts';

/** What SQLite stores. Booleans are 0 and 1. */
export type SqlValue = string | number | bigint | Uint8Array | null;
export type SqlParameters = readonly SqlValue[] | Readonly<Record<string, SqlValue>>;

/**
 * A thin handle over one SQLite connection. Statements are prepared once and kept; what SQLite throws arrives as an
 * EloError (`databaseError.ts`). `Row` is the caller's word for what its columns hold: STRICT tables make it true.
 */
export interface Database {
  readonly file: string;
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller's word for its columns
  get<Row>(sql: string, parameters?: SqlParameters): Row | undefined;
  all<Row>(sql: string, parameters?: SqlParameters): Row[];
  /** Answers how many rows changed. */
  run(sql: string, parameters?: SqlParameters): number;
  exec(sql: string): void;
  /** The first column of the pragma's first row. */
  pragma(pragma: string): unknown;
  pragmaRows<Row>(pragma: string): Row[];
  /** One transaction (BEGIN IMMEDIATE); nested calls are savepoints of it. A promise is refused. */
  transaction<T>(run: () => T): T;
  /** A consistent copy of the database, written to a file that does not exist yet, while others go on using it. */
  copyTo(file: string): Promise<void>;
  /** The same, at once. */
  copyToSync(file: string): void;
  readonly inTransaction: boolean;
  readonly open: boolean;
  /** Closing twice is harmless. */
  close(): void;
}

/** How long a connection waits for another's lock (Signal's and our measure: a commit takes a millisecond). */
const busyTimeoutMs = 5000;

/**
 * Opens one connection with the pragmas every Elo database has. Makes the file where it is missing.
 * Use `openDatabase` unless the file is known to be open (a second connection of a worker or reader).
 */
export function connect(file: string, options: { readonly?: boolean } = {}): Database {
  const readonly = options.readonly === true;
  const wrapped = <T>(run: () => T): T => {
    try {
      return run();
    } catch (thrown) {
      throw databaseError(thrown, file);
    }
  };
  const sqlite = wrapped(
    () => new SqliteDatabase(file, { readonly, fileMustExist: readonly, timeout: busyTimeoutMs }),
  );
  try {
    wrapped(() => {
      // schema text of a tampered file must not reach functions with side effects
      sqlite.pragma('trusted_schema = OFF');
      sqlite.pragma('cell_size_check = ON');
      if (readonly) return;
      sqlite.pragma('journal_mode = WAL');
      // WAL + FULL: a commit that returned survives a power cut (SQLite documentation, "synchronous")
      sqlite.pragma('synchronous = FULL');
      sqlite.pragma('foreign_keys = ON');
      // deleted personal data does not linger in free pages
      sqlite.pragma('secure_delete = FAST');
    });
  } catch (thrown) {
    sqlite.close();
    throw thrown;
  }

  const alive = <T>(run: () => T): T => {
    if (!sqlite.open) throw new EloError('database-closed', 'the database is closed');
    return wrapped(run);
  };

  const statements = new Map<string, SqliteDatabase.Statement>();
  const prepared = (sql: string): SqliteDatabase.Statement => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = sqlite.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
  const bound = (parameters: SqlParameters | undefined): unknown[] =>
    parameters === undefined ? [] : Array.isArray(parameters) ? parameters : [parameters];

  return {
    file,
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as in the interface
    get: <Row>(sql: string, parameters?: SqlParameters) =>
      alive(() => prepared(sql).get(...bound(parameters)) as Row | undefined),
    all: <Row>(sql: string, parameters?: SqlParameters) =>
      alive(() => prepared(sql).all(...bound(parameters)) as Row[]),
    run: (sql, parameters) => alive(() => prepared(sql).run(...bound(parameters)).changes),
    exec: (sql) => {
      alive(() => sqlite.exec(sql));
    },
    pragma: (pragma) => alive(() => sqlite.pragma(pragma, { simple: true })),
    pragmaRows: <Row>(pragma: string) => alive(() => sqlite.pragma(pragma) as Row[]),
    transaction: <T>(run: () => T): T => alive(() => sqlite.transaction(run).immediate()),
    copyTo: async (to) => {
      try {
        await sqlite.backup(to);
      } catch (thrown) {
        throw databaseError(thrown, file);
      }
    },
    copyToSync: (to) => {
      alive(() => sqlite.prepare('VACUUM INTO ?').run(to));
    },
    get inTransaction() {
      return sqlite.inTransaction;
    },
    get open() {
      return sqlite.open;
    },
    close: () => {
      statements.clear();
      if (sqlite.open) wrapped(() => sqlite.close());
    },
  };
}
