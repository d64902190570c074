import type { AnyRouter } from '@orpc/server';
import type { EngineHost } from '../../shared/contract/host.ts';
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

/** What the command line is made of besides itself; loaded only by the commands that need it. */
export interface EngineParts {
  /** Takes the lock of the data folder; throws `data-folder-in-use` with `pid` and `startedAt`. */
  createEngine(config: EngineConfig): Promise<HostedEngine>;
  /** Reads one project file or listing without any engine; the object is the command's JSON. */
  inspectFile(path: string): Promise<object>;
}
