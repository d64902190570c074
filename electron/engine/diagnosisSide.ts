import { userInfo } from 'node:os';
import type { EngineHost } from '../../shared/contract/host.ts';
import type { EngineEvent, FolderView, Status } from '../../shared/contract/schemas.ts';
import type { Desktop } from '../../shared/contract/windowSchemas.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { toEloError } from '../../shared/domain/eloError.ts';
import { createDiagnosisSecrets } from './diagnosisSecrets.ts';
import { createDiagnostics } from './diagnostics/createDiagnostics.ts';
import type { Diagnostics } from './diagnostics/createDiagnostics.ts';
import { checkServer } from './foccolojas/checkServer.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Log } from './logging/createLog.ts';
import type { Http } from './net/createHttp.ts';
import type { OnlineSide } from './onlineSide.ts';
import type { WebStartReading } from './platform/windows/readWebStart.ts';
import type { LookAtMachine } from './platform/machine/machineTypes.ts';
import { storeName } from './storeName.ts';

/** FoccoLojas waits 3 s for a port that is silent, and stays a moment where it is not. */
const portProbeMs = 7_000;

/** The diagnosis, handed everything it may look at. */
export function createDiagnosisSide(o: {
  readonly ledger: Ledger;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly appVersion: string;
  readonly vault: 'system' | 'memory';
  readonly host: EngineHost;
  readonly http: Http;
  readonly log: Log;
  readonly online: OnlineSide;
  readonly lookAtMachine: LookAtMachine;
  readonly status: () => Status;
  readonly folders: () => readonly FolderView[];
  readonly readWebStart: (signal: AbortSignal) => Promise<WebStartReading>;
  readonly desktop: () => Promise<Desktop>;
  readonly emit: (event: Extract<EngineEvent, { event: 'diagnosis' }>) => void;
  readonly onMoved: () => void;
}): Diagnostics {
  const { clock, online, http, log } = o;
  const secrets = createDiagnosisSecrets(o);
  const diagnostics = createDiagnostics({
    ledger: o.ledger,
    engineProblem: null,
    dataDir: o.dataDir,
    clock,
    platform: process.platform,
    appVersion: o.appVersion,
    secrets,
    http,
    lookAtMachine: o.lookAtMachine,
    proxyFor: (url) => o.host.proxyFor(url),
    probePort: ({ family, ...body }, signal) =>
      online.required().client.probePort({ body }, { signal, family, timeoutMs: portProbeMs }),
    serverUrl: () => online.serverUrl(),
    checkServer: (url, signal) => checkServer(url, { http, clock, signal }),
    async status() {
      await online.session()?.currentAccount();
      return o.status();
    },
    folders: o.folders,
    storeName: () => storeName(online, clock),
    userName: () => Promise.resolve(online.session()?.account().user?.name ?? userInfo().username),
    onFixChange: ({ profile, change, told, at }) =>
      o.emit({ event: 'diagnosis', profile, change, ...told, at }),
    onMoved: o.onMoved,
    onFailed: (error) => log.scope('diagnosis').warn('watch not kept', { code: toEloError(error).code }),
    readWebStart: o.readWebStart,
    recentSaves: (limit) => o.ledger.saves.recent(limit),
    desktop: o.desktop,
    documentsFolder: async () => (await o.desktop()).documentsFolder,
  });
  return {
    ...diagnostics,
    stop() {
      diagnostics.stop();
      secrets.close();
    },
  };
}
