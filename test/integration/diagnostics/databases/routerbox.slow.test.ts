import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { runProfile } from '../../../support/databases/runProfile.ts';
import { startPostgresql } from '../../../support/databases/startPostgresql.ts';
import type { PostgresqlServer } from '../../../support/databases/startPostgresql.ts';
import { postgresqlProgram } from '../../../support/databases/unprivileged.ts';

const skip = postgresqlProgram('initdb') === null ? 'PostgreSQL is not installed' : false;

describe('OZmap with Routerbox, on a real database', { skip }, () => {
  let server: PostgresqlServer;
  before(async () => {
    server = await startPostgresql({ encryption: true });
    await server.run('CREATE DATABASE rbx');
    await server.run(`CREATE ROLE ozmap LOGIN PASSWORD 'certa'; CREATE ROLE escreve LOGIN PASSWORD 'certa'`);
    await server.run(
      `CREATE TABLE clientes (contrato text, nome text, situacao text, conexao text, anterior text);
       INSERT INTO clientes VALUES ('10', 'Ana Lima', 'Ativo', 'Conectado', null), ('11', 'Bia', 'Ativo', 'Desconectado', null),
         ('12', 'Caio Souza', 'Cancelado', 'Desconectado', null), ('13', 'Davi', 'Transferido', null, '9');
       CREATE TABLE passagens (em timestamptz); INSERT INTO passagens VALUES (now() - interval '7 minutes');
       GRANT SELECT ON clientes, passagens TO ozmap, escreve; GRANT DELETE ON clientes TO escreve`,
      'rbx',
    );
  });
  after(() => server?.stop());

  const run = (
    fields: Record<string, string> = {},
    secrets: Record<string, string> = { password: 'certa' },
  ) =>
    runProfile({
      profile: 'ozmap-routerbox',
      fields: {
        engine: 'postgresql',
        host: '127.0.0.1',
        port: String(server.port),
        database: 'rbx',
        user: 'ozmap',
        ...fields,
      },
      secrets,
    });
  const query = 'SELECT contrato, situacao, conexao, nome, anterior FROM clientes';
  const columns = { 'connection-column': 'conexao', 'name-column': 'nome' };

  it('shows what the routine would do, and does nothing', async () => {
    const done = await run({ query, ...columns });
    assert.equal(done.proved, true, JSON.stringify(done.results));
    const { evidence } = done.of('routerbox-dry-run');
    assert.deepEqual(
      [
        evidence['activations'],
        evidence['statusOk'],
        evidence['statusError'],
        evidence['cancellations'],
        evidence['codeChanges'],
        evidence['transfersIgnored'],
      ],
      [2, 1, 1, 1, 0, 1],
    );
    assert.match(String(evidence['note']), /^C\. S\. · \d{4}-\d\d-\d\d$/);
    assert.ok(
      !/Ana|Caio|certa/.test(JSON.stringify(done.results)),
      'a name or a secret stands in the report',
    );
    const changes = await run({
      query,
      ...columns,
      'code-change': 'true',
      'previous-code-column': 'anterior',
    });
    assert.equal(changes.of('routerbox-dry-run').evidence['codeChanges'], 1);
    assert.deepEqual(await server.run('SELECT count(*)::int AS n FROM clientes', 'rbx'), [{ n: 4 }]);
  });

  it('says what is wrong with the query, the columns or the words', async () => {
    const of = async (fields: Record<string, string>) =>
      (await run({ ...columns, ...fields })).of('routerbox-dry-run');
    assert.equal((await of({ query: 'DELETE FROM clientes' })).condition, 'routerbox-query-refused');
    assert.equal((await of({ query: 'SELECT * FROM nada' })).condition, 'routerbox-query-failed');
    assert.equal((await of({ query: 'SELECT * FROM nada' })).evidence['serverCode'], '42P01');
    assert.equal(
      (await of({ query: 'SELECT contrato FROM clientes' })).condition,
      'routerbox-columns-missing',
    );
    assert.equal(
      (await of({ query, 'active-words': 'Habilitado' })).condition,
      'routerbox-situations-unknown',
    );
    assert.equal(
      (await of({ query: `${query} UNION ALL SELECT '10', 'Cancelado', null, null, null` })).condition,
      'routerbox-rows-without-code',
    );
    // A user who may write gets no query of anybody's to run.
    const writer = await run({ query, ...columns, user: 'escreve' });
    assert.deepEqual(
      [writer.proved, writer.brokenLink, writer.of('routerbox-dry-run').status],
      [false, 'database-read-only', 'skipped'],
    );
  });

  it('sees the last pass only where a query tells it', async () => {
    const unseen = await run({ query, ...columns });
    assert.deepEqual(unseen.of('routerbox-last-run').evidence['reason'], 'not-observable');
    const last = async (sql: string, more: Record<string, string> = {}) =>
      (await run({ query, ...columns, 'last-run-query': sql, ...more })).of('routerbox-last-run');
    const seen = await last('SELECT max(em) FROM passagens');
    assert.deepEqual([seen.status, seen.evidence['minutes']], ['ok', 7]);
    assert.equal((await last('SELECT 44')).condition, 'routerbox-run-late');
    assert.equal((await last('SELECT 44', { 'cycle-minutes': '30' })).status, 'ok');
    assert.equal((await last("SELECT 'ontem'")).evidence['reason'], 'not-a-time');
  });

  it('is not proved where anything is lacking, and says what', async () => {
    const bare = await runProfile({ profile: 'ozmap-routerbox' });
    assert.equal(bare.proved, false);
    assert.ok(
      bare.results.every(({ status }) => status === 'unknown' || status === 'skipped'),
      JSON.stringify(bare.results),
    );
    const noSecret = await run({}, {});
    assert.equal(noSecret.of('database-login').evidence['lacks'], 'secret:password');
    assert.equal(noSecret.of('database-protocol').status, 'ok');
    const wrong = await run({}, { password: 'errada' });
    assert.deepEqual([wrong.proved, wrong.brokenLink], [false, 'database-login']);
    assert.ok(wrong.ms < 10_000);
  });
});
