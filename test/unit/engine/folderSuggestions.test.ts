import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { folderLookJobs, installedSystems, lookForProjects } from '../../../electron/engine/folderLook.ts';
import { folderSuggestions } from '../../../electron/engine/folderSuggestions.ts';
import { drivesOf } from '../../../electron/engine/mappedDrives.ts';
import { createInlinePool } from '../../../electron/engine/platform/inlinePool.ts';
import type { WorkerPool } from '../../../electron/engine/platform/workerPool.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { ledgerBench } from '../ledger/ledgerFixture.ts';

const limits = { depth: 5, entries: 1_000, ms: 5_000 };

function disk(t: TestContext, files: readonly string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'elo-look-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const file of files) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, file), 'x');
  }
  return root;
}

describe('a look for projects', () => {
  it('counts project files by the folder below the place; nothing else, and follows no links', (t) => {
    const root = disk(t, [
      'Promob/Ana/a.promob',
      'Promob/Ana/b.PROMOB',
      'Promob/Ana/b.bak',
      'fotos/c.jpg',
      'solto.promob',
      'node_modules/x/d.promob',
      '.oculta/e.promob',
    ]);
    symlinkSync(root, join(root, 'volta'));
    assert.deepEqual(lookForProjects(root, limits), { found: { Promob: 2, '': 1 } });
    assert.equal(lookForProjects(join(root, 'nenhuma'), limits), null);
    assert.equal(lookForProjects(join(root, 'solto.promob'), limits), null);
  });

  it('ends at its depth, its entries and its time', (t) => {
    const root = disk(t, ['a/b/c/fundo.promob', ...Array.from({ length: 50 }, (_, n) => `z/${n}.promob`)]);
    assert.deepEqual(lookForProjects(root, { ...limits, depth: 2 })?.found['a'], undefined);
    const few = lookForProjects(root, { ...limits, entries: 20 })?.found['z'] ?? 0;
    assert.ok(few > 0 && few < 20, `${few}`);
    assert.deepEqual(lookForProjects(root, { ...limits, ms: -1 }), { found: {} });
  });

  it('reads the installed systems in either encoding, and nothing out of anything else', (t) => {
    const root = disk(t, []);
    const list = `<ArrayOfSystemInfo><SystemInfo><Directory>C:\\Procad\\Plus</Directory><IsActive>true</IsActive></SystemInfo>
      <SystemInfo><Directory> D:\\Promob </Directory></SystemInfo><SystemInfo><Directory/></SystemInfo></ArrayOfSystemInfo>`;
    const utf8 = join(root, 'utf8.config');
    const utf16 = join(root, 'utf16.config');
    writeFileSync(utf8, list);
    writeFileSync(utf16, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(list, 'utf16le')]));
    assert.deepEqual(installedSystems(utf8), ['C:\\Procad\\Plus', 'D:\\Promob']);
    assert.deepEqual(installedSystems(utf16), ['C:\\Procad\\Plus', 'D:\\Promob']);
    writeFileSync(utf8, Buffer.alloc(2_000_000, '<Directory>x</Directory>'));
    assert.deepEqual(installedSystems(utf8), [], 'far too large');
    assert.deepEqual(installedSystems(join(root, 'nenhum')), []);
  });

  it('reads mapped drives out of what Windows prints in any language', () => {
    const printed = [
      'Novas conexões serão lembradas.',
      '',
      'Status       Local     Remoto                    Rede',
      '-------------------------------------------------------------',
      'OK           Z:        \\\\servidor\\projetos       Microsoft Windows Network',
      'Desconectado P:        \\\\10.0.0.5\\Promob Dados   Microsoft Windows Network',
      'OK                     \\\\servidor\\IPC$           Microsoft Windows Network',
    ].join('\r\n');
    assert.deepEqual(
      [...drivesOf(printed)],
      [
        ['Z', '\\\\servidor\\projetos'],
        ['P', '\\\\10.0.0.5\\Promob Dados'],
      ],
    );
  });
});

describe('suggested folders', () => {
  const inline = (): WorkerPool => createInlinePool(folderLookJobs);

  it('are those below documents that hold projects, with what was saved lately', async (t) => {
    const documents = disk(t, ['Promob/a.promob', 'Promob/b/c.promob', 'outros/nota.txt']);
    const lately = disk(t, ['x.promob']);
    const bench = ledgerBench(t);
    bench.save(join(lately, 'x.promob'), 'x');
    const o = { ledger: bench.ledger, documents: () => Promise.resolve(documents), clock: systemClock };
    assert.deepEqual(await folderSuggestions({ ...o, pool: inline }), [
      { path: join(documents, 'Promob'), kind: 'local', projects: 2, why: 'documents' },
      { path: lately, kind: 'local', projects: 1, why: 'recent-files' },
    ]);
    // What is watched, lies in it or around it, is not suggested.
    bench.ledger.folders.add(join(documents, 'Promob', 'b'), 'local');
    bench.ledger.folders.add(lately, 'local');
    assert.deepEqual(await folderSuggestions({ ...o, pool: inline }), []);
  });

  it('are the documents themselves where projects lie all over them, or nowhere', async (t) => {
    const spread = disk(t, ['a/1.promob', 'b/1.promob', 'c/1.promob', 'd/1.promob']);
    const empty = disk(t, ['nota.txt']);
    const { ledger } = ledgerBench(t);
    const of = (documents: string) =>
      folderSuggestions({
        ledger,
        documents: () => Promise.resolve(documents),
        clock: systemClock,
        pool: inline,
      });
    assert.deepEqual(await of(spread), [{ path: spread, kind: 'local', projects: 4, why: 'documents' }]);
    assert.deepEqual(await of(empty), [{ path: empty, kind: 'local', projects: 0, why: 'documents' }]);
  });

  it('ask Windows for its systems and drives', async (t) => {
    const { ledger } = ledgerBench(t);
    const asked: string[] = [];
    const answers: Readonly<Record<string, object>> = {
      'D:\\Promob': { found: { '': 3 } },
      'Z:\\': { found: { Clientes: 7 } },
      'Y:\\': { found: {} },
    };
    const pool: WorkerPool = {
      // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as the interface
      run: <I, O>(job: string, input: I): Promise<O> => {
        const { place } = input as { place?: string };
        asked.push(place ?? job);
        if (job === 'systems') return Promise.resolve(['D:\\Promob'] as O);
        // A dead share: its thread was given up.
        if (place === 'X:\\') return Promise.reject(new EloError('job-timeout', 'too late'));
        return Promise.resolve((answers[place ?? ''] ?? null) as O);
      },
      close: () => Promise.resolve(),
    };
    const found = await folderSuggestions({
      ledger,
      clock: systemClock,
      platform: 'win32',
      env: {},
      documents: () => Promise.resolve('C:\\Users\\Ana\\Documents'),
      drives: () => Promise.resolve(new Map([['Z', '\\\\servidor\\projetos']])),
      pool: () => pool,
    });
    assert.deepEqual(
      found.map(({ kind, projects, why }) => [kind, projects, why]),
      [
        ['share', 7, 'mapped-drive'],
        ['local', 3, 'promob-installed'],
      ],
    );
    assert.ok(asked.includes('X:\\') && asked.includes('C:\\Users\\Ana\\Documents'));
    assert.equal(asked.includes('C:\\'), false);
  });

  it('come from real threads, and do not wait for a place that hangs', async (t) => {
    const documents = disk(t, ['Promob/a.promob']);
    const { ledger } = ledgerBench(t);
    const o = { ledger, documents: () => Promise.resolve(documents), clock: systemClock };
    assert.equal((await folderSuggestions(o))[0]?.projects, 1);
    const hangs: WorkerPool = {
      run: (_job, _input, options) =>
        new Promise((_resolve, reject) => {
          options?.signal?.addEventListener('abort', () => reject(new EloError('cancelled', 'given up')));
        }),
      close: () => new Promise(() => undefined),
    };
    const timers: (() => void)[] = [];
    const clock = {
      ...systemClock,
      after: (_ms: number, run: () => void) => (timers.push(run), () => undefined),
    };
    const waiting = folderSuggestions({ ...o, clock, pool: () => hangs });
    await new Promise((resolve) => setImmediate(resolve));
    for (const run of timers) run();
    assert.deepEqual(await waiting, [{ path: documents, kind: 'local', projects: 0, why: 'documents' }]);
  });
});
