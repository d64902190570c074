import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { contentPolicy } from '../../../electron/shell/contentPolicy.ts';
import { createPageServer, fileOfAddress } from '../../../electron/shell/servePage.ts';

describe('the page of the window', () => {
  let folder = '';
  let serve: ReturnType<typeof createPageServer>;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'elo-page-'));
    mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
    writeFileSync(join(folder, 'secret.html'), 'secret');
    writeFileSync(join(folder, 'page', 'index.html'), '<meta nonce="__CSP_NONCE__"><p>Olá</p>');
    writeFileSync(join(folder, 'page', 'assets', 'index-D_x-1.js'), 'run()');
    writeFileSync(join(folder, 'page', 'assets', 'note.exe'), 'x');
    writeFileSync(join(folder, 'page', '.hidden.js'), 'x');
    serve = createPageServer(join(folder, 'page'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const get = (url: string, method = 'GET') => serve({ url, method });

  it('is handed out with the policy, and with a nonce that is another one each time', async () => {
    const [one, two] = [
      await get('app://elo/index.html'),
      await get('app://elo/index.html#1-elo://settings'),
    ];
    const nonces = await Promise.all(
      [one, two].map(async (answer) => {
        assert.equal(answer.status, 200);
        const nonce = /nonce="([^"]+)"/.exec(await answer.text())?.[1] ?? '';
        assert.equal(answer.headers.get('Content-Security-Policy'), contentPolicy(nonce));
        assert.match(nonce, /^[A-Za-z0-9+/]{24}$/);
        return nonce;
      }),
    );
    assert.notEqual(nonces[0], nonces[1]);
  });

  it('allows nothing but its own scripts, styles, pictures and fonts', () => {
    assert.equal(
      contentPolicy('abc'),
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-abc'; img-src 'self' data: blob:; font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  it('comes with its scripts, under the policy as well and never guessed about', async () => {
    const answer = await get('app://elo/assets/index-D_x-1.js');
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), 'run()');
    assert.equal(answer.headers.get('Content-Type'), 'text/javascript; charset=utf-8');
    assert.equal(answer.headers.get('X-Content-Type-Options'), 'nosniff');
    assert.match(answer.headers.get('Content-Security-Policy') ?? '', /^default-src 'none';/);
  });

  const outside = [
    'app://elo/../secret.html',
    'app://elo/..%2fsecret.html',
    'app://elo/%2e%2e/secret.html',
    'app://elo/%2E%2E%2Fsecret.html',
    'app://elo/%252e%252e/secret.html',
    'app://elo/%252e%252e%252fsecret.html',
    'app://elo/..\\secret.html',
    'app://elo/..%5csecret.html',
    'app://elo/assets/..\\..\\..\\secret.html',
    'app://elo/assets/../../secret.html',
    'app://elo/....//secret.html',
    'app://elo/./index.html',
    'app://elo//index.html',
    'app://elo//etc/passwd',
    'app://elo/C:/Windows/win.ini',
    'app://elo/C:%5CWindows%5Cwin.ini',
    'app://elo/%00index.html',
    'app://elo/index.html%00.js',
    'app://elo/index.html?x=1',
    'app://elo/index%2ehtml',
    'app://elo/.hidden.js',
    'app://elo/assets/note.exe',
    'app://elo/assets',
    'app://elo/',
    'app://elo',
    'app://elo/missing.js',
    'app://other/index.html',
    'app://elo.evil/index.html',
    'app://user@elo/index.html',
    'app://elo:80/index.html',
    'APP://elo/index.html',
    'file:///etc/passwd',
    'https://elo/index.html',
  ];
  for (const url of outside) {
    it(`refuses ${url}`, async () => {
      const answer = await get(url);
      assert.equal(answer.status, 404);
      assert.equal(await answer.text(), '');
      assert.match(answer.headers.get('Content-Security-Policy') ?? '', /^default-src 'none';/);
    });
  }

  it('answers nothing but GET', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD']) {
      assert.equal((await get('app://elo/index.html', method)).status, 405, method);
    }
  });

  it('never leaves its folder, whatever the address', () => {
    const pieces = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2f',
      '%5c',
      '\\',
      '/',
      'assets',
      'index.html',
      '%00',
      'C:',
      '~',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 12 }), (parts) => {
        for (const address of [`app://elo/${parts.join('')}`, `app://elo/${parts.join('/')}`]) {
          const file = fileOfAddress('/srv/page', address);
          assert.ok(file === null || (file.startsWith('/srv/page/') && !file.includes('..')), address);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
