import { EloError } from '../../../../shared/domain/eloError.ts';
import type { DatabaseProblem } from './types.ts';

/**
 * A problem with a database as an {@link EloError}: its code is the problem, `details.serverCode` what the server or
 * driver said, as a code. Messages of servers are left out: they name users, hosts and databases.
 */
export function databaseError(
  problem: DatabaseProblem,
  serverCode?: string | number,
  cause?: unknown,
): EloError {
  const code = serverCode === undefined ? '' : String(serverCode).slice(0, 60);
  return new EloError(problem, `database: ${problem}${code === '' ? '' : ` (${code})`}`, {
    ...(code === '' ? {} : { details: { serverCode: code } }),
    ...(cause instanceof EloError ? { cause } : {}),
  });
}

/** System codes of a connection that broke or never stood, wherever they stand in the error. */
const bySystemCode: Readonly<Record<string, DatabaseProblem>> = {
  ECONNREFUSED: 'database-refused',
  ETIMEDOUT: 'database-no-answer',
  EHOSTUNREACH: 'database-unreachable',
  ENETUNREACH: 'database-unreachable',
  EHOSTDOWN: 'database-unreachable',
  EACCES: 'database-unreachable',
  ENOTFOUND: 'database-name-unknown',
  EAI_AGAIN: 'database-name-unknown',
  ECONNRESET: 'database-connection-lost',
  EPIPE: 'database-connection-lost',
};

/** The problem behind an error of Node's sockets or TLS; `null` where it is something else. */
export function socketProblem(thrown: unknown): EloError | null {
  const inner = thrown instanceof AggregateError ? (thrown.errors[0] as unknown) : thrown;
  const code = (inner as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return null;
  const problem = bySystemCode[code];
  if (problem !== undefined) return databaseError(problem, code);
  // Only versions and keys of another time.
  if (/UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|KEY_TOO_SMALL|MD_TOO_WEAK/.test(code)) {
    return databaseError('database-too-old', code);
  }
  const tls = /^(ERR_SSL_|ERR_TLS_|CERT_|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code);
  return tls ? databaseError('database-encryption-failed', code) : null;
}
