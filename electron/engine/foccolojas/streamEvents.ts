import { createParser } from 'eventsource-parser';
import { StreamEvent } from '../../../shared/api/events.ts';
import type { Clock, Stop } from '../../../shared/domain/clock.ts';
import { EloError, toEloError } from '../../../shared/domain/eloError.ts';
import type { FoccoLojasClient } from './client.ts';

/** How the stream stands. */
export type EventStreamState =
  | { readonly state: 'connecting' }
  | { readonly state: 'open' }
  /** Ended or never came about; tried again in `retryInMs`. */
  | { readonly state: 'waiting'; readonly retryInMs: number; readonly error: EloError };

export interface EventStreamOptions {
  readonly client: Pick<FoccoLojasClient, 'openEvents'>;
  /** The place kept from the last time. */
  readonly lastEventId?: string | undefined;
  /**
   * Hears each event once, in order; `id` is the place to keep when it was dealt with (absent: none). A `resync` means
   * *read everything again*. Where it throws, the event comes again after a reconnect.
   */
  readonly onEvent: (event: StreamEvent, id: string | undefined) => void | Promise<void>;
  readonly onState?: (state: EventStreamState) => void;
  readonly clock: Clock;
  /** 0 ≤ x < 1, for the jitter. Default Math.random. */
  readonly random?: () => number;
}

export interface EventStream {
  stop: Stop;
  /** Does not wait any longer: somebody signed in, the machine woke, the network is back. */
  wake(): void;
  /** Resolves after `stop`, when nothing is under way any more. */
  readonly done: Promise<void>;
}

/** Three of FoccoLojas' 15 s heartbeats: then the connection is dead even if TCP has not noticed. */
const silenceMs = 45_000;
/** A connection that lived this long was a good one; the next failure counts as the first. */
const goodMs = 10_000;
const firstWaitMs = 1000;
const longestWaitMs = 60_000;
/** An event is a type and a few ids, some 200 bytes. */
const largestEvent = 64 * 1024;

/** Follows FoccoLojas' events for as long as it is not stopped: reconnects with backoff and full jitter, goes on where it was. */
export function streamEvents(options: EventStreamOptions): EventStream {
  const { client, clock, onState = () => undefined, random = Math.random } = options;
  const stopping = new AbortController();
  let place = options.lastEventId;
  let failures = 0;
  let baseMs = firstWaitMs;
  let endWait: Stop = () => undefined;

  /** Follows one connection until it ends, which is always an error. */
  const follow = async (): Promise<never> => {
    const connection = new AbortController();
    const end = () => connection.abort();
    stopping.signal.addEventListener('abort', end, { once: true });
    let silent: EloError | undefined;
    let stopWatch: Stop = () => undefined;
    const heard = () => {
      stopWatch();
      stopWatch = clock.after(silenceMs, () => {
        silent = new EloError('network-timeout', 'The stream of events fell silent', {
          retryable: true,
          details: { phase: 'heartbeat', limitMs: silenceMs },
        });
        end();
      });
    };
    try {
      onState({ state: 'connecting' });
      const body = await client.openEvents({
        ...(place === undefined ? {} : { lastEventId: place }),
        signal: connection.signal,
      });
      const openedAt = clock.monotonic();
      onState({ state: 'open' });
      const arrived: { id: string | undefined; data: string }[] = [];
      let broken: EloError | undefined;
      const parser = createParser({
        maxBufferSize: largestEvent,
        onEvent: ({ id, data }) => arrived.push({ id, data }),
        onRetry: (ms) => {
          baseMs = Math.min(Math.max(ms, firstWaitMs / 2), longestWaitMs);
        },
        onError: (error) => {
          if (error.type === 'max-buffer-size-exceeded') {
            broken = new EloError('event-too-large', 'An event is larger than any can be', {
              retryable: true,
            });
          }
        },
      });
      const decoder = new TextDecoder();
      heard();
      for await (const part of body) {
        heard();
        parser.feed(decoder.decode(part, { stream: true }));
        for (const { id, data } of arrived.splice(0)) await take(id, data);
        if (clock.monotonic() - openedAt >= goodMs) failures = 0;
        if (broken) throw broken;
      }
      throw new EloError('network-reset', 'The stream of events ended', { retryable: true });
    } catch (error) {
      throw silent ?? toEloError(error);
    } finally {
      stopWatch();
      stopping.signal.removeEventListener('abort', end);
      connection.abort();
    }
  };

  const take = async (id: string | undefined, data: string): Promise<void> => {
    const event = StreamEvent.safeParse(parsed(data));
    // A resync sets the place anew, to wherever the server begins again; all else only ever goes forward.
    const resync = event.success && event.data.type === 'resync';
    if (!resync && isOld(id, place)) return;
    // Types this version does not know are passed over, but not asked for again.
    if (event.success) await options.onEvent(event.data, id);
    if (id !== undefined) place = id;
  };

  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      endWait = () => {
        cancel();
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await follow();
      } catch (thrown) {
        if (stopping.signal.aborted) return;
        const error = toEloError(thrown);
        failures += 1;
        // Full jitter: after an outage the machines of all stores must not come back at the same moment.
        const ceiling = Math.min(longestWaitMs, baseMs * 2 ** Math.min(failures - 1, 10));
        const asked = Number(error.details['retryAfterMs'] ?? 0);
        const retryInMs = Math.max(Math.round(random() * ceiling), asked);
        onState({ state: 'waiting', retryInMs, error });
        await wait(retryInMs);
      }
    }
  };

  return {
    stop: () => {
      stopping.abort();
      endWait();
    },
    wake: () => {
      failures = 0;
      endWait();
    },
    done: run(),
  };
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return undefined;
  }
}

/** Ids are rising whole numbers; anything else cannot be compared and is taken. */
function isOld(id: string | undefined, place: string | undefined): boolean {
  const number = /^\d{1,30}$/;
  if (id === undefined || place === undefined || !number.test(id) || !number.test(place)) return false;
  return BigInt(id) <= BigInt(place);
}
