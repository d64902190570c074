import type { BrowserWindow, BrowserWindowConstructorOptions, MessagePortMain, Screen } from 'electron';
import type { Clock } from '../../shared/domain/clock.ts';
import { linkToHash } from '../../shared/domain/deepLink.ts';
import type { DeepLink } from '../../shared/domain/deepLink.ts';
import { isOwnPage } from './guards.ts';
import { pageAddress } from './identity.ts';
import { portMessage } from './portMessage.ts';
import type { ShellLog } from './shellLog.ts';
import { webPreferences } from './webPreferences.ts';
import { keepOnScreen, minimumSize } from './windowBounds.ts';
import type { WindowPlaceFile } from './windowPlace.ts';

export interface MainWindow {
  /** Shows the window, made where there is none, at a place where one is named. */
  show(link?: DeepLink): void;
  /** Whether the user has it before their eyes. */
  focused(): boolean;
  /** The window itself, for dialogs and the taskbar; `null` while there is none. */
  current(): BrowserWindow | null;
  /** Hands the page a port to the engine that runs now. */
  givePort(): void;
  /** From now on closing closes. */
  letGo(): void;
}

export interface MainWindowParts {
  readonly create: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly screen: () => Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>;
  readonly place: WindowPlaceFile;
  readonly clock: Clock;
  readonly log: ShellLog;
  /** Path of the bundled preload script. */
  readonly preload: string;
  readonly icon: string;
  readonly devTools: boolean;
  readonly dark: () => boolean;
  /** A port to the engine; `null` while none runs. */
  readonly connect: () => MessagePortMain | null;
  /** Closed into the tray for the first time ever. */
  readonly onFirstHidden: () => void;
}

/** Moving a window fires many times a second; its place is written down when it stands. */
const placeDelayMs = 500;

/** A page that dies is loaded again by itself, but not for ever; after that when the user shows the window. */
const maxRevivals = 3;
const revivalWindowMs = 60_000;
/** Loaded later than in the turn that tells its death, and after what broke it may have passed. */
const revivalDelayMs = 500;

/** The process of a page that hangs is ended at once by the system, unless the system hangs too. */
const endingMs = 3_000;

/** A load that gave way to another one (`net::ERR_ABORTED`) is no failure. */
const aborted = -3;

/** The page's grounds, so that the window does not flash before the first picture. */
const grounds = { light: '#fafafa', dark: '#1f1f1f' } as const;

/** The one window: kept on a screen, hidden into the tray when closed, connected to the engine by ports. */
export function createMainWindow(parts: MainWindowParts): MainWindow {
  const { place, clock, log } = parts;
  let window: BrowserWindow | null = null;
  let leaving = false;
  let opened = 0;
  /** The page listens. Not `isLoading()`, which is still true while Electron says that the page has loaded. */
  let listening = false;
  let stopNoting = (): void => undefined;
  let revivals: number[] = [];
  /** The page is gone: there is nothing to see until it is loaded again. */
  let dead = false;
  /** The page is there and answers nothing. */
  let hangs = false;
  /** A page that hung is being ended; where its follower goes. */
  let renewing: { link: DeepLink | undefined } | null = null;
  let stopLoading = (): void => undefined;

  const alive = (): BrowserWindow | null => (window === null || window.isDestroyed() ? null : window);

  const notePlace = (): void => {
    const open = alive();
    if (open === null) return;
    const known = place.get();
    place.set({
      bounds: open.getNormalBounds(),
      maximized: open.isMaximized(),
      toldHidden: known?.toldHidden ?? false,
    });
  };
  const notePlaceSoon = (): void => {
    stopNoting();
    stopNoting = clock.after(placeDelayMs, notePlace);
  };

  const givePort = (): void => {
    const contents = alive()?.webContents;
    // A port is the whole of the engine: it goes to the page of our own address in the window itself, or nowhere.
    if (!listening || contents === undefined || !isOwnPage(contents.mainFrame.url)) return;
    const port = parts.connect();
    if (port !== null) contents.mainFrame.postMessage(portMessage, null, [port]);
  };

  const load = (target: BrowserWindow, link: DeepLink | undefined): void => {
    stopLoading();
    [dead, hangs, renewing] = [false, false, null];
    opened += 1;
    const address = link === undefined ? pageAddress : `${pageAddress}${linkToHash(link, opened)}`;
    target.loadURL(address).catch((error: unknown) => log.warn('page not shown', { error }));
  };

  /** Later, at the place that was asked for meanwhile. */
  const loadSoon = (delayMs: number): void => {
    stopLoading();
    stopLoading = clock.after(delayMs, () => {
      const open = alive();
      if (open !== null && !leaving) load(open, renewing?.link);
    });
  };

  const died = (reason: string): void => {
    listening = false;
    dead = true;
    if (alive() === null || leaving) return;
    if (renewing !== null) {
      loadSoon(0);
      return;
    }
    revivals = revivals.filter((at) => clock.monotonic() - at < revivalWindowMs);
    log.warn('page died', { reason, before: revivals.length });
    if (revivals.length >= maxRevivals) return;
    revivals.push(clock.monotonic());
    loadSoon(revivalDelayMs);
  };

  /** A new page in the place of one that hangs. Loading alone would wait for the process that hangs. */
  const renew = (target: BrowserWindow, link: DeepLink | undefined): void => {
    [listening, hangs, renewing] = [false, false, { link }];
    log.warn('page that hangs is loaded again', {});
    loadSoon(endingMs);
    target.webContents.forcefullyCrashRenderer();
  };

  /** What the user is to see: the page, at a place where one is named. */
  const bring = (target: BrowserWindow, link: DeepLink | undefined): void => {
    if (hangs) renew(target, link);
    else if (renewing !== null) renewing.link = link ?? renewing.link;
    else if (dead || link !== undefined) load(target, link);
  };

  const make = (link: DeepLink | undefined): BrowserWindow => {
    listening = false;
    const saved = place.get();
    const screen = parts.screen();
    const primary = screen.getPrimaryDisplay();
    const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
    const made = parts.create({
      ...keepOnScreen(saved?.bounds ?? null, [primary, ...others]),
      minWidth: minimumSize.width,
      minHeight: minimumSize.height,
      show: false,
      title: 'Elo',
      icon: parts.icon,
      autoHideMenuBar: true,
      backgroundColor: parts.dark() ? grounds.dark : grounds.light,
      webPreferences: webPreferences({ preload: parts.preload, devTools: parts.devTools }),
    });
    if (saved?.maximized === true) made.maximize();
    made.once('ready-to-show', () => made.show());
    made.on('resize', notePlaceSoon);
    made.on('move', notePlaceSoon);
    made.on('close', (event) => {
      stopNoting();
      notePlace();
      if (leaving) return;
      event.preventDefault();
      made.hide();
      const known = place.get();
      if (known === null || known.toldHidden) return;
      place.set({ ...known, toldHidden: true });
      parts.onFirstHidden();
    });
    made.on('closed', () => {
      stopNoting();
      stopLoading();
      window = null;
    });
    made.webContents.on('did-finish-load', () => {
      // What stands in the place of a page that could not be loaded has loaded too.
      if (dead) return;
      listening = true;
      givePort();
    });
    made.webContents.on('did-fail-load', (_event, code, reason, _address, isMainFrame) => {
      if (isMainFrame && code !== aborted) died(reason);
    });
    made.webContents.on('render-process-gone', (_event, { reason }) => died(reason));
    made.webContents.on('unresponsive', () => {
      hangs = true;
      log.warn('page hangs', {});
    });
    made.webContents.on('responsive', () => {
      hangs = false;
    });
    load(made, link);
    return made;
  };

  return {
    show(link) {
      const open = alive();
      if (open === null) {
        window = make(link);
        return;
      }
      bring(open, link);
      if (open.isMinimized()) open.restore();
      open.show();
      open.focus();
    },
    focused: () => {
      const open = alive();
      return open !== null && open.isVisible() && open.isFocused();
    },
    current: alive,
    givePort,
    letGo() {
      if (leaving) return;
      leaving = true;
      // The end of the app closes the window without a word.
      stopNoting();
      notePlace();
    },
  };
}
