import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ending, examine } from '../../../support/databases/examine.ts';
import { startPostgresql } from '../../../support/databases/startPostgresql.ts';
import type { PostgresqlServer } from '../../../support/databases/startPostgresql.ts';
import { postgresqlProgram } from '../../../support/databases/unprivileged.ts';

const skip = postgresqlProgram('initdb') === null ? 'PostgreSQL is not installed' : false;
const reader = { engine: 'postgresql', database: 'loja', user: 'leitor', password: 'certa' } as const;

describe('a real PostgreSQL', { skip }, () => {
  let server: PostgresqlServer;
  let plain: PostgresqlServer;
  before(async () => {
    const rules = [
      'host all de_fora 10.0.0.0/8 scram-sha-256',
      'host all de_fora 127.0.0.1/32 reject',
      'hostssl all so_protegido 127.0.0.1/32 scram-sha-256',
      'hostnossl all so_protegido 127.0.0.1/32 reject',
      'hostssl all com_certificado 127.0.0.1/32 cert',
      'host all sem_senha_nenhum 127.0.0.1/32 trust',
    ];
    [server, plain] = await Promise.all([
      startPostgresql({ encryption: true, rules }),
      startPostgresql({ encryption: false, rules: rules.filter((rule) => !/certificado/.test(rule)) }),
    ]);
    const setup = [`CREATE DATABASE loja`, `CREATE DATABASE fechada`];
    for (const one of [server, plain]) {
      for (const sql of setup) await one.run(sql);
      await one.run(`
        REVOKE CONNECT ON DATABASE fechada FROM PUBLIC;
        CREATE ROLE leitor LOGIN PASSWORD 'certa'; CREATE ROLE escritor LOGIN PASSWORD 'certa';
        CREATE ROLE dono LOGIN PASSWORD 'certa'; CREATE ROLE criador LOGIN PASSWORD 'certa';
        CREATE ROLE coluna LOGIN PASSWORD 'certa'; CREATE ROLE chefe LOGIN SUPERUSER PASSWORD 'certa';
        CREATE ROLE grupo; CREATE ROLE por_grupo LOGIN PASSWORD 'certa' IN ROLE grupo;
        CREATE ROLE sem_heranca LOGIN NOINHERIT PASSWORD 'certa' IN ROLE grupo;
        CREATE ROLE roda LOGIN PASSWORD 'certa'; CREATE ROLE tudo LOGIN PASSWORD 'certa';
        CREATE ROLE de_fora LOGIN PASSWORD 'certa'; CREATE ROLE so_protegido LOGIN PASSWORD 'certa';
        CREATE ROLE com_certificado LOGIN PASSWORD 'certa'; GRANT pg_write_all_data TO tudo;
      `);
      await one.run(
        `CREATE TABLE clientes (id int, nome text); CREATE TABLE pedidos (id int); CREATE TABLE "Contas" (id int);
         CREATE SCHEMA interno; CREATE TABLE interno.segredo (id int); GRANT SELECT ON interno.segredo TO leitor;
         INSERT INTO clientes SELECT n, 'nome ' || n FROM generate_series(1, 30) n;
         GRANT SELECT ON clientes, "Contas" TO leitor, escritor, coluna, roda;
         GRANT INSERT ON clientes TO escritor; GRANT UPDATE (nome) ON clientes TO coluna;
         GRANT DELETE ON pedidos TO grupo; GRANT CREATE ON SCHEMA public TO criador;
         CREATE TABLE minha (id int); ALTER TABLE minha OWNER TO dono;
         CREATE FUNCTION apaga() RETURNS void LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM pedidos';
         REVOKE EXECUTE ON FUNCTION apaga() FROM PUBLIC; GRANT EXECUTE ON FUNCTION apaga() TO roda;`,
        'loja',
      );
    }
  });
  after(() => Promise.all([server?.stop(), plain?.stop()]));

  it('lets a reader in, protected, and proves that it only reads, table by table', async () => {
    const tables = [
      'clientes',
      'CLIENTES',
      'public.clientes',
      'contas',
      'pedidos',
      'interno.segredo',
      'nenhuma',
    ];
    const steps = await examine({ ...reader, port: server.port, tables });
    assert.equal(ending(steps.loggedIn), 'done', JSON.stringify(steps));
    assert.ok(steps.loggedIn.outcome === 'done' && steps.loggedIn.value.encrypted);
    assert.equal(steps.loggedIn.value.certificateTrusted, false);
    assert.match(steps.loggedIn.value.serverVersion, /^\d+\.\d+/);
    assert.deepEqual(steps.rights, {
      outcome: 'done',
      value: { writes: [], writesTotal: 0, routines: 0, incomplete: false },
    });
    assert.ok(steps.tables.outcome === 'done');
    assert.deepEqual(
      steps.tables.value.map(({ right }) => right),
      ['readable', 'readable', 'readable', 'readable', 'denied', 'denied', 'missing'],
    );
    assert.ok(steps.ms < 2_000, `${steps.ms} ms`);
  });

  it('says that a login is not protected where the server offers nothing, and sends none where that is asked', async () => {
    const steps = await examine({ ...reader, port: plain.port });
    assert.ok(steps.loggedIn.outcome === 'done' && !steps.loggedIn.value.encrypted);
    const refused = await examine({ ...reader, port: plain.port, encryption: 'required' });
    assert.equal(ending(refused.loggedIn), 'database-encryption-missing');
  });

  it('names every failure of a login', async () => {
    const cases: readonly [object, string][] = [
      [{ password: 'errada' }, 'database-login-refused'],
      [{ user: 'ninguem' }, 'database-login-refused'],
      [{ user: 'sem_senha_nenhum' }, 'database-user-unknown'],
      [{ database: 'nao_existe' }, 'database-missing'],
      [{ database: 'fechada' }, 'database-not-permitted'],
      [{ user: 'de_fora' }, 'database-address-not-allowed'],
      [{ user: 'so_protegido' }, 'done'],
      [{ user: 'com_certificado' }, 'database-certificate-required'],
      [{ user: null }, 'lacking user'],
      [{ password: null }, 'lacking password'],
    ];
    for (const [change, expected] of cases) {
      const steps = await examine({ ...reader, port: server.port, ...change });
      assert.equal(ending(steps.loggedIn), expected, JSON.stringify({ change, steps }));
      assert.ok(!/certa|errada/.test(JSON.stringify(steps)), 'a password stands in the outcome');
    }
    const plainly = await examine({ ...reader, port: plain.port, user: 'so_protegido' });
    assert.equal(ending(plainly.loggedIn), 'database-encryption-required', JSON.stringify(plainly));
  });

  it('finds every way to write, without writing', async () => {
    const expected: Readonly<Record<string, RegExp>> = {
      escritor: /^INSERT public\.clientes$/,
      coluna: /^UPDATE public\.clientes$/,
      criador: /^CREATE public$/,
      dono: /^owner public\.minha$/m,
      chefe: /^superuser chefe$/m,
      por_grupo: /^DELETE public\.pedidos$/,
      sem_heranca: /^DELETE grupo$/,
      tudo: /^role pg_write_all_data$/m,
    };
    // As every database made before version 15 has it: everybody may create in `public`.
    await server.run('CREATE DATABASE antiga');
    await server.run('GRANT CREATE ON SCHEMA public TO PUBLIC', 'antiga');
    const old = await examine({ ...reader, port: server.port, database: 'antiga' });
    assert.deepEqual(old.rights.outcome === 'done' && old.rights.value.writes, [
      { right: 'CREATE', on: 'public' },
    ]);
    for (const [user, right] of Object.entries(expected)) {
      const steps = await examine({ ...reader, port: server.port, user });
      assert.ok(steps.rights.outcome === 'done', JSON.stringify(steps));
      const written = steps.rights.value.writes.map((write) => `${write.right} ${write.on}`).join('\n');
      assert.match(written, right, user);
    }
    const runs = await examine({ ...reader, port: server.port, user: 'roda' });
    assert.ok(runs.rights.outcome === 'done');
    assert.deepEqual([runs.rights.value.writesTotal, runs.rights.value.routines], [0, 1]);
  });

  it('runs a query in a read-only transaction, with rows and time bounded', async () => {
    const seen: unknown[] = [];
    await examine({ ...reader, port: server.port, user: 'chefe' }, async (session) => {
      const bounds = { maxRows: 10, timeMs: 500 };
      const answer = await session.queryReadOnly('SELECT id, nome FROM clientes ORDER BY id', bounds);
      seen.push(answer.columns, answer.rows.length, answer.cut, answer.rows[0]);
      for (const sql of [
        'SELECT pg_sleep(5)',
        'DELETE FROM clientes',
        'SELECT 1; DELETE FROM clientes',
        'WITH gone AS (DELETE FROM clientes RETURNING *) SELECT * FROM gone',
        "SELECT setval('nada', 1)",
      ]) {
        await assert.rejects(session.queryReadOnly(sql, bounds), sql);
      }
    });
    assert.deepEqual(seen, [['id', 'nome'], 10, true, ['1', 'nome 1']]);
    assert.deepEqual(await server.run('SELECT count(*)::int AS n FROM clientes', 'loja'), [{ n: 30 }]);
  });

  it('is not taken for another database', async () => {
    for (const engine of ['mysql', 'mariadb', 'sqlserver', 'oracle'] as const) {
      const steps = await examine({ ...reader, engine, port: server.port });
      assert.ok(steps.spoken.outcome === 'problem', engine);
      assert.deepEqual(
        [steps.spoken.problem, steps.spoken.found],
        ['database-other-protocol', 'postgresql'],
        engine,
      );
      assert.equal(steps.loggedIn.outcome, 'not-reached');
    }
  });
});
