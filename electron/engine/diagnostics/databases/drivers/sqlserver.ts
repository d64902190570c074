import type * as Tedious from 'tedious';
import { databaseError, socketProblem } from '../databaseError.ts';
import { openSocket } from '../openSocket.ts';
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

/** Numbers of SQL Server's errors (Microsoft Learn, "Database engine events and errors"). */
const problems: Readonly<Record<number, DatabaseProblem>> = {
  916: 'database-not-permitted',
  4060: 'database-missing',
  4062: 'database-missing',
  4063: 'database-missing',
  4064: 'database-missing',
  17809: 'database-busy',
  17810: 'database-busy',
  // An untrusted domain: a sign-in of Windows is asked for.
  18452: 'database-login-unsupported',
  18456: 'database-login-refused',
  18461: 'database-busy',
  18470: 'database-user-locked',
  18486: 'database-user-locked',
  18487: 'database-password-expired',
  18488: 'database-password-expired',
  40615: 'database-address-not-allowed',
};

/** Codes of the driver itself. */
const byDriverCode: Readonly<Record<string, DatabaseProblem>> = {
  ELOGIN: 'database-login-refused',
  ETIMEOUT: 'database-no-answer',
  EINSTLOOKUP: 'database-missing',
  EENCRYPT: 'database-encryption-missing',
};

/** What the driver hears from the server while it logs in; its own error carries no number. */
function loginError(thrown: unknown, numbers: readonly number[]): Error {
  // 18456 comes together with the real cause where the user exists: 4060, 916.
  const told = numbers.filter((number) => problems[number] !== undefined);
  const best = told.find((number) => number !== 18456) ?? told[0];
  if (best !== undefined) return databaseError(problems[best] ?? 'database-failed', best);
  for (let error: unknown = thrown, depth = 0; error instanceof Error && depth < 5; depth += 1) {
    const socket = socketProblem(error);
    if (socket !== null) return socket;
    error = error.cause;
  }
  const { code, message } = thrown as { code?: unknown; message?: unknown };
  const text = typeof message === 'string' ? message : '';
  if (/ssl|tls|encrypt/i.test(text)) return databaseError('database-encryption-failed');
  const driver = typeof code === 'string' ? byDriverCode[code] : undefined;
  if (driver !== undefined) return databaseError(driver, String(code));
  return /hang up|closed|reset/i.test(text)
    ? databaseError('database-connection-lost')
    : databaseError('database-failed', numbers[0] ?? 'driver');
}

/** Permissions that only look. */
const looks =
  /^(CONNECT( SQL)?|SELECT|REFERENCES|SHOWPLAN|VIEW .*|SELECT ALL USER SECURABLES|CONNECT ANY DATABASE)$/;

const rightsSql = `
SELECT 'server' AS place, '*' AS name, permission_name FROM sys.fn_my_permissions(NULL, 'SERVER')
UNION ALL SELECT 'database', DB_NAME(), permission_name FROM sys.fn_my_permissions(NULL, 'DATABASE')
UNION ALL SELECT 'role', r.name, 'member' FROM (VALUES ('sysadmin'), ('securityadmin'), ('serveradmin'),
  ('dbcreator'), ('bulkadmin'), ('diskadmin')) r(name) WHERE IS_SRVROLEMEMBER(r.name) = 1
UNION ALL SELECT 'role', r.name, 'member' FROM (VALUES ('db_owner'), ('db_datawriter'), ('db_ddladmin'),
  ('db_securityadmin'), ('db_accessadmin')) r(name) WHERE IS_ROLEMEMBER(r.name) = 1
UNION ALL SELECT 'schema', s.name, p.name FROM sys.schemas s
  CROSS JOIN (VALUES ('ALTER'), ('CONTROL'), ('INSERT'), ('UPDATE'), ('DELETE')) p(name)
  WHERE s.schema_id < 16384 AND s.name NOT IN ('sys', 'INFORMATION_SCHEMA', 'guest')
    AND HAS_PERMS_BY_NAME(QUOTENAME(s.name), 'SCHEMA', p.name) = 1
UNION ALL SELECT 'table', s.name + '.' + o.name, p.name FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id
  CROSS JOIN (VALUES ('ALTER'), ('INSERT'), ('UPDATE'), ('DELETE')) p(name)
  WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0
    AND HAS_PERMS_BY_NAME(QUOTENAME(s.name) + '.' + QUOTENAME(o.name), 'OBJECT', p.name) = 1
UNION ALL SELECT 'routine', s.name + '.' + o.name, 'EXECUTE' FROM sys.objects o
  JOIN sys.schemas s ON s.schema_id = o.schema_id
  WHERE o.type IN ('P', 'FN', 'IF', 'TF', 'PC') AND o.is_ms_shipped = 0
    AND HAS_PERMS_BY_NAME(QUOTENAME(s.name) + '.' + QUOTENAME(o.name), 'OBJECT', 'EXECUTE') = 1`;

const named = 20;

/** Logs in to SQL Server. @throws EloError with a code of `databaseProblems` */
export async function loginToSqlserver(o: LoginRequest): Promise<DatabaseSession> {
  // The whole module: in the bundle a package in CommonJS has no other export.
  const { default: tedious } = await import('tedious');
  const time = Math.max(1, Math.round(o.timeMs));
  const connection = new tedious.Connection({
    server: o.place.host,
    authentication: { type: 'default', options: { userName: o.user, password: o.password } },
    options: {
      port: o.place.port,
      connector: () =>
        openSocket({ host: o.place.address, port: o.place.port, timeMs: time, signal: o.signal }),
      ...(o.database === null ? {} : { database: o.database }),
      encrypt: o.offersEncryption,
      // Servers of stores have certificates of their own making.
      trustServerCertificate: true,
      connectTimeout: time,
      requestTimeout: time,
      cancelTimeout: 500,
      appName: 'Elo',
      useUTC: true,
      rowCollectionOnRequestCompletion: false,
      maxRetriesOnTransientErrors: 0,
    },
  });
  const numbers: number[] = [];
  connection.on('errorMessage', (token) => numbers.push(token.number));
  connection.on('error', () => undefined);
  const drop = (): void => connection.close();
  o.signal.addEventListener('abort', drop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.connect((error) => (error === undefined || error === null ? resolve() : reject(error)));
    });
    const run = (sql: string): Promise<Answer> => ask(tedious, connection, sql);
    const version = await run(`SELECT CAST(SERVERPROPERTY('ProductVersion') AS varchar(40))`);
    return {
      serverVersion: asText(version.rows[0]?.[0]) ?? '',
      encrypted: o.offersEncryption,
      certificateTrusted: null,
      readRights: async () => rightsOf(await run(rightsSql)),
      mayRead: (table) => mayRead(run, table),
      queryReadOnly: (sql, bounds) => queryReadOnly(run, sql, bounds),
      close: drop,
    };
  } catch (thrown) {
    drop();
    throw loginError(thrown, numbers);
  }
}

interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** One batch; the request tells its rows one by one. @throws the driver's error, with `number` */
function ask(
  tedious: (typeof Tedious)['default'],
  connection: Tedious.Connection,
  sql: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const rows: unknown[][] = [];
    let columns: string[] = [];
    const request = new tedious.Request(sql, (error) =>
      error === undefined || error === null ? resolve({ columns, rows }) : reject(error),
    );
    request.on('columnMetadata', (all) => {
      columns = (all as unknown as { colName: string }[]).map(({ colName }) => colName);
    });
    request.on('row', (cells) => rows.push((cells as { value: unknown }[]).map(({ value }) => value)));
    connection.execSqlBatch(request);
  });
}

function rightsOf({ rows }: Answer): Rights {
  const found = rows.map((row) => ({
    place: asText(row[0]) ?? '',
    on: asText(row[1]) ?? '',
    right: asText(row[2]) ?? '',
  }));
  const routines = found.filter(({ place, right }) => place === 'routine' || right === 'EXECUTE').length;
  const writes = found
    .filter(({ place, right }) => place !== 'routine' && right !== 'EXECUTE' && !looks.test(right))
    .map(({ right, on }) => ({ right, on }));
  return { writes: writes.slice(0, named), writesTotal: writes.length, routines, incomplete: false };
}

const quoted = (name: string): string => `[${name.replaceAll(']', ']]')}]`;

async function mayRead(run: (sql: string) => Promise<Answer>, table: string): Promise<TableRight> {
  const name = table.replaceAll(/[[\]]/g, '').split('.').slice(-2).map(quoted).join('.');
  try {
    await run(`SELECT TOP 0 * FROM ${name}`);
    return 'readable';
  } catch (thrown) {
    const { number } = thrown as { number?: unknown };
    // 229 and 230: no right to the object, to a column. 208: not there, or not even its name may be seen.
    if (number === 229 || number === 230) return 'denied';
    if (number === 208) return 'denied-or-missing';
    throw databaseError('database-failed', typeof number === 'number' ? number : 'driver');
  }
}

/** SQL Server has no read-only transaction: what runs here was proved to be one query, by a user who may not write. */
async function queryReadOnly(
  run: (sql: string) => Promise<Answer>,
  sql: string,
  bounds: QueryBounds,
): Promise<QueryRows> {
  await run(`SET ROWCOUNT ${bounds.maxRows + 1}; SET LOCK_TIMEOUT ${Math.round(bounds.timeMs)}`);
  await run('BEGIN TRANSACTION');
  try {
    const { columns, rows } = await run(sql);
    return {
      columns,
      rows: rows.slice(0, bounds.maxRows).map((row) => row.map(asText)),
      cut: rows.length > bounds.maxRows,
    };
  } finally {
    await run('IF @@TRANCOUNT > 0 ROLLBACK').catch(() => undefined);
  }
}
