import Database from 'better-sqlite3';

/** The sandbox's database connection; every `*Store.ts` prepares its statements on it. */
export type Connection = Database.Database;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS users (
  id TEXT PRIMARY KEY, username TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password TEXT NOT NULL, roles TEXT NOT NULL,
  linkState TEXT NOT NULL DEFAULT 'not-linked', promobUser TEXT, linkedAt TEXT, changedAt TEXT) STRICT;
CREATE TABLE IF NOT EXISTS promobUsers (username TEXT PRIMARY KEY, password TEXT NOT NULL, changedAt TEXT) STRICT;
CREATE TABLE IF NOT EXISTS linkAttempts (
  id TEXT PRIMARY KEY, userId TEXT NOT NULL, state TEXT NOT NULL, secret TEXT NOT NULL UNIQUE, verifier TEXT NOT NULL,
  expiresAt TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS prerequisites (
  position INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, status TEXT NOT NULL, evidence TEXT NOT NULL,
  confirmedBy TEXT, confirmedAt TEXT) STRICT;
CREATE TABLE IF NOT EXISTS customers (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, email TEXT, phone TEXT,
  document TEXT, promobStatus TEXT NOT NULL, createdAt TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE IF NOT EXISTS projects (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, customerId TEXT NOT NULL REFERENCES customers (id),
  name TEXT NOT NULL, createdAt TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS environments (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, projectId TEXT NOT NULL REFERENCES projects (id),
  name TEXT NOT NULL, state TEXT NOT NULL, throughSave INTEGER NOT NULL DEFAULT 0,
  reviewUpdatePending INTEGER NOT NULL DEFAULT 0, purchaseOrders INTEGER NOT NULL DEFAULT 0, convertedVersion INTEGER,
  occurrenceId TEXT, createdAt TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1, drawing INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX IF NOT EXISTS environmentsByProject ON environments (projectId, seq);
CREATE TABLE IF NOT EXISTS jobs (
  id TEXT PRIMARY KEY, environmentId TEXT NOT NULL, projectId TEXT NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL,
  error TEXT) STRICT;
CREATE TABLE IF NOT EXISTS contents (id INTEGER PRIMARY KEY AUTOINCREMENT, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS contentChunks (
  contentId INTEGER NOT NULL REFERENCES contents (id), part INTEGER NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY (contentId, part)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS saves (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, environmentId TEXT NOT NULL REFERENCES environments (id),
  number INTEGER NOT NULL, keptAt TEXT NOT NULL, savedAt TEXT, fileName TEXT NOT NULL, ambientGuid TEXT,
  projectGuid TEXT, contentId INTEGER NOT NULL REFERENCES contents (id), sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
  receivedAt TEXT NOT NULL, lineage TEXT NOT NULL DEFAULT '', standing TEXT NOT NULL DEFAULT 'line') STRICT;
CREATE INDEX IF NOT EXISTS savesByEnvironment ON saves (environmentId, seq);
CREATE INDEX IF NOT EXISTS savesByStanding ON saves (environmentId, standing, seq);
CREATE INDEX IF NOT EXISTS savesByContent ON saves (environmentId, sha256);
CREATE TABLE IF NOT EXISTS listings (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, environmentId TEXT NOT NULL REFERENCES environments (id),
  capturedAt TEXT NOT NULL, fileName TEXT NOT NULL, projectGuid TEXT, contentId INTEGER NOT NULL REFERENCES contents (id),
  sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, parsed TEXT NOT NULL, receivedAt TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS listingsById ON listings (environmentId, id);
CREATE TABLE IF NOT EXISTS imports (
  id TEXT PRIMARY KEY, environmentId TEXT NOT NULL REFERENCES environments (id), saveSeq INTEGER NOT NULL,
  listingSeq INTEGER NOT NULL, optionName TEXT NOT NULL, identifier TEXT, totals TEXT NOT NULL, items TEXT NOT NULL,
  createdAt TEXT NOT NULL, madeVersion INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS versions (
  environmentId TEXT NOT NULL REFERENCES environments (id), number INTEGER NOT NULL, optionName TEXT NOT NULL,
  importedAt TEXT NOT NULL, identifier TEXT, saveSeq INTEGER NOT NULL, listingSeq INTEGER NOT NULL,
  totals TEXT NOT NULL, items TEXT NOT NULL, PRIMARY KEY (environmentId, number)) STRICT;
CREATE TABLE IF NOT EXISTS items (
  environmentId TEXT NOT NULL REFERENCES environments (id), source TEXT NOT NULL, position INTEGER NOT NULL,
  key TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (environmentId, source, key)) STRICT;
CREATE TABLE IF NOT EXISTS occurrences (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, environmentId TEXT NOT NULL REFERENCES environments (id),
  description TEXT NOT NULL, assistanceEnvironmentId TEXT, createdAt TEXT) STRICT;
CREATE TABLE IF NOT EXISTS occurrenceItems (
  position INTEGER PRIMARY KEY AUTOINCREMENT, occurrenceId TEXT NOT NULL REFERENCES occurrences (id),
  data TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS occurrenceItemsByOccurrence ON occurrenceItems (occurrenceId, position);
CREATE TABLE IF NOT EXISTS notifications (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, environmentId TEXT,
  occurrenceId TEXT, userId TEXT, state TEXT NOT NULL, createdAt TEXT NOT NULL, updatedAt TEXT NOT NULL,
  byName TEXT, deliveredAt TEXT, seenAt TEXT, doneAt TEXT, madeVersion INTEGER) STRICT;
CREATE INDEX IF NOT EXISTS notificationsByEnvironment ON notifications (environmentId, kind, state);
CREATE TABLE IF NOT EXISTS events (
  id INTEGER PRIMARY KEY AUTOINCREMENT, userId TEXT, data TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS receipts (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, idempotencyKey TEXT NOT NULL,
  environmentId TEXT, saveId TEXT, listingId TEXT, sha256 TEXT, bytes INTEGER, receivedAt TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS receiptsByEnvironment ON receipts (environmentId, kind, seq);
CREATE TABLE IF NOT EXISTS answers (
  idempotencyKey TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL,
  body TEXT, at TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS faults (seq INTEGER PRIMARY KEY AUTOINCREMENT, fault TEXT NOT NULL, left INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS oidc (
  issuer TEXT NOT NULL, model TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL, grantId TEXT, userCode TEXT,
  uid TEXT, expiresAt INTEGER, PRIMARY KEY (issuer, model, id)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS oidcByGrant ON oidc (issuer, grantId);
CREATE INDEX IF NOT EXISTS oidcByUserCode ON oidc (issuer, model, userCode);
CREATE INDEX IF NOT EXISTS oidcByUid ON oidc (issuer, model, uid);
`;

/** Columns that folders of earlier sandboxes lack. */
const ADDED: readonly (readonly [table: string, column: string, type: 'TEXT' | 'INTEGER'])[] = [
  ['occurrences', 'createdAt', 'TEXT'],
  ['notifications', 'byName', 'TEXT'],
  ['notifications', 'deliveredAt', 'TEXT'],
  ['notifications', 'seenAt', 'TEXT'],
  ['notifications', 'doneAt', 'TEXT'],
  ['notifications', 'madeVersion', 'INTEGER'],
];

function addMissingColumns(db: Connection): void {
  for (const [table, column, type] of ADDED) {
    const columns = db
      .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
      .all(table);
    if (!columns.some(({ name }) => name === column))
      db.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`);
  }
}

/** Opens (or makes) the database of a sandbox. WAL with synchronous NORMAL: a killed sandbox keeps every answered write. */
export function openSandboxDatabase(file: string): Connection {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  db.exec(SCHEMA);
  addMissingColumns(db);
  return db;
}
