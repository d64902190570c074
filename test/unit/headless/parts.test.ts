import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  callerFolder,
  compileCacheFolder,
  defaultDataFolder,
} from '../../../electron/headless/dataFolder.ts';
import { exitCodeOf } from '../../../electron/headless/exitCodes.ts';
import { fileArgument } from '../../../electron/headless/fileArgument.ts';
import { createHostNode, openerOf, proxyFromEnvironment } from '../../../electron/headless/hostNode.ts';
import { createOutput } from '../../../electron/headless/output.ts';
import { table } from '../../../electron/headless/table.ts';

class Stream extends EventEmitter {
  written = '';
  readonly isTTY: boolean;
  constructor(isTTY = false) {
    super();
    this.isTTY = isTTY;
  }
  write(chunk: string, done?: () => void): boolean {
    this.written += chunk;
    done?.();
    return true;
  }
}

describe('the data folder', () => {
  it('is the system’s place for application data', () => {
    assert.equal(
      defaultDataFolder({ APPDATA: 'C:/Users/Ana/AppData/Roaming' }, 'win32').split(/[\\/]/).at(-1),
      'Elo',
    );
    assert.equal(defaultDataFolder({ XDG_DATA_HOME: '/dados' }, 'linux'), '/dados/elo');
    assert.match(defaultDataFolder({ XDG_DATA_HOME: 'relative' }, 'linux'), /\/\.local\/share\/elo$/);
    assert.match(defaultDataFolder({}, 'linux'), /\/\.local\/share\/elo$/);
    assert.equal(compileCacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux'), '/c/elo/compiled');
  });

  it('and relative paths start where the user stands, not where npm runs scripts', () => {
    assert.equal(callerFolder({ npm_lifecycle_event: 'elo', INIT_CWD: '/home/ana' }, '/repo'), '/home/ana');
    assert.equal(callerFolder({ npm_lifecycle_event: 'test', INIT_CWD: '/home/ana' }, '/tmp/x'), '/tmp/x');
    assert.equal(callerFolder({}, '/tmp/x'), '/tmp/x');
  });
});

describe('FILE', () => {
  it('is an id or a path made absolute', () => {
    const cwd = mkdtempSync(join(tmpdir(), 'elo-arg-'));
    const id = '0193f1c2-8a51-7b3e-9c1d-0123456789ab';
    assert.equal(fileArgument(id, cwd), id);
    assert.equal(fileArgument('Cozinha.promob', cwd), join(cwd, 'Cozinha.promob'));
    assert.equal(fileArgument('a/b', cwd), join(cwd, 'a/b'));
    assert.equal(fileArgument('/x/y.promob', cwd), '/x/y.promob');
    writeFileSync(join(cwd, 'noextension'), '');
    assert.equal(fileArgument('noextension', cwd), join(cwd, 'noextension'));
    rmSync(cwd, { recursive: true });
  });
});

describe('the exit code', () => {
  it('is 3 only where signing in or linking helps', () => {
    for (const code of ['sign-in-required', 'signed-out', 'session-ended', 'promob-link-required']) {
      assert.equal(exitCodeOf(code), 3, code);
    }
    for (const code of ['environment-locked', 'unexpected-error', 'sign-in-refused', 'vault-unavailable']) {
      assert.equal(exitCodeOf(code), 1, code);
    }
  });
});

describe('the host', () => {
  it('opens by a program of the system, never through a shell', () => {
    const url = 'http://127.0.0.1/?a=1&b="x"';
    assert.deepEqual(openerOf(url, 'linux'), ['xdg-open', [url]]);
    assert.deepEqual(openerOf(url, 'win32'), ['rundll32', ['url.dll,FileProtocolHandler', url]]);
    assert.deepEqual(openerOf(url, 'darwin'), ['open', [url]]);
  });

  it('opens http and https only', async () => {
    const host = createHostNode({});
    for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'promob://x', 'calc.exe', '']) {
      await assert.rejects(host.openUrl(url), { code: 'invalid-address' }, url);
    }
  });

  it('reads the proxy from the environment and keeps its exceptions', () => {
    const env = { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'localhost, .intranet, loja.com.br:8443' };
    const cases: readonly [string, string | null][] = [
      ['https://foccolojas.com.br/x', 'http://proxy:3128'],
      ['http://foccolojas.com.br/x', null],
      ['https://localhost/', null],
      ['https://a.intranet/', null],
      ['https://intranet/', null],
      ['https://notintranet/', 'http://proxy:3128'],
      ['https://loja.com.br:8443/', null],
      ['https://loja.com.br/', 'http://proxy:3128'],
      ['not an address', null],
    ];
    for (const [url, proxy] of cases) assert.equal(proxyFromEnvironment(url, env), proxy, url);
    assert.equal(proxyFromEnvironment('https://x/', { https_proxy: 'proxy:80' }), 'http://proxy:80');
    assert.equal(proxyFromEnvironment('https://x/', { https_proxy: 'p:80', NO_PROXY: '*' }), null);
    assert.equal(proxyFromEnvironment('http://x/', { HTTP_PROXY: 'p:80' }), 'http://p:80');
  });
});

describe('a table', () => {
  it('is aligned, accents and numbers too', () => {
    const rows = [
      ['Sa\u0303o', '9'],
      ['Cozinha', '1.234'],
    ];
    assert.equal(
      table([{ title: 'Ambiente' }, { title: 'Nº', right: true }], rows, ''),
      ['Ambiente     Nº', 'Sa\u0303o           9', 'Cozinha   1.234'].join('\n'),
    );
    assert.equal(table([{ title: 'x' }], [], 'Nenhum.'), 'Nenhum.');
  });
});

describe('the output', () => {
  it('keeps standard output for the result and shows progress on a terminal only', () => {
    const [out, err] = [new Stream(), new Stream()];
    const output = createOutput(true, { out, err });
    output.progress('…');
    output.note('a note');
    output.result({ a: 1 }, () => assert.fail('text for people is not made'));
    assert.equal(out.written, '{"a":1}\n');
    assert.equal(err.written, 'a note\n');

    const terminal = new Stream(true);
    const watched = createOutput(false, { out: new Stream(), err: terminal });
    watched.progress('one');
    watched.progress('two');
    watched.progress(null);
    assert.equal(terminal.written, 'one\r\u001b[Ktwo\r\u001b[K');
  });

  it('lets no name command the terminal', () => {
    const [out, err] = [new Stream(), new Stream()];
    createOutput(false, { out, err }).result({}, () => 'Coz\u001b[2Jinha\r\u009b\n\tç');
    assert.equal(out.written, 'Coz?[2Jinha??\n\tç\n');
  });

  it('goes on where the reader left', () => {
    const [out, err] = [new Stream(), new Stream()];
    const output = createOutput(true, { out, err });
    output.line({ a: 1 }, () => null);
    out.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    output.line({ a: 2 }, () => null);
    assert.equal(out.written, '{"a":1}\n');
  });
});
