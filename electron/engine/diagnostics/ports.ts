import type { FolderView, Status } from '../../../shared/contract/schemas.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Http } from '../net/createHttp.ts';

/** Credentials of the profiles, in the system's vault and nowhere else. All refuse with `vault-unavailable`. */
export interface DiagnosisSecrets {
  read(name: string): Promise<string | null>;
  write(name: string, secret: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** What the checks need of the rest of the engine; `engine.ts` hands it in. */
export interface DiagnosticsParts {
  readonly ledger: Ledger;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  readonly appVersion: string;
  readonly secrets: DiagnosisSecrets;
  /** The app's own client: what it can reach, Elo can reach. */
  readonly http: Http;
  /** The address of FoccoLojas; `null` while none is set. */
  serverUrl(): string | null;
  /** Asks the server as the app itself does: same client, proxy and certificates. */
  checkServer(url: string, signal: AbortSignal): Promise<{ readonly clockSkewMs: number }>;
  /** Account, line and health after asking FoccoLojas where it can be asked. */
  status(): Promise<Status>;
  folders(): readonly FolderView[];
  /** Where reports go unless the user says otherwise. */
  documentsFolder(): Promise<string>;
}
