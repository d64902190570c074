import type { PromobLink, PromobLinkAttempt, Role } from '../../../shared/api/account.ts';
import type { Prerequisite } from '../../../shared/api/store.ts';
import type { Connection } from './schemaStore.ts';

/** A user of FoccoLojas with his Promob link. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly linkState: PromobLink['state'];
  readonly promobUser: string | null;
  readonly linkedAt: string | null;
  readonly changedAt: string | null;
}

/** A started attempt to link. */
export interface LinkAttempt {
  readonly id: string;
  readonly userId: string;
  readonly state: PromobLinkAttempt['state'];
  /** `state` of the authorization request: whoever comes back with it belongs to this attempt. */
  readonly secret: string;
  /** PKCE code verifier. */
  readonly verifier: string;
  readonly expiresAt: string;
}

type UserRow = Omit<User, 'roles'> & { roles: string };
type PrerequisiteRow = Omit<Prerequisite, 'evidence' | 'confirmedBy' | 'confirmedAt'> & {
  /** JSON. */
  evidence: string;
  confirmedBy: string | null;
  confirmedAt: string | null;
};

export type PeopleStore = ReturnType<typeof peopleStore>;

/** Users of both services, links, attempts, prerequisites. */
export function peopleStore(db: Connection) {
  const columns = 'id, username, name, roles, linkState, promobUser, linkedAt, changedAt';
  const byId = db.prepare<[string], UserRow>(`SELECT ${columns} FROM users WHERE id = ?`);
  const byUsername = db.prepare<[string], UserRow>(`SELECT ${columns} FROM users WHERE username = ?`);
  const all = db.prepare<[], UserRow>(`SELECT ${columns} FROM users ORDER BY username`);
  const passwordOf = db.prepare<[string], { id: string; password: string }>(
    'SELECT id, password FROM users WHERE username = ?',
  );
  const promobPassword = db.prepare<[string], { password: string }>(
    'SELECT password FROM promobUsers WHERE username = ?',
  );
  function user(row: UserRow): User;
  function user(row: UserRow | undefined): User | undefined;
  function user(row: UserRow | undefined): User | undefined {
    return row === undefined ? undefined : { ...row, roles: JSON.parse(row.roles) as Role[] };
  }
  const prerequisite = ({ evidence, confirmedBy, confirmedAt, ...rest }: PrerequisiteRow): Prerequisite => ({
    ...rest,
    evidence: JSON.parse(evidence) as Prerequisite['evidence'],
    ...(confirmedBy === null ? {} : { confirmedBy }),
    ...(confirmedAt === null ? {} : { confirmedAt }),
  });
  const prerequisites = db.prepare<[], PrerequisiteRow>(
    'SELECT code, status, evidence, confirmedBy, confirmedAt FROM prerequisites ORDER BY position',
  );
  return {
    user: (id: string) => user(byId.get(id)),
    userNamed: (username: string) => user(byUsername.get(username)),
    users: (): User[] => all.all().map((row) => user(row)),
    addUser(entry: {
      id: string;
      username: string;
      name: string;
      password: string;
      roles: readonly Role[];
    }): void {
      db.prepare('INSERT INTO users (id, username, name, password, roles) VALUES (?, ?, ?, ?, ?)').run(
        entry.id,
        entry.username,
        entry.name,
        entry.password,
        JSON.stringify(entry.roles),
      );
      db.prepare('INSERT INTO promobUsers (username, password) VALUES (?, ?)').run(
        entry.username,
        entry.password,
      );
    },
    setRoles: (id: string, roles: readonly Role[]) =>
      void db.prepare('UPDATE users SET roles = ? WHERE id = ?').run(JSON.stringify(roles), id),
    setLink: (
      id: string,
      state: string,
      promobUser: string | null,
      linkedAt: string | null,
      changedAt: string | null,
    ) =>
      void db
        .prepare('UPDATE users SET linkState = ?, promobUser = ?, linkedAt = ?, changedAt = ? WHERE id = ?')
        .run(state, promobUser, linkedAt, changedAt, id),
    /** Id of the FoccoLojas user whose password this is. */
    checkPassword(username: string, password: string): string | null {
      const row = passwordOf.get(username);
      return row !== undefined && row.password === password ? row.id : null;
    },
    /** Name of the Promob user whose password this is. */
    checkPromobPassword: (username: string, password: string): string | null =>
      promobPassword.get(username)?.password === password ? username : null,
    hasPromobUser: (username: string) => promobPassword.get(username) !== undefined,
    changePromobPassword: (username: string, password: string, at: string) =>
      void db
        .prepare('UPDATE promobUsers SET password = ?, changedAt = ? WHERE username = ?')
        .run(password, at, username),
    addAttempt: (attempt: LinkAttempt) =>
      void db
        .prepare('INSERT INTO linkAttempts VALUES (@id, @userId, @state, @secret, @verifier, @expiresAt)')
        .run(attempt),
    attempt: (id: string) =>
      db.prepare<[string], LinkAttempt>('SELECT * FROM linkAttempts WHERE id = ?').get(id),
    attemptWith: (secret: string) =>
      db.prepare<[string], LinkAttempt>('SELECT * FROM linkAttempts WHERE secret = ?').get(secret),
    setAttempt: (id: string, state: LinkAttempt['state']) =>
      void db.prepare('UPDATE linkAttempts SET state = ? WHERE id = ?').run(state, id),
    prerequisites: () => prerequisites.all().map((row) => prerequisite(row)),
    addPrerequisite: (code: string, status: string, evidence: string) =>
      void db
        .prepare('INSERT INTO prerequisites (code, status, evidence) VALUES (?, ?, ?)')
        .run(code, status, evidence),
    confirmPrerequisite: (code: string, status: string, evidence: string, by: string, at: string) =>
      void db
        .prepare(
          'UPDATE prerequisites SET status = ?, evidence = ?, confirmedBy = ?, confirmedAt = ? WHERE code = ?',
        )
        .run(status, evidence, by, at, code),
  };
}
