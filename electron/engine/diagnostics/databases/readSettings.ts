import { isIP } from 'node:net';
import { databaseEngines } from './types.ts';
import type { DatabaseSettings } from './types.ts';

/** What is wrong with a field; the check that needs it is `skipped` and names it. */
export interface FieldProblem {
  readonly field: string;
  readonly why: 'missing' | 'invalid';
}

/** Usual port of each engine, where the user left it empty. */
const usualPort = { postgresql: 5432, mysql: 3306, mariadb: 3306, sqlserver: 1433, oracle: 1521 } as const;
const hostName = /^(?=.{1,253}$)[\p{L}\p{N}_-]{1,63}(\.[\p{L}\p{N}_-]{1,63})*\.?$/u;
/** More would take longer than a run has. */
const mostTables = 50;

/** Whether a text is a host name or an address; `[::1]` counts. */
export function isHost(text: string): boolean {
  return isIP(text.replace(/^\[|\]$/g, '')) !== 0 || hostName.test(text);
}

/**
 * The parameters of a database check as settings. A secret that is empty is one that is missing.
 * @returns the settings, or the first field that is missing or is no value for it
 */
export function readSettings(
  fields: Readonly<Record<string, string>>,
  password: string | null,
): { readonly settings: DatabaseSettings } | { readonly problem: FieldProblem } {
  const text = (name: string): string => (fields[name] ?? '').trim();
  const wrong = (field: string): { problem: FieldProblem } => ({
    problem: { field, why: text(field) === '' ? 'missing' : 'invalid' },
  });
  const engine = databaseEngines.find((known) => known === text('engine').toLowerCase());
  if (engine === undefined) return wrong('engine');
  const host = text('host');
  if (!isHost(host)) return wrong('host');
  const port = text('port') === '' ? usualPort[engine] : Number(text('port'));
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return wrong('port');
  // Control characters end strings on the wire.
  for (const name of ['database', 'user', 'tables']) {
    if (/\p{Cc}/u.test(text(name)) || text(name).length > 2_000) return wrong(name);
  }
  if (/\p{Cc}/u.test(password ?? '') || (password ?? '').length > 2_000) {
    return { problem: { field: 'password', why: 'invalid' } };
  }
  // In a connect string of Oracle brackets and signs have a meaning.
  if (engine === 'oracle' && !/^[\w.$#-]{0,128}$/.test(text('database'))) return wrong('database');
  const tables = text('tables')
    .split(/[,;]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (tables.length > mostTables || tables.some((name) => name.length > 200)) return wrong('tables');
  const encryption = text('encryption') === 'required' ? 'required' : 'preferred';
  return {
    settings: {
      engine,
      host: host.replace(/^\[|\]$/g, ''),
      port,
      database: text('database') || null,
      user: text('user') || null,
      password: password === '' ? null : password,
      tables,
      encryption,
    },
  };
}
