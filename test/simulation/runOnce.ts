import { setImmediate as nextTurn } from 'node:timers/promises';
import { toEloError } from '../../shared/domain/eloError.ts';
import { createActors } from './actors.ts';
import { createChecker } from './checker.ts';
import { createDice } from './dice.ts';
import { createEditors } from './editors.ts';
import { createFoccoLojas } from './foccoLojas.ts';
import { isKilled } from './life.ts';
import { slowKeepMs } from './mustBeKept.ts';
import type { Network } from './network.ts';
import { plants } from './plants.ts';
import { createSimulatedDisk } from './simulatedDisk.ts';
import type { DiskRoot } from './simulatedDisk.ts';
import { createSimulatedStore } from './simulatedStore.ts';
import type { SimulatedStore } from './simulatedStore.ts';
import { makeSteps } from './steps.ts';
import type { Step } from './steps.ts';
import type { Templates } from './templates.ts';
import { createTrace } from './trace.ts';
import type { Trace } from './trace.ts';
import { createVirtualTime } from './virtualTime.ts';
import type { Violation } from './violation.ts';

export interface RunOptions {
  readonly seed: number;
  readonly templates: Templates;
  /** Name of a fault put in on purpose. */
  readonly plant?: string | undefined;
  /** Ids of the steps to take; absent: all of them. */
  readonly only?: readonly number[] | undefined;
}

export interface RunResult {
  readonly violation: Violation | null;
  readonly steps: readonly Step[];
  readonly trace: Trace;
  readonly virtualMs: number;
  readonly turns: number;
  readonly kills: number;
  readonly saves: number;
  readonly received: number;
}

/** A run that is not over after this many turns of the scheduler never ends. Real runs take 1,000 to 10,000. */
const mostTurns = 200_000;
/** Two rounds of the longest wait of a delivery (15 min), of the slowest look at a file, and of a clock set back by a day. */
const mostPeaceMs = 3 * 3_600_000;
/** Stopping waits 5 s for what is on its way, and a read of a busy file. */
const mostStopMs = 120_000;

/** Errors nobody catches, which would end a real engine; of whichever run is going on in this thread. */
let onStray: (thrown: unknown) => void = (thrown) => {
  throw thrown;
};
let listening = false;

/** One run: the world of a seed, its steps, then peace until nothing moves any more. The same options give the same run. */
export async function runOnce(options: RunOptions): Promise<RunResult> {
  if (!listening) {
    process.on('unhandledRejection', (thrown) => onStray(thrown));
    process.on('uncaughtException', (thrown) => onStray(thrown));
    listening = true;
  }
  const time = createVirtualTime();
  const world = time.clock;
  const trace = createTrace(() => world.monotonic());
  const tell = (what: string): void => trace.add(what);
  const seeds = `${options.seed}`;
  const dice = createDice(`${seeds} world`);
  const all = makeSteps(createDice(`${seeds} steps`));
  const steps = options.only === undefined ? all : all.filter((step) => options.only?.includes(step.id));
  const dataDir = options.templates.newDataDir();
  const plant = options.plant === undefined ? null : (plants[options.plant] ?? null);

  const coarse = dice.chance(0.15);
  const compacts = dice.chance(0.25);
  const roots: readonly DiskRoot[] = [
    { path: '/projetos', kind: 'local', tickMs: 4 },
    { path: '/pendrive', kind: 'local', tickMs: coarse ? 2_000 : 1 },
    { path: '/rede', kind: 'share', tickMs: 4 },
  ];
  const checker = createChecker({ clock: world, disk: () => disk, server: () => server });
  const disk = createSimulatedDisk({
    roots,
    clock: world,
    dice: createDice(`${seeds} disk`),
    watchesTrees: dice.chance(0.3),
    listener: {
      before: (path) => checker.fileBefore(path),
      after: (path, sha256) => {
        tell(`disk ${path} ${sha256?.slice(0, 8) ?? 'gone'}`);
        checker.fileAfter(path, sha256);
      },
    },
  });
  const server = createFoccoLojas({
    clock: world,
    environmentIds: Array.from({ length: dice.integer(2, 4) }, (_, index) => `environment-${index + 1}`),
    onEntry: (entry) => checker.entry(entry),
    onMisuse: (code, facts) => checker.report(code, facts),
  });
  const network: Network = { online: true, trouble: dice.pick([0, 0.05, 0.2]), latencyMs: 30 };
  const vault = { state: 'signed-in' as const };
  const editors = createEditors(disk, world);
  let full = false;
  let store: SimulatedStore | null = null;
  let ready = false;
  let stopping = false;
  let lives = 0;
  let kills = 0;
  let turns = 0;
  let peace = false;

  const unexpected = (where: string, thrown: unknown): void => {
    const error = toEloError(thrown);
    const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
    checker.report('engine-threw', `${where}: ${error.code}: ${error.message}\n${stack}`);
  };
  onStray = (thrown) => {
    if (store !== null && !store.life.dead && !isKilled(thrown)) unexpected('caught by nobody', thrown);
  };

  const begin = (): void => {
    if (store !== null) return;
    lives += 1;
    tell(`engine ${lives} starts`);
    let made: SimulatedStore;
    try {
      made = createSimulatedStore({
        time,
        disk,
        server,
        network,
        vault,
        dataDir,
        dice: createDice(`${seeds} engine ${lives}`),
        plant,
        compacts,
        full: () => full,
        trace: tell,
        hooks: {
          onKept: (save, environmentIds) => {
            tell(
              `kept ${save.path} ${save.number} ${save.sha256.slice(0, 8)} for ${environmentIds.join(' ')}`,
            );
            checker.kept(save, environmentIds);
          },
          onDelivery: (row) => {
            tell(`row ${row.seq} ${row.kind} ${row.environmentId ?? ''} ${row.state} ${row.reason ?? ''}`);
            checker.delivery(row);
          },
          onClaim: (deliveryId) => checker.claim(deliveryId),
          onUnexpected: (where) => checker.report('unexpected-error', where),
        },
      });
    } catch (thrown) {
      // A full disk lets no engine start; whoever starts it tries again.
      if (toEloError(thrown).code !== 'disk-full') unexpected('start', thrown);
      world.after(5_000, begin);
      return;
    }
    store = made;
    ready = false;
    stopping = false;
    checker.engine(made);
    if (made.ledger.folders.list().length === 0)
      for (const root of roots) made.truth.folders.add(root.path, root.kind);
    made.start().then(
      () => {
        if (made.life.dead) return;
        tell(`engine ${lives} is ready`);
        ready = true;
        checker.engineReady();
      },
      (thrown: unknown) => {
        if (!made.life.dead && toEloError(thrown).code !== 'disk-full') unexpected('start', thrown);
        made.life.die();
      },
    );
  };

  /** After a death: what the system does, and another start some time later. */
  const bury = async (): Promise<void> => {
    if (store === null || !store.life.dead) return;
    const dead = store;
    tell(`engine ${lives} is dead`);
    checker.engine(null);
    if (!stopping) kills += 1;
    await dead.bury();
    await nextTurn();
    store = null;
    ready = false;
    world.after(peace ? 0 : dice.integer(0, 60_000), begin);
  };

  const restart = (): void => {
    if (store === null || !ready || stopping) return;
    stopping = true;
    ready = false;
    const ending = store;
    checker.engine(ending);
    const late = world.after(mostStopMs, () => {
      if (!ending.life.dead) checker.report('stop-hangs', 'the engine does not come to its end');
    });
    tell(`engine ${lives} is asked to stop`);
    ending.stop().then(
      () => {
        late();
        ending.life.die();
      },
      (thrown: unknown) => {
        late();
        if (!ending.life.dead) unexpected('stop', thrown);
        ending.life.die();
      },
    );
  };

  const turn = async (): Promise<void> => {
    turns += 1;
    if (turns > mostTurns) checker.report('not-ending', `${turns} turns, ${world.monotonic()} ms`);
    try {
      time.fire();
    } catch (thrown) {
      if (!isKilled(thrown)) unexpected('a timer', thrown);
    }
    await settle();
  };
  /** Lets everything happen that needs no time. */
  const settle = async (): Promise<void> => {
    await nextTurn();
    await bury();
  };
  const goOn = async (ms: number): Promise<void> => {
    const until = world.monotonic() + ms;
    for (;;) {
      const next = time.nextAt();
      if (checker.violation !== null || next === null || next > until) break;
      await turn();
    }
    time.moveTo(until);
  };

  const setFull = (next: boolean): void => {
    checker.room(next);
    full = next;
  };
  const actors = createActors({
    disk,
    editors,
    server,
    network,
    clock: world,
    checker,
    jump: (ms) => time.jump(ms),
    trace: tell,
    store: () => (ready && store !== null && !store.life.dead ? store : null),
    restart,
    setFull,
    mayJump: !coarse,
  });

  const makePeace = (): void => {
    tell('peace');
    peace = true;
    store?.life.dieAfter(Infinity);
    Object.assign(network, { online: true, trouble: 0, latencyMs: 30 });
    server.beginSession();
    server.linkAgain();
    if (store === null) Object.assign(vault, { state: 'signed-in' });
    else store.account.signedInAgain();
    setFull(false);
    for (const root of roots) {
      if (!disk.isAway(root.path)) continue;
      disk.setAway(root.path, null);
      checker.root(root.path, true);
    }
    for (const path of disk.list().filter((each) => disk.isLocked(each))) {
      disk.setLocked(path, false);
      checker.unlocked(path);
    }
    disk.setEventLoss(0);
    disk.setWatchesOut(false);
  };
  const isQuiet = (): boolean =>
    store !== null && ready && !stopping && editors.busy === 0 && store.truth.outbox.pendingLeaving() === 0;

  const live = async (): Promise<void> => {
    begin();
    await settle();
    await goOn(1_000);
    for (const step of steps) {
      await goOn(step.gapMs);
      if (checker.violation !== null) return;
      try {
        actors.perform(step);
      } catch (thrown) {
        if (!isKilled(thrown)) throw thrown;
      }
      await settle();
    }
    await goOn(1_000);
    makePeace();
    const until = world.monotonic() + mostPeaceMs;
    // Long enough for everything that must be kept by now, and once more for what an engine of the last second began.
    await goOn(2 * slowKeepMs);
    while (checker.violation === null && !isQuiet()) {
      if (world.monotonic() > until) {
        const queue = JSON.stringify(
          store?.truth.outbox.list({ states: ['kept', 'sending'], limit: 3 }) ?? null,
        );
        checker.report(
          'not-ending',
          `ready ${ready} stopping ${stopping} editors ${editors.busy} session ${vault.state} queue ${queue}`,
        );
        return;
      }
      await goOn(10_000);
    }
    if (checker.violation !== null) return;
    let checked = false;
    const last = checker.atRest().finally(() => {
      checked = true;
    });
    while (!checked && checker.violation === null) await turn();
    // Where a promise broke meanwhile, the rest of the look back dies with the engine.
    if (checked) await last;
    else last.catch(() => undefined);
  };

  try {
    await live();
  } finally {
    // The loop above may have set it; what the compiler knows of it ends at the first call.
    const left = store as SimulatedStore | null;
    await left?.bury();
    await nextTurn();
    onStray = (thrown) => {
      throw thrown;
    };
    options.templates.remove(dataDir);
  }
  if (checker.violation !== null) tell(`violation ${checker.violation.code} ${checker.violation.message}`);
  return {
    violation: checker.violation,
    steps,
    trace,
    virtualMs: world.monotonic(),
    turns,
    kills,
    ...checker.counts,
  };
}
