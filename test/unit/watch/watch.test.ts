import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KnownFile } from '../../../electron/engine/watch/watchTypes.ts';
import type { FakeDisk } from './fakeDisk.ts';
import { bench, local, paths } from './watchBench.ts';

describe('watch at start', () => {
  it('offers what is there in the order of writing, with one batch and the phase "start"', async () => {
    const { clock, disk, watch, offers, through } = bench();
    disk.folder('/r');
    disk.folder('/r/b');
    for (const name of ['/r/b/2.promob', '/r/1.xml', '/r/3.promob']) {
      disk.write(name, 1);
      await clock.advance(1_000);
    }
    assert.deepEqual(await through(watch.start([local()])), { filesChecked: 3 });
    await clock.advance(100);
    assert.deepEqual(paths(offers), ['/r/b/2.promob', '/r/1.xml', '/r/3.promob']);
    assert.deepEqual(
      offers.map(({ kind }) => kind),
      ['project', 'listing-candidate', 'project'],
    );
    assert.deepEqual([...new Set(offers.map(({ batchId, phase }) => `${batchId} ${phase}`))], ['1 start']);
    assert.deepEqual(
      offers.map(({ observedOrder }) => observedOrder),
      [1, 2, 3],
    );
    await watch.stop();
  });

  it('reads nothing that is as the ledger knows it, offers what differs and tells what is gone', async () => {
    let known: KnownFile[] = [];
    const { clock, disk, watch, offers, gone, through } = bench({ known: () => known });
    disk.folder('/r');
    for (const name of ['same', 'times', 'size']) disk.write(`/r/${name}.promob`, 1);
    known = ['same', 'times', 'size'].map((name) => {
      const stat = disk.stat(`/r/${name}.promob`);
      assert.ok(stat);
      return { path: `/r/${name}.promob`, size: stat.size, mtimeNs: stat.mtimeNs };
    });
    known.push(
      { path: '/r/old/gone.promob', size: 1, mtimeNs: 1n },
      { path: '/r/gone.promob', size: 1, mtimeNs: 1n },
    );
    await clock.advance(10);
    disk.write('/r/times.promob', 1);
    disk.write('/r/size.promob', 2);
    await through(watch.start([local()]));
    await clock.advance(3_000);
    assert.deepEqual(paths(offers).sort(), ['/r/size.promob', '/r/times.promob']);
    assert.deepEqual(gone.sort(), ['/r/gone.promob', '/r/old/gone.promob']);
    await watch.stop();
  });

  it('matches the ledger by the rules of Windows', async () => {
    const { clock, disk, watch, offers, gone, through } = bench({
      rules: 'windows',
      watchesTrees: true,
      known: () => [
        {
          path: 'c:\\OBRAS\\São\\COZINHA.promob',
          size: 1,
          mtimeNs: disk.stat('C:\\Obras\\São\\Cozinha.promob')?.mtimeNs ?? 0n,
        },
      ],
    });
    disk.folder('C:\\Obras');
    disk.folder('C:\\Obras\\São');
    disk.write('C:\\Obras\\São\\Cozinha.promob', 1);
    await through(watch.start([local('C:\\Obras')]));
    await clock.advance(3_000);
    assert.deepEqual([paths(offers), gone], [[], []]);
    disk.write('C:\\Obras\\São\\Cozinha.promob', 2);
    await clock.advance(100);
    assert.deepEqual(paths(offers), ['C:\\Obras\\São\\Cozinha.promob']);
    assert.deepEqual(disk.watched(), ['C:\\Obras'], 'one watch for the whole tree');
    await watch.stop();
  });

  it('does not follow links and leaves bins out', async () => {
    const { clock, disk, watch, offers, through } = bench();
    for (const folder of ['/r', '/r/$RECYCLE.BIN', '/out']) disk.folder(folder);
    disk.link('/r/loop');
    disk.link('/r/link.promob');
    disk.write('/r/$RECYCLE.BIN/a.promob', 1);
    disk.write('/r/a.promob', 1);
    await through(watch.start([local()]));
    await clock.advance(100);
    assert.deepEqual(paths(offers), ['/r/a.promob']);
    await watch.stop();
  });

  it('refuses a root twice and leaves a root inside a root to itself', async () => {
    const { clock, disk, watch, offers, through } = bench();
    for (const folder of ['/r', '/r/in']) disk.folder(folder);
    disk.write('/r/in/a.promob', 1);
    await through(watch.start([local('/r', 'outer'), local('/r/in', 'inner')]));
    await clock.advance(100);
    assert.deepEqual(
      offers.map(({ rootId }) => rootId),
      ['inner'],
    );
    await assert.rejects(watch.addRoot(local('/r/', 'again')), { code: 'root-already-watched' });
    await watch.stop();
  });
});

describe('watch of a root that goes and comes', () => {
  for (const [what, lose, back] of [
    [
      'missing',
      (disk: FakeDisk) => disk.move('/r', '/elsewhere'),
      (disk: FakeDisk) => disk.move('/elsewhere', '/r'),
    ],
    ['failing', (disk: FakeDisk) => disk.fail('/r', 'EIO'), (disk: FakeDisk) => disk.fail('/r', null)],
  ] as const) {
    it(`suspends a ${what} root, keeps its files, and finds what changed when it returns`, async () => {
      const { clock, disk, watch, offers, gone, states, through } = bench();
      disk.folder('/r');
      disk.write('/r/a.promob', 1);
      await through(watch.start([local()]));
      await clock.advance(100);
      lose(disk);
      await clock.advance(40_000);
      assert.equal(watch.states()[0]?.state, 'suspended');
      assert.equal(watch.states()[0]?.files, 1);
      assert.deepEqual(gone, []);
      assert.deepEqual(disk.watched(), []);
      back(disk);
      disk.events = false;
      disk.write('/r/a.promob', 2);
      disk.events = true;
      await clock.advance(6_000);
      assert.deepEqual(watch.states()[0]?.state, 'watching');
      assert.deepEqual(
        offers.map(({ size, phase }) => `${size} ${phase}`),
        ['1 start', '2 root-returned'],
      );
      assert.deepEqual(
        states.map((state) => state.split(' ')[1]),
        ['watching', 'suspended', 'watching'],
      );
      disk.write('/r/a.promob', 3);
      await clock.advance(100);
      assert.equal(offers.at(-1)?.phase, 'live', 'it is watched again');
      await watch.stop();
    });
  }

  it('takes nothing for gone when the root vanishes in the middle of a scan', async () => {
    const { clock, disk, watch, gone, through } = bench();
    for (const folder of ['/r', '/r/d']) disk.folder(folder);
    disk.write('/r/d/a.promob', 1);
    await through(watch.start([local()]));
    await clock.advance(100);
    disk.events = false;
    const { readFolder } = disk;
    disk.readFolder = (path) => {
      if (path === '/r/d') disk.move('/r', '/elsewhere');
      return readFolder(path);
    };
    await clock.advance(40_000);
    assert.deepEqual([watch.states()[0]?.state, watch.states()[0]?.files, gone], ['suspended', 1, []]);
    disk.readFolder = readFolder;
    disk.move('/elsewhere', '/r');
    await clock.advance(6_000);
    assert.deepEqual([watch.states()[0]?.state, gone], ['watching', []]);
    await watch.stop();
  });

  it('does not take an empty mount point for everything deleted', async () => {
    const { clock, disk, watch, gone, through } = bench();
    disk.folder('/r');
    disk.write('/r/a.promob', 1);
    await through(watch.start([local()]));
    await clock.advance(100);
    disk.events = false;
    disk.move('/r', '/elsewhere');
    disk.folder('/r');
    await clock.advance(40_000);
    assert.deepEqual([watch.states()[0]?.reason, gone], ['root-empty', []]);
    await watch.stop();
  });

  it('believes that everything is deleted when the folder is still the same one', async () => {
    const { clock, disk, watch, gone, through } = bench();
    disk.folder('/r');
    disk.write('/r/a.promob', 1);
    await through(watch.start([local()]));
    await clock.advance(100);
    disk.remove('/r/a.promob');
    await clock.advance(2_000);
    assert.deepEqual([watch.states()[0]?.state, gone], ['watching', ['/r/a.promob']]);
    await watch.stop();
  });

  it('keeps waiting for a file whose root went away while it settled', async () => {
    const { clock, disk, watch, offers, through } = bench();
    disk.folder('/r');
    await through(watch.start([local()]));
    disk.write('/r/a.promob', 1);
    await clock.advance(10);
    disk.fail('/r', 'EHOSTDOWN');
    await clock.advance(60_000);
    assert.deepEqual([offers.length, watch.pending()], [0, ['/r/a.promob']]);
    disk.fail('/r', null);
    await clock.advance(6_000);
    assert.deepEqual(paths(offers), ['/r/a.promob']);
    assert.deepEqual(watch.pending(), []);
    await watch.stop();
  });

  it('starts with a root that is not there, and takes it in when it comes', async () => {
    const { clock, disk, watch, offers, states, through } = bench();
    assert.deepEqual(await through(watch.start([local()])), { filesChecked: 0 });
    await clock.advance(20_000);
    assert.deepEqual(states, ['r suspended root-missing']);
    disk.folder('/r');
    disk.write('/r/a.promob', 1);
    await clock.advance(6_000);
    assert.deepEqual(
      offers.map(({ phase }) => phase),
      ['start'],
    );
    await watch.stop();
  });
});
