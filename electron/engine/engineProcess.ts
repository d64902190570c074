import { onMessagePortClose } from '@orpc/client/message-port';
import { implement } from '@orpc/server';
import type { AnyRouter } from '@orpc/server';
import type { EngineHost } from '../../shared/contract/host.ts';
import { engineControlContract, toEngineSchema } from '../../shared/contract/hostContract.ts';
import type { FromEngine, ToEngine } from '../../shared/contract/hostContract.ts';
import { toEloError } from '../../shared/domain/eloError.ts';
import { serveOnLocalSocket } from './door/serveOnLocalSocket.ts';
import { servePorts } from './door/servePorts.ts';
import type { ClientPort, PortDoor } from './door/servePorts.ts';
import { hostOverPort } from './hostOverPort.ts';
import type { Log } from './logging/createLog.ts';

/** The way to the shell that every process of the app is born with. */
export interface ParentPort {
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly ClientPort[] }) => void,
  ): unknown;
  postMessage(message: FromEngine): void;
}

/** The part of an engine that its process uses. */
export interface ProcessEngine {
  readonly router: AnyRouter;
  readonly log: Log;
  start(): Promise<unknown>;
  stop(): Promise<void>;
  /** Folders are checked and FoccoLojas is tried at once. */
  resumed(): Promise<void>;
  /** Takes a listing in, or looks at a project file. */
  takeFile(path: string): Promise<void>;
  /** What the host tells of itself is another now. */
  desktopChanged(): void;
}

export interface EngineProcessParts {
  readonly parentPort: ParentPort;
  createEngine(config: {
    readonly dataDir: string;
    readonly serverUrl?: string;
    readonly vault: 'system' | 'memory';
    readonly host: EngineHost;
    readonly appVersion: string;
  }): Promise<ProcessEngine>;
  /** Ends the process. */
  exit(code: number): void;
}

function createControl(engine: ProcessEngine, stop: () => Promise<void>) {
  const os = implement(engineControlContract);
  return os.router({
    resumed: os.resumed.handler(async () => {
      await engine.resumed();
      return {};
    }),
    takeFile: os.takeFile.handler(async ({ input }) => {
      await engine.takeFile(input.path);
      return {};
    }),
    desktopChanged: os.desktopChanged.handler(() => {
      engine.desktopChanged();
      return {};
    }),
    stop: os.stop.handler(async () => {
      await stop();
      return {};
    }),
  });
}

/**
 * The engine as a process of the desktop app: started by the first message of the shell, asks the shell over one port,
 * is told by it over another, serves the window and the shell over further ports, and the command line over the local
 * socket. Ends when the shell says so or is gone.
 */
export function runEngineProcess(parts: EngineProcessParts): void {
  const { parentPort } = parts;
  const tell = (message: FromEngine): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process has no origin
    parentPort.postMessage(message);
  };
  /** Clients that came before the engine stood. */
  const early: ClientPort[] = [];
  let door: PortDoor | null = null;
  let started = false;

  const start = async (config: Extract<ToEngine, { kind: 'start' }>, ports: readonly ClientPort[]) => {
    const [host, control] = ports;
    if (host === undefined || control === undefined) throw new Error('started without its ports');
    const { dataDir, serverUrl, vault, appVersion } = config;
    const engine = await parts.createEngine({
      dataDir,
      vault,
      appVersion,
      host: hostOverPort(host),
      ...(serverUrl === undefined ? {} : { serverUrl }),
    });
    const log = engine.log.scope('door');
    const local = await serveOnLocalSocket({ router: engine.router, dataDir, log }).catch(
      (error: unknown) => {
        // Only the command line misses it; the window has its port.
        log.warn('no local door', { code: toEloError(error).code });
        return null;
      },
    );
    const clients = servePorts({ router: engine.router, log });
    let stopping: Promise<void> | null = null;
    const stop = (): Promise<void> =>
      (stopping ??= (async () => {
        await clients.close();
        await local?.close();
        await engine.stop();
      })());
    // Without its shell nobody would end it: what it holds, above all the data folder, must be free again.
    onMessagePortClose(control, () => void stop().finally(() => parts.exit(0)));
    servePorts({ router: createControl(engine, stop), log }).attach(control);
    door = clients;
    for (const port of early.splice(0)) clients.attach(port);
    tell({ kind: 'serving' });
    try {
      await engine.start();
    } catch (error) {
      await stop();
      throw error;
    }
  };

  parentPort.on('message', ({ data, ports }) => {
    const message = toEngineSchema.safeParse(data);
    if (!message.success) return;
    if (message.data.kind === 'client') {
      const [port] = ports;
      if (port === undefined) return;
      if (door === null) early.push(port);
      else door.attach(port);
      return;
    }
    if (started) return;
    started = true;
    start(message.data, ports).catch((error: unknown) => {
      const { code, details } = toEloError(error);
      tell({ kind: 'failed', code, details: { ...details } });
      parts.exit(1);
    });
  });
}
