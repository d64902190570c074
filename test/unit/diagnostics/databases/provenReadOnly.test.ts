import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { provenReadOnly } from '../../../../electron/engine/diagnostics/databases/provenReadOnly.ts';
import { databaseEngines } from '../../../../electron/engine/diagnostics/databases/types.ts';

describe('a query is proved to read only before it is run', () => {
  it('lets queries pass as people write them', () => {
    for (const sql of [
      'SELECT contrato, situacao FROM clientes',
      "  select c.contrato, 'update; delete' as nota from clientes c where situacao <> 'Excluído -- não' ;",
      'WITH ativos AS (SELECT * FROM clientes) SELECT * FROM ativos ORDER BY 1',
      'SELECT REPLACE(nome, "a", "b"), COUNT(*) FROM clientes GROUP BY 1 HAVING COUNT(*) > 1',
      'SELECT "update", `delete`, comment, start FROM t',
      'SELECT created_at, updated_at, deleted, is_set FROM contratos',
      'SELECT * FROM (SELECT 1 AS a UNION ALL SELECT 2) x',
    ]) {
      for (const engine of databaseEngines)
        assert.deepEqual(provenReadOnly(sql, engine).ok, true, `${engine}: ${sql}`);
    }
  });

  it('refuses whatever writes, locks, calls, hides or comes twice', () => {
    const cases: Readonly<Record<string, string>> = {
      '': '∅',
      'UPDATE t SET a = 1': 'UPDATE',
      'SELECT 1; DROP TABLE t': ';',
      'SELECT 1 DELETE FROM t': 'DELETE',
      'WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x': 'DELETE',
      'SELECT * INTO nova FROM t': 'INTO',
      "SELECT * FROM t INTO OUTFILE '/tmp/x'": 'INTO',
      'SELECT * FROM t FOR UPDATE': 'UPDATE',
      'SELECT * FROM t FOR SHARE': 'FOR SHARE',
      'SELECT * FROM t LOCK IN SHARE MODE': 'LOCK',
      'SELECT * FROM t WITH (UPDLOCK)': 'WITH (UPDLOCK',
      "SELECT nextval('s')": 'NEXTVAL',
      'SELECT pg_terminate_backend(1)': 'PG_TERMINATE_BACKEND',
      'SELECT SLEEP(10)': 'SLEEP',
      "SELECT load_file('/etc/passwd')": 'LOAD_FILE',
      'SELECT * FROM dblink($1)': '$',
      'SELECT 1 -- fim': '--',
      'SELECT /*! 1 */ 1': '/*',
      'SELECT 1 # fim': '#',
      'EXEC sp_who': 'EXEC',
      "SELECT 1 EXEC xp_cmdshell 'dir'": 'EXEC',
      'SELECT @a := 1': ':=',
      "SELECT 'a\\' ; DELETE FROM t ; --'": '\\',
      "SELECT 'aberta": "'",
      'CALL apaga()': 'CALL',
      '(SELECT 1)': '(',
      'EXPLAIN ANALYZE DELETE FROM t': 'EXPLAIN',
      "SELECT * FROM OPENROWSET('x', 'y', 'DELETE')": 'OPENROWSET',
    };
    for (const [sql, why] of Object.entries(cases)) {
      for (const engine of databaseEngines)
        assert.deepEqual(provenReadOnly(sql, engine), { ok: false, why }, `${engine}: ${sql}`);
    }
    assert.equal(provenReadOnly(`SELECT '${'x'.repeat(9_000)}'`, 'mysql').ok, false);
    assert.equal(provenReadOnly('SELECT 1\u0000', 'mysql').ok, false);
    // Brackets quote a name only there.
    assert.equal(provenReadOnly('SELECT [update] FROM t', 'sqlserver').ok, true);
    assert.equal(provenReadOnly('SELECT a[update] FROM t', 'postgresql').ok, false);
  });
});
