type Values = readonly (string | number | Uint8Array)[];

/** What the store needs of an open database; the engine's own fits. */
export interface SecretsDatabase {
  get(sql: string, parameters?: Values): unknown;
  run(sql: string, parameters?: Values): unknown;
  transaction<T>(run: () => T): T;
  close(): void;
}

/**
 * The tables of `secrets.db`, for whoever opens it. Nothing in it is readable without the key, which only the
 * system's vault holds.
 */
const tables = `
CREATE TABLE vault_key (
  id INTEGER PRIMARY KEY CHECK (id = 1), -- one row
  key_id TEXT NOT NULL                   -- the account name under which the system's vault holds the key
) STRICT;
CREATE TABLE secrets (
  name TEXT PRIMARY KEY,                 -- what it is for; bound into the seal
  sealed BLOB NOT NULL,                  -- format, nonce, ciphertext, tag (AES-256-GCM)
  key_id TEXT NOT NULL,                  -- the key it was sealed with
  updated_at TEXT NOT NULL               -- UTC ISO-8601
) STRICT;
CREATE TABLE secrets_set_aside (         -- sealed secrets that did not open; kept for support, never used
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sealed BLOB NOT NULL,
  key_id TEXT NOT NULL,
  set_aside_at TEXT NOT NULL             -- UTC ISO-8601
) STRICT;
`;

export interface SealedSecret {
  readonly sealed: Uint8Array;
  readonly keyId: string;
}

/** Sealed secrets on disk; knows nothing of keys. */
export interface SecretsStore {
  keyId(): string | undefined;
  setKeyId(keyId: string): void;
  read(name: string): SealedSecret | undefined;
  write(name: string, secret: SealedSecret, at: string): void;
  remove(name: string): void;
  /** Moves a secret that does not open out of the way. */
  setAside(name: string, at: string): void;
  close(): void;
}

/** Migrations of `secrets.db`, in tens. */
export const secretsMigrations = [{ version: 10, name: 'sealed secrets', up: tables }] as const;

/** Marks the file as ours (`PRAGMA application_id`): "ELOS" in ASCII. */
export const secretsApplicationId = 0x454c4f53;

/** More would only be a machine failing again and again. */
const keptAside = 20;

export function createSecretsStore(database: SecretsDatabase): SecretsStore {
  return {
    keyId: () =>
      (database.get('SELECT key_id FROM vault_key WHERE id = 1') as { key_id: string } | undefined)?.key_id,
    setKeyId: (keyId) => {
      database.run(
        `INSERT INTO vault_key (id, key_id) VALUES (1, ?)
         ON CONFLICT (id) DO UPDATE SET key_id = excluded.key_id`,
        [keyId],
      );
    },
    read: (name) => {
      const found = database.get('SELECT sealed, key_id FROM secrets WHERE name = ?', [name]) as
        { sealed: Uint8Array; key_id: string } | undefined;
      return found && { sealed: found.sealed, keyId: found.key_id };
    },
    write: (name, secret, at) => {
      database.run(
        `INSERT INTO secrets (name, sealed, key_id, updated_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (name) DO UPDATE
         SET sealed = excluded.sealed, key_id = excluded.key_id, updated_at = excluded.updated_at`,
        [name, secret.sealed, secret.keyId, at],
      );
    },
    remove: (name) => {
      database.run('DELETE FROM secrets WHERE name = ?', [name]);
    },
    setAside: (name, at) => {
      database.transaction(() => {
        database.run(
          `INSERT INTO secrets_set_aside (name, sealed, key_id, set_aside_at)
           SELECT name, sealed, key_id, ? FROM secrets WHERE name = ?`,
          [at, name],
        );
        database.run('DELETE FROM secrets WHERE name = ?', [name]);
        database.run(
          `DELETE FROM secrets_set_aside
           WHERE id NOT IN (SELECT id FROM secrets_set_aside ORDER BY id DESC LIMIT ?)`,
          [keptAside],
        );
      });
    },
    close: () => database.close(),
  };
}
