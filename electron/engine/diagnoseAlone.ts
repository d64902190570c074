import { homedir, userInfo } from 'node:os';
import type { EngineHost } from '../../shared/contract/host.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import { createDiagnostics } from './diagnostics/createDiagnostics.ts';
import type { Diagnostics } from './diagnostics/createDiagnostics.ts';
import { checkServer } from './foccolojas/checkServer.ts';
import { createHttp } from './net/createHttp.ts';
import { createLookAtMachine } from './platform/lookAtMachine.ts';
import { readWebStart } from './platform/windows/readWebStart.ts';

/**
 * The diagnosis without an engine, where none can be had: whatever needs one says so, the rest is looked at all the
 * same. Nothing is remembered.
 * @param o.problem why there is no engine
 */
export function diagnoseAlone(o: {
  readonly problem: EloError;
  readonly dataDir: string;
  readonly serverUrl: string | null;
  readonly appVersion: string;
  readonly host: EngineHost;
  readonly clock: Clock;
}): Diagnostics {
  const { clock, problem } = o;
  const http = createHttp({
    userAgent: `Elo/${o.appVersion}`,
    clock,
    proxyFor: (url) => o.host.proxyFor(url),
  });
  const values = new Map<string, unknown>();
  const diagnostics = createDiagnostics({
    ledger: {
      values: { get: (key) => values.get(key), set: (key, value) => values.set(key, value) },
      get outbox(): never {
        throw problem;
      },
    },
    engineProblem: problem,
    dataDir: o.dataDir,
    clock,
    platform: process.platform,
    appVersion: o.appVersion,
    secrets: {
      read: () => Promise.reject(problem),
      write: () => Promise.reject(problem),
      remove: () => Promise.reject(problem),
    },
    http,
    lookAtMachine: createLookAtMachine(clock),
    readWebStart,
    desktop: () => Promise.reject(problem),
    recentSaves: () => {
      throw problem;
    },
    proxyFor: (url) => o.host.proxyFor(url),
    probePort: () =>
      Promise.reject(new EloError('sign-in-required', 'nobody is signed in without an engine')),
    serverUrl: () => o.serverUrl,
    checkServer: (url, signal) => checkServer(url, { http, clock, signal }),
    status: () => Promise.reject(problem),
    folders: () => {
      throw problem;
    },
    storeName: () => Promise.resolve(null),
    userName: () => Promise.resolve(userInfo().username),
    documentsFolder: () => Promise.resolve(homedir()),
    onFixChange: () => undefined,
    onMoved: () => undefined,
    onFailed: () => undefined,
  });
  return {
    ...diagnostics,
    stop() {
      diagnostics.stop();
      http.close();
    },
  };
}
