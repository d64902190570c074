import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createLog } from '../../../electron/engine/logging/createLog.ts';
import { manualClock } from '../net/manualClock.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'elo-log-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const lines = (name = 'elo.log') =>
  readFileSync(path.join(dir, 'logs', name), 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');

describe('createLog', () => {
  it('writes one JSON line each, scope first, and makes its folder', () => {
    const log = createLog({ dir: path.join(dir, 'logs'), clock: manualClock() });
    log.scope('delivery').info('save received', { saveId: 's-1', bytes: 12 });
    log.scope('watch').warn('two\nlines');
    assert.deepEqual(lines(), [
      '{"scope":"delivery","at":"2026-03-02T12:00:00.000Z","level":"info","message":"save received","saveId":"s-1","bytes":12}',
      '{"scope":"watch","at":"2026-03-02T12:00:00.000Z","level":"warn","message":"two\\nlines"}',
    ]);
    if (process.platform !== 'win32') {
      assert.equal(statSync(path.join(dir, 'logs', 'elo.log')).mode & 0o077, 0, 'only this user may read it');
    }
  });

  it('redacts message, fields and errors on the way to the file', () => {
    const log = createLog({ dir: path.join(dir, 'logs'), clock: manualClock() });
    log.scope('account').error('sent to maria.souza@lojas.com.br', {
      headers: { authorization: 'Bearer abcdefghijkl' },
      error: new Error(`ENOENT ${path.join(homedir(), 'Cozinha Ana.promob')}`, {
        cause: new Error('529.982.247-25'),
      }),
    });
    const [line] = lines();
    for (const secret of ['maria.souza', 'abcdefghijkl', homedir() + path.sep, 'Cozinha', '529.982']) {
      assert.equal(line?.includes(secret), false, secret);
    }
    assert.match(line ?? '', /\[e-mail …uza\].*\[secret …jkl\]/);
  });

  it('turns over by size and keeps the last files only', () => {
    const log = createLog({ dir: path.join(dir, 'logs'), clock: manualClock(), maxBytes: 1000, maxFiles: 3 });
    for (let n = 0; n < 100; n += 1) log.scope('x').info('line', { n, filler: 'f'.repeat(100) });
    assert.deepEqual(readdirSync(path.join(dir, 'logs')).sort(), ['elo.1.log', 'elo.2.log', 'elo.log']);
    const numbers = ['elo.2.log', 'elo.1.log', 'elo.log'].flatMap((name) =>
      lines(name).map((line) => (JSON.parse(line) as { n: number }).n),
    );
    assert.equal(numbers.at(-1), 99);
    assert.ok(
      numbers.every((n, at) => at === 0 || n === (numbers[at - 1] ?? 0) + 1),
      'in order, none missing',
    );
  });

  it('drops what is below its level and cuts what is too long', () => {
    const log = createLog({ dir: path.join(dir, 'logs'), clock: manualClock(), level: 'warn' });
    log.scope('x').info('no');
    log.scope('x').warn('long', { list: Array.from({ length: 200 }, () => 'y'.repeat(1000)) });
    assert.equal(lines().length, 1);
    assert.match(lines()[0] ?? '', /^\{"scope":"x".*"message":"long","cut":\d+\}$/);
  });

  it('never throws: no folder, and fields that cannot be written', () => {
    writeFileSync(path.join(dir, 'logs'), 'a file where the folder should be');
    const log = createLog({ dir: path.join(dir, 'logs'), clock: manualClock() }).scope('x');
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    log.error('circle', { circle, big: 1n, symbol: Symbol('s') });
    createLog({ dir: path.join(dir, 'other'), clock: manualClock() })
      .scope('x')
      .error('circle', { circle });
    assert.match(readFileSync(path.join(dir, 'other', 'elo.log'), 'utf8'), /circle/);
  });
});
