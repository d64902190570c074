import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { engineEventSchema } from '../../../shared/contract/schemas.ts';
import { doorNotePath } from '../../../electron/engine/door/doorNote.ts';
import { elo, startElo } from './startElo.ts';

const homes: string[] = [];
const newData = (): string => {
  const home = mkdtempSync(join(tmpdir(), 'elo-vida-'));
  homes.push(home);
  return join(home, 'dados');
};
after(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});
const lines = (stdout: string): unknown[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
const events = (stdout: string): string[] => lines(stdout).map((line) => engineEventSchema.parse(line).event);

describe('the engine of a command line', () => {
  it('tells `ready` first and `stopped` last, one object a line, and ends with 0 on SIGTERM', async () => {
    const run = startElo(['run', '--json', '--data', newData()]);
    await run.until(/save-kept/);
    run.child.kill('SIGTERM');
    const { code, stdout } = await run.ended;
    assert.equal(code, 0);
    assert.deepEqual(events(stdout), ['ready', 'save-kept', 'save-received', 'stopped']);
  });

  it('tells people in words, and says that a memory vault forgets', async () => {
    const run = startElo(['run', '--vault', 'memory', '--data', newData()]);
    await run.until(/Guardado/);
    run.child.kill('SIGINT');
    const { code, stdout, stderr } = await run.ended;
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^Elo pronto em 5 ms; 1 arquivos conferidos\.\n19\/02\/2026 14:34 {2}Guardado: Cozinha\.promob/,
    );
    assert.match(stdout, /Elo encerrado\.\n$/);
    assert.match(stderr, /as senhas ficam só na memória/);
  });

  it('refuses a second engine with the process and start of the first, at once', async () => {
    const data = newData();
    const first = startElo(['run', '--json', '--data', data]);
    await first.until(/ready/);
    const started = performance.now();
    const [json, people] = await Promise.all([
      elo(['run', '--json', '--data', data]),
      elo(['run', '--data', data]),
    ]);
    assert.ok(performance.now() - started < 5_000);
    assert.equal(json.code, 1);
    assert.equal((JSON.parse(json.stdout) as { code: string }).code, 'data-folder-in-use');
    assert.match(
      people.stderr,
      new RegExp(`processo ${String(first.child.pid)}, desde \\d\\d/\\d\\d/\\d{4} \\d\\d:\\d\\d`),
    );
    first.child.kill();
    await first.ended;
  });

  it('ends at the second signal even while a call hangs', async () => {
    const data = newData();
    const run = startElo(['run', '--json', '--data', data]);
    await run.until(/ready/);
    const hanging = startElo(['update', 'never', '--json', '--data', data]);
    await run.until(/"never"/);
    run.child.kill('SIGTERM');
    const tries = setInterval(() => run.child.kill('SIGTERM'), 50);
    await run.ended;
    clearInterval(tries);
    const { code, stdout } = await hanging.ended;
    assert.equal(code, 1);
    assert.equal((JSON.parse(stdout) as { code: string }).code, 'engine-stopped');
  });

  it('survives a reader that leaves', async () => {
    const run = startElo(['run', '--json', '--data', newData()]);
    await run.until(/ready/);
    run.child.stdout?.destroy();
    run.child.kill('SIGTERM');
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
      run.child.once('exit', (code, signal) => resolve([code, signal]));
    });
    assert.deepEqual([code, signal], [0, null]);
  });

  it('is started for one command’s own duration where none runs, and leaves no lock behind', async () => {
    const data = newData();
    const first = await elo(['status', '--json', '--data', data]);
    assert.equal(first.code, 0);
    const refused = await elo(['update', 'signed-out', '--json', '--data', data]);
    assert.equal(refused.code, 3);
    assert.equal((await elo(['update', 'crash', '--json', '--data', data])).code, 1);
    assert.equal((await elo(['customers', 'create', '--name', '', '--json', '--data', data])).code, 1);
    const run = startElo(['run', '--json', '--data', data]);
    await run.until(/ready/);
    run.child.kill();
    assert.equal((await run.ended).code, 0);
  });

  it('of one command is let go when the user interrupts', async () => {
    const data = newData();
    const link = startElo(['link', '--open', 'none', '--json', '--data', data]);
    await new Promise((resolve) => {
      link.child.stderr?.once('data', resolve);
    });
    link.child.kill('SIGINT');
    const { code, stdout } = await link.ended;
    assert.equal(code, 1);
    assert.equal((JSON.parse(stdout) as { code: string }).code, 'cancelled');
    assert.equal((await elo(['status', '--json', '--data', data])).code, 0);
  });

  it('that fails in an unforeseen way tells support through the log, not the user', async () => {
    const data = newData().replace('dados', 'broken');
    mkdirSync(data);
    const { code, stdout, stderr } = await elo(['status', '--json', '--data', data]);
    assert.equal(code, 1);
    assert.equal((JSON.parse(stdout) as { code: string }).code, 'unexpected-error');
    assert.doesNotMatch(stdout + stderr, /purpose/);
    assert.match(readFileSync(join(data, 'logs', 'elo.log'), 'utf8'), /broken on purpose/);
  });

  it('lets commands without a running engine take turns', async () => {
    const data = newData();
    const [long, ...short] = await Promise.all([
      elo(['update', 'slow', '--json', '--data', data]),
      elo(['status', '--json', '--data', data]),
      elo(['folders', '--json', '--data', data]),
    ]);
    assert.equal(long.code, 0, long.stdout);
    for (const ended of short) assert.equal(ended.code, 0, ended.stdout);
  });

  it('serves clients at the same time and lets a call end when the engine is told to stop', async () => {
    const data = newData();
    const run = startElo(['run', '--json', '--data', data]);
    await run.until(/ready/);
    const slow = elo(['update', 'slow', '--json', '--data', data]);
    await run.until(/"slow"/);
    const quick = await elo(['status', '--json', '--data', data]);
    assert.equal(quick.code, 0);
    run.child.kill('SIGTERM');
    assert.equal((await run.ended).code, 0);
    assert.equal((await slow).code, 0);
  });

  it('is started anew where the last one was killed', async () => {
    const data = newData();
    const run = startElo(['run', '--json', '--data', data]);
    await run.until(/ready/);
    run.child.kill('SIGKILL');
    await run.ended;
    assert.equal(
      (JSON.parse(readFileSync(doorNotePath(data), 'utf8')) as { pid: number }).pid,
      run.child.pid,
    );
    assert.equal((await elo(['status', '--json', '--data', data])).code, 0);
    const again = startElo(['run', '--json', '--data', data]);
    await again.until(/ready/);
    assert.equal((await elo(['status', '--json', '--data', data])).code, 0);
    again.child.kill();
    await again.ended;
  });

  it('that hangs is named with its process', { skip: process.platform === 'win32' }, async () => {
    const data = newData();
    const run = startElo(['run', '--json', '--data', data]);
    await run.until(/ready/);
    run.child.kill('SIGSTOP');
    const { code, stdout } = await elo(['status', '--json', '--data', data]);
    run.child.kill('SIGCONT');
    run.child.kill('SIGTERM');
    await run.ended;
    assert.equal(code, 1);
    const error = JSON.parse(stdout) as { code: string; message: string };
    assert.equal(error.code, 'engine-not-answering');
    assert.match(error.message, new RegExp(`processo ${String(run.child.pid)}`));
  });

  it('that dies during a call is told as stopped', async () => {
    const data = newData();
    const run = startElo(['run', '--json', '--data', data]);
    await run.until(/ready/);
    const link = startElo(['link', '--open', 'none', '--json', '--data', data]);
    await new Promise((resolve) => {
      link.child.stderr?.once('data', resolve);
    });
    run.child.kill('SIGKILL');
    const { code, stdout } = await link.ended;
    assert.equal(code, 1);
    assert.equal((JSON.parse(stdout) as { code: string }).code, 'engine-stopped');
  });

  it(
    'cannot be reached by another user',
    { skip: process.getuid?.() !== 0 && 'needs root to be another user' },
    async () => {
      const data = newData();
      const run = startElo(['run', '--json', '--data', data]);
      await run.until(/ready/);
      const { address } = JSON.parse(readFileSync(doorNotePath(data), 'utf8')) as { address: string };
      // 65534 is nobody on every Unix.
      const script = `require('net').connect(${JSON.stringify(address)}).on('error', (e) => { console.log(e.code); process.exit(0); }).on('connect', () => { console.log('in'); process.exit(0); })`;
      const nobody = spawn(process.execPath, ['-e', script], { uid: 65_534, gid: 65_534, cwd: '/' });
      let said = '';
      nobody.stdout.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
      await new Promise((resolve) => {
        nobody.once('close', resolve);
      });
      run.child.kill();
      await run.ended;
      assert.equal(said.trim(), 'EACCES');
    },
  );
});
