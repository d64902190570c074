import { execFileSync } from 'node:child_process';
import { appendFileSync, chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { makeCertificate } from './certificates.ts';
import { startServer } from './startServer.ts';
import { folderOf, freePort, postgresqlProgram, unprivileged } from './unprivileged.ts';

export interface PostgresqlServer {
  readonly port: number;
  /** Runs statements as the superuser, in a database (`postgres` unless told). */
  run(sql: string, database?: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

export const superuser = { user: 'dona', password: 'senha-da-dona' } as const;

/**
 * A real PostgreSQL in a folder of its own on a loopback port.
 * @param o.rules lines of pg_hba.conf, before the one that lets everybody in by password
 * @param o.encryption with a certificate of its own making
 */
export async function startPostgresql(o: {
  readonly rules?: readonly string[];
  readonly encryption: boolean;
}): Promise<PostgresqlServer> {
  const runner = unprivileged();
  const folder = folderOf(runner, 'postgresql');
  const data = join(folder.path, 'data');
  const passwordFile = join(folder.path, 'password');
  writeFileSync(passwordFile, superuser.password);
  if (runner.uid !== undefined && runner.gid !== undefined) chownSync(passwordFile, runner.uid, runner.gid);
  const args = [
    '-D',
    data,
    '-U',
    superuser.user,
    `--pwfile=${passwordFile}`,
    '-A',
    'scram-sha-256',
    '-E',
    'UTF8',
  ];
  execFileSync(postgresqlProgram('initdb') ?? '', [...args, '--locale=C', '--no-sync', '--no-instructions'], {
    ...runner,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  writeFileSync(
    join(data, 'pg_hba.conf'),
    [...(o.rules ?? []), 'host all all 127.0.0.1/32 scram-sha-256', ''].join('\n'),
  );
  const port = await freePort();
  appendFileSync(
    join(data, 'postgresql.conf'),
    `\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\n`,
  );
  if (o.encryption) {
    const { certFile, keyFile } = makeCertificate(
      { folder: folder.path, name: 'servidor', altName: 'IP:127.0.0.1' },
      runner,
    );
    appendFileSync(
      join(data, 'postgresql.conf'),
      `ssl = on\nssl_cert_file = '${certFile}'\nssl_key_file = '${keyFile}'\nssl_ca_file = '${certFile}'\n`,
    );
  }
  const server = await startServer({
    program: postgresqlProgram('postgres') ?? '',
    args: ['-D', data, '-p', String(port)],
    runner,
    ready: /ready to accept connections/,
    signal: 'SIGINT',
  });
  return {
    port,
    async run(sql, database = 'postgres') {
      const client = new Client({
        host: '127.0.0.1',
        port,
        database,
        ...superuser,
        ssl: o.encryption ? { rejectUnauthorized: false } : false,
      });
      await client.connect();
      try {
        const answer = await client.query<Record<string, unknown>>(sql);
        return Array.isArray(answer) ? [] : answer.rows;
      } finally {
        await client.end();
      }
    },
    async stop() {
      await server.stop();
      folder.remove();
    },
  };
}
