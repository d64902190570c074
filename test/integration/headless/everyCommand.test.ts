import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { serveOnLocalSocket } from '../../../electron/engine/door/serveOnLocalSocket.ts';
import type { LocalDoor } from '../../../electron/engine/door/serveOnLocalSocket.ts';
import { loadDiagnosis } from '../../../electron/headless/loadDiagnosis.ts';
import { runElo } from '../../../electron/headless/runElo.ts';
import { createFakeRouter } from './fakeEngine.ts';

/** A stream that remembers; a terminal where told. */
class Remembering extends EventEmitter {
  written = '';
  isTTY = false;
  write(chunk: string, done?: () => void): boolean {
    this.written += chunk;
    done?.();
    return true;
  }
}

const noEngine = (): never => {
  throw new Error('the running engine must be used');
};

/** The command line inside this process, over the real socket. */
async function call(
  argv: readonly string[],
  cwd: string,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const [stdout, stderr] = [new Remembering(), new Remembering()];
  const host = Object.assign(new EventEmitter(), {
    env: {},
    cwd: () => cwd,
    stdout,
    stderr,
    exit: noEngine,
  });
  const code = await runElo({
    argv,
    process: host as never,
    parts: { createEngine: noEngine, inspectFile: noEngine, diagnosis: loadDiagnosis },
  });
  assert.equal(host.listenerCount('SIGINT') + host.listenerCount('SIGTERM'), 0, 'signals are let go');
  return { code, stdout: stdout.written, stderr: stderr.written };
}

describe('every command', () => {
  const data = mkdtempSync(join(tmpdir(), 'elo-todos-'));
  const asked: [string, unknown][] = [];
  let door: LocalDoor;
  before(async () => {
    const log = { info: () => undefined, warn: () => undefined };
    door = await serveOnLocalSocket({ router: createFakeRouter(asked).router, dataDir: data, log });
  });
  after(async () => {
    await door.close();
    rmSync(data, { recursive: true });
  });

  const commands: readonly (readonly string[])[] = [
    ['sign-out'],
    ['unlink'],
    ['folders'],
    ['folders', 'add', '.'],
    ['folders', 'remove', '.'],
    ['files'],
    ['files', 'answer', 'f1', 'copy'],
    ['saves', 'f1'],
    ['restore', 's1', '--to', '.'],
    ['customers'],
    ['customers', 'create', '--name', 'João', '--email', 'j@x', '--phone', '1', '--document', '2'],
    ['projects'],
    ['environments', 'create', '--project', 'p1', '--name', 'Sala', '--file', 'Sala.promob'],
    ['environments', 'bind', 'e1', 'f1', '--ambient', 'g'],
    ['environments', 'unbind', 'e1'],
    ['listings'],
    ['diagnose', 'fix', 'open-port', '--port', '1666', '--remote', '1.2.3.4, 5.6.7.8', '--yes'],
    ['diagnose', 'fix', 'start-service', '--service', 'MSSQL'],
    ['diagnose', 'undo', 'x1'],
    ['diagnose', 'undo', 'x1', '--yes'],
    ['diagnose', 'fixes'],
    ['prepare', 'e1', '--listing', 'l.xml'],
    ['negotiate', 'e1'],
    ['prepare', 'e1', '--wait'],
    ['update', 'e1', '--wait'],
    ['waits'],
    ['waits', 'end', 'e1'],
    ['copies'],
    ['copies', 'e1'],
    ['make-current', 'e1', '--version', '7', '--if', 't'],
    ['update', 'e1', '--dry-run'],
    ['update', '--notification', 'n1', '--if', 'código'],
    ['versions', 'e1'],
    ['open', 'e1', '--version', '7'],
    ['make-current', 'e1', '--version', '7', '--dry-run'],
    ['notifications'],
    ['notifications', 'open', 'n1'],
    ['notifications', 'done', 'n1'],
    ['review', 'list'],
    ['occurrences'],
    ['occurrences', 'e1'],
    ['review', 'start', 'e1'],
    ['review', 'complete', 'e1'],
    ['assistance', 'o1', '--from', 'blank'],
    ['prerequisites'],
    ['prerequisites', 'confirm', 'portal-account'],
    ['projects', 'create', '--customer', 'c1', '--name', 'Casa'],
    ['store'],
    ['store', 'configure', '--cnpj', '1'],
    ['outbox', '--all'],
    ['outbox', 'retry', 'd1'],
    ['diagnose', '--fields'],
    ['diagnose', 'profiles'],
    ['diagnose', 'checklist'],
    ['diagnose', 'confirm', 'backup-noted', '--note', 'pendrive', '--typed', 'Loja', '--by', 'Ana'],
    ['diagnose', 'withdraw', 'backup-noted'],
    ['diagnose', 'watches'],
    ['diagnose', 'advice', 'did-it', '--note', 'feito'],
    ['diagnose', 'unwatch'],
    ['diagnose', 'secret', 'password', '--forget'],
  ];

  for (const argv of [['status'], ['audit'], ['environments'], ...commands]) {
    it(`${argv.join(' ')}: one JSON value, and words for people`, async () => {
      const json = await call([...argv, '--json', '--data', data], data);
      assert.equal(json.code, 0, json.stdout);
      assert.match(json.stdout, /^[^\n]+\n$/);
      JSON.parse(json.stdout);
      assert.equal(json.stderr, '');
      const people = await call(['--data', data, ...argv], data);
      assert.equal(people.code, 0, people.stderr);
      assert.doesNotMatch(people.stdout, /[{}]|undefined|\[object|null/);
    });
  }

  it('hands the engine what was written', () => {
    const of = (name: string): unknown => asked.find(([called]) => called === name)?.[1];
    assert.deepEqual(of('customers.create'), { name: 'João', email: 'j@x', phone: '1', document: '2' });
    assert.deepEqual(of('environments.create'), {
      projectId: 'p1',
      name: 'Sala',
      file: join(data, 'Sala.promob'),
    });
    assert.deepEqual(of('environments.bind'), { environmentId: 'e1', file: 'f1', ambientGuid: 'g' });
    assert.deepEqual(of('prepare'), { environmentId: 'e1', listing: join(data, 'l.xml') });
    assert.deepEqual(of('negotiate'), { environmentId: 'e1' });
    assert.deepEqual(of('update'), { environmentId: 'e1', dryRun: true });
    const updates = asked.filter(([called]) => called === 'update').map(([, input]) => input);
    assert.deepEqual(updates.at(-1), { notificationId: 'n1', seen: 'código' });
    assert.deepEqual(of('versions.makeCurrent'), { environmentId: 'e1', version: 7, versionToken: 't' });
    assert.deepEqual(of('acts.handOverWhenFresh'), { environmentId: 'e1', mode: 'prepare' });
    assert.deepEqual(of('acts.updateWhenFresh'), { environmentId: 'e1' });
    assert.deepEqual(of('acts.endListingWait'), { environmentId: 'e1' });
    assert.deepEqual(of('versions.openedCopies'), {});
    assert.deepEqual(of('assistance'), { occurrenceId: 'o1', from: 'blank' });
    assert.deepEqual(of('store.configure'), { cnpj: '1' });
    assert.deepEqual(of('outbox.list'), { all: true });
    assert.deepEqual(of('files.answer'), { file: 'f1', answer: 'copy' });
  });

  it('tells a dry run how exactly this is confirmed', async () => {
    const looked = await call(['--data', data, 'update', 'e1', '--dry-run'], data);
    assert.match(looked.stdout, /^Para confirmar exatamente isto: elo update e1 --if código$/m);
    const ofNotice = await call(['--data', data, 'update', '--notification', 'n1', '--dry-run'], data);
    assert.match(ofNotice.stdout, /^Para confirmar exatamente isto: --if código$/m);
    assert.doesNotMatch((await call(['--data', data, 'update', 'e1'], data)).stdout, /--if/);
  });

  it('has help for every group, in the language of the user', async () => {
    const { stdout } = await call(['--help'], data);
    assert.doesNotMatch(stdout, /help\./);
    const groups = ['environments', 'receiver', 'notifications', 'review', 'waits', 'diagnose'];
    for (const group of groups) {
      const help = (await call([group, '--help'], data)).stdout;
      assert.doesNotMatch(help, /help\.|display/, group);
      assert.match(help, /mostra a ajuda de um comando/, group);
    }
  });

  const wrong: readonly [readonly string[], string][] = [
    [[], 'no-command'],
    [['folders', 'explode'], 'too-many-arguments'],
    [['statsu'], 'unknown-command'],
    [['status', '--colour'], 'unknown-option'],
    [['saves'], 'missing-argument'],
    [['restore', 's1'], 'missing-option'],
    [['restore', 's1', '--to'], 'missing-option-value'],
    [['status', 'now'], 'too-many-arguments'],
    [['status', '--vault', 'pocket'], 'invalid-argument'],
    [['status', '--server', 'ftp://x'], 'invalid-argument'],
    [['open', 'e1', '--version', 'zero'], 'invalid-argument'],
    [['open', 'e1', '--version', '0'], 'invalid-argument'],
    [['assistance', 'o1', '--from', 'memory'], 'invalid-argument'],
    [['files', 'answer', 'f1', 'perhaps'], 'invalid-argument'],
    [['update'], 'missing-argument'],
    [['negotiate', 'e1', '--wait', '--listing', 'l.xml'], 'conflicting-options'],
    [['update', 'e1', '--notification', 'n1'], 'conflicting-options'],
    [['update', '--notification', 'n1', '--wait'], 'conflicting-options'],
    [['update', 'e1', '--wait', '--if', 'código'], 'conflicting-options'],
    [['store', 'configure'], 'missing-option'],
    [['sign-in', '--open', 'sesame'], 'invalid-argument'],
    [['review'], 'no-command'],
    [['diagnose', '--profile', 'nothing'], 'profile-not-found'],
    [['diagnose', '--profile', './nothing.json'], 'profile-file-not-found'],
    [['diagnose', '--only', 'nothing'], 'check-not-found'],
    [['diagnose', '--set', 'nothing'], 'invalid-argument'],
    [['diagnose', '--set', '=1'], 'invalid-argument'],
    [['diagnose', '--set', 'nothing=1'], 'field-unknown'],
    [['diagnose', '--set', '--json'], 'missing-option-value'],
    [['diagnose', 'advice', 'prayed'], 'invalid-argument'],
  ];

  for (const [argv, code] of wrong) {
    it(`${argv.join(' ') || 'nothing'}: usage, ${code}`, async () => {
      const ended = await call([...argv, '--json'], data);
      assert.equal(ended.code, 2, ended.stdout);
      assert.match(ended.stdout, /^[^\n]+\n$/);
      const error = JSON.parse(ended.stdout) as { kind: string; code: string; message: string };
      assert.equal(error.kind, 'error');
      assert.equal(error.code, code);
      assert.doesNotMatch(error.message, /[{}[\]]/);
    });
  }
});
