import { access } from 'node:fs/promises';
import type { AppUpdater } from 'electron-updater';
import type { HostFacts } from '../../shared/contract/host.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import type { ShellLog } from './shellLog.ts';

type View = HostFacts['update'];

export interface Updates {
  view(): View;
  /** @throws EloError `unsupported` */
  check(): Promise<void>;
  /**
   * Answers before it begins: what it ends first is the engine, through which the window asked.
   * @throws EloError `update-not-ready`, `still-sending`
   */
  install(): Promise<void>;
  /** At the end, after the engine stopped: installs what is ready. `true` where the installer took over. */
  installAtQuit(): boolean;
  /** Looks now and then by itself. */
  start(): void;
  stop(): void;
}

export type Updater = Pick<
  AppUpdater,
  | 'on'
  | 'checkForUpdates'
  | 'quitAndInstall'
  | 'autoDownload'
  | 'autoInstallOnAppQuit'
  | 'allowDowngrade'
  | 'allowPrerelease'
  | 'disableWebInstaller'
  | 'logger'
>;

export interface UpdatesParts {
  /** `null` where this app cannot be updated, see {@link updatable}. */
  readonly updater: Updater | null;
  readonly clock: Clock;
  readonly log: ShellLog;
  /** Whether something is on its way to FoccoLojas right now. */
  readonly sending: () => Promise<boolean>;
  /** Ends the engine; what waits stays kept and goes out after the update. */
  readonly stopEngine: () => Promise<void>;
  /** Starts the app anew: its engine has ended for an installer that did not come. */
  readonly startAgain: () => void;
  readonly onChange: (view: View) => void;
}

/** The first look leaves the start alone; then four times a day. */
const firstLookMs = 60_000;
const lookMs = 6 * 60 * 60_000;

/** The app ends in the turn after its installer began; a slow disk may take some seconds to close everything. */
const installerMs = 10_000;

/**
 * Whether updates may be taken at all: an installed app on Windows whose own configuration names who signs it. Without
 * a name electron-updater would install whatever the address hands out.
 * @param config text of `app-update.yml`; `null` where there is none
 */
export function updatable(platform: NodeJS.Platform, packaged: boolean, config: string | null): boolean {
  return (
    platform === 'win32' &&
    packaged &&
    config !== null &&
    /^publisherName:[ \t]*(\S|\r?\n[ \t]+-[ \t]*\S)/m.test(config) &&
    /^url:\s*['"]?https:\/\//m.test(config)
  );
}

/** Updates: found and fetched quietly, installed when the user says so or ends the app, never while something is sent. */
export function createUpdates(parts: UpdatesParts): Updates {
  const { updater, clock, log } = parts;
  let view: View = { state: updater === null ? 'unsupported' : 'current' };
  let stopLooking = (): void => undefined;
  /** Asked for already: it ends the app itself, and must not be asked twice. */
  let installing = false;
  /** The installer that was fetched. */
  let installer = '';
  /** What a failure means while an installation begins. */
  let onFailure = (): void => undefined;

  const become = (next: View): void => {
    if (JSON.stringify(next) === JSON.stringify(view)) return;
    view = next;
    parts.onChange(view);
  };

  if (updater !== null) {
    updater.autoDownload = true;
    // Also at the end of the Windows session, when there is no time: installed by `installAtQuit` instead.
    updater.autoInstallOnAppQuit = false;
    updater.allowDowngrade = false;
    updater.allowPrerelease = false;
    updater.disableWebInstaller = true;
    updater.logger = null;
    updater.on('checking-for-update', () => become({ state: 'checking' }));
    updater.on('update-not-available', () => become({ state: 'current' }));
    updater.on('update-available', ({ version }) => become({ state: 'downloading', version, percent: 0 }));
    updater.on('download-progress', ({ percent }) => {
      // Whole percents are enough for a bar, and each change is told to the window.
      const whole = Math.min(100, Math.max(0, Math.round(percent)));
      become({ ...view, state: 'downloading', percent: whole });
    });
    updater.on('update-downloaded', ({ version, downloadedFile }) => {
      installer = downloadedFile;
      become({ state: 'ready', version });
    });
    updater.on('error', (error) => {
      log.warn('update failed', { error });
      become({ state: 'failed' });
      onFailure();
    });
  }

  /** Hands over to the installer. electron-updater tells a failure as an event only; throwing is foreseen as well. */
  const handOver = (own: Updater, startAfterwards: boolean): void => {
    try {
      // Without questions.
      own.quitAndInstall(true, startAfterwards);
    } catch (error) {
      log.warn('update failed', { error });
      onFailure();
    }
  };
  const begin = async (own: Updater): Promise<void> => {
    await parts.stopEngine().catch(() => undefined);
    let given = false;
    const giveUp = (): void => {
      if (given) return;
      given = true;
      log.warn('not installed, started again', {});
      parts.startAgain();
    };
    onFailure = giveUp;
    // Where it succeeds, the app has ended by then.
    clock.after(installerMs, giveUp);
    handOver(own, true);
  };

  const check = async (): Promise<void> => {
    if (updater === null) throw new EloError('unsupported', 'this app is not updated by itself');
    if (['checking', 'downloading', 'ready'].includes(view.state)) return;
    // A failure arrives as the event above as well.
    await updater.checkForUpdates().catch(() => null);
  };
  const look = (): void => {
    void check();
    stopLooking = clock.after(lookMs, look);
  };

  return {
    view: () => view,
    check,
    async install() {
      if (updater === null || view.state !== 'ready') {
        throw new EloError('update-not-ready', 'no update is ready');
      }
      if (await parts.sending()) {
        throw new EloError('still-sending', 'something is being sent', { retryable: true });
      }
      try {
        await access(installer);
      } catch {
        // Cleaned away since: fetched again at the next look.
        become({ state: 'failed' });
        throw new EloError('update-not-ready', 'the installer is gone');
      }
      if (installing) return;
      installing = true;
      clock.after(0, () => void begin(updater));
    },
    installAtQuit() {
      if (updater === null || view.state !== 'ready' || installing) return false;
      let takesOver = true;
      onFailure = () => {
        takesOver = false;
      };
      handOver(updater, false);
      return takesOver;
    },
    start() {
      if (updater !== null) stopLooking = clock.after(firstLookMs, look);
    },
    stop() {
      stopLooking();
    },
  };
}
