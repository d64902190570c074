import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Connection } from 'mysql2';
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
import { rightsOfGrants, rolesOfGrants } from './mysqlGrants.ts';

/** Numbers of MySQL's and MariaDB's errors (their error references). */
export const mysqlProblems: Readonly<Record<number, DatabaseProblem>> = {
  1040: 'database-busy',
  1044: 'database-not-permitted',
  1045: 'database-login-refused',
  1049: 'database-missing',
  1053: 'database-starting',
  1129: 'database-address-blocked',
  1130: 'database-address-not-allowed',
  1203: 'database-busy',
  1226: 'database-busy',
  1227: 'database-not-permitted',
  1251: 'database-login-unsupported',
  1275: 'database-too-old',
  1524: 'database-login-unsupported',
  1698: 'database-login-refused',
  1820: 'database-password-expired',
  1862: 'database-password-expired',
  3118: 'database-user-locked',
  3159: 'database-encryption-required',
  4151: 'database-user-locked',
};

/** Codes of the driver itself. */
const byDriverCode: Readonly<Record<string, DatabaseProblem>> = {
  PROTOCOL_CONNECTION_LOST: 'database-connection-lost',
  HANDSHAKE_NO_SSL_SUPPORT: 'database-encryption-missing',
  HANDSHAKE_SSL_ERROR: 'database-encryption-failed',
  HANDSHAKE_UNKNOWN_ERROR: 'database-failed',
  AUTH_SWITCH_PLUGIN_ERROR: 'database-login-unsupported',
};

function loginError(thrown: unknown): Error {
  const error = thrown as { errno?: unknown; code?: unknown; message?: unknown };
  const number = typeof error.errno === 'number' ? mysqlProblems[error.errno] : undefined;
  if (number !== undefined) return databaseError(number, error.errno as number);
  const code = typeof error.code === 'string' ? error.code : '';
  const driver = byDriverCode[code];
  if (driver !== undefined) return databaseError(driver, code);
  if (/auth.*plugin|authentication/i.test(typeof error.message === 'string' ? error.message : '')) {
    return databaseError('database-login-unsupported');
  }
  return socketProblem(thrown) ?? databaseError('database-failed', code === '' ? 'driver' : code);
}

/**
 * Logs in to MySQL or MariaDB over the connection whose greeting was already heard: one that is broken off there would
 * be counted against this machine, and after a hundred of them the server shuts it out (`max_connect_errors`).
 * @throws EloError with a code of `databaseProblems`
 */
export async function loginToMysql(o: LoginRequest & { readonly socket: Socket }): Promise<DatabaseSession> {
  // The whole module: in the bundle a package in CommonJS has no other export.
  const { default: mysql } = await import('mysql2');
  const connection = mysql.createConnection({
    stream: o.socket,
    host: o.place.host,
    port: o.place.port,
    user: o.user,
    password: o.password,
    ...(o.database === null ? {} : { database: o.database }),
    // Servers of stores have certificates of their own making. Whether it is trusted is told, not required.
    ...(o.offersEncryption ? { ssl: { rejectUnauthorized: false } } : {}),
    connectTimeout: o.timeMs,
    // A server must not ask for files of this machine.
    flags: ['-LOCAL_FILES'],
    infileStreamFactory: () => {
      throw databaseError('database-failed', 'file-asked-for');
    },
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    multipleStatements: false,
  });
  connection.on('error', () => undefined);
  // It was paused with its greeting put back; a listener alone does not let it flow again.
  o.socket.resume();
  const drop = (): void => connection.destroy();
  o.signal.addEventListener('abort', drop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.connect((error) => (error === null ? resolve() : reject(error)));
    });
    const time = Math.max(1, Math.round(o.timeMs));
    const version = await ask(connection, 'SELECT VERSION()', time);
    await ask(connection, 'SET SESSION TRANSACTION READ ONLY', time);
    return sessionOver(connection, asText(version.rows[0]?.[0]) ?? '', o);
  } catch (thrown) {
    drop();
    throw loginError(thrown);
  }
}

interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** One query; rows as lists. @throws the driver's error, with `errno` */
function ask(connection: Connection, sql: string, timeMs: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    connection.query({ sql, rowsAsArray: true, timeout: timeMs }, (error, rows, fields) => {
      if (error !== null) return reject(error);
      const lists = Array.isArray(rows) ? (rows as unknown as unknown[][]) : [];
      resolve({ columns: (fields ?? []).map((field) => field.name), rows: lists });
    });
  });
}

function sessionOver(connection: Connection, serverVersion: string, o: LoginRequest): DatabaseSession {
  const { stream } = connection as unknown as { stream: TLSSocket | Socket };
  const encrypted = 'encrypted' in stream;
  return {
    serverVersion: serverVersion.slice(0, 60),
    encrypted,
    // The driver looks at the chain alone, so the name is not vouched for.
    certificateTrusted: 'authorized' in stream ? stream.authorized : null,
    readRights: () => readRights(connection, o.timeMs),
    mayRead: (table) => mayRead(connection, table, o.timeMs),
    queryReadOnly: (sql, bounds) => queryReadOnly(connection, sql, bounds),
    close: () => {
      connection.end(() => undefined);
      setTimeout(() => connection.destroy(), 200).unref();
    },
  };
}

/** Roles within roles; more is a mistake of somebody's. */
const mostRoles = 20;

async function readRights(connection: Connection, timeMs: number): Promise<Rights> {
  const linesOf = async (sql: string): Promise<string[]> => {
    const { rows } = await ask(connection, sql, timeMs);
    return rows.map((row) => asLine(row[0]));
  };
  const lines = await linesOf('SHOW GRANTS FOR CURRENT_USER()');
  let incomplete = false;
  const seen = new Set<string>();
  const waiting = rolesOfGrants(lines);
  const isMariaDb = asLine((await ask(connection, 'SELECT VERSION()', timeMs)).rows[0]?.[0]).includes(
    'MariaDB',
  );
  const inner = new Set<string>();
  const current = isMariaDb ? await ask(connection, 'SELECT CURRENT_ROLE()', timeMs) : null;
  const usual = asLine(current?.rows[0]?.[0]).replaceAll(/['\\]/g, '');
  while (waiting.length > 0 && seen.size < mostRoles) {
    const role = waiting.shift() ?? '';
    if (seen.has(role)) continue;
    seen.add(role);
    try {
      // MySQL tells a role's rights together with the user's own; MariaDB tells them of the role that is in use.
      if (isMariaDb) await ask(connection, `SET ROLE ${role}`, timeMs);
      const sql = isMariaDb
        ? 'SHOW GRANTS FOR CURRENT_ROLE()'
        : `SHOW GRANTS FOR CURRENT_USER() USING ${role}`;
      const more = await linesOf(sql);
      lines.push(...more);
      for (const one of rolesOfGrants(more)) {
        waiting.push(one);
        if (one !== role) inner.add(one);
      }
    } catch {
      // A role within a role cannot be used by itself; its rights were told with those of the outer one.
      incomplete ||= !isMariaDb || !inner.has(role);
    }
  }
  if (waiting.length > 0) incomplete = true;
  if (isMariaDb && seen.size > 0) {
    // Back to what a login of this user has, for the tables.
    await ask(connection, usual === '' ? 'SET ROLE NONE' : `SET ROLE '${usual}'`, timeMs);
  }
  if (isMariaDb) {
    // What everybody may (10.11 and later); an older server knows no such word, and then nobody has such rights.
    await linesOf('SHOW GRANTS FOR PUBLIC').then(
      (more) => lines.push(...more),
      () => undefined,
    );
  }
  const rights = rightsOfGrants([...new Set(lines)]);
  return { ...rights, incomplete: incomplete || rights.incomplete };
}

/** A grant may be long: one of columns names them all. */
const asLine = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, 8_192) : (asText(value) ?? '');

const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

async function mayRead(connection: Connection, table: string, timeMs: number): Promise<TableRight> {
  const parts = table.replaceAll('`', '').split('.');
  const name = parts.slice(-2).map(quoted).join('.');
  try {
    await ask(connection, `SELECT * FROM ${name} LIMIT 0`, timeMs);
    return 'readable';
  } catch (thrown) {
    const number = (thrown as { errno?: unknown }).errno;
    // 1142 and 1143: no right to the table, to a column; 1044: to the database; 1356: a view over what may not be read.
    if (number === 1143 || number === 1356) return 'denied';
    // A table that does not exist is denied too where the user has no right to anything of that name.
    if (number === 1142 || number === 1044) return 'denied-or-missing';
    if (number === 1146 || number === 1049 || number === 1046) return 'missing';
    throw loginError(thrown);
  }
}

async function queryReadOnly(connection: Connection, sql: string, bounds: QueryBounds): Promise<QueryRows> {
  const time = Math.max(1, Math.round(bounds.timeMs));
  // MariaDB counts in seconds, MySQL in milliseconds; each refuses the other's word.
  await ask(connection, `SET SESSION max_statement_time = ${time / 1_000}`, time).catch(() =>
    ask(connection, `SET SESSION max_execution_time = ${time}`, time).catch(() => undefined),
  );
  await ask(connection, `SET SESSION sql_select_limit = ${bounds.maxRows + 1}`, time);
  await ask(connection, 'START TRANSACTION READ ONLY', time);
  try {
    const { columns, rows } = await ask(connection, sql, time);
    return {
      columns,
      rows: rows.slice(0, bounds.maxRows).map((row) => row.map(asText)),
      cut: rows.length > bounds.maxRows,
    };
  } finally {
    const undone = ask(connection, 'ROLLBACK', time).catch(() => undefined);
    // Behind a query that does not end it would wait; the end of the connection undoes as well.
    await Promise.race([undone, new Promise((resolve) => setTimeout(resolve, 250).unref())]);
  }
}
