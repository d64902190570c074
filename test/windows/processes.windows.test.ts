import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Audit, SaveJson, Status } from '../../shared/contract/schemas.ts';
import type { LedgerRow } from '../integration/line/publicDriver.ts';
import { buildContainer } from '../support/promob/buildContainer.ts';
import { workAndSave } from '../support/promob/mutateProject.ts';
import { newProject } from '../support/promob/newProject.ts';
import { openStage, sha256Of } from './support/openStage.ts';
import type { Stage } from './support/openStage.ts';
import { windowsMissing } from './support/prepareWindows.ts';

const folder = 'C:\\Projetos';
const patienceMs = 60_000;

/**
 * Makes a file that no other process may open (libuv's `UV_FS_O_EXLOCK`, share mode 0), fills it, tells so, and lets go
 * once the third path exists.
 */
const holdScript = `
const fs = require('node:fs');
const [from, path, release] = process.argv.slice(1);
const { O_CREAT, O_EXCL, O_RDWR } = fs.constants;
const handle = fs.openSync(path, O_CREAT | O_EXCL | O_RDWR | 0x10000000);
fs.writeSync(handle, fs.readFileSync(from));
fs.writeSync(1, 'held\\n');
const timer = setInterval(() => {
  if (!fs.existsSync(release)) return;
  clearInterval(timer);
  fs.closeSync(handle);
}, 20);
`;

/**
 * Saves one content after the other with ever longer pauses, so that some saves meet a reader: `.tmp`, then over the
 * file, which Windows refuses while the file is open. Prints how long the longest save was refused, in milliseconds.
 */
const hurryScript = `
const fs = require('node:fs');
const [path, ...from] = process.argv.slice(1);
const pause = new Int32Array(new SharedArrayBuffer(4));
let longest = 0;
for (const [index, each] of from.entries()) {
  fs.copyFileSync(each, path + '.tmp');
  const begun = performance.now();
  for (;;) {
    try { fs.renameSync(path + '.tmp', path); break; } catch (error) {
      if (performance.now() - begun > 10000) throw error;
    }
  }
  longest = Math.max(longest, performance.now() - begun);
  Atomics.wait(pause, 0, 0, 20 + 10 * index);
}
console.log(longest);
`;

/** Above this a person might notice that saving takes longer. */
const noticeableMs = 250;

/** Knocks at a pipe with a key and prints the status of the answer. */
const knockScript = `
const [socketPath, key] = process.argv.slice(1);
const headers = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==', Authorization: 'Bearer ' + key };
const request = require('node:http').get({ socketPath, headers });
request.on('response', (response) => { console.log(response.statusCode); process.exit(0); });
request.on('upgrade', (response) => { console.log(response.statusCode); process.exit(0); });
`;

describe('Windows processes beside each other', { skip: windowsMissing() ?? false }, () => {
  let stage: Stage;
  let environmentId: string;
  let model = newProject({ seed: 'processes', modules: 4, previewBytes: 20_000 });
  const file = `${folder}\\Quarto.promob`;
  const written: string[] = [];
  const next = (): Buffer => {
    const bytes = buildContainer(model);
    model = workAndSave(model);
    written.push(sha256Of(bytes));
    return bytes;
  };

  before(async () => {
    stage = await openStage({ vault: 'system' });
    stage.folder(folder);
    await stage.startEngine();
    await stage.byPerson('sign-in');
    await stage.byPerson('link');
    environmentId = await stage.environment('Quarto');
    await stage.elo('folders', 'add', folder);
    const first = await stage.save(file, next());
    await stage.kept(first);
    await stage.elo('environments', 'bind', environmentId, file);
    await stage.received(first);
  });
  after(() => stage.close());

  it('refuses a second engine on the data folder, also under another spelling', async () => {
    const server = ['--server', stage.addresses.foccolojas, '--vault', 'system'];
    for (const spelling of [stage.data, stage.data.toLowerCase(), `\\\\?\\${stage.data}`]) {
      const run = await stage.windows.elo(['run', '--json', '--data', spelling, ...server]);
      assert.equal(run.code, 1, spelling);
      const error = JSON.parse(run.stdout) as { readonly code: string };
      assert.equal(error.code, 'data-folder-in-use', spelling);
    }
  });

  it('lets commands in by a named pipe, under every spelling of the data folder', async () => {
    for (const spelling of [stage.data.toUpperCase(), `${stage.data}\\`]) {
      const status = await stage.windows.eloJson<Status>(['status', '--data', spelling, '--vault', 'system']);
      assert.equal(status.signedIn, true, spelling);
    }
  });

  it('opens its pipe to nobody without the key', async () => {
    const note = JSON.parse(readFileSync(stage.windows.linux(`${stage.data}\\door\\door.json`), 'utf8')) as {
      readonly address: string;
      readonly key: string;
    };
    assert.match(note.address, /^\\\\\.\\pipe\\elo-[0-9a-f]{16}$/);
    assert.equal(await stage.windows.script(knockScript, note.address, 'a guess'), 403);
    assert.equal(await stage.windows.script(knockScript, note.address, note.key), 101);
  });

  it('waits for a file another process has locked, and is not held up by it', async () => {
    const locked = `${folder}\\Presa.promob`;
    const other = `${folder}\\Livre.promob`;
    const [held, free] = ['held', 'free'].map((seed) =>
      buildContainer(newProject({ seed, modules: 3, previewBytes: 5_000 })),
    ) as [Buffer, Buffer];
    const [from, release] = ['C:\\Elo\\presa.bin', 'C:\\Elo\\soltar'];
    writeFileSync(stage.windows.linux(from), held);
    const holder = stage.windows.node(['-e', holdScript, '--', from, locked, release]);
    await holder.stdout
      .find((line) => line === 'held', patienceMs, 'the lock')
      .catch((error: unknown) => {
        throw new Error(`${String(error)}\n${holder.stderr.all.join('\n')}`);
      });
    const sha256 = await stage.save(other, free);
    assert.equal((await stage.kept(sha256)).path, other);
    assert.equal(await stage.refused(1, 'saves', locked), 'file-not-found');
    writeFileSync(stage.windows.linux(release), '');
    assert.equal(await holder.ended(), 0);
    assert.equal((await stage.kept(sha256Of(held))).path, locked);
  });

  it('never stands in the way of somebody who saves in a hurry, and keeps whole contents in order', async () => {
    const hurried = `${folder}\\Pressa.promob`;
    let drawing = newProject({ seed: 'hurry', modules: 3, previewBytes: 1_000_000 });
    const contents = Array.from({ length: 25 }, () => {
      const bytes = buildContainer(drawing);
      drawing = workAndSave(drawing);
      return bytes;
    });
    const uploads = contents.map((bytes, index) => {
      const path = `C:\\Elo\\pressa-${index}.bin`;
      writeFileSync(stage.windows.linux(path), bytes);
      return path;
    });
    const longest = await stage.windows.script<number>(hurryScript, hurried, ...uploads);
    assert.ok(longest < noticeableMs, `a save was refused for ${longest} ms`);
    const order = contents.map(sha256Of);
    await stage.kept(order.at(-1) ?? '');
    const saves = await stage.elo<SaveJson[]>('saves', hurried);
    const kept = saves.toSorted((one, other) => one.number - other.number);
    const places = kept.map(({ sha256 }) => order.indexOf(sha256));
    assert.ok(!places.includes(-1), 'only whole contents are kept');
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    );
  });

  it('loses nothing and repeats nothing when the engine is killed again and again', async () => {
    const engine = stage.engine();
    const before_ = await stage.save(file, next());
    await stage.kept(before_);
    await engine.kill();
    // Saved while nobody watches.
    const away = await stage.save(file, next());
    for (let round = 0; round < 4; round += 1) {
      const again = await stage.startEngine();
      if (round === 0) await stage.kept(away);
      const sha256 = await stage.save(file, next());
      // The delivery of what was just kept is under way.
      await stage.kept(sha256);
      await again.kill();
    }
    await stage.startEngine();
    const last = await stage.save(file, next());
    await stage.received(last);
    const rows = (await stage.control.get<LedgerRow[]>('/control/ledger')).filter(
      (row) => row.kind === 'save' && row.environmentId === environmentId,
    );
    assert.deepEqual(
      rows.map(({ sha256 }) => sha256),
      written,
    );
    const { lost, ok, pending } = await stage.elo<Audit>('audit');
    assert.deepEqual({ lost, ok, pending }, { lost: 0, ok: true, pending: 0 });
  });

  it('leaves the data folder free once its process is gone: a command then works by itself', async () => {
    await stage.engine().kill();
    const saves = await stage.elo<SaveJson[]>('saves', file);
    assert.equal(saves.length, written.length);
    const restored = await stage.elo<{ path: string }>(
      'restore',
      saves[0]?.saveId ?? '',
      '--to',
      stage.folder('C:\\R'),
    );
    assert.ok(written.includes(sha256Of(readFileSync(stage.windows.linux(restored.path)))));
  });

  it('ends cleanly at Ctrl-C and leaves no trace of running', async () => {
    const engine = await stage.startEngine();
    assert.equal(await engine.interrupt(), 0);
    const lines = engine.stdout.all.map((line) => (JSON.parse(line) as { readonly event: string }).event);
    assert.equal(lines.at(-1), 'stopped');
    for (const left of ['engine.json', 'door\\door.json']) {
      assert.ok(!existsSync(stage.windows.linux(`${stage.data}\\${left}`)), left);
    }
  });
});
