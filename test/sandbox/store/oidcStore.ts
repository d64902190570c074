import type { Adapter, AdapterConstructor, AdapterPayload } from 'oidc-provider';
import type { Connection } from './schemaStore.ts';

type Row = { payload: string; expiresAt: number | null };

const seconds = (): number => Math.floor(Date.now() / 1000);

/**
 * A refresh token that was replaced is taken for so many seconds more, as long as its successor was not used: answers get
 * lost. Hosted issuers do the same (Okta's grace period: 30 s by default; Auth0's leeway); later it is a theft, and ends the grant.
 */
const GRACE_S = 30;

/** What of an issuer's records the sandbox itself ends. */
export interface OidcRecords {
  /** Ends all access tokens at once; refresh tokens live. */
  endAccessTokens(): void;
  /** Ends all browser sessions of an account, so that it must sign in again. */
  endSessions(accountId: string): void;
  /** The same, and all tokens of the account: no program is signed in as him any more. */
  endSignIn(accountId: string): void;
}

/** Keeps all records of an issuer (sessions, grants, codes, tokens) in the database, so that a restart signs nobody out. */
export function oidcStore(
  db: Connection,
  issuer: string,
): { adapter: AdapterConstructor; records: OidcRecords } {
  const upsert = db.prepare(
    `INSERT INTO oidc VALUES (@issuer, @model, @id, @payload, @grantId, @userCode, @uid, @expiresAt)
     ON CONFLICT (issuer, model, id) DO UPDATE SET payload = excluded.payload, grantId = excluded.grantId,
     userCode = excluded.userCode, uid = excluded.uid, expiresAt = excluded.expiresAt`,
  );
  const find = db.prepare<[string, string, string], Row>(
    'SELECT payload, expiresAt FROM oidc WHERE issuer = ? AND model = ? AND id = ?',
  );
  const findByUserCode = db.prepare<[string, string, string], Row>(
    'SELECT payload, expiresAt FROM oidc WHERE issuer = ? AND model = ? AND userCode = ?',
  );
  const findByUid = db.prepare<[string, string, string], Row>(
    'SELECT payload, expiresAt FROM oidc WHERE issuer = ? AND model = ? AND uid = ?',
  );
  const destroy = db.prepare<[string, string, string]>(
    'DELETE FROM oidc WHERE issuer = ? AND model = ? AND id = ?',
  );
  const revoke = db.prepare<[string, string]>('DELETE FROM oidc WHERE issuer = ? AND grantId = ?');
  const consume = db.prepare<[number, string, string, string]>(
    "UPDATE oidc SET payload = json_set(payload, '$.consumed', ?) WHERE issuer = ? AND model = ? AND id = ?",
  );
  const endGraces = db.prepare<[string, string]>(
    `UPDATE oidc SET payload = json_set(payload, '$.consumed', 1) WHERE issuer = ? AND model = 'RefreshToken'
     AND payload ->> '$.consumed' IS NOT NULL
     AND grantId = (SELECT own.grantId FROM oidc AS own WHERE own.model = 'RefreshToken' AND own.id = ?)`,
  );
  const payload = (row: Row | undefined): AdapterPayload | undefined =>
    row === undefined || (row.expiresAt !== null && row.expiresAt <= seconds())
      ? undefined
      : (JSON.parse(row.payload) as AdapterPayload);

  class SqliteAdapter implements Adapter {
    readonly model: string;
    constructor(model: string) {
      this.model = model;
    }
    async upsert(id: string, data: AdapterPayload, expiresIn: number): Promise<void> {
      upsert.run({
        issuer,
        model: this.model,
        id,
        payload: JSON.stringify(data),
        grantId: data.grantId ?? null,
        userCode: data.userCode ?? null,
        uid: data.uid ?? null,
        expiresAt: expiresIn ? seconds() + expiresIn : null,
      });
    }
    async find(id: string): Promise<AdapterPayload | undefined> {
      const found = payload(find.get(issuer, this.model, id));
      const { consumed } = found ?? {};
      if (this.model !== 'RefreshToken' || typeof consumed !== 'number') return found;
      const { consumed: _then, ...again } = found ?? {};
      return consumed + GRACE_S > seconds() ? again : found;
    }
    async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
      return payload(findByUserCode.get(issuer, this.model, userCode));
    }
    async findByUid(uid: string): Promise<AdapterPayload | undefined> {
      return payload(findByUid.get(issuer, this.model, uid));
    }
    async consume(id: string): Promise<void> {
      const known = payload(find.get(issuer, this.model, id));
      // within the grace: it goes on to end when it would have
      if (known?.consumed !== undefined) return;
      if (this.model === 'RefreshToken') endGraces.run(issuer, id);
      consume.run(seconds(), issuer, this.model, id);
    }
    async destroy(id: string): Promise<void> {
      destroy.run(issuer, this.model, id);
    }
    async revokeByGrantId(grantId: string): Promise<void> {
      revoke.run(issuer, grantId);
    }
  }

  return {
    adapter: SqliteAdapter,
    records: {
      endAccessTokens: () =>
        void db.prepare("DELETE FROM oidc WHERE issuer = ? AND model = 'AccessToken'").run(issuer),
      endSessions: (accountId) =>
        void db
          .prepare(
            "DELETE FROM oidc WHERE issuer = ? AND model = 'Session' AND payload ->> '$.accountId' = ?",
          )
          .run(issuer, accountId),
      endSignIn: (accountId) =>
        void db
          .prepare(
            `DELETE FROM oidc WHERE issuer = ? AND model IN ('Session', 'AccessToken', 'RefreshToken', 'Grant')
             AND payload ->> '$.accountId' = ?`,
          )
          .run(issuer, accountId),
    },
  };
}
