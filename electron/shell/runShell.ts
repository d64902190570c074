import { join } from 'node:path';
import type { NativeImage } from 'electron';
import type { Status } from '../../shared/contract/schemas.ts';
import type { DeepLink } from '../../shared/domain/deepLink.ts';
import { errorText, text } from '../../shared/text/text.ts';
import type { Locale } from '../../shared/text/text.ts';
import { appMenu } from './appMenu.ts';
import { createAutostart } from './autostart.ts';
import { showBadge } from './badge.ts';
import { createHost } from './createHost.ts';
import { createEngineKeeper } from './engineKeeper.ts';
import type { EngineFailure } from './engineKeeper.ts';
import { createFileIntake } from './fileIntake.ts';
import { guardSession } from './guards.ts';
import type { HandedOver } from './handedOver.ts';
import { hearSessionEnd } from './hearSessionEnd.ts';
import { registerLinks } from './identity.ts';
import { createMainWindow } from './mainWindow.ts';
import { createPathKind } from './pathKind.ts';
import type { Places } from './places.ts';
import { setupPower } from './power.ts';
import { setupQuit } from './quit.ts';
import { readUpdateConfig } from './readUpdateConfig.ts';
import { setupPage } from './servePage.ts';
import { createShellClient } from './shellClient.ts';
import type { ShellLog } from './shellLog.ts';
import type { ShellParts } from './shellParts.ts';
import type { StartOptions } from './startOptions.ts';
import { toastOfDiagnosis, toastOfWait } from './toastContent.ts';
import { createToasts } from './toasts.ts';
import { createTray } from './tray.ts';
import { trayView } from './trayView.ts';
import { createUpdates, updatable } from './updates.ts';
import { openWindowPlace } from './windowPlace.ts';

export interface RunningShell {
  /** What another start of the app brought: the window comes forward, a link is followed, files go to the engine. */
  handOver(handed: HandedOver): void;
  quit(): void;
}

export interface RunParts extends ShellParts {
  readonly options: StartOptions;
  readonly places: Places;
  readonly log: ShellLog;
  /** The folder of the built page. */
  readonly pageDir: string;
  readonly first: HandedOver;
}

/** The language of the system, until the settings say which. */
function systemLocale(locale: string): Locale {
  if (/^es\b/i.test(locale)) return 'es';
  return /^en\b/i.test(locale) ? 'en' : 'pt-BR';
}

/** Everything that runs once Electron is ready, put together; each part stands in a file of its own. */
export async function runShell(parts: RunParts): Promise<RunningShell> {
  const { electron, platform, clock, log, places } = parts;
  const { app } = electron;
  const devTools = !app.isPackaged;
  const image = (name: string): NativeImage =>
    electron.nativeImage.createFromPath(join(parts.here, 'icons', `${name}.png`));
  let locale = systemLocale(app.getLocale());
  let status: Status | null = null;
  let unread = 0;
  let away = false;
  const told = new Set<string>();
  let boxOpen = false;

  guardSession(electron.session.defaultSession, { devTools });
  setupPage(electron.protocol, parts.pageDir);
  registerLinks(app);

  const toasts = createToasts({
    platform,
    clock,
    supported: () => electron.Notification.isSupported(),
    create: (options) => new electron.Notification(options),
    handleActivation: (callback) => electron.Notification.handleActivation(callback),
    attention: () => ({ watching: window.focused(), away }),
    locale: () => locale,
    open: (link, notificationId) => open(link, notificationId),
  });

  const window = createMainWindow({
    create: (options) => new electron.BrowserWindow(options),
    screen: () => electron.screen,
    place: openWindowPlace(places.windowDir),
    clock,
    log,
    preload: join(parts.here, 'preload.cjs'),
    icon: join(parts.here, 'icons', 'elo.png'),
    devTools,
    dark: () => electron.nativeTheme.shouldUseDarkColors,
    connect: () => keeper.connect(),
    onFirstHidden: () =>
      toasts.tell({
        title: text('shell.hidden', {}, locale),
        body: text('shell.hidden.what', {}, locale),
        link: { open: 'home' },
      }),
  });

  const letEarGo =
    platform === 'win32'
      ? hearSessionEnd(
          () => new electron.BaseWindow({ show: false, title: 'Elo' }),
          () => quit.sessionEnds(),
        )
      : () => undefined;
  const letGo = (): void => {
    window.letGo();
    letEarGo();
  };

  const updater = updatable(platform, app.isPackaged, readUpdateConfig(parts.resourcesPath))
    ? await parts.loadUpdater()
    : null;
  const updates = createUpdates({
    updater,
    clock,
    log,
    sending: async () => ((await client.engine()?.status())?.queue.sending ?? 0) > 0,
    stopEngine: () => {
      letGo();
      return keeper.stop();
    },
    startAgain() {
      tray.destroy();
      // Without the words of this start: it is to show its window, and to take no file a second time.
      app.relaunch({ args: [] });
      app.exit(0);
    },
    onChange: ({ state, version = '' }) => {
      keeper
        .control()
        ?.desktopChanged()
        .catch(() => undefined);
      if (state !== 'ready') return;
      toasts.tell({
        title: text('shell.update', { version }, locale),
        body: text('shell.update.what', {}, locale),
        link: { open: 'settings' },
      });
    },
  });

  const host = createHost({
    shell: electron.shell,
    dialog: electron.dialog,
    session: () => electron.session.defaultSession,
    window: () => window.current(),
    documentsFolder: () => app.getPath('documents'),
    // An AppImage runs from a place that is gone afterwards; it says where it lies itself.
    program: () => process.env['APPIMAGE'] ?? app.getPath('exe'),
    pathKind: createPathKind(clock),
    autostart: createAutostart(app, platform),
    updates,
  });

  const keeper = createEngineKeeper({
    fork: () =>
      electron.utilityProcess.fork(join(parts.here, 'engine', 'main.js'), [], {
        serviceName: 'Elo',
        stdio: 'ignore',
      }),
    createChannel: () => new electron.MessageChannelMain(),
    config: {
      dataDir: places.dataDir,
      vault: parts.options.vault,
      appVersion: app.getVersion(),
      ...(parts.options.serverUrl === undefined ? {} : { serverUrl: parts.options.serverUrl }),
    },
    host,
    clock,
    log,
    onUp() {
      const port = keeper.connect();
      if (port !== null) client.up(port);
      window.givePort();
      files.up();
    },
    onProven: () => told.clear(),
    onDown(failure) {
      client.down();
      if (failure !== null) tellFailure(failure);
    },
  });

  const client = createShellClient({
    clock,
    log,
    news: {
      status(known) {
        status = known;
        refresh();
      },
      unread(count) {
        unread = count;
        refresh();
      },
      notice: (notification) => toasts.notice(notification),
      diagnosis: (event) => toasts.tell(toastOfDiagnosis(event, locale)),
      wait(event) {
        // Before the user's eyes the window says it itself.
        if (!window.focused()) toasts.tell(toastOfWait(event, locale));
      },
      language(language) {
        if (language === locale) return;
        locale = language;
        setMenu();
        refresh();
      },
    },
  });

  const files = createFileIntake({
    control: () => keeper.control(),
    tell: (toast) => toasts.tell(toast),
    locale: () => locale,
  });

  const quit = setupQuit({
    app,
    clock,
    letGo,
    async stopEngine() {
      updates.stop();
      toasts.stop();
      await keeper.stop();
    },
    atEnd() {
      tray.destroy();
      return updates.installAtQuit();
    },
  });

  const tray = createTray({
    create: (picture) => new electron.Tray(picture),
    image,
    menu: (template) => electron.Menu.buildFromTemplate(template),
    clock,
    reducedMotion: () => electron.systemPreferences.getAnimationSettings().prefersReducedMotion,
    open: (link) => open(link),
    quit: () => quit.now(),
  });

  const open = (link?: DeepLink, notificationId?: string): void => {
    window.show(link);
    showOverlay();
    if (notificationId === undefined) return;
    client
      .engine()
      ?.notifications.open({ id: notificationId })
      // Done meanwhile, or signed out: the window shows how it is.
      .catch(() => undefined);
  };
  const showOverlay = (): void =>
    showBadge({ app, window: window.current(), image, platform }, unread, locale);
  const refresh = (): void => {
    tray.show(trayView(status, unread, locale));
    showOverlay();
  };
  const setMenu = (): void =>
    electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(appMenu(locale, () => quit.now())));
  const tellFailure = ({ code, details }: EngineFailure): void => {
    // Tried again and again, told once.
    if (told.has(code)) return;
    told.add(code);
    const { text: what, remedy, supportCode } = errorText({ code, details }, locale);
    const detail = [what, remedy, text('shell.failed.again', {}, locale)]
      .filter((part) => part !== null)
      .join(' ');
    const message = text('shell.failed', {}, locale);
    const shown = window.current();
    if (shown?.isVisible() !== true || boxOpen) {
      toasts.tell({ title: message, body: detail, link: { open: 'home' } });
      return;
    }
    boxOpen = true;
    electron.dialog
      .showMessageBox(shown, {
        type: 'warning',
        title: 'Elo',
        message,
        detail: `${detail}\n\n${supportCode}`,
      })
      .catch(() => undefined)
      .finally(() => {
        boxOpen = false;
      });
  };
  const handOver = ({ link, files: paths }: HandedOver): void => {
    open(link ?? undefined);
    files.take(paths);
  };

  setupPower(electron.powerMonitor, {
    onResume: () => {
      keeper
        .control()
        ?.resumed()
        .catch((error: unknown) => log.warn('engine not woken', { error }));
    },
    onPresence(isAway) {
      away = isAway;
      toasts.look();
    },
  });
  setMenu();
  refresh();
  toasts.start();
  keeper.start();
  updates.start();
  if (parts.options.hidden && parts.first.link === null) files.take(parts.first.files);
  else handOver(parts.first);
  log.info('started', { version: app.getVersion(), platform, hidden: parts.options.hidden });
  return { handOver, quit: () => quit.now() };
}
