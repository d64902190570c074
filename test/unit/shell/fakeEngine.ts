import { implement } from '@orpc/server';
import { runEngineProcess } from '../../../electron/engine/engineProcess.ts';
import type { ParentPort } from '../../../electron/engine/engineProcess.ts';
import type { EngineHost } from '../../../shared/contract/host.ts';
import { contract } from '../../../shared/contract/contract.ts';
import type { EngineEvent, NotificationView, Status } from '../../../shared/contract/schemas.ts';
import type { EloError } from '../../../shared/domain/eloError.ts';
import type { FakeProcess } from './fakeElectron.ts';

export interface FakeEngine {
  /** The host that the shell is to it. */
  host: EngineHost;
  status: Status;
  notices: NotificationView[];
  readonly opened: string[];
  readonly taken: string[];
  woken: number;
  desktopChanges: number;
  stopped: number;
  takeRefusal: EloError | null;
  emit(event: EngineEvent): void;
}

export const calmStatus: Status = {
  signedIn: true,
  user: { id: '1', name: 'Ana', roles: [] },
  promobLink: 'linked',
  online: true,
  queue: { kept: 0, sending: 0, withheld: 0, needsAttention: 0 },
  folders: [],
  health: [],
};

const log = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };

/**
 * Plays the engine inside a fake process: the real entry of the process, its real ports and calls, around an engine that
 * answers what the test says.
 */
export function playEngine(process: FakeProcess, startRefusal: EloError | null = null): FakeEngine {
  const readers = new Set<(event: EngineEvent) => void>();
  const engine: FakeEngine = {
    host: undefined as unknown as EngineHost,
    status: calmStatus,
    notices: [],
    opened: [],
    taken: [],
    woken: 0,
    desktopChanges: 0,
    stopped: 0,
    takeRefusal: null,
    emit: (event) => {
      for (const reader of readers) reader(event);
    },
  };
  const os = implement(contract);
  const router = {
    status: os.status.handler(() => engine.status),
    events: os.events.handler(async function* ({ signal }) {
      const waiting: EngineEvent[] = [];
      let wake: () => void = () => undefined;
      const reader = (event: EngineEvent): void => {
        waiting.push(event);
        wake();
      };
      readers.add(reader);
      signal?.addEventListener('abort', () => wake());
      while (signal?.aborted !== true) {
        const next = waiting.shift();
        if (next !== undefined) yield next;
        else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
      readers.delete(reader);
    }),
    settings: { get: os.settings.get.handler(() => ({ language: 'pt-BR', theme: 'system' })) },
    notifications: {
      list: os.notifications.list.handler(() => engine.notices),
      open: os.notifications.open.handler(({ input }) => {
        engine.opened.push(input.id);
        return {
          id: input.id,
          kind: 'environment-outdated',
          createdAt: '2026-03-02T12:00:00.000Z',
          state: 'seen',
        };
      }),
    },
  };
  const listeners: Parameters<ParentPort['on']>[1][] = [];
  const parentPort: ParentPort = {
    on: (_event, listener) => listeners.push(listener),
    postMessage: (message) => setImmediate(() => process.emit('message', message)),
  };
  process.on('sent', (event: Parameters<(typeof listeners)[0]>[0]) => {
    for (const listener of listeners) listener(event);
  });
  runEngineProcess({
    parentPort,
    createEngine: async ({ host }) => {
      if (startRefusal !== null) throw startRefusal;
      engine.host = host;
      return {
        router,
        log: { scope: () => log },
        start: async () => undefined,
        stop: async () => {
          engine.stopped += 1;
        },
        resumed: async () => {
          engine.woken += 1;
        },
        takeFile: async (path) => {
          if (engine.takeRefusal !== null) throw engine.takeRefusal;
          engine.taken.push(path);
        },
        desktopChanged: () => {
          engine.desktopChanges += 1;
        },
      };
    },
    exit: (code) => setImmediate(() => process.emit('exit', code)),
  });
  // What the shell sent before the engine listened.
  for (const { message, ports } of process.sent) {
    process.emit('sent', { data: message, ports });
  }
  return engine;
}
