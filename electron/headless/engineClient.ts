import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { EngineClient } from '../../shared/contract/contract.ts';
import { systemClock } from '../../shared/domain/clock.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import type { DoorLog } from '../engine/door/callInterceptor.ts';
import type { EngineConfig, EngineParts, HostedEngine } from './engineParts.ts';

/** Another command may hold the data folder for its own duration; a longer one is somebody else's engine. */
const lockPatienceMs = 20_000;
const lockPauseMs = 100;

/** A hundred projects are kept in this time; more are kept by the next commands, or by a running engine. */
const restMs = 5_000;

/** An engine for one command: the running one, or one of the command's own. */
export interface EngineUse {
  readonly client: EngineClient;
  /** Why the running engine was lost, where it was. */
  lost(): EloError | null;
  close(): Promise<void>;
}

export interface EngineUseOptions {
  readonly config: EngineConfig;
  readonly parts: EngineParts;
  readonly connectMs?: number | undefined;
  /** Called once when the command has to wait for another one. */
  readonly onWaiting?: () => void;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
}

/** The server the running engine works with, as it wrote it down: `none` where it has none, `null` where it does not tell. */
function runningServer(dataDir: string): string | null {
  try {
    const facts = JSON.parse(readFileSync(join(dataDir, 'engine.json'), 'utf8')) as {
      readonly serverUrl?: unknown;
    };
    return typeof facts.serverUrl === 'string' ? facts.serverUrl : 'none';
  } catch {
    return null;
  }
}

const plain = (url: string): string => (URL.canParse(url) ? new URL(url).href.replace(/\/+$/, '') : url);

function refuseOtherServer(config: EngineConfig): void {
  const running = runningServer(config.dataDir);
  if (config.serverUrl === undefined || running === null || plain(running) === plain(config.serverUrl))
    return;
  throw new EloError('server-mismatch', 'the running engine talks to another server', {
    details: running === 'none' ? {} : { running: plain(running) },
  });
}

/**
 * A client inside the same process; errors are spelled as over the socket.
 * @param log where the whole of an unexpected error goes, because a client is not told it
 */
export async function clientInProcess(engine: HostedEngine, log: DoorLog): Promise<EngineClient> {
  const [{ createRouterClient }, { createCallInterceptor }] = await Promise.all([
    import('@orpc/server'),
    import('../engine/door/callInterceptor.ts'),
  ]);
  const intercept = createCallInterceptor(log, systemClock);
  return createRouterClient(engine.router, {
    context: {},
    interceptors: [(call) => intercept(call) as never],
  }) as unknown as EngineClient;
}

async function startOwnEngine(options: EngineUseOptions): Promise<EngineUse> {
  const engine = await options.parts.createEngine(options.config);
  try {
    await engine.start();
    // Nobody else keeps what was saved meanwhile: a command's own engine does, as a running one would have.
    await engine.atRest(restMs);
    const client = await clientInProcess(engine, engine.log.scope('door'));
    return {
      client,
      lost: () => null,
      close: async () => {
        // The command may have added a folder.
        await engine.atRest(restMs);
        await engine.stop();
      },
    };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

/**
 * The engine of a data folder for one command: a client of the running one; with none running, an engine for the
 * command's own duration. Where another command holds the folder right now, it is waited for.
 * @throws EloError `engine-not-answering`, `server-mismatch`, `data-folder-in-use`, or what starting an engine refuses
 */
export async function openEngine(options: EngineUseOptions): Promise<EngineUse> {
  const { connectLocal } = await import('./connectLocal.ts');
  const until = performance.now() + lockPatienceMs;
  let waiting = false;
  for (;;) {
    const connection = await connectLocal(options.config.dataDir, options.connectMs);
    if (connection !== null) {
      try {
        refuseOtherServer(options.config);
      } catch (error) {
        await connection.close();
        throw error;
      }
      return connection;
    }
    try {
      return await startOwnEngine(options);
    } catch (error) {
      const busy = error instanceof EloError && error.code === 'data-folder-in-use';
      if (!busy || performance.now() > until) throw error;
    }
    if (!waiting) options.onWaiting?.();
    waiting = true;
    await pause(lockPauseMs, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
}
