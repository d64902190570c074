import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';
import type { EngineHost } from '../../shared/contract/host.ts';
import type { EngineEvent, Status } from '../../shared/contract/schemas.ts';
import { isoTime, systemClock } from '../../shared/domain/clock.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { toEloError } from '../../shared/domain/eloError.ts';
import { takeDataLock } from './database/dataLock.ts';
import { createDesktopCalls } from './desktopCalls.ts';
import { createDiagnosisSide } from './diagnosisSide.ts';
import { createEngineHealth } from './engineHealth.ts';
import { openEngineSettings } from './engineSettings.ts';
import { actTimeoutMs } from './environments/ports.ts';
import { openedVersionsFolder } from './environments/openCopy.ts';
import { createEventHub } from './eventHub.ts';
import { folderSuggestions } from './folderSuggestions.ts';
import { normalizeServerUrl } from './foccolojas/checkServer.ts';
import { createDailyBackup } from './history/dailyBackup.ts';
import { createHistory } from './history/history.ts';
import { createHistoryPool } from './history/createHistoryPool.ts';
import { createStateViews } from './history/stateViews.ts';
import { createViewsPool } from './history/views/createViewsPool.ts';
import { createIntake } from './intake/intake.ts';
import { createReceiving } from './intake/receiving.ts';
import { createKeeping } from './keeping.ts';
import { createLedger } from './ledger/ledger.ts';
import type { ListingWait } from './ledger/types.ts';
import { createLog } from './logging/createLog.ts';
import type { Log } from './logging/createLog.ts';
import { createHttp } from './net/createHttp.ts';
import { checkServerChoice, createOnlineSide } from './onlineSide.ts';
import { readWebStart } from './platform/windows/readWebStart.ts';
import type { WebStartReading } from './platform/windows/readWebStart.ts';
import { createMachineSide } from './machineSide.ts';
import { makePrivateFolder } from './privateFolder.ts';
import { receivedBy } from './receivedBy.ts';
import { createRouter } from './router.ts';
import type { EngineRouter } from './router.ts';
import { createSetup } from './setup.ts';
import { writeSupportBundle } from './support/writeSupportBundle.ts';
import { takeFile } from './takeFile.ts';
import { createWatchPort } from './watchPort.ts';

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
  /** Looks at this machine for webStart; only tests hand in another. */
  readonly readWebStart?: (signal?: AbortSignal) => Promise<WebStartReading>;
}

export interface Engine {
  readonly router: EngineRouter;
  readonly log: Log;
  /** Checks every watched folder once, then watches, delivers and listens; resolves when all folders are checked. */
  start(): Promise<{ readonly engineMs: number; readonly filesChecked: number }>;
  /** Waits until what was found is kept, at the latest until the time; a command's own engine does that before it acts. */
  atRest(timeoutMs: number): Promise<void>;
  /** The machine woke up, or somebody came back to it: folders are checked and FoccoLojas is tried at once. */
  resumed(): Promise<void>;
  /**
   * A file handed over by another program: a listing is taken in, a project file is looked at.
   * Refusals: `file-not-watched`, `not-a-project-name`, and the reader's own.
   */
  takeFile(path: string): Promise<void>;
  /** What the host tells of itself (an update, start with the system) changed: clients are told. */
  desktopChanged(): void;
  /** Ends in order: watching, delivering, databases. Calling it twice is harmless. */
  stop(): Promise<void>;
}

/** How many acts wait for a listing, and how many updates whose listing is there. */
function waitsOf(waits: readonly ListingWait[]): Pick<Status, 'waits'> {
  const [waiting, ready] = (['waiting', 'ready'] as const).map(
    (state) => waits.filter((wait) => wait.state === state).length,
  );
  return waiting || ready ? { waits: { waiting: waiting ?? 0, ready: ready ?? 0 } } : {};
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
    const settings = openEngineSettings(join(dataDir, 'settings.json'), () => clock.now());
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
    const serverUrl = asked ?? remembered;
    checkServerChoice({ ledger, vault: config.vault, before: remembered, next: serverUrl });
    /** What whoever is refused the folder, and every command, is told of this engine. */
    const noteServer = (url: string | null): void => {
      if (url !== settings.get().serverUrl) settings.set({ serverUrl: url });
      lock.update({ ...info, ...(url === null ? {} : { serverUrl: url }) });
    };
    const leftServer = remembered !== null && serverUrl !== remembered ? remembered : null;
    if (leftServer !== null) ledger.home.forgetCatalogue();
    noteServer(serverUrl);

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

    const openedVersions = join(dataDir, openedVersionsFolder);
    makePrivateFolder(openedVersions, true);
    const keeping = createKeeping({
      ledger,
      history,
      intake: () => intake,
      clock,
      log: log.scope('keeping'),
      openedVersions,
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
        online.session()?.kick();
        // What was ready to be updated waits for the listing of this save.
        online.session()?.goOn();
      },
      onDue: () => online.session()?.kick(),
      onFilesChanged: () => changed('files'),
      onReadable: () => online.session()?.goOn(),
      onFoldersChanged: () => {
        noteFolders();
        changed('folders');
      },
    });
    const watchPort = createWatchPort(keeping, clock);
    const intake = createIntake({
      ledger,
      history,
      clock,
      settle: async (path) => keeping.watches(path) && (await keeping.watch.settled([path], actTimeoutMs)),
      seenNow: (stat) => keeping.seenNow(stat),
      onListing() {
        changed('listings');
        online.session()?.goOn();
      },
    });

    const receiving = createReceiving({
      state: () => settings.get().receiver,
      remember: (receiver) => {
        settings.set({ receiver });
      },
      onListing: async (bytes) => intake.receive(bytes),
    });
    closers.push(() => receiving.stop());

    const http = createHttp({
      userAgent: `Elo/${appVersion}`,
      clock,
      proxyFor: (url) => config.host.proxyFor(url),
    });
    closers.push(() => http.close());

    const online = createOnlineSide(
      {
        dataDir,
        appVersion,
        vault: config.vault,
        http,
        ledger,
        history,
        clock,
        random: Math.random,
        log,
        host: config.host,
        watch: watchPort,
        takeListing: (pathOrId, fileId) => intake.take(pathOrId, fileId),
        onServer: noteServer,
        ...(leftServer === null ? {} : { leftServer }),
        onAccount: () => changed('account'),
        onOnline: () => changed('online'),
        onDelivery(row) {
          changed('queue', row.environmentId ?? undefined);
          const received = receivedBy(ledger, row);
          if (received !== null) hub.emit({ event: 'save-received', ...received, at: now() });
        },
        onEnvironments: (environmentId) => changed('environments', environmentId),
        onWait: ({ environmentId, environmentName, mode, state, code }) =>
          hub.emit({
            event: 'wait',
            environmentId,
            ...(environmentName === undefined ? {} : { environmentName }),
            mode,
            state,
            ...(code === undefined ? {} : { code }),
            at: now(),
          }),
        onCreations: () => changed('creations'),
        onCustomers: () => changed('customers'),
        onPrerequisites: () => changed('prerequisites'),
        readWebStart: config.readWebStart ?? ((signal) => readWebStart(signal)),
        onNotification: (notification) => hub.emit({ event: 'notification', notification, at: now() }),
        onNotificationChanged: (environmentId) => changed('notifications', environmentId),
      },
      serverUrl,
    );
    closers.push(() => online.close());

    const healthList = createEngineHealth({
      ledger,
      keeping,
      receiving,
      online,
      settingsRecovered: settings.movedAside !== null,
      clock,
    });
    if (ledgerLost || history.recovered.kind !== 'none') healthList.noteRecovery();
    /** Facts were lost once: contents nothing points to may be all that is left of saves, and stay for ever. */
    const recoveredEver = (): boolean =>
      healthList.recoveredAt() > 0 ||
      readdirSync(dataDir).some((name) => name.startsWith('history.db.damaged-'));
    const status = (): Status => {
      const session = online.session();
      const apart = ledger.home.apart();
      return {
        ...(session?.account() ?? { signedIn: false, user: null, promobLink: 'not-linked' as const }),
        online: session?.online() ?? false,
        queue: ledger.outbox.counts(),
        folders: keeping.folders(),
        health: healthList.codes(),
        ...(apart.length === 0 ? {} : { disagreements: apart }),
        ...waitsOf(ledger.listingWaits.list()),
      };
    };

    const viewsPool = createViewsPool();
    closers.push(() => viewsPool.close());
    const states = createStateViews({
      ledger,
      history,
      pool: viewsPool,
      clock,
      async fetchVersion(environmentId, version, signal) {
        const client = online.client();
        const params = { environmentId, number: version };
        const [file, listing] = await Promise.all([
          client.getVersionFile({ params }, { signal }),
          client.getVersionListing({ params }, { signal }),
        ]);
        return { file, listing };
      },
      fetchSave: (environmentId, saveId, signal) =>
        online.client().getSaveFile({ params: { environmentId, saveId } }, { signal }),
    });
    closers.push(() => states.close());
    const desktop = createDesktopCalls({
      host: config.host,
      ledger,
      dataDir,
      appVersion,
      sending: () => online.session()?.moving() ?? false,
      log: log.scope('desktop'),
      onChanged: () => changed('desktop'),
    });

    const machine = createMachineSide({
      ledger,
      clock,
      log: log.scope('fixes'),
      onChanged: () => {
        diagnostics.wake();
        changed('diagnosis');
      },
    });

    const diagnostics = createDiagnosisSide({
      readWebStart: config.readWebStart ?? readWebStart,
      ledger,
      dataDir,
      clock,
      appVersion,
      vault: config.vault,
      host: config.host,
      http,
      log,
      online,
      lookAtMachine: machine.look,
      status,
      folders: () => keeping.folders(),
      desktop: () => desktop.get(),
      emit: (event) => hub.emit(event),
      onMoved: () => changed('diagnosis'),
    });
    closers.push(() => diagnostics.stop());

    const router = createRouter({
      ledger,
      fixes: machine.fixes,
      log: log.scope('window'),
      history,
      hub,
      folders: {
        list: () => keeping.folders(),
        add: (path, share) => keeping.addFolder(path, share),
        remove: (path) => Promise.resolve(keeping.removeFolder(path)),
      },
      answerFile(fileId, answer, of) {
        keeping.answer(fileId, answer, of);
        online.session()?.kick();
        online.session()?.goOn();
        changed('files');
      },
      status,
      setup: createSetup({ settings, online, ledger, http, clock, onChanged: (what) => changed(what) }),
      desktop,
      states,
      onDiagnosed: () => changed('diagnosis'),
      diagnostics,
      suggestFolders: (signal) =>
        folderSuggestions(
          { ledger, clock, documents: async () => (await desktop.get()).documentsFolder },
          signal,
        ),
      lookedAt: (environmentId) => online.session()?.lookedAt(environmentId),
      fetchEnvironment: (environmentId) => online.required().environments.refreshEnvironment(environmentId),
      items: (environmentId) => online.required().environments.items(environmentId),
      account: {
        get: () => online.required().currentAccount(),
        signIn: (options) => online.required().signIn(options),
        signOut: () => online.required().signOut(),
        link: (options) => online.required().link(options),
        unlink: () => online.required().unlink(),
      },
      environments: () => online.required().environments,
      acting: async () => online.required().acting(),
      signedIn: () => online.required().signedIn(),
      notifications: () => online.required().notifications,
      retryDelivery: (id) => {
        online.required().retry(id);
      },
      audit: () => online.required().audit(),
      receiver: { get: () => receiving.view(), set: (on) => receiving.set(on) },
      async supportBundle(path) {
        const session = online.session();
        const audit = session === null ? null : await session.audit().catch(() => null);
        const diagnoses = diagnostics.forSupport();
        return writeSupportBundle({
          path,
          dataDir,
          appVersion,
          ledger,
          status: status(),
          audit,
          diagnoses,
          clock,
        });
      },
    });

    const backups = createDailyBackup({
      ledger,
      history,
      clock,
      mayCollect: () => !recoveredEver(),
      log: (code) => log.scope('backup').warn('not made', { code }),
    });

    let stopping: Promise<void> | null = null;
    return {
      router,
      log,
      async start() {
        const begun = clock.monotonic();
        const checked = keeping.start();
        await receiving.start();
        await online.start();
        const { filesChecked } = await checked;
        backups.start();
        diagnostics.start();
        const engineMs = Math.round(clock.monotonic() - begun);
        hub.emit({ event: 'ready', engineMs, filesChecked });
        log.scope('engine').info('ready', { run: uuid(), engineMs, filesChecked });
        return { engineMs, filesChecked };
      },
      async atRest(timeoutMs) {
        const pending = keeping.watch.pending();
        if (pending.length > 0) await keeping.watch.settled(pending, timeoutMs);
      },
      async resumed() {
        online.session()?.wake();
        diagnostics.wake();
        await keeping.watch.reconcile('asked');
      },
      takeFile: (path) => takeFile({ intake, keeping }, path),
      desktopChanged: () => changed('desktop'),
      stop() {
        stopping ??= (async () => {
          backups.stop();
          diagnostics.stop();
          await keeping.stop();
          await online.stop();
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
