import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startRealWatch } from './realWatch.ts';

/** A root with one kept file in it. */
async function withFile(
  t: TestContext,
): Promise<Awaited<ReturnType<typeof startRealWatch>> & { readonly file: string }> {
  const real = await startRealWatch(t, (root) => {
    mkdirSync(join(root, 'cliente'), { recursive: true });
    writeFileSync(join(root, 'cliente', 'cozinha.promob'), 'first');
  });
  const file = real.path('cliente', 'cozinha.promob');
  await real.until('the first content', () => real.last(file) === 'first');
  return Object.assign(real, { file });
}

describe('every way editors save', () => {
  it('in place', async (t) => {
    const real = await withFile(t);
    for (let i = 0; i < 10; i += 1) {
      writeFileSync(real.file, `in place ${i}`);
      await real.until(`save ${i}`, () => real.last(real.file) === `in place ${i}`);
    }
  });

  it('in place in pieces: never torn when the pieces come quickly', async (t) => {
    const real = await withFile(t);
    const handle = openSync(real.file, 'w');
    for (let i = 0; i < 20; i += 1) {
      writeSync(handle, 'x'.repeat(1_000));
      await pause(2);
    }
    closeSync(handle);
    await real.until('the whole', () => real.last(real.file)?.length === 20_000);
  });

  it('to a temporary file renamed over it', async (t) => {
    const real = await withFile(t);
    for (let i = 0; i < 10; i += 1) {
      writeFileSync(real.path('cliente', '~cozinha.tmp'), `renamed ${i}`);
      renameSync(real.path('cliente', '~cozinha.tmp'), real.file);
      await real.until(`save ${i}`, () => real.last(real.file) === `renamed ${i}`);
    }
    assert.deepEqual(real.gone, []);
  });

  it('as Word does: old file to .bak, new file in its place, .bak removed', async (t) => {
    const real = await withFile(t);
    const backup = real.path('cliente', 'cozinha.bak');
    for (let i = 0; i < 10; i += 1) {
      writeFileSync(real.path('cliente', '~wrl.tmp'), `word ${i}`);
      renameSync(real.file, backup);
      renameSync(real.path('cliente', '~wrl.tmp'), real.file);
      unlinkSync(backup);
      await real.until(`save ${i}`, () => real.last(real.file) === `word ${i}`);
    }
    assert.deepEqual(real.gone, []);
    assert.ok(real.kept.every(({ path }) => path.endsWith('.promob')));
  });

  for (const gap of [0, 20, 200]) {
    it(`deleted and created again after ${gap} ms: a change, not a loss`, async (t) => {
      const real = await withFile(t);
      for (let i = 0; i < 5; i += 1) {
        unlinkSync(real.file);
        if (gap > 0) await pause(gap);
        writeFileSync(real.file, `again ${i}`);
        await real.until(`save ${i}`, () => real.last(real.file) === `again ${i}`);
      }
      assert.deepEqual(real.gone, []);
    });
  }

  for (const gap of [0, 10]) {
    it(`in bursts of 50 with ${gap} ms between: the last content is kept`, async (t) => {
      const real = await withFile(t);
      for (let round = 0; round < 3; round += 1) {
        for (let i = 0; i < 50; i += 1) {
          writeFileSync(real.file, `burst ${round} ${i}`);
          if (gap > 0) await pause(gap);
        }
        await real.until(`burst ${round}`, () => real.last(real.file) === `burst ${round} 49`);
      }
    });
  }

  it('with the same size, and even the same modification time', async (t) => {
    const real = await withFile(t);
    const { atime, mtime } = statSync(real.file);
    for (const content of ['aaaaa', 'bbbbb', 'ccccc']) {
      writeFileSync(real.file, content);
      execFileSync('touch', ['-d', mtime.toISOString(), real.file]);
      await real.until(content, () => real.last(real.file) === content);
    }
    assert.equal(statSync(real.file).size, 5);
    assert.ok(atime.getTime() > 0);
  });

  it('several files at once, each kept once', async (t) => {
    const real = await withFile(t);
    for (let i = 0; i < 30; i += 1) writeFileSync(real.path(`f${i}.promob`), `${i}`);
    await real.until('all', () => real.kept.length === 31);
    assert.equal(await real.watch.settled(undefined, 5_000), true);
    assert.equal(real.kept.length, 31);
  });
});

describe('folders', () => {
  it('made and filled at once are seen', async (t) => {
    const real = await withFile(t);
    for (let i = 0; i < 20; i += 1) {
      mkdirSync(real.path(`n${i}`, 'deep', 'deeper'), { recursive: true });
      writeFileSync(real.path(`n${i}`, 'deep', 'deeper', 'a.promob'), `${i}`);
    }
    await real.until('all', () => real.kept.length === 21);
    for (let i = 0; i < 20; i += 1)
      writeFileSync(real.path(`n${i}`, 'deep', 'deeper', 'a.promob'), `later ${i}`);
    await real.until(
      'later saves',
      () => real.kept.filter(({ content }) => content.startsWith('later')).length === 20,
    );
  });

  it('copied in by another process are seen whole', async (t) => {
    const real = await startRealWatch(t, (root) => {
      mkdirSync(root, { recursive: true });
      for (let i = 0; i < 20; i += 1) {
        mkdirSync(join(root, '..', 'source', `k${i}`), { recursive: true });
        for (let j = 0; j < 10; j += 1)
          writeFileSync(join(root, '..', 'source', `k${i}`, `${j}.promob`), `${i} ${j}`);
      }
    });
    execFileSync('cp', ['-r', join(real.root, '..', 'source'), real.path('copy')]);
    await real.until('200 files', () => new Set(real.kept.map(({ path }) => path)).size === 200);
    assert.equal(await real.watch.settled(undefined, 5_000), true);
    assert.equal(real.kept.length, 200, 'each once');
  });

  it('renamed: files are offered at their new place before they are gone at the old one, and watched there', async (t) => {
    const real = await withFile(t);
    renameSync(real.path('cliente'), real.path('cliente novo'));
    const moved = real.path('cliente novo', 'cozinha.promob');
    await real.until('the new place', () => real.last(moved) === 'first');
    assert.deepEqual(real.gone, []);
    await real.until('the old place', () => real.gone.includes(real.file));
    writeFileSync(moved, 'after');
    await real.until('a later save', () => real.last(moved) === 'after');
  });

  it('moved away and another put in their place', async (t) => {
    const real = await withFile(t);
    renameSync(real.path('cliente'), real.path('antigo'));
    mkdirSync(real.path('cliente'));
    writeFileSync(real.file, 'second');
    await real.until('the new file', () => real.last(real.file) === 'second');
    await real.until('the old file', () => real.last(real.path('antigo', 'cozinha.promob')) === 'first');
    writeFileSync(real.file, 'third');
    await real.until('a save in the new folder', () => real.last(real.file) === 'third');
    writeFileSync(real.path('antigo', 'cozinha.promob'), 'fourth');
    await real.until(
      'a save in the old folder',
      () => real.last(real.path('antigo', 'cozinha.promob')) === 'fourth',
    );
  });

  it('in the place of a file, and a file in theirs', async (t) => {
    const real = await withFile(t);
    unlinkSync(real.file);
    mkdirSync(real.file);
    writeFileSync(join(real.file, 'inner.promob'), 'inner');
    await real.until('the file inside', () => real.last(join(real.file, 'inner.promob')) === 'inner');
    await real.until('the file gone', () => real.gone.includes(real.file));
    rmSync(real.file, { recursive: true });
    writeFileSync(real.file, 'file again');
    await real.until('the file', () => real.last(real.file) === 'file again');
  });

  it('that lead in circles or out of the root by links are not followed', async (t) => {
    const real = await withFile(t);
    mkdirSync(join(real.root, '..', 'outside'));
    writeFileSync(join(real.root, '..', 'outside', 'b.promob'), 'outside');
    symlinkSync(real.root, real.path('cliente', 'loop'));
    symlinkSync(join(real.root, '..', 'outside'), real.path('out'));
    symlinkSync(join(real.root, '..', 'outside', 'b.promob'), real.path('b.promob'));
    assert.equal(await real.watch.settled(undefined, 5_000), true);
    assert.deepEqual(
      real.kept.map(({ content }) => content),
      ['first'],
    );
  });
});

describe('the root', () => {
  it('removed and returned: suspended, nothing gone, what changed meanwhile is found', async (t) => {
    const real = await startRealWatch(
      t,
      (root) => {
        mkdirSync(root, { recursive: true });
        writeFileSync(join(root, 'a.promob'), 'first');
      },
      {},
    );
    await real.until('first', () => real.kept.length === 1);
    renameSync(real.root, `${real.root}-away`);
    await real.until('suspended', () => real.states.at(-1) === 'suspended root-missing');
    appendFileSync(`${real.root}-away/a.promob`, ' and more');
    renameSync(`${real.root}-away`, real.root);
    await real.watch.reconcile('asked');
    await real.until('the change', () => real.last(real.path('a.promob')) === 'first and more');
    assert.deepEqual([real.gone, real.kept.at(-1)?.phase], [[], 'root-returned']);
    writeFileSync(real.path('b.promob'), 'live');
    await real.until('watched again', () => real.kept.at(-1)?.phase === 'live');
  });

  it('unchanged since the last time: nothing is read', async (t) => {
    const real = await startRealWatch(t, (root) => {
      mkdirSync(join(root, 'd'), { recursive: true });
      return Array.from({ length: 50 }, (_, i) => {
        const path = join(root, i % 2 === 0 ? 'd' : '.', `${i}.promob`);
        writeFileSync(path, `${i}`);
        const { size, mtimeNs, ctimeNs, ino } = statSync(path, { bigint: true });
        return { path, size: Number(size), mtimeNs, ctimeNs, ino };
      });
    });
    assert.equal(real.watch.states()[0]?.files, 50);
    assert.equal(await real.watch.settled(undefined, 5_000), true);
    assert.deepEqual(real.kept, []);
    writeFileSync(real.path('1.promob'), 'changed');
    await real.until('the change', () => real.last(real.path('1.promob')) === 'changed');
  });

  it('being written to while the watch starts: the last content is kept', async (t) => {
    let writing = true;
    let last = '';
    let file = '';
    const write = async (): Promise<void> => {
      for (let i = 0; writing; i += 1) {
        writeFileSync(file, (last = `content ${i}`));
        await pause(3);
      }
    };
    let work = Promise.resolve();
    const real = await startRealWatch(t, (root) => {
      mkdirSync(root, { recursive: true });
      file = join(root, 'a.promob');
      work = write();
    });
    await pause(200);
    writing = false;
    await work;
    await real.until('the last content', () => real.last(file) === last);
  });

  it('sees a save that came through a hint only', async (t) => {
    const real = await withFile(t);
    real.watch.lookAt(real.file);
    await real.until('offered again', () => real.kept.length === 2);
    assert.equal(await real.watch.settled([real.file], 5_000), true);
  });
});
