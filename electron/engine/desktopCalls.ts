import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DesktopHost, EngineHost, HostFacts } from '../../shared/contract/host.ts';
import type { Desktop } from '../../shared/contract/windowSchemas.ts';
import { EloError, toEloError } from '../../shared/domain/eloError.ts';
import { openedVersionsFolder } from './environments/openCopy.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { ScopedLog } from './logging/createLog.ts';
import { requireSafeUrl } from './net/loopback.ts';
import { isInside, ownPathKey, pathRulesOf, tidyPath } from './platform/pathKey.ts';

/** A run of the engine makes a few files a day; of more the oldest are forgotten. */
const mostMadePaths = 10_000;

/** What the engine asks of its host in the window's name, each with its refusal. */
export interface DesktopCalls {
  get(): Promise<Desktop>;
  pickFolder(): Promise<{ path: string | null }>;
  setAutostart(on: boolean): Promise<Desktop>;
  openUrl(url: string): Promise<void>;
  reveal(path: string): Promise<void>;
  openLogs(): Promise<void>;
  checkForUpdate(): Promise<Desktop>;
  /**
   * Answers once nothing stands in the way; the host is asked after that, since it ends the engine, which in turn waits
   * for calls under way. What it refuses then is only logged, and clients look at the desktop again.
   * @throws EloError `unsupported`, `update-not-ready`, `still-sending`
   */
  installUpdate(): Promise<void>;
  /** Elo made this file in this run: it may be shown. */
  made(path: string): void;
}

export interface DesktopCallsOptions {
  readonly host: EngineHost;
  readonly ledger: Pick<Ledger, 'folders' | 'files'>;
  readonly dataDir: string;
  readonly appVersion: string;
  /** Something is on its way to FoccoLojas, or goes as soon as there is room. */
  readonly sending: () => boolean;
  readonly log: Pick<ScopedLog, 'warn'>;
  readonly onChanged: () => void;
}

function platformOf(platform: NodeJS.Platform): Desktop['platform'] {
  if (platform === 'win32') return 'windows';
  return platform === 'darwin' ? 'macos' : 'linux';
}

/** Without a desktop around the engine. */
function ownFacts(): HostFacts {
  const documents = join(homedir(), 'Documents');
  return {
    host: 'command-line',
    canPickFolder: false,
    autostart: 'unsupported',
    update: { state: 'unsupported' },
    documentsFolder: existsSync(documents) ? documents : homedir(),
  };
}

export function createDesktopCalls(o: DesktopCallsOptions): DesktopCalls {
  const { host, ledger } = o;
  const rules = pathRulesOf(process.platform);
  const madePaths = new Set<string>();

  const desktop = (): DesktopHost => {
    if (host.desktop !== undefined) return host.desktop;
    throw new EloError('unsupported', 'there is no desktop around this engine');
  };
  const get = async (): Promise<Desktop> => ({
    ...((await host.desktop?.facts()) ?? ownFacts()),
    version: o.appVersion,
    platform: platformOf(process.platform),
  });

  /** What Elo made or watches, and its own folders; nothing else of this machine is anybody's business here. */
  const isKnown = (path: string): boolean => {
    const key = ownPathKey(path);
    if (madePaths.has(key) || key === ownPathKey(o.dataDir)) return true;
    const ownFolders = [join(o.dataDir, 'logs'), join(o.dataDir, openedVersionsFolder)];
    if (ownFolders.some((folder) => key === ownPathKey(folder) || isInside(folder, path, rules))) return true;
    if (ledger.folders.list().some((folder) => ownPathKey(folder.path) === key)) return true;
    return ledger.files.byPath(path) !== null;
  };

  return {
    get,
    async pickFolder() {
      return { path: await desktop().pickFolder() };
    },
    async setAutostart(on) {
      await desktop().setAutostart(on);
      o.onChanged();
      return get();
    },
    async openUrl(url) {
      await host.openUrl(requireSafeUrl(url).href);
    },
    async reveal(path) {
      const tidy = tidyPath(resolve(path), rules);
      if (!isKnown(tidy)) throw new EloError('path-not-known', 'Elo neither made nor watches this path');
      await desktop().reveal(tidy);
    },
    async openLogs() {
      await desktop().reveal(join(o.dataDir, 'logs'));
    },
    async checkForUpdate() {
      await desktop().checkForUpdate();
      o.onChanged();
      return get();
    },
    async installUpdate() {
      const around = desktop();
      if ((await around.facts()).update.state !== 'ready') {
        throw new EloError('update-not-ready', 'no update is ready');
      }
      if (o.sending()) {
        throw new EloError('still-sending', 'something is on its way to FoccoLojas', { retryable: true });
      }
      const ask = async (): Promise<void> => {
        await nextTurn();
        await around.installUpdate();
      };
      void ask().catch((error: unknown) => {
        o.log.warn('update not installed', { code: toEloError(error).code });
        o.onChanged();
      });
    },
    made(path) {
      const key = ownPathKey(tidyPath(resolve(path), rules));
      // The one made again is the newest.
      madePaths.delete(key);
      madePaths.add(key);
      const [oldest] = madePaths;
      if (madePaths.size > mostMadePaths && oldest !== undefined) madePaths.delete(oldest);
    },
  };
}
