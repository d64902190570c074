import type { AnyRouter } from '@orpc/server';
import type { Diagnosis, DiagnosisStep, ProfileView } from '../../shared/contract/diagnosisSchemas.ts';
import type { EngineHost } from '../../shared/contract/host.ts';
import type { EloError } from '../../shared/domain/eloError.ts';
import type { Locale } from '../../shared/text/text.ts';
import type { Log } from '../engine/logging/createLog.ts';

/** How a command wants its engine. */
export interface EngineConfig {
  readonly dataDir: string;
  readonly serverUrl?: string;
  readonly vault: 'system' | 'memory';
  readonly host: EngineHost;
  readonly appVersion: string;
  readonly consoleLog?: boolean;
}

/** The part of an engine that a command uses. */
export interface HostedEngine {
  /** The log of the data folder; one engine, one log. */
  readonly log: Log;
  readonly router: AnyRouter;
  start(): Promise<{ readonly engineMs: number; readonly filesChecked: number }>;
  /** Waits until what was found is kept, at the latest until the time. */
  atRest(timeoutMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** The diagnosis outside of an engine: understanding what was asked, and looking where no engine can be had. */
export interface DiagnosisParts {
  /** @throws EloError where profile or fields are not understood */
  understandProfile(name: string, fields: Readonly<Record<string, string>>): Promise<ProfileView>;
  builtInViews(): ProfileView[];
  reportAsPdf(diagnosis: Diagnosis, locale: Locale, forOthers: boolean): Promise<Buffer>;
  /** @param o.problem why there is no engine */
  diagnoseAlone(o: {
    readonly problem: EloError;
    readonly dataDir: string;
    readonly serverUrl: string | null;
    readonly appVersion: string;
    readonly host: EngineHost;
  }): {
    run(
      request: {
        readonly profile: string;
        readonly fields: Readonly<Record<string, string>>;
        readonly secrets: Readonly<Record<string, string>>;
        readonly only?: string;
      },
      onStep: (step: DiagnosisStep) => void,
      signal: AbortSignal,
    ): Promise<Diagnosis>;
    stop(): void;
  };
}

/** What the command line is made of besides itself; loaded only by the commands that need it. */
export interface EngineParts {
  /** Takes the lock of the data folder; throws `data-folder-in-use` with `pid` and `startedAt`. */
  createEngine(config: EngineConfig): Promise<HostedEngine>;
  /** What the diagnosis can do without an engine. */
  diagnosis(): Promise<DiagnosisParts>;
  /** Reads one project file or listing without any engine; the object is the command's JSON. */
  inspectFile(path: string): Promise<object>;
}
