import type { Check, CheckContext, Evidence, Finding } from '../../check.ts';
import type { Step } from '../../databases/examineDatabase.ts';
import type { FieldProblem } from '../../databases/readSettings.ts';
import type { Spoken } from '../../databases/protocols.ts';
import type { DatabaseEngine, DatabaseProblem, DatabaseSettings } from '../../databases/types.ts';
import type { DiagnosticsParts } from '../../ports.ts';
import { sharedExamination } from './sharedExamination.ts';
import type { Examinations, Shared } from './sharedExamination.ts';

/** The way is bounded by itself (9 s); each check waits a little longer than it can take to its own step. */
const budgets = { reach: 3_500, protocol: 9_000, login: 9_500 } as const;

/** Problems that are found after the server has taken user and password. Oracle names its service before. */
const afterLogin: ReadonlySet<DatabaseProblem> = new Set(['database-missing', 'database-not-permitted']);

/** As their makers write them: the places of the texts. */
const products: Readonly<Record<Exclude<Spoken, 'unknown'> | DatabaseEngine, string>> = {
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  sqlserver: 'SQL Server',
  oracle: 'Oracle',
  http: 'HTTP',
  tls: 'TLS',
  ssh: 'SSH',
  'mail-or-ftp': 'SMTP/FTP',
  redis: 'Redis',
};

/** Which step answers which check, so that the first broken link is named and the rest depends on it. */
const whose = { reached: 'database-reach', spoken: 'database-protocol', loggedIn: 'database-login' } as const;

/**
 * Databases, by their own drivers: connection, protocol, login, encryption, existence, rights, tables. The way is gone
 * once in a run; every check judges its own step of it.
 */
export function databaseChecks(_parts: DiagnosticsParts): readonly Check[] {
  const examinations: Examinations = new WeakMap();
  const over =
    (judge: (shared: Shared, context: CheckContext) => Promise<Finding>): Check['run'] =>
    async (context) => {
      const shared = await sharedExamination(examinations, context);
      return 'field' in shared ? fieldFinding(shared, context) : judge(shared, context);
    };
  return [
    {
      code: 'database-reach',
      needs: [],
      budgetMs: budgets.reach,
      run: over(async (shared, { signal }) => {
        const step = await shared.wait('reached', signal);
        const evidence = placeOf(shared.settings);
        return step.outcome === 'done'
          ? { status: 'ok', evidence: { ...evidence, ...step.value } }
          : notDone(step, evidence, 'reached');
      }),
    },
    {
      code: 'database-protocol',
      needs: ['database-reach'],
      budgetMs: budgets.protocol,
      run: over(async (shared, { signal }) => {
        const step = await shared.wait('spoken', signal);
        const evidence = placeOf(shared.settings);
        if (step.outcome !== 'done') return notDone(step, evidence, 'reached');
        const { version, offersEncryption } = step.value;
        return {
          status: 'ok',
          evidence: {
            ...evidence,
            offersEncryption: offersEncryption ?? false,
            ...(version === undefined ? {} : { version }),
          },
        };
      }),
    },
    {
      code: 'database-login',
      needs: ['database-protocol'],
      budgetMs: budgets.login,
      run: over(async (shared, context) => {
        const step = await shared.wait('loggedIn', context.signal);
        const evidence = loginPlaceOf(shared.settings);
        if (step.outcome === 'lacking')
          return context.lacks(`${step.field === 'password' ? 'secret' : 'field'}:${step.field}`);
        if (step.outcome === 'done') {
          const { serverVersion, encrypted } = step.value;
          return { status: 'ok', evidence: { ...evidence, serverVersion, encrypted } };
        }
        if (step.outcome === 'problem' && afterLogin.has(step.problem)) {
          return shared.settings.engine === 'oracle'
            ? { status: 'skipped', evidence: { reason: 'needs', needs: 'database-exists' } }
            : { status: 'ok', evidence };
        }
        return notDone(step, evidence, 'spoken');
      }),
    },
    {
      code: 'database-encrypted',
      needs: ['database-login'],
      budgetMs: budgets.login,
      run: over(async (shared, { signal }) => {
        const step = await shared.wait('loggedIn', signal);
        if (step.outcome !== 'done') return notDone(step, {}, 'loggedIn', true);
        const { encrypted, certificateTrusted } = step.value;
        const evidence = { ...placeOf(shared.settings), encrypted };
        return encrypted
          ? {
              status: 'ok',
              evidence: { ...evidence, ...(certificateTrusted === null ? {} : { certificateTrusted }) },
            }
          : { status: 'warning', condition: 'database-login-not-encrypted', evidence };
      }),
    },
    {
      code: 'database-exists',
      needs: ['database-protocol'],
      budgetMs: budgets.login,
      run: over(async (shared, context) => {
        if (shared.settings.database === null) return context.lacks('field:database');
        const step = await shared.wait('loggedIn', context.signal);
        const evidence = loginPlaceOf(shared.settings);
        if (step.outcome === 'done') return { status: 'ok', evidence };
        return step.outcome === 'problem' && afterLogin.has(step.problem)
          ? notDone(step, evidence, 'loggedIn')
          : notDone(step, {}, 'loggedIn', true);
      }),
    },
    {
      code: 'database-read-only',
      needs: ['database-login', 'database-exists'],
      budgetMs: budgets.login,
      run: over(async (shared, { signal }) => {
        const step = await shared.wait('rights', signal);
        const evidence = loginPlaceOf(shared.settings);
        if (step.outcome !== 'done') return notTested(step, evidence);
        const { writes, writesTotal, routines, incomplete } = step.value;
        if (writesTotal > 0) {
          const rights = writes.map(({ right, on }) => `${right}: ${on}`);
          const first = rights.slice(0, 3).join('; ');
          return {
            status: 'failed',
            condition: 'database-user-writes',
            evidence: { ...evidence, writesTotal, rights, first },
          };
        }
        if (incomplete)
          return { status: 'unknown', evidence: { ...evidence, reason: 'rights-not-readable' } };
        return routines > 0
          ? {
              status: 'warning',
              condition: 'database-user-runs-routines',
              evidence: { ...evidence, routines },
            }
          : { status: 'ok', evidence };
      }),
    },
    {
      code: 'database-tables',
      needs: ['database-login', 'database-exists'],
      budgetMs: budgets.login,
      run: over(async (shared, { signal }) => {
        const { settings } = shared;
        // Nobody named a table: there is nothing to promise, and nothing is missing.
        if (settings.tables.length === 0) {
          return { status: 'skipped', evidence: { reason: 'lacks', lacks: 'field:tables' } };
        }
        const step = await shared.wait('tables', signal);
        const evidence = loginPlaceOf(settings);
        if (step.outcome !== 'done') return notTested(step, evidence);
        const of = (right: string): string[] =>
          step.value.filter((answer) => answer.right === right).map(({ table }) => table);
        const readable = of('readable');
        const missing = of('missing');
        const denied = [...of('denied'), ...of('denied-or-missing')];
        const found = { ...evidence, readable, denied, missing };
        const list = (tables: readonly string[]): string => tables.join(', ');
        if (denied.length > 0) {
          return {
            status: 'failed',
            condition: 'database-table-denied',
            evidence: { ...found, tables: list(denied) },
          };
        }
        if (missing.length > 0) {
          return {
            status: 'failed',
            condition: 'database-table-missing',
            evidence: { ...found, tables: list(missing) },
          };
        }
        return { status: 'ok', evidence: { ...found, count: readable.length } };
      }),
    },
  ];
}

/** A field that is missing or is no value for it. */
export function fieldFinding({ field, why }: FieldProblem, context: CheckContext): Finding {
  const what = field === 'password' ? (`secret:${field}` as const) : (`field:${field}` as const);
  return why === 'missing'
    ? context.lacks(what)
    : { status: 'unknown', evidence: { reason: 'field-invalid', field } };
}

export function placeOf({ engine, host, port }: DatabaseSettings): Evidence {
  return { engine, product: products[engine], host, port };
}

function loginPlaceOf(settings: DatabaseSettings): Evidence {
  const { user, database } = settings;
  return {
    ...placeOf(settings),
    ...(user === null ? {} : { user }),
    ...(database === null ? {} : { database }),
  };
}

/** A step that did not stand: its condition, or that another one stands before it. */
function notDone(
  step: Exclude<Step<unknown>, { outcome: 'done' }>,
  evidence: Evidence,
  before: keyof typeof whose,
  echo = false,
): Finding {
  if (step.outcome !== 'problem' || echo) {
    return { status: 'skipped', evidence: { reason: 'needs', needs: whose[before] } };
  }
  const { problem, serverCode, found } = step;
  return {
    status: 'failed',
    condition: problem,
    evidence: {
      ...evidence,
      ...(serverCode === undefined ? {} : { serverCode }),
      ...(found === undefined ? {} : { found }),
      ...(found === undefined || found === 'unknown' ? {} : { foundName: products[found] }),
    },
  };
}

/** Rights that could not be read are not rights that are missing. */
function notTested(step: Exclude<Step<unknown>, { outcome: 'done' }>, evidence: Evidence): Finding {
  if (step.outcome !== 'problem') {
    return { status: 'skipped', evidence: { reason: 'needs', needs: 'database-login' } };
  }
  const { serverCode } = step;
  return {
    status: 'unknown',
    evidence: {
      ...evidence,
      reason: 'rights-not-readable',
      ...(serverCode === undefined ? {} : { serverCode }),
    },
  };
}
