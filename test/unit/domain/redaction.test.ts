import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { EloError } from '../../../shared/domain/eloError.ts';
import { redaction } from '../../../shared/domain/redaction.ts';

const { text, value } = redaction({ homes: ['C:\\Users\\Maria Souza', '/srv/lojas/maria'] });

describe('redaction of text', () => {
  it('takes out secrets wherever they stand, and keeps three characters to match lines by', () => {
    const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLXh5eg';
    assert.equal(text(`Authorization: Bearer ${token}`), 'Authorization: Bearer [secret …5eg]');
    assert.equal(text('authorization: bearer abcdefghij'), 'authorization: bearer [secret …hij]');
    assert.equal(text(`got ${token} back`), 'got [secret …5eg] back');
    assert.equal(
      text('GET /callback?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj HTTP/1.1'),
      'GET /callback?code=[secret …bIA]&state=af0ifjsldkj HTTP/1.1',
    );
    assert.equal(text('{"refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA"}'), '{"refresh_token":"[secret …WIA]"}');
    assert.equal(text('http://proxyuser:hunter22@10.0.0.1:3128'), 'http://[secret …r22]@10.0.0.1:3128');
    assert.equal(text('password=elo'), 'password=[secret]', 'a short one leaves nothing');
  });

  it('knows a home folder whatever its name is made of', () => {
    for (const sign of "!#$%&'()+,-.;=@[]^_`{}~ ") {
      const home = `/home/ana${sign}maria`;
      const { text } = redaction({ homes: [home] });
      assert.ok(!text(`cannot open ${home}/Elo/history.db`).includes(`ana${sign}maria`), sign);
    }
  });

  it('leaves codes of errors and statuses readable', () => {
    for (const line of [
      '{"code":"quote-outdated"}',
      'code: ECONNRESET',
      'code=409',
      'code: ERR_TLS_CERT_ALTNAME_INVALID',
    ]) {
      assert.equal(text(line), line);
    }
  });

  it('takes out e-mail, CPF, CNPJ and telephone in their spellings', () => {
    for (const [line, expected] of [
      ['to maria.souza@lojas.com.br now', 'to [e-mail …uza] now'],
      ['to joão@exemplo.com', 'to [e-mail]'],
      ['maria.souza%40lojas.com.br', '[e-mail …uza]'],
      ['CPF 529.982.247-25.', 'CPF [cpf …-25].'],
      ['CPF 52998224725', 'CPF [cpf …725]'],
      ['CNPJ 11.222.333/0001-81', 'CNPJ [cnpj …-81]'],
      ['CNPJ 12.ABC.345/01DE-35', 'CNPJ [cnpj …-35]'],
      ['CNPJ 11222333000181', 'CNPJ [cnpj …181]'],
      ['tel (51) 99876-5432', 'tel [phone …432]'],
      ['tel +55 51 99876-5432', 'tel [phone …432]'],
      ['tel 51 3333-4444', 'tel [phone …444]'],
      ['tel +5551998765432', 'tel [phone …432]'],
      ['tel 99876-5432', 'tel [phone …432]'],
      ['tel (51)998765432', 'tel [phone …432]'],
    ] as const) {
      assert.equal(text(line), expected);
    }
  });

  it('leaves ids, hashes, times, sizes, versions and money readable', () => {
    for (const line of [
      '0199a7c2-4f60-7a31-8123-4123812345ab',
      '12345678-1234-4123-8123-123456789012',
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '2026-03-02T12:00:00.000Z',
      '5.60.41.2 read 10485760 bytes in 12 ms',
      'total 12345.67 of 98765432101',
      'http://127.0.0.1:41234/api/comercial/v1/environments/123',
      '/api/comercial/v1/environments/0199a7c2-4f60-7a31-8123-4123812345ab/saves',
    ]) {
      assert.equal(text(line), line);
    }
  });

  it('takes a home folder out in every spelling', () => {
    for (const line of [
      'C:\\Users\\Maria Souza\\a',
      'c:\\users\\maria souza\\a',
      'C:/Users/Maria Souza/a',
      'C:\\\\Users\\\\Maria Souza\\\\a',
      'file:///C:/Users/Maria%20Souza/a',
      'C%3A%5CUsers%5CMaria%20Souza%5Ca',
      '\\\\?\\C:\\Users\\Maria Souza\\a',
      '/srv/lojas/maria/a',
      '%2Fsrv%2Flojas%2Fmaria%2Fa',
    ]) {
      const out = text(line);
      assert.equal(/maria|souza/i.test(out), false, out);
      assert.match(out, /\[home\]/);
    }
    assert.equal(text('/srv/lojas/mariana/a'), '/srv/lojas/mariana/a', 'another folder');
  });

  it('takes out the user of any home folder it was not told of', () => {
    assert.equal(text('D:\\Users\\José Carlos\\x'), 'D:\\Users\\[user …los]\\x');
    assert.equal(text('/home/jose/x'), '/home/[user]/x');
    assert.equal(text('"C:\\\\Usuários\\\\José Carlos"'), '"C:\\\\Usuários\\\\[user …los]"');
    assert.equal(text('C%3A%5CUsers%5CJose%20Carlos%5Cx'), 'C%3A%5CUsers%5C[user …los]%5Cx');
    assert.equal(text('C:\\Users\\Public\\x'), 'C:\\Users\\Public\\x');
  });

  it('takes out names of project files, which are names of customers', () => {
    assert.equal(text('D:\\Projetos\\Cozinha Ana Lima.promob'), 'D:\\Projetos\\[file …ima].promob');
    assert.equal(text('/dados/Orçamento Ana.xml'), '/dados/[file …Ana].xml');
  });

  it('takes out the whole path of a file error: folders are named after customers too', () => {
    assert.equal(
      text("ENOENT: no such file or directory, open 'D:\\Projetos\\Ana D'Ávila\\x.promob'"),
      "ENOENT: no such file or directory, open '[path …mob]'",
    );
    assert.equal(text("EXDEV: rename '/a/Ana/b' -> '/c/Ana/d'"), "EXDEV: rename '[path …a/d]'");
  });

  it('takes out addresses only when asked', () => {
    assert.equal(text('from 192.168.10.20'), 'from 192.168.10.20');
    assert.equal(redaction({ addresses: true }).text('from 192.168.10.20'), 'from [address ….20]');
    assert.equal(redaction({ addresses: true }).text('from 2804:14c:1:2:3:4:5:6'), 'from [address …5:6]');
  });

  it('changes nothing the second time', () => {
    const kinds = fc.constantFrom(
      'Bearer abcdefghijkl',
      'maria.souza@lojas.com.br',
      '529.982.247-25',
      '(51) 99876-5432',
      'code=SplxlOBeZQQ',
      'C:\\Users\\Maria Souza\\Cozinha Ana.promob',
      '/home/jose/x',
      ' ',
      '\n',
      '"',
      ':',
      'abc',
      '11222333000181',
    );
    fc.assert(
      fc.property(fc.array(kinds, { maxLength: 8 }), (parts) => {
        const once = text(parts.join(' '));
        assert.equal(text(once), once);
      }),
    );
  });

  it('lets nothing of it through, whatever stands around it', () => {
    const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
    const personal = fc.oneof(
      fc.tuple(digits(3), digits(3), digits(3), digits(2)).map(([a, b, c, d]) => `${a}.${b}.${c}-${d}`),
      fc.stringMatching(/^[a-z]{4,12}\.[a-z]{4,12}@[a-z]{3,10}\.com\.br$/),
      fc.tuple(digits(2), digits(4), digits(4)).map(([area, a, b]) => `(${area}) 9${a}-${b}`),
      fc.stringMatching(/^Bearer [A-Za-z0-9_-]{20,60}$/),
      fc.stringMatching(/^C:\\Users\\[A-Z][a-z]{5,12}\\x$/),
    );
    // Delimiters as they stand in logs: blanks, quotes, brackets, JSON, URLs, line ends.
    const around = fc.constantFrom(
      '',
      ' ',
      '"',
      "'",
      '(',
      ')',
      '{"x":"',
      '"}',
      '<',
      '>',
      '\n',
      '\t',
      '; ',
      ' = ',
      '→ ',
    );
    fc.assert(
      fc.property(around, personal, around, (before, secret, behind) => {
        const out = text(`line${before === '' ? ' ' : before}${secret}${behind === '' ? ' ' : behind}`);
        const core = secret
          .replace(/^Bearer /, '')
          .replace(/^C:\\Users\\/, '')
          .replace(/\\x$/, '');
        assert.equal(out.includes(core.split('@')[0] ?? core), false, out);
      }),
      { numRuns: 2000 },
    );
  });

  it('is quick on hostile text', () => {
    const started = performance.now();
    for (const unit of [
      'a',
      '1',
      'a@',
      'eyJ',
      '1.',
      '\\',
      'Users\\',
      'a.promo',
      '(51) 9',
      '%5C',
      'token=',
      '"',
      '0:',
    ]) {
      const out = text(unit.repeat(200_000 / unit.length));
      assert.ok(out.length < 40_000);
    }
    // Linear rules take some 20 ms each; a backtracking one would take minutes.
    assert.ok(performance.now() - started < 5000);
  });
});

describe('redaction of values', () => {
  it('masks fields by name and strings by content, at any depth', () => {
    assert.deepEqual(
      value({
        saveId: 's-1',
        bytes: 12,
        headers: { Authorization: 'Bearer abcdefgh', 'content-type': 'x/y' },
        access_token: 'opaque-token-value',
        customerName: 'Ana Lima da Silva',
        paths: ['D:\\Ana Lima\\x.promob'],
        list: [{ note: 'call (51) 99876-5432' }],
        code: 'quote-outdated',
        big: 12n,
        content: new Uint8Array(5),
      }),
      {
        saveId: 's-1',
        bytes: 12,
        headers: { Authorization: '[secret …fgh]', 'content-type': 'x/y' },
        access_token: '[secret …lue]',
        customerName: '[customername …lva]',
        paths: ['[paths …mob]'],
        list: [{ note: 'call [phone …432]' }],
        code: 'quote-outdated',
        big: '12',
        content: '[5 bytes]',
      },
    );
  });

  it('shows an error with its code, details and causes, all redacted', () => {
    const error = new EloError('network-reset', 'to maria.souza@lojas.com.br', {
      cause: new Error('at /home/jose/x'),
      details: { status: 500 },
    });
    const out = value({ error }) as { error: Record<string, unknown> };
    assert.equal(out.error['errorCode'], 'network-reset');
    assert.equal(out.error['message'], 'to [e-mail …uza]');
    assert.deepEqual(out.error['details'], { status: 500 });
    assert.equal((out.error['cause'] as { message: string }).message, 'at /home/[user]/x');
  });

  it('survives circles, depth, breadth and getters that throw', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    assert.ok(JSON.stringify(value(circle)).includes('[deep]'));
    assert.equal((value(Array.from({ length: 10_000 }, () => 1)) as unknown[]).length, 200);
    const trap = Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    assert.equal(value(trap), '[unreadable]');
    assert.equal(value(undefined), undefined);
    assert.equal(
      value(() => 1),
      '[function]',
    );
  });
});
