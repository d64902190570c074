import { connect } from '../../electron/engine/database/database.ts';
import type { Database } from '../../electron/engine/database/database.ts';
import { createHistory } from '../../electron/engine/history/history.ts';
import type { History } from '../../electron/engine/history/history.ts';
import { createKeepJobs } from '../../electron/engine/history/keepJobs.ts';
import { placeState } from '../../electron/engine/history/placeState.ts';
import { createIntake } from '../../electron/engine/intake/intake.ts';
import { createKeeping } from '../../electron/engine/keeping.ts';
import type { Keeping } from '../../electron/engine/keeping.ts';
import { openContents } from '../../electron/engine/ledger/contents.ts';
import { createLedger } from '../../electron/engine/ledger/ledger.ts';
import type { Ledger } from '../../electron/engine/ledger/ledger.ts';
import type { Delivery, SaveRow } from '../../electron/engine/ledger/types.ts';
import { createInlinePool } from '../../electron/engine/platform/inlinePool.ts';
import { createSession } from '../../electron/engine/session.ts';
import type { Session } from '../../electron/engine/session.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import type { FileAnswer } from '../../shared/domain/states.ts';
import { join } from 'node:path';
import type { Dice } from './dice.ts';
import type { FoccoLojas } from './foccoLojas.ts';
import { guardedLedger } from './guardedLedger.ts';
import { Killed, createLife, mortal } from './life.ts';
import type { Life } from './life.ts';
import { createNetworkClient } from './network.ts';
import type { Network } from './network.ts';
import type { Plant } from './plants.ts';
import { createSimulatedAccount } from './simulatedAccount.ts';
import type { SimulatedAccount, Vaulted } from './simulatedAccount.ts';
import type { SimulatedDisk } from './simulatedDisk.ts';
import { simulatedLog } from './simulatedLog.ts';
import { simulatedPool } from './simulatedPool.ts';
import { simulatedVersion } from './templates.ts';
import type { VirtualTime } from './virtualTime.ts';

/** What outlives an engine: the world around it, and its data folder. */
export interface StoreWorld {
  readonly time: VirtualTime;
  readonly disk: SimulatedDisk;
  readonly server: FoccoLojas;
  readonly network: Network;
  readonly vault: Vaulted;
  readonly dataDir: string;
  readonly dice: Dice;
  readonly plant: Plant | null;
  /** Whether kept contents are made smaller as time goes by. */
  readonly compacts: boolean;
  /** Whether Elo's own disk has no room left. */
  readonly full: () => boolean;
  readonly trace: (what: string) => void;
  readonly hooks: StoreHooks;
}

/** What is watched of a running engine. */
export interface StoreHooks {
  onKept(save: SaveRow, environmentIds: readonly string[]): void;
  onDelivery(row: Delivery): void;
  onClaim(deliveryId: string): void;
  /** It was logged that something failed for a reason nobody foresaw. */
  onUnexpected(where: string): void;
}

/** One engine on the simulated machine, composed as `engine.ts` does. */
export interface SimulatedStore {
  readonly life: Life;
  /** As the engine sees it: its calls may end in a death or a full disk. */
  readonly ledger: Ledger;
  /** As whoever checks sees it. */
  readonly truth: Ledger;
  readonly history: History;
  readonly keeping: Keeping;
  readonly session: Session;
  readonly account: SimulatedAccount;
  answer(fileId: string, answer: FileAnswer): void;
  start(): Promise<void>;
  /** Ends in order, as `engine.ts` does. */
  stop(): Promise<void>;
  /** After its death (or a stop): closes what the system would close. */
  bury(): Promise<void>;
}

const serverUrl = 'https://foccolojas.example';
const actTimeoutMs = 60_000;

export function createSimulatedStore(world: StoreWorld): SimulatedStore {
  const { time, disk, dataDir, dice, plant, trace } = world;
  const life = createLife();
  const own = time.newLife();
  life.onDeath(() => own.end());
  const { clock } = own;
  const log = simulatedLog(trace, (where) => {
    if (!life.dead) world.hooks.onUnexpected(where);
  });
  const appVersion = simulatedVersion;
  const disks = { full: world.full, dice };

  const truth = createLedger({
    dir: dataDir,
    appVersion,
    // In the middle of its transactions a ledger asks for the time and for new ids.
    clock: {
      ...clock,
      now: () => {
        life.touch('ledger.now');
        return clock.now();
      },
    },
    newId: () => {
      life.touch('ledger.newId');
      return dice.uuid();
    },
  });
  // A connection beside the ledger's, for plants alone.
  let side: Database | null = null;
  const site = {
    dice,
    forceClaim(deliveryId: string): boolean {
      side ??= connect(join(dataDir, 'history.db'));
      const claim = `UPDATE outbox SET state = 'sending' WHERE delivery_id = ? AND state = 'kept'`;
      return side.run(claim, [deliveryId]) > 0;
    },
  };
  const guarded = guardedLedger(truth, life, disks, world.hooks.onClaim);
  const ledger = plant?.ledger?.(guarded, site) ?? guarded;

  const contents = openContents({ dir: dataDir, clock, appVersion });
  const mortalContents = mortal(contents, 'contents', life, (method) => {
    if (method === 'put' && world.full()) throw new EloError('disk-full', 'no room', { retryable: true });
  });
  const files = disk.files(life);
  const pool = simulatedPool(
    createInlinePool(createKeepJobs(() => mortalContents, plant?.files?.(files, site) ?? files)),
    { life, clock, dice, spares: new Set(world.compacts ? [] : ['compact']) },
  );
  const plainHistory = createHistory({
    ledger,
    dir: dataDir,
    pool,
    clock,
    appVersion,
    exists: (path) =>
      placeState(
        path,
        ledger.folders.list().map((folder) => folder.path),
        disk.places,
      ),
    log: (line) => log.scope('history').info(line),
  });
  const history = plant?.history?.(plainHistory, site) ?? plainHistory;
  const keepProject = plant?.offer?.(history.keepProject, site) ?? history.keepProject;

  const keeping = createKeeping({
    ledger,
    history: { ...history, keepProject },
    intake: () => intake,
    clock,
    disk: disk.watchDisk(life),
    log: log.scope('keeping'),
    onKept(save, environmentIds) {
      world.hooks.onKept(save, environmentIds);
      session.kick();
    },
    onDue: () => session.kick(),
    onFilesChanged: () => undefined,
    onReadable: () => undefined,
    onFoldersChanged: () => undefined,
  });
  const intake = createIntake({
    ledger,
    history,
    clock,
    settle: async (path) => keeping.watches(path) && (await keeping.watch.settled([path], actTimeoutMs)),
    seenNow: (stat) => keeping.seenNow(stat),
    onListing: () => undefined,
  });

  const plainClient = createNetworkClient({
    network: world.network,
    server: world.server,
    world: time.clock,
    clock,
    life,
    dice,
    trace,
    tokens: { token: () => account.token(), rejected: (token) => account.rejected(token) },
  });
  const client = plant?.client?.(plainClient, site) ?? plainClient;
  const account: SimulatedAccount = createSimulatedAccount(world.vault, () => plainClient.getMe());
  const session = createSession({
    serverUrl,
    dataDir,
    ledger,
    history,
    account,
    client,
    clock,
    random: () => dice.next(),
    log,
    host: {
      openUrl: () => Promise.resolve(),
      openFile: () => Promise.resolve(),
      proxyFor: () => Promise.resolve(null),
    },
    watch: {
      lookNow: (timeoutMs) =>
        Promise.race([
          keeping.watch.reconcile('asked'),
          new Promise<void>((resolve) => {
            clock.after(timeoutMs, resolve);
          }),
        ]),
      pendingListings: () => keeping.watch.pending().filter((path) => path.toLowerCase().endsWith('.xml')),
      settled: (paths, timeoutMs) =>
        paths.length === 0 ? Promise.resolve(true) : keeping.watch.settled(paths, timeoutMs),
      unreadable: (path) => keeping.unreadable(path),
      watches: (path) => keeping.watches(path),
    },
    takeListing: (pathOrId, fileId) => intake.take(pathOrId, fileId),
    onAccount: () => undefined,
    onOnline: () => undefined,
    onDelivery: (row) => world.hooks.onDelivery(row),
    onEnvironments: () => undefined,
    onWait: () => undefined,
    onCreations: () => undefined,
    onCustomers: () => undefined,
    onPrerequisites: () => undefined,
    readWebStart: () => Promise.reject(new Error('the simulated machine is not looked at')),
    onNotification: () => undefined,
    onNotificationChanged: () => undefined,
  });

  let buried = false;
  return {
    life,
    ledger,
    truth,
    history,
    keeping,
    session,
    account,
    answer(fileId, answer) {
      keeping.answer(fileId, answer);
      session.kick();
    },
    async start() {
      const checked = keeping.start();
      await session.start();
      await checked;
    },
    async stop() {
      await keeping.stop();
      await session.stop();
      await history.close();
    },
    async bury() {
      if (buried) return;
      buried = true;
      life.die();
      own.end();
      pool.end(new Killed('the end'));
      await plainHistory.close();
      contents.close();
      side?.close();
      truth.close();
    },
  };
}
