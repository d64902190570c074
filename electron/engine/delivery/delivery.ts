import { isoTime } from '../../../shared/domain/clock.ts';
import type { Stop } from '../../../shared/domain/clock.ts';
import { EloError, toEloError } from '../../../shared/domain/eloError.ts';
import type { Delivery as Row } from '../ledger/types.ts';
import { createAccountGate } from './accountGate.ts';
import { backoffMs } from './backoff.ts';
import { failureOf } from './failure.ts';
import { createFailures } from './failures.ts';
import { carriesContent, judge, longestRetryAfterMs } from './judge.ts';
import type { Verdict } from './judge.ts';
import { createLine } from './line.ts';
import type { JsonObject, Rules } from './ports.ts';
import { senders } from './senders/senders.ts';
import type { Delivery, DeliveryOptions, DeliveryStatus, PauseReason } from './types.ts';
import { createWaiters } from './waiters.ts';

/**
 * Six lanes at once bring a queue of many environments over a line of 50 ms latency 5 to 6 times faster than one after
 * the other, and leave two of the eight connections to what the user is waiting for.
 */
const defaultConcurrency = 6;
/** Contents in memory at once: a real project has 0.2 to 5 MB, and one of 200 MB must not meet five others. */
const mostBytesOnTheWay = 64 * 1024 * 1024;
/** Rows decided by a rule in one turn; the rest in the next, so that a long queue never holds the control thread. */
const decisionsPerTurn = 100;
/** A store works on a few hundred environments; of more lanes than this some wait until others are done. */
const mostLanes = 10_000;
/** When the ledger cannot be written (disk full), it is tried again in this time. */
const ledgerRetryMs = 2_000;
/** Between two looks for something that ought to be due but is not given out. */
const leastLookMs = 100;
/** No row waits longer than this; one that seems to was written before the clock was set back. */
const longestWaitMs = longestRetryAfterMs + 60_000;

interface Flight {
  readonly row: Row;
  readonly abort: AbortController;
  /** How often the account's gate had opened when this was sent; an older refusal says nothing about now. */
  readonly openings: number;
  ended: boolean;
}

/** The one sender of a data folder. */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { outbox, clock, random, log } = options;
  const concurrency = options.concurrency ?? defaultConcurrency;
  const flights = new Map<string, Flight>();
  const holds = new Set<'sign-in' | 'link' | 'held'>();
  const failures = createFailures(random);
  const stops: Stop[] = [];
  let running = false;
  let stopped = false;
  let turning = false;
  let turnAgain = false;
  let cancelTimer: Stop = () => undefined;
  /** Monotonic time until which FoccoLojas asked everybody to wait. */
  let slowUntil = 0;
  let slowDowns = 0;
  let drained: (() => void) | null = null;
  let told = '';

  const account = createAccountGate({ gate: options.gate, clock, random, onChange: () => turn() });
  const line = createLine({
    probe: (signal) => options.send.getHealth({}, { signal }),
    clock,
    random,
    onChange: ({ back }) => {
      if (back || line.state() === 'down') log.info('line', { state: line.state() });
      if (back) guarded(() => outbox.wake());
      turn();
    },
  });
  stops.push(account.stop, line.stop);

  const paused = (): PauseReason | null => {
    const closed = account.closedBy();
    if (closed === 'sign-in' || holds.has('sign-in')) return 'sign-in';
    if (closed === 'link' || holds.has('link')) return 'link';
    if (closed === 'standing') return 'standing';
    if (holds.has('held')) return 'held';
    if (line.state() === 'down') return 'offline';
    return clock.monotonic() < slowUntil ? 'rate-limited' : null;
  };
  const status = (): DeliveryStatus => ({
    online: line.state() !== 'down',
    paused: paused(),
    inFlight: flights.size,
    stuck: failures.stuck(),
  });
  const waiters = createWaiters((deliveryId) => outbox.byId(deliveryId), clock, paused);

  /** The ledger refuses while a disk is full; delivery then waits, it never ends. */
  const guarded = <T>(write: () => T): { readonly value: T } | null => {
    try {
      return { value: write() };
    } catch (error) {
      log.warn('ledger-refused', { code: toEloError(error).code });
      return null;
    }
  };

  const changed = (deliveryId: string): void => {
    const row = guarded(() => outbox.byId(deliveryId))?.value;
    if (!row) return;
    waiters.changed(row);
    try {
      options.onChange(row);
    } catch (error) {
      log.warn('listener-failed', { code: toEloError(error).code });
    }
  };

  const tell = (): void => {
    const now = status();
    const digest = `${now.online} ${now.paused} ${now.stuck.length}`;
    if (digest === told) return;
    told = digest;
    options.onStatus?.(now);
  };

  const waitLater = (delayMs: number): void => {
    cancelTimer();
    cancelTimer = clock.after(delayMs, turn);
  };

  /** Gives every free place to the next row that may go, and sees to it that it is called again when that changes. */
  function turn(): void {
    if (turning) {
      turnAgain = true;
      return;
    }
    turning = true;
    try {
      do {
        turnAgain = false;
        if (running) claimDue();
      } while (turnAgain);
    } catch (error) {
      log.warn('turn-failed', { code: toEloError(error).code });
      waitLater(ledgerRetryMs);
    } finally {
      turning = false;
    }
    tell();
  }

  function claimDue(): void {
    cancelTimer();
    let decisions = 0;
    while (flights.size < concurrency) {
      const why = paused();
      if (why === 'rate-limited') waitLater(slowUntil - clock.monotonic());
      if (why !== null || line.state() !== 'up') return;
      const heads = dueHeads(concurrency - flights.size);
      if (heads.length === 0) break;
      let decided = false;
      for (const row of heads) {
        if (!fits(row)) return;
        if (admit(row)) {
          if (outbox.claim(row.deliveryId)) launch(row);
        } else {
          decided = true;
          decisions += 1;
        }
      }
      // What was behind a row that a rule decided may go now.
      if (!decided) break;
      if (decisions >= decisionsPerTurn) {
        waitLater(0);
        return;
      }
    }
    if (flights.size >= concurrency) return;
    const due = outbox.nextDue();
    if (due === null) return;
    const wait = due - clock.now();
    if (wait > longestWaitMs) outbox.wake();
    waitLater(wait > 0 && wait <= longestWaitMs ? wait : leastLookMs);
  }

  /** The oldest due heads; lanes somebody is waiting for go before a backlog that nobody looks at. */
  function dueHeads(limit: number): Row[] {
    const wanted = waiters.lanes();
    if (wanted.size === 0) return outbox.heads(clock.now(), limit);
    const all = outbox.heads(clock.now(), mostLanes);
    const first = all.filter((row) => wanted.has(row.lane));
    return [...first, ...all.filter((row) => !wanted.has(row.lane))].slice(0, limit);
  }

  function fits(row: Row): boolean {
    if (flights.size === 0) return true;
    let bytes = row.bytes ?? 0;
    for (const flight of flights.values()) bytes += flight.row.bytes ?? 0;
    return bytes <= mostBytesOnTheWay;
  }

  /** Asks lock and freshness at the last moment; what may not go is decided here. */
  function admit(row: Row): boolean {
    let may: ReturnType<Rules['mayDeliver']>;
    try {
      may = options.rules.mayDeliver(row);
    } catch (error) {
      settle(row, judge(row.kind, failureOf(error)));
      return false;
    }
    if (may.ok) return true;
    if ('withhold' in may) settle(row, { do: 'withhold', reason: may.withhold });
    else if (carriesContent(row.kind)) settle(row, { do: 'attention', reason: may.refuse });
    else settle(row, { do: 'refuse', reason: may.refuse, body: { code: may.refuse } });
    return false;
  }

  function launch(row: Row): void {
    const flight: Flight = { row, abort: new AbortController(), openings: account.openings(), ended: false };
    flights.set(row.deliveryId, flight);
    changed(row.deliveryId);
    void carry(flight);
  }

  async function carry(flight: Flight): Promise<void> {
    const { row } = flight;
    let end: () => void;
    try {
      const receipt = await senders[row.kind](row, {
        foccolojas: options.send,
        signal: flight.abort.signal,
        readContent: options.readContent,
        find: (deliveryId) => outbox.byId(deliveryId),
        findSave: options.findSave,
      });
      end = () => accept(row, receipt);
    } catch (error) {
      const failure = failureOf(error);
      // A status is an answer of FoccoLojas, whatever it says.
      end = () => {
        if (failure.status !== null) line.proved();
        settle(row, judge(row.kind, failure), flight.openings);
      };
    }
    finish(flight, end);
  }

  /** Writes the result. A ledger that cannot be written is tried again: the row stays on the way until it can. */
  function finish(flight: Flight, end: () => void): void {
    if (flight.ended) return;
    try {
      end();
    } catch (error) {
      log.warn('ledger-refused', { code: toEloError(error).code });
      clock.after(ledgerRetryMs, () => finish(flight, end));
      return;
    }
    flight.ended = true;
    flights.delete(flight.row.deliveryId);
    if (flights.size === 0) drained?.();
    turn();
  }

  function accept(row: Row, receipt: JsonObject): void {
    const proof = carriesContent(row.kind) ? receipt : (receipt['receipt'] as JsonObject | undefined);
    const sameKey = proof?.['idempotencyKey'] === undefined || proof['idempotencyKey'] === row.idempotencyKey;
    if ((carriesContent(row.kind) && receipt['sha256'] !== row.sha256) || !sameKey) {
      settle(row, { do: 'attention', reason: 'receipt-mismatch' });
    } else {
      outbox.received(row.deliveryId, receipt, isoTime(clock.now()));
      failures.received(row.deliveryId);
      slowDowns = 0;
      account.proved();
      changed(row.deliveryId);
    }
    line.proved();
  }

  function settle(row: Row, verdict: Verdict, openings = account.openings()): void {
    const { deliveryId } = row;
    switch (verdict.do) {
      case 'retry': {
        const away = verdict.reason === 'service-unavailable';
        const ladder = failures.wait(deliveryId, verdict.lostAnswer, away);
        outbox.retryLater(deliveryId, clock.now() + (verdict.waitMs ?? ladder), verdict.reason);
        if (failures.add(deliveryId)) log.warn('stuck', { deliveryId, kind: row.kind, code: verdict.reason });
        if (verdict.doubtLine) line.doubt();
        break;
      }
      case 'slow-down': {
        const wait = verdict.waitMs ?? Math.max(1_000, backoffMs(slowDowns, random));
        outbox.retryLater(deliveryId, clock.now() + wait, verdict.reason);
        slowDowns += 1;
        slowUntil = Math.max(slowUntil, clock.monotonic() + wait);
        break;
      }
      case 'pause':
        outbox.retryLater(deliveryId, clock.now(), verdict.reason);
        account.contradicted(verdict.gate, openings);
        break;
      case 'withhold':
        outbox.withhold(deliveryId, verdict.reason);
        failures.forget(deliveryId);
        break;
      case 'refuse':
        outbox.refuse(deliveryId, verdict.reason, verdict.body);
        failures.forget(deliveryId);
        break;
      case 'attention':
        outbox.needsAttention(deliveryId, verdict.reason);
        failures.forget(deliveryId);
        break;
    }
    if (verdict.do !== 'pause') log.info(verdict.do, { deliveryId, kind: row.kind, code: verdict.reason });
    changed(deliveryId);
  }

  return {
    start() {
      if (running) return;
      if (stopped)
        throw new EloError('delivery-stopped', 'A stopped delivery is not started again; make a new one');
      const back = outbox.resetSending();
      if (back > 0) log.info('resumed', { rows: back });
      running = true;
      turn();
    },
    async stop(timeoutMs) {
      if (!running) return;
      running = false;
      stopped = true;
      cancelTimer();
      if (flights.size > 0) {
        await new Promise<void>((resolve) => {
          const cancel = clock.after(timeoutMs, resolve);
          drained = () => {
            cancel();
            resolve();
          };
        });
        drained = null;
      }
      for (const flight of flights.values()) {
        flight.ended = true;
        flight.abort.abort();
        guarded(() => outbox.retryLater(flight.row.deliveryId, 0, 'stopped'));
      }
      flights.clear();
      for (const stop of stops) stop();
      waiters.close();
    },
    kick(cause = 'new-row') {
      if (!running) return;
      line.lookNow();
      if (cause !== 'new-row') guarded(() => outbox.wake());
      turn();
    },
    pause(reason) {
      holds.add(reason);
      tell();
    },
    resume(reason) {
      if (reason === undefined) holds.clear();
      else holds.delete(reason);
      turn();
    },
    state: status,
    whenFinal: (deliveryId, waitOptions) => waiters.wait(deliveryId, waitOptions),
    retry(deliveryId) {
      const asked = outbox.byId(deliveryId);
      if (asked === null) {
        throw new EloError('delivery-not-found', 'There is no such delivery', { details: { deliveryId } });
      }
      if (asked.state === 'sending') return asked;
      if (!outbox.retry(deliveryId)) {
        throw new EloError(
          'delivery-not-retryable',
          'Only what waits or needs attention can be asked for again',
          {
            details: { deliveryId },
          },
        );
      }
      failures.forget(deliveryId);
      changed(deliveryId);
      line.lookNow();
      turn();
      return outbox.byId(deliveryId) ?? asked;
    },
    doubtLine: () => line.doubt(),
  };
}
