import type { Connection } from 'oracledb';
import { databaseError } from '../databaseError.ts';
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

/** Codes of Oracle and of its driver (Oracle Database Error Messages; node-oracledb, appendix A). */
const problems: Readonly<Record<string, DatabaseProblem>> = {
  'ORA-00018': 'database-busy',
  'ORA-00020': 'database-busy',
  'ORA-01017': 'database-login-refused',
  'ORA-01033': 'database-starting',
  'ORA-01034': 'database-starting',
  'ORA-01045': 'database-not-permitted',
  'ORA-01109': 'database-starting',
  'ORA-12154': 'database-missing',
  'ORA-12505': 'database-missing',
  'ORA-12514': 'database-missing',
  'ORA-12516': 'database-busy',
  'ORA-12519': 'database-busy',
  'ORA-12520': 'database-busy',
  'ORA-12526': 'database-starting',
  'ORA-12528': 'database-starting',
  'ORA-12529': 'database-not-permitted',
  'ORA-12541': 'database-refused',
  'ORA-12564': 'database-not-permitted',
  // The listener's list of admitted machines (TCP.VALIDNODE_CHECKING) hangs up on all others.
  'ORA-12537': 'database-closes',
  'ORA-12547': 'database-closes',
  'ORA-12650': 'database-login-unsupported',
  'ORA-12660': 'database-encryption-required',
  'ORA-28000': 'database-user-locked',
  'ORA-28001': 'database-password-expired',
  'ORA-28040': 'database-login-unsupported',
  'NJS-116': 'database-login-unsupported',
  'NJS-138': 'database-too-old',
  'NJS-500': 'database-connection-lost',
  'NJS-501': 'database-connection-lost',
  'NJS-503': 'database-connection-lost',
  'NJS-510': 'database-no-answer',
  'NJS-511': 'database-refused',
  'NJS-515': 'database-name-unknown',
  'NJS-517': 'database-missing',
  'NJS-518': 'database-missing',
  'NJS-519': 'database-missing',
  'NJS-521': 'database-closes',
  'NJS-530': 'database-name-unknown',
  // Oracle's own encryption is demanded, which the driver's JavaScript mode does not have.
  'NJS-533': 'database-encryption-required',
};

/** The driver wraps the listener's code: `NJS-518: … (Similar to ORA-12514)`. */
function loginError(thrown: unknown): Error {
  const { code, message } = thrown as { code?: unknown; message?: unknown };
  const text = `${typeof code === 'string' ? code : ''} ${typeof message === 'string' ? message : ''}`;
  const codes = [...text.matchAll(/(?:ORA|NJS)-\d{3,5}/g)].map(([found]) => found);
  const told = codes.find((one) => one.startsWith('ORA-') && problems[one] !== undefined);
  const best = told ?? codes.find((one) => problems[one] !== undefined);
  if (best !== undefined) return databaseError(problems[best] ?? 'database-failed', best);
  if (text.includes('native network encryption') || text.includes('Network Encryption')) {
    return databaseError('database-encryption-required', codes[0]);
  }
  return databaseError('database-failed', codes[0] ?? 'driver');
}

/** System privileges that only look. */
const looks =
  /^(CREATE SESSION|ALTER SESSION|SET CONTAINER|SELECT ANY .*|READ ANY .*|RESTRICTED SESSION|FLASHBACK ANY TABLE)$/;

/** Schemas that came with the server are left out of what is counted; 12.1 and later know which (thin needs 12.1). */
const ours = `NOT IN (SELECT username FROM all_users WHERE oracle_maintained = 'Y')`;
const grantees = `(SELECT USER FROM dual UNION SELECT 'PUBLIC' FROM dual UNION SELECT granted_role FROM user_role_privs
  UNION SELECT granted_role FROM role_role_privs)`;

const rightsSql = `
SELECT privilege, '*' FROM session_privs
UNION SELECT privilege, '*' FROM role_sys_privs
UNION SELECT privilege, table_schema || '.' || table_name FROM all_tab_privs
  WHERE table_schema ${ours} AND grantee IN ${grantees}
UNION SELECT 'owner', object_name FROM user_objects
  WHERE object_type IN ('TABLE', 'VIEW', 'MATERIALIZED VIEW', 'SEQUENCE', 'SYNONYM', 'PROCEDURE', 'FUNCTION', 'PACKAGE')`;

const named = 20;

/** Logs in to Oracle 12.1 or later, in the driver's pure JavaScript mode. @throws EloError with a code of `databaseProblems` */
export async function loginToOracle(o: LoginRequest): Promise<DatabaseSession> {
  const oracledb = (await import('oracledb')).default;
  const service = o.database ?? '';
  let connection: Connection;
  try {
    connection = await open('SERVICE_NAME');
  } catch (thrown) {
    const error = loginError(thrown);
    // Older installations are named by an instance. No password was sent: the listener refused before.
    const unknown = /ORA-1(2514|2505)|NJS-51[78]/.test(String((thrown as { message?: unknown }).message));
    if (!unknown || o.signal.aborted) throw error;
    connection = await open('SID').catch(() => {
      throw error;
    });
  }
  o.signal.addEventListener('abort', () => close(connection), { once: true });
  connection.callTimeout = Math.max(1, Math.round(o.timeMs));
  return sessionOver(connection, (sql, maxRows, binds) => ask(connection, sql, maxRows, binds));

  async function open(by: 'SERVICE_NAME' | 'SID'): Promise<Connection> {
    const { address, port } = o.place;
    // Names were checked for what has a meaning here (`readSettings`).
    const connectString =
      `(DESCRIPTION=(RETRY_COUNT=0)(TRANSPORT_CONNECT_TIMEOUT=${Math.max(1, Math.ceil(o.timeMs / 1_000))})` +
      `(ADDRESS=(PROTOCOL=TCP)(HOST=${address})(PORT=${port}))(CONNECT_DATA=(${by}=${service})))`;
    const opening = oracledb.getConnection({ user: o.user, password: o.password, connectString });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(databaseError('database-no-answer', 'login')), o.timeMs);
    });
    try {
      return await Promise.race([opening, late]);
    } catch (thrown) {
      // What still comes is closed.
      opening.then(close, () => undefined);
      throw (thrown as { code?: unknown }).code === 'database-no-answer' ? thrown : loginError(thrown);
    } finally {
      clearTimeout(timer);
    }
  }
}

const close = (connection: Connection): void => {
  connection.close({ drop: true }).catch(() => undefined);
};

interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}
type Ask = (sql: string, maxRows: number, binds?: readonly string[]) => Promise<Answer>;

async function ask(
  connection: Connection,
  sql: string,
  maxRows: number,
  binds: readonly string[] = [],
): Promise<Answer> {
  // Rows as lists is the driver's own default.
  const { metaData, rows } = await connection.execute<unknown[]>(sql, [...binds], { maxRows });
  return { columns: (metaData ?? []).map(({ name }) => name), rows: rows ?? [] };
}

function sessionOver(connection: Connection, run: Ask): DatabaseSession {
  return {
    serverVersion: connection.oracleServerVersionString,
    // The driver's JavaScript mode knows no encryption of Oracle's own; the password goes as a challenge.
    encrypted: false,
    certificateTrusted: null,
    readRights: async () => rightsOf(await run(rightsSql, 2_000)),
    mayRead: (table) => mayRead(run, table),
    queryReadOnly: async (sql, bounds) => queryReadOnly(connection, run, sql, bounds),
    close: () => close(connection),
  };
}

function rightsOf({ rows }: Answer): Rights {
  const found = rows.map((row) => ({ right: asText(row[0]) ?? '', on: asText(row[1]) ?? '' }));
  const harmless =
    /^(SELECT|READ|REFERENCES|DEBUG|FLASHBACK|INHERIT PRIVILEGES|QUERY REWRITE|ON COMMIT REFRESH)$/;
  const isRoutine = (right: string): boolean => /^(EXECUTE|EXECUTE ANY .*)$/.test(right);
  const writes = found.filter(
    ({ right }) => !looks.test(right) && !harmless.test(right) && !isRoutine(right),
  );
  return {
    writes: writes.slice(0, named),
    writesTotal: writes.length,
    routines: found.filter(({ right }) => isRoutine(right)).length,
    incomplete: false,
  };
}

async function mayRead(run: Ask, table: string): Promise<TableRight> {
  // As Oracle does with names that are not quoted.
  const name = table
    .replaceAll('"', '')
    .split('.')
    .slice(-2)
    .map((part) => `"${part.toUpperCase()}"`)
    .join('.');
  try {
    await run(`SELECT * FROM ${name} WHERE 1 = 0`, 1);
    return 'readable';
  } catch (thrown) {
    const message = String((thrown as { message?: unknown }).message);
    if (/ORA-01031|ORA-41900/.test(message)) return 'denied';
    if (/ORA-00942/.test(message)) return 'denied-or-missing';
    throw loginError(thrown);
  }
}

async function queryReadOnly(
  connection: Connection,
  run: Ask,
  sql: string,
  bounds: QueryBounds,
): Promise<QueryRows> {
  connection.callTimeout = Math.max(1, Math.round(bounds.timeMs));
  await connection.rollback();
  await run('SET TRANSACTION READ ONLY', 1);
  try {
    const { columns, rows } = await run(sql, bounds.maxRows + 1);
    return {
      columns,
      rows: rows.slice(0, bounds.maxRows).map((row) => row.map(asText)),
      cut: rows.length > bounds.maxRows,
    };
  } finally {
    await connection.rollback().catch(() => undefined);
  }
}
