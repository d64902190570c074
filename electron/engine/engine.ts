import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import type { EngineHost } from '../../shared/contract/host.ts';
import type { EngineEvent, Status } from '../../shared/contract/schemas.ts';
import { isoTime, systemClock } from '../../shared/domain/clock.ts';
import type { Clock, Stop } from '../../shared/domain/clock.ts';
import { EloError, toEloError } from '../../shared/domain/eloError.ts';
import { createConnection } from './connection.ts';
import { takeDataLock } from './database/dataLock.ts';
import { actTimeoutMs } from './environments/ports.ts';
import type { WatchPort } from './environments/ports.ts';
import { createEventHub } from './eventHub.ts';
import { normalizeServerUrl } from './foccolojas/checkServer.ts';
import { createHistory } from './history/history.ts';
import { createHistoryPool } from './history/createHistoryPool.ts';
import { createIntake } from './intake/intake.ts';
import { createReceiving } from './intake/receiving.ts';
import { createKeeping } from './keeping.ts';
import { createLedger } from './ledger/ledger.ts';
import type { Delivery as DeliveryRow } from './ledger/types.ts';
import { createLog } from './logging/createLog.ts';
import type { Log } from './logging/createLog.ts';
import { createHttp } from './net/createHttp.ts';
import { isLoopbackUrl } from './net/loopback.ts';
import { trustSystemCertificates } from './net/trustSystemCertificates.ts';
import { openSettingsFile } from './platform/settingsFile.ts';
import { createRouter } from './router.ts';
import type { EngineRouter } from './router.ts';
import { createSession } from './session.ts';
import type { Session } from './session.ts';
import { writeSupportBundle } from './support/writeSupportBundle.ts';

export interface EngineConfig {
  /** Made where it is missing. */
  readonly dataDir: string;
  /** Remembered; absent: the one remembered. */
  readonly serverUrl?: string;
  readonly vault: 'system' | 'memory';
  readonly host: EngineHost;
  readonly appVersion: string;
  readonly clock?: Clock;
  readonly consoleLog?: boolean;
}

export interface Engine {
  readonly router: EngineRouter;
  readonly log: Log;
  /** Checks every watched folder once, then watches, delivers and listens; resolves when all folders are checked. */
  start(): Promise<{ readonly engineMs: number; readonly filesChecked: number }>;
  /** Waits until what was found is kept, at the latest until the time; a command's own engine does that before it acts. */
  atRest(timeoutMs: number): Promise<void>;
  /** Ends in order: watching, delivering, databases. Calling it twice is harmless. */
  stop(): Promise<void>;
}

const settingsSchema = z.object({
  serverUrl: z.url().nullable().default(null),
  /** The watched folders once more, so that what lies in them is found again where the ledger was lost. */
  folders: z
    .array(z.object({ path: z.string().min(1).max(32_767), kind: z.enum(['local', 'share']) }))
    .max(1_000)
    .default([]),
  /** Where Promob posts listings to; off until the user turns it on. The place stays when it is turned off. */
  receiver: z
    .object({
      on: z.boolean(),
      place: z
        .object({ port: z.int().min(1).max(65_535), secret: z.string().regex(/^[0-9a-f]{32}$/) })
        .nullable(),
    })
    .default({ on: false, place: null }),
});

/** Facts are backed up daily; looked at hourly, since timers stand still while a machine sleeps. */
const backupLookMs = 60 * 60_000;
const dayMs = 24 * 60 * 60_000;
const lastBackupKey = 'last-backup';
const recoveredKey = 'recovered';
/** A recovery is told for a week: whoever looks after the machine may not be there every day. */
const tellRecoveryMs = 7 * dayMs;

/**
 * @throws EloError `data-folder-unusable` where the place is a file, or cannot be made
 */
function makePrivateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const place = statSync(path);
    if (!place.isDirectory()) throw new Error('not a folder');
    // A folder that was there before may be open to others. Windows keeps rights by inheritance.
    if (process.platform !== 'win32' && (place.mode & 0o077) !== 0) chmodSync(path, 0o700);
  } catch (cause) {
    throw new EloError('data-folder-unusable', 'the data folder cannot be made or used', {
      cause,
      remedy: 'choose-another-file',
    });
  }
}

/**
 * The engine of a data folder, composed. The only place that knows every feature.
 * @throws EloError `data-folder-in-use` (with the holder's process and start), `server-mismatch`, `invalid-address`,
 * `insecure-address`, `memory-vault-needs-loopback`, and what opening the databases refuses
 */
export async function createEngine(config: EngineConfig): Promise<Engine> {
  const clock = config.clock ?? systemClock;
  const now = (): string => isoTime(clock.now());
  const { dataDir, appVersion } = config;
  // Only this user reads what a store's customers have drawn.
  makePrivateFolder(dataDir);
  const asked = config.serverUrl === undefined ? null : normalizeServerUrl(config.serverUrl);
  const info = { pid: process.pid, startedAt: now() };
  const lock = takeDataLock(dataDir, info);
  const closers: (() => void | Promise<void>)[] = [() => lock.release()];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };

  try {
    const log = createLog({ dir: join(dataDir, 'logs'), clock, console: config.consoleLog ?? false });
    const settings = openSettingsFile(join(dataDir, 'settings.json'), settingsSchema, () => clock.now());
    const ledger = createLedger({
      dir: dataDir,
      clock,
      appVersion,
      log: (line) => log.scope('ledger').info(line),
    });
    closers.push(() => ledger.close());
    const noteFolders = (): void => {
      const folders = ledger.folders.list().map(({ path, kind }) => ({ path, kind }));
      if (JSON.stringify(folders) === JSON.stringify(settings.get().folders)) return;
      try {
        settings.set({ folders });
      } catch (error) {
        // It is only the second place, and is tried again at the next change.
        log.scope('engine').warn('folders not noted', { code: toEloError(error).code });
      }
    };
    // Without any backup an emptied ledger cannot be told from a new one, but by the folders noted beside it.
    const ledgerLost =
      ledger.recovered.kind !== 'none' ||
      (settings.get().folders.length > 0 && ledger.folders.list().length === 0);
    if (ledgerLost) for (const { path, kind } of settings.get().folders) ledger.folders.add(path, kind);

    const remembered = settings.get().serverUrl;
    if (asked !== null && remembered !== null && asked !== remembered && ledger.bindings.list().length > 0) {
      throw new EloError('server-mismatch', 'this data folder belongs to another server', {
        details: { running: remembered },
      });
    }
    const serverUrl = asked ?? remembered;
    if (config.vault === 'memory' && (serverUrl === null || !isLoopbackUrl(new URL(serverUrl)))) {
      throw new EloError(
        'memory-vault-needs-loopback',
        'the memory vault is only for a server on this machine',
        {
          remedy: 'check-server-address',
        },
      );
    }
    if (serverUrl !== remembered) settings.set({ serverUrl });
    lock.update({ ...info, ...(serverUrl === null ? {} : { serverUrl }) });

    const pool = createHistoryPool();
    closers.push(() => pool.close());
    const history = createHistory({
      ledger,
      dir: dataDir,
      pool,
      clock,
      appVersion,
      log: (line) => log.scope('history').info(line),
    });
    closers.push(() => history.close());

    const hub = createEventHub(now);
    closers.push(() => hub.close());
    const changed = (
      what: Extract<EngineEvent, { event: 'state' }>['what'],
      environmentId?: string,
    ): void => {
      hub.emit({
        event: 'state',
        what,
        at: now(),
        ...(environmentId === undefined ? {} : { environmentId }),
      });
    };

    const keeping = createKeeping({
      ledger,
      history,
      intake: () => intake,
      clock,
      log: log.scope('keeping'),
      onKept(save, environmentIds) {
        hub.emit({
          event: 'save-kept',
          saveId: save.saveId,
          path: save.path,
          sha256: save.sha256,
          environmentIds: [...environmentIds],
          fileId: save.fileId,
          number: save.number,
          at: now(),
        });
        session?.kick();
      },
      onDue: () => session?.kick(),
      onFilesChanged: () => changed('files'),
      onFoldersChanged: () => {
        noteFolders();
        changed('folders');
      },
    });
    const watchPort: WatchPort = {
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
      watches: (path) => keeping.watches(path),
    };
    const intake = createIntake({
      ledger,
      history,
      clock,
      settle: async (path) => keeping.watches(path) && (await keeping.watch.settled([path], actTimeoutMs)),
      seenNow: (stat) => keeping.seenNow(stat),
      onListing: () => changed('listings'),
    });

    const receiving = createReceiving({
      state: () => settings.get().receiver,
      remember: (receiver) => {
        settings.set({ receiver });
      },
      onListing: async (bytes) => intake.receive(bytes),
    });
    closers.push(() => receiving.stop());

    const onDelivery = (row: DeliveryRow): void => {
      changed('queue', row.environmentId ?? undefined);
      if (row.kind !== 'save' || row.state !== 'received' || row.saveId === null) return;
      const deliveries = ledger.outbox.of({ saveId: row.saveId }).filter((other) => other.kind === 'save');
      const save = ledger.saves.byId(row.saveId);
      if (save === null || deliveries.some((other) => other.state !== 'received')) return;
      hub.emit({
        event: 'save-received',
        saveId: save.saveId,
        path: save.path,
        sha256: save.sha256,
        environmentIds: deliveries.flatMap((other) =>
          other.environmentId === null ? [] : [other.environmentId],
        ),
        at: now(),
      });
    };

    // Antivirus and office proxies put their own certificates into the system's store.
    if (serverUrl !== null && !isLoopbackUrl(new URL(serverUrl))) trustSystemCertificates();
    const http = createHttp({
      userAgent: `Elo/${appVersion}`,
      clock,
      proxyFor: (url) => config.host.proxyFor(url),
    });
    closers.push(() => http.close());

    const connection =
      serverUrl === null
        ? null
        : createConnection({ serverUrl, dataDir, appVersion, vault: config.vault, http, clock, log });
    closers.push(() => connection?.close());
    const session: Session | null =
      serverUrl === null || connection === null
        ? null
        : createSession({
            serverUrl,
            dataDir,
            ledger,
            history,
            account: connection.account,
            client: connection.client,
            clock,
            random: Math.random,
            log,
            host: config.host,
            watch: watchPort,
            takeListing: (pathOrId, fileId) => intake.take(pathOrId, fileId),
            onAccount: () => changed('account'),
            onOnline: () => changed('online'),
            onDelivery,
            onEnvironments: (environmentId) => changed('environments', environmentId),
            onNotification: (notification) => hub.emit({ event: 'notification', notification, at: now() }),
          });
    const online = (): Session => {
      if (session !== null) return session;
      throw new EloError('server-not-set', 'no address of FoccoLojas is set', {
        remedy: 'check-server-address',
      });
    };

    const recoveredAt = (): number => Number(ledger.values.get(recoveredKey) ?? 0);
    if (ledgerLost || history.recovered.kind !== 'none') {
      ledger.values.set(recoveredKey, clock.now());
    }
    /** Facts were lost once: contents nothing points to may be all that is left of saves, and stay for ever. */
    const recoveredEver = (): boolean =>
      recoveredAt() > 0 || readdirSync(dataDir).some((name) => name.startsWith('history.db.damaged-'));

    const health = (): string[] => {
      const codes = session === null ? ['server-not-set'] : session.health();
      if (ledger.folders.list().length === 0) codes.push('no-folder-watched');
      if (keeping.folders().some((folder) => folder.state === 'suspended')) codes.push('folder-suspended');
      if (ledger.outbox.counts().needsAttention > 0) codes.push('needs-attention');
      if (ledger.files.questions().length > 0) codes.push('file-question');
      const trouble = keeping.trouble();
      if (trouble !== null) codes.push(trouble);
      if (recoveredAt() > 0 && clock.now() - recoveredAt() < tellRecoveryMs) codes.push('database-recovered');
      if (ledger.files.problems() > 0) codes.push('file-problem');
      if (receiving.problem() !== null) codes.push('receiver-port-taken');
      if (settings.movedAside !== null) codes.push('settings-recovered');
      if (connection?.secretsRecovered() === true) codes.push('secrets-recovered');
      return codes;
    };
    const status = (): Status => ({
      ...(session?.account() ?? { signedIn: false, user: null, promobLink: 'not-linked' as const }),
      online: session?.online() ?? false,
      queue: ledger.outbox.counts(),
      folders: keeping.folders(),
      health: health(),
    });

    const router = createRouter({
      ledger,
      history,
      hub,
      folders: {
        list: () => keeping.folders(),
        add: (path, share) => keeping.addFolder(path, share),
        remove: (path) => Promise.resolve(keeping.removeFolder(path)),
      },
      answerFile(fileId, answer) {
        keeping.answer(fileId, answer);
        session?.kick();
        changed('files');
      },
      status,
      account: {
        get: () => online().currentAccount(),
        signIn: (options) => online().signIn(options),
        signOut: () => online().signOut(),
        link: (options) => online().link(options),
        unlink: () => online().unlink(),
      },
      environments: () => online().environments,
      acting: async () => online().acting(),
      signedIn: () => online().signedIn(),
      notifications: () => online().notifications,
      retryDelivery: (id) => {
        online().retry(id);
      },
      audit: () => online().audit(),
      receiver: { get: () => receiving.view(), set: (on) => receiving.set(on) },
      async supportBundle(path) {
        const audit = session === null ? null : await session.audit().catch(() => null);
        return writeSupportBundle({ path, dataDir, appVersion, ledger, status: status(), audit, clock });
      },
    });

    let stopBackups: Stop = () => undefined;
    const backUp = async (): Promise<void> => {
      const last = Number(ledger.values.get(lastBackupKey) ?? 0);
      if (clock.now() - last >= dayMs || last > clock.now()) {
        try {
          // An empty history must not push a full one out of the backups; it is looked at again within the hour.
          if (ledger.saves.counts().saved > 0) {
            await ledger.backup();
            await history.backUp();
            ledger.values.set(lastBackupKey, clock.now());
          }
          if (!recoveredEver()) history.collectOrphans();
        } catch (error) {
          log.scope('backup').warn('not made', { code: toEloError(error).code });
        }
      }
      stopBackups = clock.after(backupLookMs, () => void backUp());
    };

    let stopping: Promise<void> | null = null;
    return {
      router,
      log,
      async start() {
        const begun = clock.monotonic();
        const checked = keeping.start();
        await receiving.start();
        await session?.start();
        const { filesChecked } = await checked;
        void backUp();
        const engineMs = Math.round(clock.monotonic() - begun);
        hub.emit({ event: 'ready', engineMs, filesChecked });
        log.scope('engine').info('ready', { run: uuid(), engineMs, filesChecked });
        return { engineMs, filesChecked };
      },
      async atRest(timeoutMs) {
        const pending = keeping.watch.pending();
        if (pending.length > 0) await keeping.watch.settled(pending, timeoutMs);
      },
      stop() {
        stopping ??= (async () => {
          stopBackups();
          await keeping.stop();
          await session?.stop();
          hub.emit({ event: 'stopped', at: now() });
          await closeAll();
        })();
        return stopping;
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
