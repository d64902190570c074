import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fromBuffer } from 'yauzl';
import { ORPCError } from '@orpc/client';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import { listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';
import { openStore } from '../line/store.ts';

function entriesOf(bytes: Buffer): Promise<Map<string, string>> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error !== null) return reject(error);
      const entries = new Map<string, string>();
      zip.on('entry', (entry: { fileName: string }) => {
        zip.openReadStream(entry as never, (failed, stream) => {
          if (failed !== null) return reject(failed);
          const parts: Buffer[] = [];
          stream.on('data', (part: Buffer) => parts.push(part));
          stream.on('end', () => {
            entries.set(entry.fileName, Buffer.concat(parts).toString('utf8'));
            zip.readEntry();
          });
        });
      });
      zip.on('end', () => resolve(entries));
      zip.readEntry();
    });
  });
}

describe('the support bundle', () => {
  it('tells what support needs and nothing personal', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await store.signIn();
    await store.link();
    const environmentId = await sandbox.controls.anEnvironment('Cozinha da Zuleica', 'Zuleica Quintanilha');
    const model = newProject({
      seed: 'bundle',
      modules: 3,
      previewBytes: 4_000,
      customer: { nomecliente: 'Zuleica Quintanilha', cpfcnpj: '529.982.247-25' },
    });
    const folder = join(store.projects, 'Zuleica Quintanilha');
    mkdirSync(folder);
    const path = join(folder, 'Cozinha Zuleica.promob');
    const bytes = buildContainer(model);
    savePromobStyle(path, bytes);
    await store.kept(bytes);
    await store.client.environments.bindFile({ environmentId, file: path });
    await store.received(bytes);
    writeFileSync(join(folder, 'Orçamento Zuleica.xml'), buildListing(listingOf(model)));
    await store.client.acts.update({ environmentId });

    const target = join(store.home, 'suporte.zip');
    const made = await store.client.supportBundle({ path: target });
    assert.equal(made.path, target);
    const entries = await entriesOf(readFileSync(target));
    const report = JSON.parse(entries.get('report.json') ?? '{}') as Record<string, unknown>;
    assert.equal(report['schema'], 1);
    assert.equal((report['audit'] as { received: number }).received, 1);
    assert.ok((report['events'] as unknown[]).length > 2);
    assert.ok([...entries.keys()].some((name) => name.startsWith('logs/')));
    for (const [name, text] of entries) {
      for (const personal of ['Zuleica', 'Quintanilha', '529.982.247-25', '52998224725', store.home]) {
        assert.ok(
          !text.includes(personal),
          `${name} holds ${personal}: ${text.slice(Math.max(0, text.indexOf(personal) - 120), text.indexOf(personal) + 60)}`,
        );
      }
    }
    await assert.rejects(
      store.client.supportBundle({ path: target }),
      (error: unknown) => error instanceof ORPCError || (error as { code?: string }).code === 'file-exists',
    );
    assert.ok(!readdirSync(store.home).some((name) => name.endsWith('.tmp')));
  });

  it('gives the control thread back while it reads the logs, every line of which is redacted', async (t) => {
    const store = await openStore(t, null);
    const line = (index: number): string => `{"line":${index},"message":"gravado por maria@exemplo.com ção"}`;
    const lines = Array.from({ length: 40_000 }, (_line, index) => line(index));
    const long = `{"message":"${'y'.repeat(200_000)}"}`;
    writeFileSync(
      join(store.home, 'elo', 'logs', 'elo.1.log'),
      [...lines, long, 'o fim sem quebra'].join('\n'),
    );
    writeFileSync(join(store.home, 'elo', 'logs', 'elo.2.log'), '');
    // Time of this thread, not of the clock: other processes must not count.
    const cpuMs = (): number => process.threadCpuUsage().user / 1_000;
    let longest = 0;
    let last = cpuMs();
    let ended = false;
    const count = (): void => {
      longest = Math.max(longest, cpuMs() - last);
      last = cpuMs();
      if (!ended) setImmediate(count);
    };
    setImmediate(count);
    const { path } = await store.client.supportBundle({ path: join(store.home, 'suporte.zip') });
    ended = true;
    // All of it at once takes half a second; a piece of 32 KiB some six milliseconds.
    assert.ok(longest < 120, `${longest} ms in one turn`);
    const entries = await entriesOf(readFileSync(path));
    const written = (entries.get('logs/elo.1.log') ?? '').split('\n');
    assert.equal(written.length, lines.length + 2);
    assert.equal(written[12_345], line(12_345).replace('maria@exemplo.com', '[e-mail]'));
    assert.match(written.at(-2) ?? '', /^\{"message":"y{16000,16384} \[cut\]$/);
    assert.equal(written.at(-1), 'o fim sem quebra');
    assert.equal(entries.get('logs/elo.2.log'), '');
  });

  it('takes a listing that Promob posts, once the receiver is turned on', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    assert.deepEqual(await store.client.receiver.get({}), { on: false });
    const model = newProject({ seed: 'posted', modules: 3, previewBytes: 4_000 });
    const bytes = buildContainer(model);
    savePromobStyle(join(store.projects, 'Posto.promob'), bytes);
    await store.kept(bytes);
    const { address } = await store.client.receiver.set({ on: true });
    const posted = await fetch(address ?? '', {
      method: 'POST',
      body: new Uint8Array(buildListing(listingOf(model))),
    });
    assert.equal(posted.status, 200);
    const [listing] = await store.client.listings.list({});
    assert.equal(listing?.fresh, true);
    assert.equal((await fetch(address ?? '', { method: 'POST', body: 'not a listing' })).status, 422);
    assert.deepEqual(await store.client.receiver.set({ on: false }), { on: false });
    await assert.rejects(fetch(address ?? '', { method: 'POST', body: 'x' }));
  });
});
