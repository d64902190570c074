import type { Socket } from 'node:net';
import { EloError } from '../../../../shared/domain/eloError.ts';
import { databaseError } from './databaseError.ts';
import { openSocket } from './openSocket.ts';
import type { Recognised, Spoken } from './protocols.ts';
import { mysqlProblems } from './drivers/mysql.ts';
import { sniff, whatElse } from './sniff.ts';
import type {
  DatabaseProblem,
  DatabaseSession,
  DatabaseSettings,
  Rights,
  ServerPlace,
  TableRight,
} from './types.ts';

/** One step of the way: what came of it, or why it could not be gone. */
export type Step<T> =
  | { readonly outcome: 'done'; readonly value: T }
  /** A step before it did not stand. */
  | { readonly outcome: 'not-reached' }
  /** The field that is lacking for it. */
  | { readonly outcome: 'lacking'; readonly field: string }
  | {
      readonly outcome: 'problem';
      readonly problem: DatabaseProblem;
      readonly serverCode?: string;
      readonly found?: Spoken;
    };

export interface Reached {
  readonly address: string;
  readonly connectMs: number;
}
export interface LoggedIn {
  readonly serverVersion: string;
  readonly encrypted: boolean;
  readonly certificateTrusted: boolean | null;
}
export interface TableAnswer {
  readonly table: string;
  readonly right: TableRight;
}

/** The whole way to a database; each step is had as soon as it stands. None of the promises is ever rejected. */
export interface Examination {
  readonly reached: Promise<Step<Reached>>;
  readonly spoken: Promise<Step<Recognised>>;
  readonly loggedIn: Promise<Step<LoggedIn>>;
  readonly rights: Promise<Step<Rights>>;
  readonly tables: Promise<Step<readonly TableAnswer[]>>;
  /** Ended; nothing is open any more. */
  readonly ended: Promise<void>;
}

/** Milliseconds of each step; together with the time of all they keep a whole profile within 10 s. */
const times = {
  /** A refused port is tried again for two seconds by Windows. */
  connect: 3_000,
  /** MySQL looks our name up before it greets; with a slow name server that takes seconds. */
  greeting: 4_500,
  answer: 2_000,
  elsewhere: 900,
  login: 3_500,
  rights: 2_000,
  tables: 2_000,
  all: 9_000,
} as const;

/** What PostgreSQL says before any login, by its state. */
const postgresqlRefusals: Readonly<Record<string, DatabaseProblem>> = {
  '53300': 'database-busy',
  '57P03': 'database-starting',
  '28000': 'database-address-not-allowed',
};

export interface ExamineOptions {
  readonly signal: AbortSignal;
  /** Something to do with the session before it is closed. */
  readonly withSession?: (session: DatabaseSession, rights: Step<Rights>) => Promise<void>;
}

/**
 * Goes the way to a database once: connection, protocol (nothing of the user is sent), login, rights, tables.
 * A password is handed to a driver only after the protocol is the right one, and nothing is ever written.
 */
export function examineDatabase(settings: DatabaseSettings, options: ExamineOptions): Examination {
  const steps = {
    reached: Promise.withResolvers<Step<Reached>>(),
    spoken: Promise.withResolvers<Step<Recognised>>(),
    loggedIn: Promise.withResolvers<Step<LoggedIn>>(),
    rights: Promise.withResolvers<Step<Rights>>(),
    tables: Promise.withResolvers<Step<readonly TableAnswer[]>>(),
  };
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), times.all);
  const signal = AbortSignal.any([options.signal, over.signal]);
  const work = async (): Promise<void> => {
    let socket: Socket | null = null;
    let session: DatabaseSession | null = null;
    const drop = (): void => void socket?.destroy();
    signal.addEventListener('abort', drop, { once: true });
    try {
      const begun = performance.now();
      socket = await attempt(steps.reached, () =>
        openSocket({ host: settings.host, port: settings.port, timeMs: times.connect, signal }),
      );
      if (socket === null) return;
      const place: ServerPlace = {
        address: socket.remoteAddress ?? settings.host,
        port: settings.port,
        host: settings.host,
      };
      const connectMs = Math.round(performance.now() - begun);
      steps.reached.resolve({ outcome: 'done', value: { address: place.address, connectMs } });

      const greeted = await hear(socket, settings, place, signal);
      socket = greeted.socket;
      steps.spoken.resolve(greeted.step);
      if (greeted.step.outcome !== 'done') return;

      const lacking = (['user', 'password'] as const).find((field) => settings[field] === null);
      if (lacking !== undefined) return steps.loggedIn.resolve({ outcome: 'lacking', field: lacking });
      const offersEncryption = greeted.step.value.offersEncryption ?? false;
      if (settings.encryption === 'required' && !offersEncryption) {
        return steps.loggedIn.resolve({ outcome: 'problem', problem: 'database-encryption-missing' });
      }
      const kept = socket;
      session = await attempt(steps.loggedIn, () => login(settings, place, offersEncryption, kept, signal));
      if (session === null) return;
      const { serverVersion, encrypted, certificateTrusted } = session;
      steps.loggedIn.resolve({ outcome: 'done', value: { serverVersion, encrypted, certificateTrusted } });
      const open = session;
      const rights = await attempt(steps.rights, () => within(times.rights, signal, () => open.readRights()));
      if (rights !== null) steps.rights.resolve({ outcome: 'done', value: rights });
      const tables = await attempt(steps.tables, () =>
        within(times.tables, signal, async () => {
          const answers: TableAnswer[] = [];
          for (const table of settings.tables) answers.push({ table, right: await open.mayRead(table) });
          return answers;
        }),
      );
      if (tables !== null) steps.tables.resolve({ outcome: 'done', value: tables });
      await options.withSession?.(open, await steps.rights.promise);
    } finally {
      signal.removeEventListener('abort', drop);
      session?.close();
      socket?.destroy();
    }
  };
  const ended = work()
    .catch(() => undefined)
    .finally(() => {
      clearTimeout(timer);
      // Whatever has no answer by now was not reached.
      for (const { resolve } of Object.values(steps)) resolve({ outcome: 'not-reached' });
      over.abort();
    });
  return {
    reached: steps.reached.promise,
    spoken: steps.spoken.promise,
    loggedIn: steps.loggedIn.promise,
    rights: steps.rights.promise,
    tables: steps.tables.promise,
    ended,
  };
}

/** The result of `run`, or `null` with the step ended by its problem. */
async function attempt<T, S>(
  step: { resolve(value: Step<S>): void },
  run: () => Promise<T>,
): Promise<T | null> {
  try {
    return await run();
  } catch (thrown) {
    const error = thrown instanceof EloError ? thrown : databaseError('database-failed', codeOf(thrown));
    const { serverCode } = error.details;
    step.resolve({
      outcome: 'problem',
      problem: error.code as DatabaseProblem,
      ...(serverCode === undefined ? {} : { serverCode: String(serverCode) }),
    });
    return null;
  }
}

/** The server's own code of an error that no driver expected: never its message, which names people and tables. */
function codeOf(thrown: unknown): string {
  const { code, errno, number } = thrown as { code?: unknown; errno?: unknown; number?: unknown };
  const told = [number, errno, code].find((one) => typeof one === 'string' || typeof one === 'number');
  return told === undefined ? 'unexpected' : String(told);
}

/** `run` within its time. @throws EloError `database-no-answer` */
async function within<T>(timeMs: number, signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const give = (): void => late.reject(databaseError('database-no-answer', 'query'));
  const timer = setTimeout(give, timeMs);
  signal.addEventListener('abort', give, { once: true });
  const work = run();
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', give);
  }
}

interface Heard {
  readonly step: Step<Recognised>;
  readonly socket: Socket | null;
}

/** What the listener speaks, and whether that is what was expected. */
async function hear(
  socket: Socket,
  settings: DatabaseSettings,
  place: ServerPlace,
  signal: AbortSignal,
): Promise<Heard> {
  const { engine } = settings;
  const expected: Spoken = engine === 'mariadb' ? 'mysql' : engine;
  const greets = expected === 'mysql';
  const sniffed = await sniff({ socket, engine, timeMs: greets ? times.greeting : times.answer });
  const { recognised } = sniffed;
  const problem = (code: DatabaseProblem, more: { serverCode?: string; found?: Spoken } = {}): Heard => {
    sniffed.socket?.destroy();
    return { step: { outcome: 'problem', problem: code, ...more }, socket: null };
  };
  if (recognised?.spoken === expected) {
    const { refusal } = recognised;
    if (refusal === undefined)
      return { step: { outcome: 'done', value: recognised }, socket: sniffed.socket };
    const known = greets ? mysqlProblems[Number(refusal)] : postgresqlRefusals[refusal];
    return problem(known ?? 'database-failed', { serverCode: refusal });
  }
  if (recognised !== null && recognised.spoken !== 'unknown') {
    return problem('database-other-protocol', { found: recognised.spoken });
  }
  const found = await whatElse({
    address: place.address,
    port: place.port,
    except: engine,
    timeMs: times.elsewhere,
    signal,
  });
  if (found === expected) return problem('database-closes');
  if (found !== 'unknown' || recognised !== null) return problem('database-other-protocol', { found });
  return problem(sniffed.closed ? 'database-closes' : 'database-silent');
}

/** Logs in with the driver of the engine, which is loaded now and not before. */
async function login(
  settings: DatabaseSettings,
  place: ServerPlace,
  offersEncryption: boolean,
  socket: Socket | null,
  signal: AbortSignal,
): Promise<DatabaseSession> {
  const request = {
    place,
    user: settings.user ?? '',
    password: settings.password ?? '',
    database: settings.database,
    offersEncryption,
    timeMs: times.login,
    signal,
  };
  switch (settings.engine) {
    case 'postgresql':
      return (await import('./drivers/postgresql.ts')).loginToPostgresql(request);
    case 'mysql':
    case 'mariadb':
      if (socket === null) throw databaseError('database-connection-lost');
      return (await import('./drivers/mysql.ts')).loginToMysql({ ...request, socket });
    case 'sqlserver':
      return (await import('./drivers/sqlserver.ts')).loginToSqlserver(request);
    case 'oracle':
      return (await import('./drivers/oracle.ts')).loginToOracle(request);
  }
}
