import { isIP } from 'node:net';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Client } from 'pg';
import { databaseError, socketProblem } from '../databaseError.ts';
import type {
  DatabaseProblem,
  DatabaseSession,
  LoginRequest,
  QueryBounds,
  QueryRows,
  Rights,
  TableRight,
} from '../types.ts';
import { asText } from './asText.ts';

/** SQLSTATEs of a login (PostgreSQL documentation, appendix A). */
const problems: Readonly<Record<string, DatabaseProblem>> = {
  '28P01': 'database-login-refused',
  '3D000': 'database-missing',
  '42501': 'database-not-permitted',
  '53300': 'database-busy',
  '57P03': 'database-starting',
  '57P01': 'database-starting',
};

/** 28000 stands for several things; only the words tell them apart, and the server may speak any language. */
function invalidAuthorization(error: { message?: unknown; routine?: unknown }): DatabaseProblem {
  const message = typeof error.message === 'string' ? error.message : '';
  // The names of files and protocols are never translated.
  if (/pg_hba/.test(message)) {
    return /no encryption|sem criptografia|sin cifrado|SSL (off|desabilitado|inactivo)/i.test(message)
      ? 'database-encryption-required'
      : 'database-address-not-allowed';
  }
  if (/certificat|certificado/i.test(message)) return 'database-certificate-required';
  // "role … does not exist": said where the method needs no password; InitializeSessionUserId tells it in any language.
  if (error.routine === 'InitializeSessionUserId' && !/login|permit/i.test(message))
    return 'database-user-unknown';
  return 'database-login-refused';
}

function loginError(thrown: unknown): Error {
  const error = thrown as { code?: unknown; message?: unknown; routine?: unknown };
  const code = typeof error.code === 'string' ? error.code : '';
  if (code === '28000') return databaseError(invalidAuthorization(error), code);
  const known = problems[code];
  if (known !== undefined) return databaseError(known, code);
  const socket = socketProblem(thrown);
  if (socket !== null) return socket;
  const message = typeof error.message === 'string' ? error.message : '';
  if (/authentication (method|type)|SASL|SCRAM/i.test(message))
    return databaseError('database-login-unsupported');
  if (/SSL connection/.test(message)) return databaseError('database-encryption-failed');
  if (/timeout/i.test(message)) return databaseError('database-no-answer', 'login');
  if (/terminated|ended/i.test(message)) return databaseError('database-connection-lost');
  return databaseError('database-failed', code === '' ? 'driver' : code);
}

/** Schemas of the server itself; a superuser writes there too, which is told apart. */
const ours = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

/**
 * What this user may change, with the rights of every role it belongs to (`has_…_privilege` counts them and what
 * everybody has). Columns: right, what it is on.
 */
const writesSql = `
SELECT * FROM (
  SELECT CASE WHEN r.rolsuper THEN 'superuser' ELSE 'member of a superuser' END AS may, r.rolname::text AS "on"
    FROM pg_roles r WHERE r.rolsuper AND (r.rolname = current_user OR pg_has_role(current_user, r.oid, 'MEMBER'))
  UNION ALL
  SELECT a.may, r.rolname::text FROM pg_roles r
    CROSS JOIN LATERAL (VALUES ('CREATEROLE', r.rolcreaterole), ('CREATEDB', r.rolcreatedb),
                               ('REPLICATION', r.rolreplication)) a(may, has)
    WHERE a.has AND (r.rolname = current_user OR pg_has_role(current_user, r.oid, 'MEMBER'))
  UNION ALL
  SELECT 'role', r.rolname::text FROM pg_roles r
    WHERE r.rolname IN ('pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program')
      AND pg_has_role(current_user, r.oid, 'MEMBER')
  UNION ALL
  SELECT 'owner', d.datname::text FROM pg_database d
    WHERE d.datname = current_database() AND pg_has_role(current_user, d.datdba, 'MEMBER')
  UNION ALL
  SELECT 'CREATE', d.datname::text FROM pg_database d
    WHERE d.datname = current_database() AND has_database_privilege(d.oid, 'CREATE')
  UNION ALL
  SELECT 'CREATE', n.nspname::text FROM pg_namespace n WHERE ${ours} AND has_schema_privilege(n.oid, 'CREATE')
  UNION ALL
  SELECT 'owner', n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND ${ours} AND pg_has_role(current_user, c.relowner, 'MEMBER')
  UNION ALL
  SELECT p.may, n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN (VALUES ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE')) p(may)
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND ${ours} AND CASE
      WHEN p.may IN ('INSERT', 'UPDATE') THEN has_any_column_privilege(c.oid, p.may)
      ELSE has_table_privilege(c.oid, p.may) END
  UNION ALL
  SELECT 'UPDATE', n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ours} AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(c.oid, 'UPDATE') ELSE false END
  UNION ALL
  SELECT g.may, r.rolname::text FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
    JOIN LATERAL (VALUES ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE')) g(may) ON true
    WHERE m.member = (SELECT oid FROM pg_roles WHERE rolname = current_user)
      AND NOT pg_has_role(current_user, m.roleid, 'USAGE')
      AND EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'f') AND ${ours} AND has_table_privilege(m.roleid, c.oid, g.may))
) found`;

/** Functions that act with their owner's rights and that this user may run. */
const routinesSql = `
SELECT count(*)::int AS routines FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.prosecdef AND ${ours} AND has_function_privilege(p.oid, 'EXECUTE')
  AND has_schema_privilege(n.oid, 'USAGE')`;

/** Names as users write them: capitals do not matter unless two tables differ in them alone. */
const tableSql = `
SELECT has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND lower(c.relname) = lower($2)
  AND ($1::text IS NULL AND ${ours} OR lower(n.nspname) = lower($1))
ORDER BY (c.relname = $2) DESC, pg_table_is_visible(c.oid) DESC, readable DESC LIMIT 1`;

/** So many are named in the report; all are counted. */
const named = 20;

/** Logs in to PostgreSQL. @throws EloError with a code of `databaseProblems` */
export async function loginToPostgresql(o: LoginRequest): Promise<DatabaseSession> {
  const { Client: PgClient } = await import('pg');
  const client = new PgClient({
    host: o.place.address,
    port: o.place.port,
    user: o.user,
    // A function: an empty text would make the driver look into this machine's own password file.
    password: () => o.password,
    database: o.database ?? 'postgres',
    // Servers of stores have certificates of their own making. Whether it is trusted is told, not required.
    ssl: o.offersEncryption
      ? { rejectUnauthorized: false, ...(isIP(o.place.host) === 0 ? { servername: o.place.host } : {}) }
      : false,
    connectionTimeoutMillis: o.timeMs,
    query_timeout: o.timeMs,
    application_name: 'Elo',
  });
  const drop = (): void => dropConnection(client);
  // Heard for the whole life of the connection: an error nobody hears would end the process.
  client.on('error', () => undefined);
  o.signal.addEventListener('abort', drop, { once: true });
  try {
    await client.connect();
    await client.query('SET default_transaction_read_only = on');
    await client.query(`SET statement_timeout = ${Math.max(1, Math.round(o.timeMs))}`);
    const version = await client.query<{ server_version: string }>('SHOW server_version');
    return sessionOver(client, version.rows[0]?.server_version ?? '', drop);
  } catch (thrown) {
    drop();
    throw loginError(thrown);
  }
}

/** Ends at once: a polite end waits for a server that may no longer answer. */
function dropConnection(client: Client): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}

function sessionOver(client: Client, serverVersion: string, drop: () => void): DatabaseSession {
  const stream = (client as unknown as { connection: { stream: TLSSocket | Socket } }).connection.stream;
  const encrypted = 'encrypted' in stream;
  return {
    serverVersion: serverVersion.slice(0, 40),
    encrypted,
    certificateTrusted: 'authorized' in stream ? stream.authorized : null,
    readRights: () => readRights(client),
    mayRead: (table) => mayRead(client, table),
    queryReadOnly: (sql, bounds) => queryReadOnly(client, sql, bounds),
    close: () => {
      client.end().catch(() => undefined);
      // Where the farewell does not leave at once, the connection goes without it.
      setTimeout(drop, 200).unref();
    },
  };
}

async function readRights(client: Client): Promise<Rights> {
  const writes = await client.query<{ may: string; on: string }>(`${writesSql} ORDER BY 2, 1 LIMIT 1000`);
  const routines = await client.query<{ routines: number }>(routinesSql);
  return {
    writes: writes.rows.slice(0, named).map(({ may, on }) => ({ right: may, on: on.slice(0, 130) })),
    writesTotal: writes.rows.length,
    routines: routines.rows[0]?.routines ?? 0,
    incomplete: false,
  };
}

async function mayRead(client: Client, table: string): Promise<TableRight> {
  const parts = table.replaceAll('"', '').split('.');
  const name = parts.pop() ?? '';
  const found = await client.query<{ readable: boolean }>(tableSql, [parts.pop() ?? null, name]);
  const row = found.rows[0];
  if (row === undefined) return 'missing';
  return row.readable ? 'readable' : 'denied';
}

async function queryReadOnly(client: Client, sql: string, bounds: QueryBounds): Promise<QueryRows> {
  await client.query('BEGIN TRANSACTION READ ONLY');
  try {
    await client.query(`SET LOCAL statement_timeout = ${Math.round(bounds.timeMs)}`);
    // A cursor takes nothing but a query, and gives no more rows than are fetched.
    await client.query(`DECLARE elo NO SCROLL CURSOR FOR ${sql}`);
    const answer = await client.query({
      text: `FETCH FORWARD ${bounds.maxRows + 1} FROM elo`,
      rowMode: 'array',
    });
    const rows = answer.rows as unknown as unknown[][];
    return {
      columns: answer.fields.map((field) => field.name),
      rows: rows.slice(0, bounds.maxRows).map((row) => row.map(asText)),
      cut: rows.length > bounds.maxRows,
    };
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
  }
}
