import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { MessagePortMain } from 'electron';
import type { EngineClient } from '../../shared/contract/contract.ts';
import type { EngineEvent, NotificationView, Status } from '../../shared/contract/schemas.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { Locale } from '../../shared/text/text.ts';
import type { ShellLog } from './shellLog.ts';

/** What the shell wants to know of the engine, as it changes. */
export interface ShellNews {
  /** `null` while the engine is away. */
  status(status: Status | null): void;
  /** How many notifications nobody has looked at. */
  unread(count: number): void;
  /** Something FoccoLojas asks a person to do. */
  notice(notification: NotificationView): void;
  /** What was found broken is mended, or broken otherwise. */
  diagnosis(event: Extract<EngineEvent, { event: 'diagnosis' }>): void;
  /** An act that waited for its listing may go on, or ended. */
  wait(event: Extract<EngineEvent, { event: 'wait' }>): void;
  language(language: Locale): void;
}

export interface ShellClient {
  /** The engine took calls: listens to it over a port of its own. */
  up(port: MessagePortMain): void;
  /** The engine is away. */
  down(): void;
  /** `null` while the engine is away. */
  engine(): EngineClient | null;
}

/** Should listening end while the engine runs, it is taken up again. */
const listenAgainMs = 5_000;

/** Events come in bursts (forty deliveries in a second); what they are about is read once. */
const gatherMs = 250;

/** The shell as a client of the contract, as the window is one: for tray, badge and toasts. */
export function createShellClient(parts: {
  readonly clock: Clock;
  readonly log: ShellLog;
  readonly news: ShellNews;
}): ShellClient {
  const { clock, log, news } = parts;
  let engine: EngineClient | null = null;
  let port: MessagePortMain | null = null;
  let stopGathering: (() => void) | null = null;

  const readAll = async (own: EngineClient): Promise<void> => {
    const current = (): boolean => engine === own;
    const [status, notices, settings] = await Promise.allSettled([
      own.status(),
      own.notifications.list(),
      own.settings.get(),
    ]);
    if (!current()) return;
    if (status.status === 'fulfilled') news.status(status.value);
    // Refused while no server is known: then nobody asks for anything.
    const list = notices.status === 'fulfilled' ? notices.value : [];
    news.unread(list.filter(({ state }) => state === 'delivered').length);
    if (settings.status === 'fulfilled') news.language(settings.value.language);
  };

  const gather = (own: EngineClient): void => {
    stopGathering ??= clock.after(gatherMs, () => {
      stopGathering = null;
      if (engine === own) void readAll(own);
    });
  };

  const listen = async (own: EngineClient): Promise<void> => {
    const events = await own.events();
    // What changed between the port and the events is in this reading.
    void readAll(own);
    for await (const event of events) {
      if (engine !== own) return;
      if (event.event === 'notification' && event.notification.state === 'delivered') {
        news.notice(event.notification);
      }
      if (event.event === 'diagnosis') news.diagnosis(event);
      if (event.event === 'wait') news.wait(event);
      gather(own);
    }
  };

  const down = (): void => {
    stopGathering?.();
    stopGathering = null;
    engine = null;
    port?.close();
    port = null;
    news.status(null);
  };

  return {
    up(own) {
      port?.close();
      port = own;
      const client = createORPCClient<EngineClient>(new RPCLink({ port: own }));
      engine = client;
      own.start();
      const listenOn = (): void => {
        if (engine !== client) return;
        listen(client)
          .catch((error: unknown) => {
            if (engine === client) log.warn('engine not heard any more', { error });
          })
          .finally(() => clock.after(listenAgainMs, listenOn));
      };
      listenOn();
    },
    down,
    engine: () => engine,
  };
}
