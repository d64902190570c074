import type { CheckedServerView, Settings, Setup } from '../../shared/contract/windowSchemas.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { EngineSettings } from './engineSettings.ts';
import { checkServer } from './foccolojas/checkServer.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Http } from './net/createHttp.ts';
import type { OnlineSide } from './onlineSide.ts';

/** The first run and the settings of the window. */
export interface SetupCalls {
  get(): Setup;
  /** @throws EloError what `checkServer` refuses */
  checkServer(url: string, signal: AbortSignal | undefined): Promise<CheckedServerView>;
  /** @throws EloError as {@link OnlineSide.setServer} */
  setServer(url: string): Promise<Setup>;
  finish(): Setup;
  settings(): Settings;
  /** What is absent stays as it is. */
  setSettings(change: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Settings;
}

export function createSetup(o: {
  readonly settings: EngineSettings;
  readonly online: OnlineSide;
  readonly ledger: Pick<Ledger, 'folders'>;
  readonly http: Http;
  readonly clock: Clock;
  readonly onChanged: (what: 'setup' | 'settings') => void;
}): SetupCalls {
  const { settings, online } = o;
  const get = (): Setup => {
    const account = online.session()?.account();
    return {
      serverUrl: online.serverUrl(),
      signedIn: account?.signedIn ?? false,
      promobLink: account?.promobLink ?? 'not-linked',
      responsible: account?.user?.roles.includes('responsible') ?? false,
      folders: o.ledger.folders.list().length,
      done: settings.get().setupDone,
    };
  };
  const view = (): Settings => {
    const { language, theme } = settings.get();
    return { language, theme };
  };
  return {
    get,
    async checkServer(url, signal) {
      const { serverUrl, clockSkewMs } = await checkServer(url, {
        http: o.http,
        clock: o.clock,
        ...(signal === undefined ? {} : { signal }),
      });
      return { serverUrl, clockSkewMs };
    },
    async setServer(url) {
      await online.setServer(url);
      o.onChanged('setup');
      return get();
    },
    finish() {
      settings.set({ setupDone: true });
      o.onChanged('setup');
      return get();
    },
    settings: view,
    setSettings(change) {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      if (Object.keys(given).length > 0) {
        settings.set(given);
        o.onChanged('settings');
      }
      return view();
    },
  };
}
