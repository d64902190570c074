import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { makeCertificate } from './certificates.ts';
import { startServer } from './startServer.ts';
import { folderOf, freePort, mariadbProgram, unprivileged } from './unprivileged.ts';

export interface MariadbServer {
  readonly port: number;
  /** Runs statements as root over the local socket; the rows of the last one. */
  run(...statements: string[]): Promise<unknown[]>;
  stop(): Promise<void>;
}

/** A real MariaDB in a folder of its own on a loopback port. Nobody may come over the network until somebody is let in. */
export async function startMariadb(o: { readonly encryption: boolean }): Promise<MariadbServer> {
  const runner = unprivileged();
  const folder = folderOf(runner, 'mariadb');
  const data = join(folder.path, 'data');
  const socketPath = join(folder.path, 's');
  execFileSync(
    mariadbProgram('mariadb-install-db') ?? '',
    [
      `--datadir=${data}`,
      '--no-defaults',
      '--skip-test-db',
      '--auth-root-authentication-method=normal',
      '--skip-name-resolve',
    ],
    { ...runner, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const port = await freePort();
  const encryption: string[] = [];
  if (o.encryption) {
    const made = makeCertificate({ folder: folder.path, name: 'servidor', altName: 'IP:127.0.0.1' }, runner);
    encryption.push(`--ssl-cert=${made.certFile}`, `--ssl-key=${made.keyFile}`);
  }
  const server = await startServer({
    program: mariadbProgram('mariadbd') ?? '',
    args: [
      '--no-defaults',
      `--datadir=${data}`,
      `--socket=${socketPath}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--innodb-flush-method=nosync',
      '--innodb-buffer-pool-size=8M',
      `--pid-file=${join(folder.path, 'pid')}`,
      ...encryption,
    ],
    runner,
    ready: /ready for connections/,
    signal: 'SIGTERM',
  });
  return {
    port,
    async run(...statements) {
      const connection = await createConnection({ socketPath, user: 'root' });
      try {
        let rows: unknown = [];
        for (const statement of statements) [rows] = await connection.query(statement);
        return Array.isArray(rows) ? rows : [];
      } finally {
        await connection.end();
      }
    },
    async stop() {
      await server.stop();
      folder.remove();
    },
  };
}
