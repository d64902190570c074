import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bench, local, paths, share } from './watchBench.ts';

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

  it('watches a folder that was replaced unheard, from the next reconcile on', async () => {
    const { clock, disk, watch, offers, through } = bench();
    for (const folder of ['/r', '/r/d']) disk.folder(folder);
    await through(watch.start([local()]));
    disk.events = false;
    disk.remove('/r/d');
    disk.folder('/r/d');
    disk.events = true;
    await clock.advance(31_000);
    disk.write('/r/d/a.promob', 1);
    await clock.advance(100);
    assert.deepEqual(
      offers.map(({ phase }) => phase),
      ['live'],
    );
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
