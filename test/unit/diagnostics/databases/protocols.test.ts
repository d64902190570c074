import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { recognise } from '../../../../electron/engine/diagnostics/databases/protocols.ts';
import { readSettings } from '../../../../electron/engine/diagnostics/databases/readSettings.ts';
import {
  rightsOfGrants,
  rolesOfGrants,
} from '../../../../electron/engine/diagnostics/databases/drivers/mysqlGrants.ts';
import { mysqlError } from '../../../support/databases/fakeServers.ts';

describe('what speaks on a port', () => {
  it('is told by its first bytes, and by no fewer than it takes', () => {
    assert.equal(recognise(Buffer.alloc(0)), null);
    assert.equal(recognise(Buffer.from([0x4a, 0, 0])), null, 'the beginning of a greeting is no answer yet');
    assert.deepEqual(recognise(Buffer.from('S')), { spoken: 'postgresql', offersEncryption: true });
    assert.deepEqual(recognise(Buffer.from('N')), { spoken: 'postgresql', offersEncryption: false });
    assert.deepEqual(recognise(mysqlError(1130, 'Host')), { spoken: 'mysql', refusal: '1130' });
    assert.equal(recognise(Buffer.from('SSH-2.0-x\r\n'))?.spoken, 'ssh');
    assert.equal(recognise(Buffer.from('220 mail ready\r\n'))?.spoken, 'mail-or-ftp');
    assert.equal(recognise(Buffer.from('HTTP/1.1 400 Bad Request\r\n'))?.spoken, 'http');
    assert.equal(recognise(Buffer.from([0x15, 3, 1, 0, 2, 2, 40]))?.spoken, 'tls');
    assert.equal(recognise(Buffer.from('-ERR unknown command\r\n'))?.spoken, 'redis');
    assert.equal(recognise(Buffer.from('quem fala aqui'))?.spoken, 'unknown');
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        recognise(Buffer.from(bytes));
        for (const first of [0x04, 0x45, 0x0a, 0xff]) recognise(Buffer.from([first, 1, 0, ...bytes]));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the grants of MySQL and MariaDB', () => {
  const of = (...lines: string[]) => rightsOfGrants(lines);
  it('are rights to read, or name what they allow', () => {
    const reading = of(
      "GRANT USAGE ON *.* TO `leitor`@`%` IDENTIFIED BY PASSWORD '*94BDCEBE19083CE2A1F959FD02F964C7AF4CFC29'",
      'GRANT SELECT, SHOW VIEW ON `loja`.* TO `leitor`@`%`',
      'GRANT SELECT (`id`, `update`) ON `loja`.`clientes` TO `leitor`@`%`',
      'GRANT `papel`@`%` TO `leitor`@`%`',
      'SET DEFAULT ROLE `papel` FOR `leitor`@`%`',
      'REVOKE INSERT ON `mysql`.* FROM `leitor`@`%`',
    );
    assert.deepEqual(reading, { writes: [], writesTotal: 0, routines: 0, incomplete: false });
    assert.deepEqual(of('GRANT SELECT, INSERT (`a`), DELETE ON `loja`.`x` TO `u`@`%`').writes, [
      { right: 'INSERT', on: 'loja.x' },
      { right: 'DELETE', on: 'loja.x' },
    ]);
    assert.equal(of('GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION').writesTotal, 1);
    assert.equal(
      of('GRANT SOMETHING_NEW ON *.* TO `u`@`%`').writesTotal,
      1,
      'what is not known is not harmless',
    );
    assert.equal(of("GRANT PROXY ON ''@'%' TO 'u'@'%' WITH GRANT OPTION").writesTotal, 1);
    assert.equal(of('GRANT EXECUTE ON PROCEDURE `loja`.`apaga` TO `u`@`%`').routines, 1);
    assert.equal(of('Concessão SELECT').incomplete, true, 'a line that is not understood proves nothing');
    assert.equal(of('GRANT SELECT ON `a``b`.* TO `u`@`%`').incomplete, true);
  });

  it('name the roles to be asked about', () => {
    assert.deepEqual(
      rolesOfGrants([
        'GRANT `a`@`%`,`b`@`%` TO `u`@`%`',
        'GRANT SELECT ON *.* TO `u`@`%`',
        'GRANT `leitura` TO `u`@`h`',
      ]),
      ["'a'@'%'", "'b'@'%'", "'leitura'"],
    );
  });
});

describe('the fields of a database', () => {
  const good = { engine: 'oracle', host: 'erp.loja.com.br', database: 'ORCL', user: 'u' };
  const problem = (change: Record<string, string>, password: string | null = 'x') => {
    const read = readSettings({ ...good, ...change }, password);
    return 'problem' in read ? `${read.problem.field} ${read.problem.why}` : 'fine';
  };
  it('are taken or named', () => {
    assert.equal(problem({}), 'fine');
    assert.equal(problem({ engine: '' }), 'engine missing');
    assert.equal(problem({ engine: 'db2' }), 'engine invalid');
    assert.equal(problem({ host: 'a b' }), 'host invalid');
    assert.equal(problem({ host: 'x)(PORT=1' }), 'host invalid');
    assert.equal(problem({ host: '::1' }), 'fine');
    assert.equal(problem({ port: '70000' }), 'port invalid');
    assert.equal(problem({ database: 'A)(SERVER=B' }), 'database invalid');
    assert.equal(problem({ user: 'a\u0000b' }), 'user invalid');
    assert.equal(problem({}, 'a\u0000b'), 'password invalid');
    assert.equal(
      problem({ tables: Array.from({ length: 60 }, (_none, n) => `t${n}`).join() }),
      'tables invalid',
    );
    const usual = readSettings({ engine: 'sqlserver', host: 'h' }, '');
    assert.ok('settings' in usual);
    assert.deepEqual([usual.settings.port, usual.settings.user, usual.settings.password], [1433, null, null]);
  });
});
