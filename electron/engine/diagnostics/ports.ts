import type { PortProbe } from '../../../shared/api/events.ts';
import type { FolderView, Status } from '../../../shared/contract/schemas.ts';
import type { Desktop } from '../../../shared/contract/windowSchemas.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { EloError } from '../../../shared/domain/eloError.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Http } from '../net/createHttp.ts';
import type { WebStartReading } from '../platform/windows/readWebStart.ts';
import type { LookAtMachine } from '../platform/machine/machineTypes.ts';
import type { FixChange } from './watchFix.ts';

/** Credentials of the profiles, in the system's vault and nowhere else. All refuse with `vault-unavailable`. */
export interface DiagnosisSecrets {
  read(name: string): Promise<string | null>;
  write(name: string, secret: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** One try of a port from outside. */
export interface PortProbeRequest {
  readonly port: number;
  readonly family: 4 | 6;
  /** What a listener of ours says when it is reached. */
  readonly nonce?: string;
  /** How long the connection stays open. */
  readonly holdMs?: number;
}

export interface RecentSave {
  readonly path: string;
  readonly savedAt: string | null;
  readonly keptAt: string;
}

/** What the checks need of the rest of the engine; `engine.ts` hands it in. */
export interface DiagnosticsParts {
  readonly ledger: Pick<Ledger, 'values' | 'outbox'>;
  /** Why there is no engine behind this diagnosis; `null` where there is one. */
  readonly engineProblem: EloError | null;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  readonly appVersion: string;
  readonly secrets: DiagnosisSecrets;
  /** Begins a look at the machine; each run takes one of its own. */
  readonly lookAtMachine: LookAtMachine;
  /** The app's own client: what it can reach, Elo can reach. */
  readonly http: Http;
  /** The address of FoccoLojas; `null` while none is set. */
  serverUrl(): string | null;
  /** Asks the server as the app itself does: same client, proxy and certificates. */
  checkServer(url: string, signal: AbortSignal): Promise<{ readonly clockSkewMs: number }>;
  /** The proxy the system has for an address, as the app itself asks for it; `null` for none. */
  proxyFor(url: string): Promise<string | null>;
  /**
   * FoccoLojas tries a port of the address this machine's calls come from, by one family.
   * @throws EloError `server-not-set`, `sign-in-required`, what the client throws
   */
  probePort(request: PortProbeRequest, signal: AbortSignal): Promise<PortProbe>;
  /** Account, line and health after asking FoccoLojas where it can be asked. */
  status(): Promise<Status>;
  folders(): readonly FolderView[];
  /** The store's name as FoccoLojas has it; `null` where it cannot be asked. */
  storeName(): Promise<string | null>;
  /** Who sits at this computer: the user who is signed in, else the system's. */
  userName(): Promise<string>;
  /** The newest saves: their file, when it was saved by its own word, and when it was kept. */
  recentSaves(limit: number): readonly RecentSave[];
  /** Looks for Promob's webStart where an installed program leaves traces. */
  readWebStart(signal: AbortSignal): Promise<WebStartReading>;
  /** What the host tells of itself: its version, an update, starting with the system. */
  desktop(): Promise<Desktop>;
  /** Where reports go unless the user says otherwise. */
  documentsFolder(): Promise<string>;
  /** What is watched in the background changed, and stood for a while: the user is told. */
  readonly onFixChange: (change: FixChange) => void;
  /** Runs, checklists or watches can be read anew. */
  readonly onMoved: () => void;
  /** What was seen in the background could not be written down. */
  readonly onFailed: (error: unknown) => void;
}
