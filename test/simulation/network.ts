import { problemError } from '../../electron/engine/foccolojas/problemError.ts';
import type { FoccoLojasClient } from '../../electron/engine/foccolojas/client.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import type { Dice } from './dice.ts';
import type { Arrival, FoccoLojas, Reply } from './foccoLojas.ts';
import type { Life } from './life.ts';

type Json = Readonly<Record<string, unknown>>;

/** The line between the machine and FoccoLojas, and the weather on it. */
export interface Network {
  online: boolean;
  /** Share of exchanges something happens to. */
  trouble: number;
  /** Longest time an exchange takes each way, in milliseconds. */
  latencyMs: number;
}

type Exchange = (request?: Json, options?: { readonly signal?: AbortSignal }) => Promise<unknown>;

/** What may happen to an exchange, with its weight. */
const troubles: readonly (readonly [trouble: Trouble, weight: number])[] = [
  ['refused', 2],
  ['reset-before', 2],
  ['reset-after', 4],
  ['late', 3],
  ['twice', 3],
  ['garbled', 2],
  ['server-error', 2],
  ['unavailable', 1],
  ['slow-down', 1],
  ['in-progress', 1],
  ['portal', 1],
  ['slow', 3],
];
type Trouble =
  | 'none'
  | 'refused'
  | 'reset-before'
  /** Entered, and the answer lost. */
  | 'reset-after'
  /** Given up here, and entered some time later. */
  | 'late'
  /** Something between sends it twice, the second time later. */
  | 'twice'
  /** Entered, and the answer cut. */
  | 'garbled'
  | 'server-error'
  | 'unavailable'
  | 'slow-down'
  | 'in-progress'
  /** A page of somebody else with a status of its own. */
  | 'portal'
  | 'slow';

const lost = (code: string): EloError =>
  new EloError(code, 'no answer', { retryable: true, remedy: 'check-connection' });

/** How long the client waits for an answer that does not come. */
const givesUpMs = 60_000;
const heartbeatMs = 15_000;

/**
 * The client of FoccoLojas over a simulated line: what its calls ask arrives at the model after a while, once, twice or
 * never, and their answers come back or do not. What is on its way arrives also when the engine dies meanwhile.
 */
export function createNetworkClient(options: {
  readonly network: Network;
  readonly server: FoccoLojas;
  readonly world: Clock;
  readonly clock: Clock;
  readonly life: Life;
  readonly dice: Dice;
  readonly trace: (what: string) => void;
  readonly tokens: {
    token(): number;
    /** Answers whether there is another one by now. */
    rejected(token: number): boolean;
  };
}): FoccoLojasClient {
  const { network, server, world, clock, life, dice, trace } = options;
  const refusalListeners = new Set<(code: string) => void>();

  const refused = (operation: string, status: number, body: unknown, waitMs?: number): EloError => {
    if (status === 401) {
      for (const listener of refusalListeners) listener('sign-in-required');
      return new EloError('sign-in-required', 'nobody is signed in', { remedy: 'sign-in' });
    }
    const error = problemError(operation, status, body, waitMs);
    for (const listener of refusalListeners) listener(error.code);
    return error;
  };

  /** Sends a call on its way; `done` hears what FoccoLojas says, unless it cannot be reached by then. */
  const arrive = (arrival: Arrival, delayMs: number, done: (reply: Reply | null) => void): void => {
    world.after(delayMs, () => {
      if (!network.online) {
        trace(`net ${arrival.operation} does not arrive`);
        done(null);
        return;
      }
      const reply = server.handle(arrival);
      trace(`net ${arrival.operation} ${arrival.key ?? ''} ${reply.ok ? 'ok' : reply.refusal.code}`);
      done(reply);
    });
  };

  const call =
    (operation: string): Exchange =>
    (request = {}, { signal } = {}) => {
      life.touch(`net.${operation}`);
      const arrival: Arrival = {
        operation,
        params: (request['params'] as Json | undefined) ?? {},
        query: (request['query'] as Json | undefined) ?? {},
        body: request['body'],
        key: request['idempotencyKey'] as string | undefined,
      };
      const token = options.tokens.token();
      const there = dice.integer(1, network.latencyMs);
      const back = dice.integer(1, network.latencyMs);
      const trouble: Trouble = dice.chance(network.trouble) ? dice.weighted(troubles) : 'none';
      if (trouble !== 'none') trace(`net ${operation} ${arrival.key ?? ''} meets ${trouble}`);
      return new Promise((resolve, reject) => {
        const later = (delayMs: number, run: () => void): void => {
          clock.after(delayMs, () => {
            if (life.survives(`net.${operation} (answer)`)) run();
          });
        };
        const fail = (delayMs: number, error: () => EloError): void => later(delayMs, () => reject(error()));
        const settle = (reply: Reply | null): void => {
          if (reply === null) fail(back, () => lost('network-no-route'));
          else if (!network.online) fail(givesUpMs, () => lost('network-timeout'));
          else if (reply.ok) later(back, () => resolve(reply.answer));
          else {
            const { status, code } = reply.refusal;
            later(back, () => {
              // With a token renewed meanwhile the client asks again by itself.
              if (status === 401 && options.tokens.rejected(token))
                resolve(call(operation)(request, signal === undefined ? {} : { signal }));
              else reject(refused(operation, status, { status, code }));
            });
          }
        };
        signal?.addEventListener('abort', () => reject(new EloError('cancelled', 'the call was cancelled')), {
          once: true,
        });
        const ignore = (): void => undefined;
        switch (trouble) {
          case 'none':
            return arrive(arrival, there, settle);
          case 'slow':
            return arrive(arrival, there + dice.integer(1_000, 30_000), settle);
          case 'refused':
            return fail(there, () => lost('network-refused'));
          case 'reset-before':
            return fail(there, () => lost('network-reset'));
          case 'reset-after':
            return arrive(arrival, there, () => fail(back, () => lost('network-reset')));
          case 'late':
            arrive(arrival, there + dice.integer(1_000, 120_000), ignore);
            return fail(there + dice.integer(100, 10_000), () => lost('network-timeout'));
          case 'twice':
            arrive(arrival, there + dice.integer(1, 60_000), ignore);
            return arrive(arrival, there, settle);
          case 'garbled':
            return arrive(arrival, there, () => fail(back, () => lost('answer-not-json')));
          case 'server-error':
            return fail(there + back, () => refused(operation, 500, { code: 'server-error' }));
          case 'unavailable':
            return fail(there + back, () => refused(operation, 503, { code: 'service-unavailable' }, 5_000));
          case 'slow-down': {
            const wait = dice.integer(1, 20) * 1_000;
            return fail(there + back, () => refused(operation, 429, { code: 'rate-limited' }, wait));
          }
          case 'in-progress':
            arrive(arrival, there, ignore);
            return fail(there + back, () => refused(operation, 409, { code: 'idempotency-in-progress' }));
          case 'portal':
            return fail(there + back, () => refused(operation, 403, undefined));
        }
      });
    };

  async function* follow(lastEventId: string | undefined, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const encoder = new TextEncoder();
    let place = lastEventId;
    let wake = (): void => undefined;
    const stopHearing = server.onEvent(() => wake());
    signal.addEventListener('abort', () => wake(), { once: true });
    try {
      for (;;) {
        if (signal.aborted) return;
        if (!network.online || !server.sessionStands()) throw lost('network-reset');
        const events = server.eventsAfter(place);
        for (const { id, type, data } of events) {
          place = String(id);
          yield encoder.encode(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
        }
        if (events.length > 0) continue;
        await new Promise<void>((resolve) => {
          const cancel = clock.after(heartbeatMs, resolve);
          wake = () => {
            cancel();
            clock.after(dice.integer(1, network.latencyMs), resolve);
          };
        });
        yield encoder.encode(': alive\n\n');
      }
    } finally {
      stopHearing();
    }
  }

  const client = new Proxy<Record<string, unknown>>(
    {
      baseUrl: 'https://foccolojas.example',
      onRefusal(listener: (code: string) => void) {
        refusalListeners.add(listener);
        return () => refusalListeners.delete(listener);
      },
      async openEvents(place: { readonly lastEventId?: string; readonly signal: AbortSignal }) {
        life.touch('net.openEvents');
        await new Promise<void>((resolve) => {
          clock.after(dice.integer(1, network.latencyMs), resolve);
        });
        if (!network.online) throw lost('network-no-route');
        if (!server.sessionStands()) {
          options.tokens.rejected(options.tokens.token());
          throw refused('streamEvents', 401, undefined);
        }
        return follow(place.lastEventId, place.signal);
      },
    },
    // A client is no promise, whatever asks.
    { get: (made, name: string) => (name === 'then' ? undefined : (made[name] ??= call(name))) },
  );
  return client as unknown as FoccoLojasClient;
}
