import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whom a server runs as: root may not start PostgreSQL, and nobody should start any as root. */
export interface Runner {
  readonly uid?: number;
  readonly gid?: number;
}

const idOf = (user: string, what: 'u' | 'g'): number =>
  Number(execFileSync('id', [`-${what}`, user], { encoding: 'utf8' }).trim());

/** This user, or `nobody` where this one is root. */
export function unprivileged(): Runner {
  return process.getuid?.() === 0 ? { uid: idOf('nobody', 'u'), gid: idOf('nobody', 'g') } : {};
}

/** A folder of the runner's own. */
export function folderOf(runner: Runner, name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `elo-${name}-`));
  chmodSync(path, 0o700);
  if (runner.uid !== undefined && runner.gid !== undefined) chownSync(path, runner.uid, runner.gid);
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** A port that was free a moment ago. */
export function freePort(host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** A program of PostgreSQL: Debian keeps them beside the version. `null` where there is none. */
export function postgresqlProgram(name: string): string | null {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(base, version, 'bin', name)).find((path) => existsSync(path)) ?? null;
}

/** A program of MariaDB's. `null` where there is none. */
export function mariadbProgram(name: string): string | null {
  return (
    ['/usr/sbin', '/usr/bin'].map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
  );
}
