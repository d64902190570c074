import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startMariadb } from '../../../support/databases/startMariadb.ts';
import type { MariadbServer } from '../../../support/databases/startMariadb.ts';
import { startPostgresql } from '../../../support/databases/startPostgresql.ts';
import type { PostgresqlServer } from '../../../support/databases/startPostgresql.ts';
import { freePort, mariadbProgram, postgresqlProgram } from '../../../support/databases/unprivileged.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const skip =
  postgresqlProgram('initdb') === null || mariadbProgram('mariadbd') === null
    ? 'PostgreSQL or MariaDB is not installed'
    : false;

interface Report {
  readonly verdict: string;
  readonly brokenLink: string | null;
  readonly durationMs: number;
  readonly checks: readonly {
    readonly code: string;
    readonly status: string;
    readonly condition?: string;
    readonly evidence: Record<string, unknown>;
  }[];
}

describe('elo diagnose --profile senior-crm-banco', { skip }, () => {
  let folder = '';
  let postgresql: PostgresqlServer;
  let mariadb: MariadbServer;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'elo-diagnose-'));
    [postgresql, mariadb] = await Promise.all([
      startPostgresql({
        encryption: true,
        rules: ['host all fora 10.0.0.0/8 scram-sha-256', 'host all fora 127.0.0.1/32 reject'],
      }),
      startMariadb({ encryption: true }),
    ]);
    await postgresql.run('CREATE DATABASE loja');
    await postgresql.run(
      `CREATE ROLE leitor LOGIN PASSWORD 'certa'; CREATE ROLE escritor LOGIN PASSWORD 'certa'; CREATE ROLE fora LOGIN PASSWORD 'certa'`,
    );
    await postgresql.run(
      'CREATE TABLE a (id int); CREATE TABLE b (id int); GRANT SELECT ON a TO leitor, escritor; GRANT UPDATE ON a TO escritor',
      'loja',
    );
    await mariadb.run(
      'CREATE DATABASE loja',
      'CREATE TABLE loja.a (id int)',
      'CREATE TABLE loja.b (id int)',
      `CREATE USER leitor@127.0.0.1 IDENTIFIED BY 'certa'`,
      `CREATE USER escritor@127.0.0.1 IDENTIFIED BY 'certa'`,
      'GRANT SELECT ON loja.a TO leitor@127.0.0.1',
      'GRANT SELECT, UPDATE ON loja.a TO escritor@127.0.0.1',
    );
  });
  after(async () => {
    await Promise.all([postgresql?.stop(), mariadb?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const diagnose = (
    fields: Record<string, string | number>,
    password?: string,
  ): Promise<{ exit: number; report: Report; text: string }> =>
    new Promise((resolve) => {
      const set = Object.entries(fields).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
      const { ELO_SECRET_PASSWORD: _none, ...env } = process.env;
      execFile(
        process.execPath,
        [
          '--disable-warning=ExperimentalWarning',
          join(root, 'electron', 'headless', 'elo.ts'),
          'diagnose',
          '--profile',
          'senior-crm-banco',
          ...set,
          '--json',
          '--data',
          join(folder, 'data'),
        ],
        { cwd: root, env: password === undefined ? env : { ...env, ELO_SECRET_PASSWORD: password } },
        (error, stdout, stderr) =>
          resolve({
            exit: error === null ? 0 : Number(error.code),
            report: JSON.parse(stdout) as Report,
            text: stdout + stderr,
          }),
      );
    });
  /** Exit code, broken link and its condition. */
  const told = async (fields: Record<string, string | number>, password?: string) => {
    const { exit, report, text } = await diagnose(
      { host: '127.0.0.1', database: 'loja', user: 'leitor', ...fields },
      password,
    );
    assert.ok(!text.includes('certa') && !text.includes('errada'), text);
    assert.ok(report.durationMs < 10_000, `${report.durationMs} ms`);
    const broken = report.checks.find(({ code }) => code === report.brokenLink);
    return { said: [exit, report.brokenLink, broken?.condition ?? null], report };
  };

  it('proves a reader, and names every failure, on both', async () => {
    const servers = [
      ['postgresql', postgresql.port],
      ['mariadb', mariadb.port],
      ['mysql', mariadb.port],
    ] as const;
    for (const [engine, port] of servers) {
      const at = { engine, port };
      const missing = engine === 'postgresql' ? 'database-missing' : 'database-not-permitted';
      const cases: readonly [
        Record<string, string>,
        string | undefined,
        readonly [number, string | null, string | null],
      ][] = [
        [{}, 'certa', [0, null, null]],
        [{ tables: 'a' }, 'certa', [0, null, null]],
        [{ tables: 'a, b' }, 'certa', [1, 'database-tables', 'database-table-denied']],
        [{}, 'errada', [1, 'database-login', 'database-login-refused']],
        [{ user: 'ninguem' }, 'certa', [1, 'database-login', 'database-login-refused']],
        [{ database: 'outra' }, 'certa', [1, 'database-exists', missing]],
        [{ user: 'escritor' }, 'certa', [1, 'database-read-only', 'database-user-writes']],
        [{}, undefined, [1, null, null]],
      ];
      for (const [fields, password, expected] of cases) {
        const { said, report } = await told({ ...at, ...fields }, password);
        assert.deepEqual(said, expected, JSON.stringify({ engine, fields, report }));
      }
    }
    const { said } = await told({ engine: 'postgresql', port: postgresql.port, user: 'fora' }, 'certa');
    assert.deepEqual(said, [1, 'database-login', 'database-address-not-allowed']);
  });

  it('says that the port is closed, silent, or somebody else’s', async () => {
    const closed = await freePort();
    assert.deepEqual((await told({ engine: 'postgresql', port: closed }, 'certa')).said, [
      1,
      'database-reach',
      'database-refused',
    ]);
    assert.deepEqual((await told({ engine: 'postgresql', port: mariadb.port }, 'certa')).said, [
      1,
      'database-protocol',
      'database-other-protocol',
    ]);
    assert.deepEqual((await told({ engine: 'mysql', port: postgresql.port }, 'certa')).said, [
      1,
      'database-protocol',
      'database-other-protocol',
    ]);
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => {
      silent.listen(0, '127.0.0.1', resolve);
    });
    const { port } = silent.address() as AddressInfo;
    for (const engine of ['postgresql', 'mysql', 'sqlserver', 'oracle']) {
      assert.deepEqual(
        (await told({ engine, port }, 'certa')).said,
        [1, 'database-protocol', 'database-silent'],
        engine,
      );
    }
    silent.close();
  });

  it('says what is lacking where nothing was given, and is no error', async () => {
    const { exit, report } = await diagnose({});
    assert.equal(exit, 1);
    assert.ok(report.checks.every(({ status }) => status === 'unknown' || status === 'skipped'));
    assert.equal(
      report.checks.find(({ code }) => code === 'database-reach')?.evidence['lacks'],
      'field:engine',
    );
  });
});
