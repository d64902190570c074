import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ending, examine } from '../../../support/databases/examine.ts';
import { until } from '../../../support/sandbox/until.ts';
import { startMariadb } from '../../../support/databases/startMariadb.ts';
import type { MariadbServer } from '../../../support/databases/startMariadb.ts';
import { mariadbProgram } from '../../../support/databases/unprivileged.ts';

const skip = mariadbProgram('mariadbd') === null ? 'MariaDB is not installed' : false;
const reader = { engine: 'mariadb', database: 'loja', user: 'leitor', password: 'certa' } as const;

const users = [
  'leitor',
  'escritor',
  'coluna',
  'criador',
  'chefe',
  'por_papel',
  'sem_padrao',
  'roda',
  'arquivo',
  'preso',
  'vencido',
  'so_protegido',
];

describe('a real MariaDB', { skip }, () => {
  let server: MariadbServer;
  let plain: MariadbServer;
  before(async () => {
    [server, plain] = await Promise.all([
      startMariadb({ encryption: true }),
      startMariadb({ encryption: false }),
    ]);
    for (const one of [server, plain]) {
      await one.run(
        'CREATE DATABASE loja',
        'CREATE DATABASE outra',
        'CREATE TABLE loja.clientes (id int, nome text)',
        'CREATE TABLE loja.pedidos (id int)',
        'INSERT INTO loja.clientes SELECT seq, CONCAT("nome ", seq) FROM loja.seq_1_to_30',
        'CREATE PROCEDURE loja.apaga() DELETE FROM loja.pedidos',
        ...users.map((user) => `CREATE USER ${user}@127.0.0.1 IDENTIFIED BY 'certa'`),
        'GRANT SELECT ON loja.clientes TO leitor@127.0.0.1',
        'GRANT SELECT ON loja.* TO escritor@127.0.0.1, coluna@127.0.0.1, criador@127.0.0.1, por_papel@127.0.0.1, sem_padrao@127.0.0.1, roda@127.0.0.1, arquivo@127.0.0.1, so_protegido@127.0.0.1, vencido@127.0.0.1',
        'GRANT INSERT ON loja.* TO escritor@127.0.0.1',
        'GRANT UPDATE (nome) ON loja.clientes TO coluna@127.0.0.1',
        'GRANT CREATE ON loja.* TO criador@127.0.0.1',
        'GRANT ALL PRIVILEGES ON *.* TO chefe@127.0.0.1',
        'CREATE ROLE papel',
        'GRANT DELETE ON loja.pedidos TO papel',
        'GRANT papel TO por_papel@127.0.0.1, sem_padrao@127.0.0.1',
        'SET DEFAULT ROLE papel FOR por_papel@127.0.0.1',
        'GRANT EXECUTE ON PROCEDURE loja.apaga TO roda@127.0.0.1',
        'GRANT FILE ON *.* TO arquivo@127.0.0.1',
        'ALTER USER preso@127.0.0.1 ACCOUNT LOCK',
        'ALTER USER vencido@127.0.0.1 PASSWORD EXPIRE',
        'ALTER USER so_protegido@127.0.0.1 REQUIRE SSL',
        'SET GLOBAL disconnect_on_expired_password = ON',
      );
    }
  });
  after(() => Promise.all([server?.stop(), plain?.stop()]));

  it('lets a reader in, protected, and proves that it only reads, table by table', async () => {
    const tables = ['clientes', 'loja.clientes', 'pedidos', 'outra.nada'];
    const steps = await examine({ ...reader, port: server.port, tables });
    assert.ok(steps.loggedIn.outcome === 'done', JSON.stringify(steps));
    assert.equal(steps.loggedIn.value.encrypted, true);
    assert.match(steps.loggedIn.value.serverVersion, /MariaDB/);
    assert.deepEqual(steps.rights, {
      outcome: 'done',
      value: { writes: [], writesTotal: 0, routines: 0, incomplete: false },
    });
    assert.ok(steps.tables.outcome === 'done');
    assert.deepEqual(
      steps.tables.value.map(({ right }) => right),
      ['readable', 'readable', 'denied-or-missing', 'denied-or-missing'],
    );
    const all = await examine({ ...reader, user: 'escritor', port: server.port, tables: ['nenhuma'] });
    assert.ok(all.tables.outcome === 'done');
    assert.deepEqual(all.tables.value, [{ table: 'nenhuma', right: 'missing' }]);
    assert.ok(steps.ms < 2_000, `${steps.ms} ms`);
  });

  it('says that a login is not protected where the server offers nothing, and sends none where that is asked', async () => {
    const steps = await examine({ ...reader, port: plain.port });
    assert.ok(steps.loggedIn.outcome === 'done' && !steps.loggedIn.value.encrypted, JSON.stringify(steps));
    const refused = await examine({ ...reader, port: plain.port, encryption: 'required' });
    assert.equal(ending(refused.loggedIn), 'database-encryption-missing');
  });

  it('names every failure of a login', async () => {
    const cases: readonly [object, string][] = [
      [{ password: 'errada' }, 'database-login-refused'],
      [{ user: 'ninguem' }, 'database-login-refused'],
      [{ database: 'nao_existe' }, 'database-not-permitted'],
      [{ user: 'chefe', database: 'nao_existe' }, 'database-missing'],
      [{ database: 'outra' }, 'database-not-permitted'],
      [{ user: 'preso' }, 'database-user-locked'],
      [{ user: 'vencido' }, 'database-password-expired'],
      [{ user: 'so_protegido' }, 'done'],
      [{ user: null }, 'lacking user'],
      [{ password: null }, 'lacking password'],
    ];
    for (const [change, expected] of cases) {
      const steps = await examine({ ...reader, port: server.port, ...change });
      assert.equal(ending(steps.loggedIn), expected, JSON.stringify({ change, steps }));
      assert.ok(!/certa|errada/.test(JSON.stringify(steps)), 'a password stands in the outcome');
    }
  });

  it('finds every way to write, without writing', async () => {
    const expected: Readonly<Record<string, RegExp>> = {
      escritor: /^INSERT loja\.\*$/,
      coluna: /^UPDATE loja\.clientes$/,
      criador: /^CREATE loja\.\*$/,
      chefe: /^ALL PRIVILEGES \*\.\*$/m,
      por_papel: /^DELETE loja\.pedidos$/,
      sem_padrao: /^DELETE loja\.pedidos$/,
      arquivo: /^FILE \*\.\*$/,
    };
    for (const [user, right] of Object.entries(expected)) {
      const steps = await examine({ ...reader, port: server.port, user });
      assert.ok(steps.rights.outcome === 'done', JSON.stringify(steps));
      assert.match(
        steps.rights.value.writes.map((write) => `${write.right} ${write.on}`).join('\n'),
        right,
        JSON.stringify({ user, steps }),
      );
      assert.equal(steps.rights.value.incomplete, false, user);
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
      for (const sql of ['DELETE FROM clientes', 'SELECT 1; DELETE FROM clientes', 'SELECT SLEEP(5)']) {
        await assert.rejects(session.queryReadOnly(sql, bounds), sql);
      }
    });
    assert.deepEqual(seen, [['id', 'nome'], 10, true, ['1', 'nome 1']]);
    assert.deepEqual(await server.run('SELECT COUNT(*) AS n FROM loja.clientes'), [{ n: 30 }]);
  });

  it('is not taken for another database', async () => {
    for (const engine of ['postgresql', 'sqlserver', 'oracle'] as const) {
      const steps = await examine({ ...reader, engine, port: server.port });
      assert.ok(steps.spoken.outcome === 'problem', engine);
      assert.deepEqual(
        [steps.spoken.problem, steps.spoken.found],
        ['database-other-protocol', 'mysql'],
        engine,
      );
    }
  });

  it('is looked at over one connection, whose greeting is not broken off', async () => {
    const counted = async (): Promise<number[]> => {
      const rows = (await server.run(
        "SHOW GLOBAL STATUS WHERE Variable_name IN ('Connections', 'Aborted_connects')",
      )) as { Variable_name: string; Value: string }[];
      return rows
        .toSorted((x, y) => x.Variable_name.localeCompare(y.Variable_name))
        .map(({ Value }) => Number(Value));
    };
    const [aborted = 0, connections = 0] = await counted();
    assert.equal(ending((await examine({ ...reader, port: server.port })).loggedIn), 'done');
    // One is the look, one the count itself.
    assert.deepEqual(await counted(), [aborted, connections + 2]);
    // Without a user there is nothing to go on with: that greeting is broken off, and counted.
    await examine({ ...reader, port: server.port, user: null });
    await until(async () => (await counted())[0] === aborted + 1);
  });

  it('says that it takes nobody from this address', async () => {
    await plain.run(
      'DROP USER IF EXISTS root@127.0.0.1',
      ...users.map((user) => `RENAME USER ${user}@127.0.0.1 TO ${user}@10.0.0.1`),
    );
    const steps = await examine({ ...reader, port: plain.port });
    assert.equal(ending(steps.spoken), 'database-address-not-allowed', JSON.stringify(steps));
    assert.equal(steps.loggedIn.outcome, 'not-reached');
  });
});
