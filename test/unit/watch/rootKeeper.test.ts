import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRootKeeper, scanTimes, type RootKeeper } from '../../../electron/engine/watch/rootKeeper.ts';
import type { Scanner, ScannerAnswer, ScannerCommand } from '../../../electron/engine/watch/scannerTypes.ts';
import type { WatchReport } from '../../../electron/engine/watch/watchTypes.ts';
import { createFakeClock, type FakeClock } from './fakeClock.ts';

/** A scanner thread the test plays: it answers, hangs or dies as told. */
interface Played extends Scanner {
  readonly commands: ScannerCommand[];
  readonly answer: (answer: ScannerAnswer) => void;
  readonly die: (code: string) => void;
  hangsOn: string | null;
  closed: boolean;
  /** Answers every job asked of it so far. */
  work(): void;
}

function setUp(): {
  clock: FakeClock;
  threads: Played[];
  keeper: RootKeeper;
  states: string[];
  returned: string[];
  reports: WatchReport[];
} {
  const clock = createFakeClock();
  const threads: Played[] = [];
  const states: string[] = [];
  const returned: string[] = [];
  const reports: WatchReport[] = [];
  const keeper = createRootKeeper({
    clock,
    rules: 'posix',
    times: scanTimes,
    makeScanner: (answer, die) => {
      let done = 0;
      let since = 0;
      const thread: Played = {
        commands: [],
        answer,
        die,
        hangsOn: null,
        closed: false,
        command: (command) => thread.commands.push(command),
        stuck() {
          if (thread.hangsOn === null) since = clock.monotonic();
          return thread.hangsOn === null
            ? null
            : { rootId: thread.hangsOn, forMs: clock.monotonic() - since };
        },
        close: () => {
          thread.closed = true;
          return Promise.resolve();
        },
        work() {
          for (const command of thread.commands.slice(done)) {
            if (command.do !== 'add-root' && command.do !== 'scan') continue;
            const rootId = command.do === 'add-root' ? command.root.rootId : command.rootId;
            const { job, phase } = command;
            answer({
              tell: 'checked',
              job,
              rootId,
              phase,
              state: 'watching',
              reason: null,
              files: 1,
              folders: 1,
            });
          }
          done = thread.commands.length;
        },
      };
      threads.push(thread);
      return thread;
    },
    seed: () => [
      { path: '/a/1.promob', size: 1, mtimeNs: 1n },
      { path: '/b/2.promob', size: 1, mtimeNs: 1n },
    ],
    onSeen: () => {},
    onReturned: (rootId) => returned.push(rootId),
    onState: (rootId, state, reason) => states.push([rootId, state, reason].filter(Boolean).join(' ')),
    onChecked: () => {},
    onReport: (report) => reports.push(report),
  });
  return { clock, threads, keeper, states, returned, reports };
}

const added = (thread: Played | undefined): string[] =>
  (thread?.commands ?? []).flatMap((command) =>
    command.do === 'add-root'
      ? [
          `${command.root.rootId} ${command.phase} ${command.known.folders.map((folder, run) => `${folder}/${command.known.names[run] ?? ''}`).join()}`,
        ]
      : [],
  );

describe('rootKeeper', () => {
  it('gives local roots one thread together and each share its own', async () => {
    const { threads, keeper } = setUp();
    const all = [
      keeper.add({ rootId: 'a', path: '/a', kind: 'local' }),
      keeper.add({ rootId: 'b', path: '/b', kind: 'local' }),
      keeper.add({ rootId: 'c', path: '/c', kind: 'share' }),
      keeper.add({ rootId: 'd', path: '/d', kind: 'share' }),
    ];
    for (const thread of threads) thread.work();
    await Promise.all(all);
    assert.deepEqual(threads.map(added), [
      ['a start /a/1.promob', 'b start /b/2.promob'],
      ['c start '],
      ['d start '],
    ]);
    keeper.remove('c');
    assert.deepEqual(
      threads.map(({ closed }) => closed),
      [false, true, false],
    );
    await keeper.stop();
    assert.ok(threads.every(({ closed }) => closed));
  });

  it('suspends a share that hangs, lets its callers go, and takes it back when it answers', async () => {
    const { clock, threads, keeper, states, returned } = setUp();
    const adding = keeper.add({ rootId: 'c', path: '/c', kind: 'share' });
    const [thread] = threads;
    assert.ok(thread);
    thread.work();
    await adding;
    const scanning = keeper.scan('c');
    thread.hangsOn = 'c';
    await clock.advance(60_000);
    await scanning;
    await keeper.scan('c');
    assert.equal(keeper.statuses()[0]?.reason, 'not-answering');
    const asked = thread.commands.length;
    await clock.advance(600_000);
    assert.equal(thread.commands.length, asked, 'nothing more is asked of a thread that hangs');
    thread.hangsOn = null;
    thread.work();
    assert.deepEqual(states, ['c watching', 'c suspended not-answering', 'c watching']);
    assert.deepEqual(returned, ['c']);
    await keeper.stop();
  });

  it('moves the other local roots to a new thread when one hangs', async () => {
    const { clock, threads, keeper, reports, returned } = setUp();
    const all = ['a', 'b'].map((name) => keeper.add({ rootId: name, path: `/${name}`, kind: 'local' }));
    threads[0]?.work();
    await Promise.all(all);
    const [first] = threads;
    assert.ok(first);
    first.hangsOn = 'a';
    await clock.advance(60_000);
    assert.deepEqual(threads.slice(1).map(added), [['b reconcile /b/2.promob']]);
    assert.deepEqual(reports, [{ code: 'scanner-replaced', rootId: 'b', detail: 'not-answering' }]);
    threads[1]?.work();
    assert.deepEqual(
      keeper.statuses().map(({ rootId, state }) => `${rootId} ${state}`),
      ['a suspended', 'b watching'],
    );
    assert.deepEqual(returned, ['b']);
    // What the thread that hung still says of the root that left it is not listened to.
    first.answer({ tell: 'root', rootId: 'b', state: 'suspended', reason: 'root-missing', files: 0 });
    assert.equal(keeper.statuses()[1]?.state, 'watching');
    const adding = keeper.add({ rootId: 'c', path: '/c', kind: 'local' });
    threads[1]?.work();
    await adding;
    assert.equal(threads.length, 2, 'a further root joins the thread that works');
    await keeper.stop();
  });

  it('replaces a thread that died and looks again at what was not at rest', async () => {
    const { clock, threads, keeper, reports, returned } = setUp();
    const adding = keeper.add({ rootId: 'a', path: '/a', kind: 'local' });
    threads[0]?.work();
    await adding;
    const scanning = keeper.scan('a');
    threads[0]?.die('err_worker_out_of_memory');
    await clock.advance(1_500);
    assert.deepEqual(threads.slice(1).map(added), [['a reconcile /a/1.promob']]);
    threads[1]?.work();
    await scanning;
    assert.deepEqual(
      reports.map(({ code }) => code),
      ['scanner-replaced'],
    );
    assert.deepEqual(returned, ['a']);
    await keeper.stop();
  });
});
