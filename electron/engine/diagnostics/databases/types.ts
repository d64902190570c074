/** Kinds of databases a store's systems run on. MariaDB speaks MySQL's protocol; which of the two answered is evidence. */
export const databaseEngines = ['postgresql', 'mysql', 'mariadb', 'sqlserver', 'oracle'] as const;
export type DatabaseEngine = (typeof databaseEngines)[number];

/** What the user filled in, checked by `readSettings`. */
export interface DatabaseSettings {
  readonly engine: DatabaseEngine;
  readonly host: string;
  readonly port: number;
  /** Name of the database; for Oracle the service. `null` where only reaching is tried. */
  readonly database: string | null;
  readonly user: string | null;
  /** Never in evidence, errors or logs. */
  readonly password: string | null;
  /** Tables whose reading is tried, `name` or `schema.name`. */
  readonly tables: readonly string[];
  /** `required`: no password leaves this machine unless the connection is encrypted. */
  readonly encryption: 'preferred' | 'required';
}

/**
 * What went wrong, told apart as far as the server tells. Each is a condition with texts and somebody responsible.
 * Servers answer a wrong password and an unknown user alike on purpose, unless `database-user-unknown` is said.
 */
export const databaseProblems = [
  'database-name-unknown',
  'database-refused',
  'database-no-answer',
  'database-unreachable',
  'database-silent',
  'database-closes',
  'database-other-protocol',
  'database-address-not-allowed',
  'database-address-blocked',
  'database-busy',
  'database-starting',
  'database-encryption-missing',
  'database-encryption-required',
  'database-encryption-failed',
  'database-certificate-required',
  'database-login-refused',
  'database-user-unknown',
  'database-user-locked',
  'database-password-expired',
  'database-login-unsupported',
  'database-too-old',
  'database-missing',
  'database-not-permitted',
  'database-connection-lost',
  'database-failed',
] as const;
export type DatabaseProblem = (typeof databaseProblems)[number];

/** One thing the user may change although it should only read. */
export interface WriteRight {
  /** As the server names it: `INSERT`, `CREATE`, `superuser`, `owner` … */
  readonly right: string;
  /** On what: a table, a schema, the database, `*`. */
  readonly on: string;
}

/** What a user may do, read from the catalogue; nothing is tried. */
export interface Rights {
  /** The first ones; `writesTotal` counts all that were found. */
  readonly writes: readonly WriteRight[];
  readonly writesTotal: number;
  /** Routines the user may run that act with their owner's rights: what they do cannot be read. */
  readonly routines: number;
  /** Something could not be read, so the absence of write rights is not proved. */
  readonly incomplete: boolean;
}

/** How a table stands for this user. */
export type TableRight = 'readable' | 'denied' | 'missing' | 'denied-or-missing';

/** A logged-in connection; every call is bounded by the deadline it was opened with. */
export interface DatabaseSession {
  /** E.g. `15.14`, `10.11.19-MariaDB`. */
  readonly serverVersion: string;
  readonly encrypted: boolean;
  /** Whether the certificate is one this machine trusts for that host; `null` where not encrypted or not known. */
  readonly certificateTrusted: boolean | null;
  readRights(): Promise<Rights>;
  mayRead(table: string): Promise<TableRight>;
  /** Runs one query in a read-only transaction that is always rolled back; see `provenReadOnly`. */
  queryReadOnly(sql: string, bounds: QueryBounds): Promise<QueryRows>;
  close(): void;
}

export interface QueryBounds {
  readonly maxRows: number;
  readonly timeMs: number;
}

export interface QueryRows {
  readonly columns: readonly string[];
  /** Values as text, each cut at 200 characters; `null` stays. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** There were more. */
  readonly cut: boolean;
}

/** Where the sniff found the server; drivers go to this very address. */
export interface ServerPlace {
  readonly address: string;
  readonly port: number;
  /** As the user wrote it, for the certificate. */
  readonly host: string;
}

/** What a driver is given: all of it was seen before any password is. */
export interface LoginRequest {
  readonly place: ServerPlace;
  readonly user: string;
  readonly password: string;
  readonly database: string | null;
  /** The server offers encryption. */
  readonly offersEncryption: boolean;
  /** Milliseconds for the login. */
  readonly timeMs: number;
  readonly signal: AbortSignal;
}
