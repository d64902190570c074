import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { MessageChannelMain, MessagePortMain, UtilityProcess } from 'electron';
import type { EngineHost } from '../../shared/contract/host.ts';
import { fromEngineSchema } from '../../shared/contract/hostContract.ts';
import type { EngineControlClient, FromEngine, ToEngine } from '../../shared/contract/hostContract.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { restartDelay } from './restartDelay.ts';
import { serveHost } from './serveHost.ts';
import type { ShellLog } from './shellLog.ts';

/** Why the engine could not start. */
export type EngineFailure = Pick<Extract<FromEngine, { kind: 'failed' }>, 'code' | 'details'>;

export interface EngineKeeper {
  start(): void;
  /** A new port to the engine, as another client; `null` while none runs. */
  connect(): MessagePortMain | null;
  /** What only the shell may tell its engine; `null` while none runs. */
  control(): EngineControlClient | null;
  /** Ends the engine in order and keeps it ended; what does not end in time is killed. */
  stop(): Promise<void>;
}

export interface EngineKeeperParts {
  readonly fork: () => UtilityProcess;
  readonly createChannel: () => MessageChannelMain;
  readonly config: Omit<Extract<ToEngine, { kind: 'start' }>, 'kind'>;
  readonly host: EngineHost;
  readonly clock: Clock;
  readonly log: ShellLog;
  /** The engine takes calls, for the first time or again. */
  readonly onUp: () => void;
  /** It has lived a minute: it did start. Taking calls says less, since it may still fail to start after that. */
  readonly onProven: () => void;
  /** It ended and will be started again. */
  readonly onDown: (failure: EngineFailure | null) => void;
}

/** One that lived so long did not die of its start. */
const provenMs = 60_000;

/** Stopping drains calls (5 s) and closes databases; a write-ahead log of a big day takes some seconds. */
const stopMs = 20_000;

interface Running {
  readonly process: UtilityProcess;
  readonly control: MessagePortMain;
  readonly controlClient: EngineControlClient;
  serving: boolean;
  failure: EngineFailure | null;
}

/**
 * Keeps an engine running in a process of its own: started with two ports (one it asks its host over, one it is told
 * over), started again with growing waits when it dies, ended in order at the end.
 */
export function createEngineKeeper(parts: EngineKeeperParts): EngineKeeper {
  const { clock, log } = parts;
  let running: Running | null = null;
  let deaths = 0;
  let cancelRestart = (): void => undefined;
  let cancelProven = (): void => undefined;
  let stopped = false;
  let whenGone: (() => void) | null = null;

  const start = (): void => {
    if (stopped || running !== null) return;
    const process = parts.fork();
    const [host, control] = [parts.createChannel(), parts.createChannel()];
    serveHost(host.port1, parts.host, log);
    const own: Running = {
      process,
      control: control.port1,
      controlClient: createORPCClient<EngineControlClient>(new RPCLink({ port: control.port1 })),
      serving: false,
      failure: null,
    };
    running = own;
    control.port1.start();
    process.on('message', (data: unknown) => {
      const message = fromEngineSchema.safeParse(data);
      if (!message.success || running !== own) return;
      if (message.data.kind === 'failed') {
        own.failure = { code: message.data.code, details: message.data.details };
        return;
      }
      if (own.serving) return;
      own.serving = true;
      cancelProven = clock.after(provenMs, () => {
        deaths = 0;
        parts.onProven();
      });
      parts.onUp();
    });
    process.on('exit', (code) => {
      if (running !== own) return;
      running = null;
      cancelProven();
      host.port1.close();
      control.port1.close();
      whenGone?.();
      if (stopped) return;
      deaths += 1;
      const delay = restartDelay(deaths);
      log.warn('engine ended', { exit: code, code: own.failure?.code, deaths, again: delay });
      parts.onDown(own.failure);
      cancelRestart = clock.after(delay, start);
    });
    process.postMessage({ kind: 'start', ...parts.config } satisfies ToEngine, [host.port2, control.port2]);
  };

  const stop = async (): Promise<void> => {
    stopped = true;
    cancelRestart();
    const own = running;
    if (own === null) return;
    const gone = new Promise<void>((resolve) => {
      whenGone = resolve;
    });
    const late = clock.after(stopMs, () => {
      log.warn('engine did not stop in time');
      own.process.kill();
      whenGone?.();
    });
    // Answered when everything is written; closing the port then ends the process.
    own.controlClient.stop().then(
      () => own.control.close(),
      () => own.process.kill(),
    );
    await gone;
    late();
  };

  let stopping: Promise<void> | null = null;
  return {
    start,
    connect() {
      if (running?.serving !== true) return null;
      const { port1, port2 } = parts.createChannel();
      running.process.postMessage({ kind: 'client' } satisfies ToEngine, [port1]);
      return port2;
    },
    control: () => (running?.serving === true ? running.controlClient : null),
    stop: () => (stopping ??= stop()),
  };
}
