import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createWatch, type Watch, type WatchOptions } from '../../../electron/engine/watch/createWatch.ts';
import type { PathRules } from '../../../electron/engine/watch/pathKey.ts';
import type {
  KnownFile,
  Observation,
  WatchReport,
  WatchRoot,
} from '../../../electron/engine/watch/watchTypes.ts';
import { createFakeClock, type FakeClock } from './fakeClock.ts';
import { createFakeDisk, type FakeDisk } from './fakeDisk.ts';

interface Bench {
  readonly clock: FakeClock;
  readonly disk: FakeDisk;
  readonly watch: Watch;
  readonly offers: Observation[];
  readonly gone: string[];
  readonly states: string[];
  readonly reports: WatchReport[];
  /** Starts the promise and moves the clock until it is through. */
  through<T>(work: Promise<T>): Promise<T>;
}

function bench(
  options: Partial<WatchOptions> & {
    rules?: PathRules;
    watchesTrees?: boolean;
    known?: () => KnownFile[];
  } = {},
): Bench {
  const clock = createFakeClock();
  const disk = createFakeDisk(clock, options.rules ?? 'posix', options.watchesTrees ?? false);
  const offers: Observation[] = [];
  const gone: string[] = [];
  const states: string[] = [];
  const reports: WatchReport[] = [];
  const watch = createWatch({
    clock,
    disk,
    seed: options.known ?? (() => []),
    offer: (observation) => {
      offers.push(observation);
      return Promise.resolve('accepted');
    },
    onGone: (path) => gone.push(path),
    onRootState: (rootId, state, reason) => states.push([rootId, state, reason].filter(Boolean).join(' ')),
    onReport: (report) => reports.push(report),
    ...options,
  });
  const through = async <T>(work: Promise<T>): Promise<T> => {
    let done = false;
    const marked = work.finally(() => {
      done = true;
    });
    for (let i = 0; i < 2_000 && !done; i += 1) await clock.advance(5);
    assert.ok(done, 'it ends');
    return marked;
  };
  return { clock, disk, watch, offers, gone, states, reports, through };
}

const local = (path = '/r', rootId = 'r'): WatchRoot => ({ rootId, path, kind: 'local' });
const share = (path = '/r', rootId = 'r'): WatchRoot => ({ rootId, path, kind: 'share' });
const paths = (offers: readonly Observation[]): string[] => offers.map(({ path }) => path);

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

describe('watch by scans', () => {
  it('never event-watches a share and finds saves at the next scan', async () => {
    const { clock, disk, watch, offers, gone, states, through } = bench();
    disk.folder('/r');
    disk.folder('/r/d');
    await through(watch.start([share()]));
    assert.deepEqual([disk.watched(), states], [[], ['r polling share']]);
    disk.write('/r/d/a.promob', 1);
    await clock.advance(59_000);
    assert.equal(offers.length, 0);
    await clock.advance(2_000);
    assert.deepEqual(
      offers.map(({ phase }) => phase),
      ['reconcile'],
    );
    disk.remove('/r/d/a.promob');
    await clock.advance(65_000);
    assert.deepEqual(gone, ['/r/d/a.promob']);
    await watch.stop();
  });

  it('treats a UNC path as a share whatever it was given as', async () => {
    const { disk, watch, states, through } = bench({ rules: 'windows', watchesTrees: true });
    disk.folder('\\\\nas\\obras\\2026');
    await through(watch.start([local('\\\\nas\\obras\\2026')]));
    assert.deepEqual([disk.watched(), states], [[], ['r polling share']]);
    await watch.stop();
  });

  it('does not trust inode numbers of a share', async () => {
    const { clock, disk, watch, offers, through } = bench();
    disk.folder('/r');
    disk.write('/r/a.promob', 1);
    const { stat } = disk;
    let made = 0n;
    disk.stat = (path) => {
      const real = stat(path);
      return real === null ? null : { ...real, ino: (made += 1n) };
    };
    await through(watch.start([share()]));
    await clock.advance(200_000);
    assert.equal(offers.length, 1);
    await watch.stop();
  });

  it('finds what events missed at the next reconcile', async () => {
    const { clock, disk, watch, offers, through } = bench();
    disk.folder('/r');
    await through(watch.start([local()]));
    disk.events = false;
    disk.folder('/r/new');
    disk.write('/r/new/a.promob', 1);
    await clock.advance(31_000);
    assert.deepEqual(
      offers.map(({ phase }) => phase),
      ['reconcile'],
    );
    disk.events = true;
    disk.write('/r/new/a.promob', 2);
    await clock.advance(100);
    assert.equal(offers.at(-1)?.phase, 'live', 'the folder found by the scan is watched');
    await watch.stop();
  });

  it('reconciles when asked, with a promise that is kept only after a scan that began later', async () => {
    const { clock, disk, watch, offers, through } = bench();
    disk.folder('/r');
    await through(watch.start([local()]));
    disk.events = false;
    disk.write('/r/a.promob', 1);
    assert.equal(await through(watch.settled(undefined, 5_000)), true);
    assert.equal(offers.length, 1);
    await clock.advance(1);
    await watch.stop();
  });

  it('polls when the system has no more watches, says so, and still finds everything', async () => {
    const { clock, disk, watch, offers, states, through } = bench();
    for (let i = 0; i < 5; i += 1) disk.folder(i === 0 ? '/r' : `/r/${i}`);
    disk.watchesLeft = 3;
    await through(watch.start([local()]));
    assert.deepEqual(states, ['r polling too-many-watches']);
    assert.deepEqual(disk.watched(), []);
    disk.write('/r/4/a.promob', 1);
    await clock.advance(11_000);
    assert.deepEqual(paths(offers), ['/r/4/a.promob']);
    disk.watchesLeft = 100;
    await clock.advance(620_000);
    assert.equal(states.at(-1), 'r watching');
    await watch.stop();
  });
});

describe('watch by events', () => {
  it('scans the whole tree after an event without a name where one watch hears all', async () => {
    const { clock, disk, watch, offers, through } = bench({ rules: 'windows', watchesTrees: true });
    disk.folder('C:\\r');
    disk.folder('C:\\r\\d');
    await through(watch.start([local('C:\\r')]));
    disk.events = false;
    disk.write('C:\\r\\d\\a.promob', 1);
    disk.event('C:\\r', 'change', null);
    await clock.advance(100);
    assert.deepEqual(paths(offers), ['C:\\r\\d\\a.promob']);
    await watch.stop();
  });

  it('scans the folder after an event without a name where each folder has its watch', async () => {
    const { clock, disk, watch, offers, through } = bench();
    disk.folder('/r');
    disk.folder('/r/d');
    await through(watch.start([local()]));
    disk.events = false;
    disk.write('/r/d/a.promob', 1);
    disk.event('/r/d', 'rename', null);
    await clock.advance(100);
    assert.deepEqual(paths(offers), ['/r/d/a.promob']);
    await watch.stop();
  });

  it('scans and watches anew after a failed watch, pausing longer each time', async () => {
    const { clock, disk, watch, offers, reports, through } = bench();
    disk.folder('/r');
    await through(watch.start([local()]));
    disk.events = false;
    disk.write('/r/a.promob', 1);
    disk.error('/r', 'EPERM');
    assert.deepEqual(disk.watched(), []);
    await clock.advance(1_200);
    assert.deepEqual([paths(offers), disk.watched()], [['/r/a.promob'], ['/r']]);
    assert.deepEqual(reports, [{ code: 'watch-failed', path: '/r', rootId: 'r', detail: 'EPERM' }]);
    await watch.stop();
  });

  it('bounds its scans under a flood of events', async () => {
    const { clock, disk, watch, through } = bench();
    disk.folder('/r');
    disk.write('/r/a.promob', 1);
    await through(watch.start([local()]));
    await clock.advance(100);
    const before = disk.calls.readFolder;
    for (let i = 0; i < 1_000; i += 1) {
      disk.event('/r', 'change', 'a.promob');
      await clock.advance(1);
    }
    const scans = disk.calls.readFolder - before;
    assert.ok(scans > 10 && scans <= 201, `${scans} scans in a second`);
    await watch.stop();
  });

  it('does not scan for changes of files no reader cares about', async () => {
    const { clock, disk, watch, through } = bench();
    disk.folder('/r');
    disk.write('/r/a.log', 1);
    await through(watch.start([local()]));
    const before = disk.calls.readFolder;
    disk.write('/r/a.log', 2);
    await clock.advance(100);
    assert.equal(disk.calls.readFolder, before);
    await watch.stop();
  });

  it('takes a folder replaced under its name for what it is now', async () => {
    const { clock, disk, watch, offers, gone, through } = bench();
    for (const folder of ['/r', '/r/d', '/r/d/e']) disk.folder(folder);
    disk.write('/r/d/e/a.promob', 1);
    await through(watch.start([local()]));
    await clock.advance(100);
    disk.move('/r/d', '/r/old');
    disk.folder('/r/d');
    disk.folder('/r/d/e');
    await clock.advance(2_000);
    assert.deepEqual([paths(offers), gone], [['/r/d/e/a.promob', '/r/old/e/a.promob'], ['/r/d/e/a.promob']]);
    disk.write('/r/d/e/b.promob', 1);
    disk.write('/r/old/e/b.promob', 1);
    await clock.advance(100);
    assert.deepEqual(paths(offers).slice(2).sort(), ['/r/d/e/b.promob', '/r/old/e/b.promob']);
    await watch.stop();
  });

  it('keeps what it knows of a folder it may not read, and says so once', async () => {
    const { clock, disk, watch, gone, reports, through } = bench();
    disk.folder('/r');
    disk.folder('/r/d');
    disk.write('/r/d/a.promob', 1);
    await through(watch.start([local()]));
    disk.fail('/r/d', 'EACCES');
    await clock.advance(100_000);
    assert.deepEqual(gone, []);
    assert.deepEqual(reports.filter(({ code }) => code === 'folder-unreadable').length, 1);
    await watch.stop();
  });

  it('tells of backups and never offers them', async () => {
    const { clock, disk, watch, offers, reports, through } = bench();
    disk.folder('/r');
    disk.write('/r/a.bak', 5);
    await through(watch.start([local()]));
    disk.remove('/r/a.bak');
    await clock.advance(2_000);
    assert.deepEqual(offers, []);
    assert.deepEqual(
      reports.map(({ code }) => code),
      ['backup-seen', 'backup-gone'],
    );
    await watch.stop();
  });
});

describe('watch and its offers', () => {
  it('does not let a bad file hold up others, and offers it again until it is good', async () => {
    let good = false;
    const seen: string[] = [];
    const { clock, disk, watch, reports, through } = bench({
      offer: ({ path }) => {
        seen.push(path);
        if (path.includes('bad') && !good) return Promise.reject(new Error('EBUSY'));
        return Promise.resolve('accepted');
      },
    });
    disk.folder('/r');
    await through(watch.start([local()]));
    disk.write('/r/bad.promob', 1);
    for (let i = 0; i < 5; i += 1) disk.write(`/r/${i}.promob`, 1);
    await clock.advance(100);
    assert.equal(new Set(seen).size, 6);
    await clock.advance(40_000);
    assert.deepEqual(watch.pending(), ['/r/bad.promob']);
    good = true;
    await clock.advance(10_000);
    assert.deepEqual(watch.pending(), []);
    assert.deepEqual(
      [...new Set(reports.map(({ code }) => code))],
      ['offer-failed', 'still-busy', 'recovered'],
    );
    await watch.stop();
  });

  it('works on no more than two at a time per root, and one per file', async () => {
    let active = 0;
    let most = 0;
    const ends: (() => void)[] = [];
    const { clock, disk, watch, through } = bench({
      offer: async () => {
        active += 1;
        most = Math.max(most, active);
        await new Promise<void>((resolve) => ends.push(resolve));
        active -= 1;
        return 'accepted';
      },
    });
    disk.folder('/r');
    await through(watch.start([local()]));
    for (let i = 0; i < 6; i += 1) disk.write(`/r/${i}.promob`, 1);
    await clock.advance(100);
    disk.write('/r/0.promob', 2);
    for (let i = 0; i < 7; i += 1) {
      await clock.advance(100);
      ends.shift()?.();
    }
    await clock.advance(100);
    assert.deepEqual([most, active, watch.pending()], [2, 0, []]);
    await watch.stop();
  });

  it('is not held up by a wall clock that jumps', async () => {
    const { clock, disk, watch, offers, through } = bench();
    disk.folder('/r');
    await through(watch.start([local()]));
    disk.write('/r/a.promob', 1);
    clock.jump(-86_400_000);
    await clock.advance(100);
    disk.write('/r/a.promob', 2);
    clock.jump(365 * 86_400_000);
    await clock.advance(100);
    assert.deepEqual(
      offers.map(({ size }) => size),
      [1, 2],
    );
    await watch.stop();
  });

  it('forgets what it was settling when the root is removed, and stops cleanly', async () => {
    const { clock, disk, watch, offers, through } = bench();
    disk.folder('/r');
    await through(watch.start([local()]));
    disk.write('/r/a.promob', 1);
    await clock.advance(5);
    watch.removeRoot('r');
    await clock.advance(1_000);
    assert.deepEqual([offers, watch.pending(), watch.states(), disk.watched()], [[], [], [], []]);
    await watch.stop();
    disk.write('/r/b.promob', 1);
    await clock.advance(100_000);
    assert.deepEqual(offers, []);
  });
});
