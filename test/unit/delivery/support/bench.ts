import { createHash } from 'node:crypto';
import { createDelivery } from '../../../../electron/engine/delivery/delivery.ts';
import type {
  FoccoLojasPort,
  Gate,
  GateReason,
  MayDeliver,
  Outbox,
} from '../../../../electron/engine/delivery/ports.ts';
import type { Delivery, DeliveryStatus } from '../../../../electron/engine/delivery/types.ts';
import type { Delivery as Row, SaveRow } from '../../../../electron/engine/ledger/types.ts';
import { isoTime } from '../../../../shared/domain/clock.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { EloError } from '../../../../shared/domain/eloError.ts';
import { createFakeClock } from './fakeClock.ts';
import { createMemoryOutbox } from './memoryOutbox.ts';

/** One call as FoccoLojas sees it. */
export interface Call {
  readonly operation: string;
  readonly key: string;
  readonly environmentId: string | undefined;
  readonly request: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

/** Answers a call, or throws what the client would throw. */
export type Answer = (call: Call) => Promise<Readonly<Record<string, unknown>>>;

/** A refusal in FoccoLojas' own words, as the client throws it. */
export function refusal(status: number, code: string, retryAfterMs?: number): EloError {
  return Object.assign(strangersRefusal(status, code, retryAfterMs), { problem: { status, code } });
}

/** A status without FoccoLojas' own words: a proxy, a gateway, a portal. */
export function strangersRefusal(status: number, code: string, retryAfterMs?: number): EloError {
  return new EloError(code, `refused with ${status}`, {
    retryable: status >= 500,
    details: { status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
  });
}

/** An exchange without an answer, as the client throws it. */
export function noAnswer(code = 'network-refused'): EloError {
  return new EloError(code, 'no answer', { retryable: true, remedy: 'check-connection' });
}

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The receipt a healthy FoccoLojas gives. */
export function receiptFor(call: Call): Readonly<Record<string, unknown>> {
  const body = call.request['body'];
  const receipt = {
    receiptId: `r-${call.key}`,
    idempotencyKey: call.key,
    environmentId: call.environmentId ?? null,
  };
  if (body instanceof Uint8Array) return { ...receipt, sha256: sha256Of(body), bytes: body.byteLength };
  if (call.operation === 'createNegotiation') return { importId: `import-${call.key}`, receipt };
  return { receipt };
}

const operations = [
  'createSave',
  'createListing',
  'createNegotiation',
  'createUpdate',
  'createCustomer',
  'createProject',
  'createEnvironment',
  'approveQuote',
  'releaseContract',
  'startReview',
  'completeReview',
  'startAssistance',
] as const;

/** A port whose every write goes through one function. */
export function portOf(answer: Answer, health: () => Promise<unknown>): FoccoLojasPort {
  const methods = Object.fromEntries(
    operations.map((operation) => [
      operation,
      (request: Readonly<Record<string, unknown>>, options: { readonly signal: AbortSignal }) =>
        answer({
          operation,
          key: String(request['idempotencyKey']),
          environmentId: (request['params'] as { environmentId?: string } | undefined)?.environmentId,
          request,
          signal: options.signal,
        }),
    ]),
  );
  return { ...methods, getHealth: health } as unknown as FoccoLojasPort;
}

/** What a test changes while delivery runs. */
export interface World {
  answer: Answer;
  health: () => Promise<unknown>;
  probes: number;
  closed: GateReason | null;
  recheck: Gate['recheck'];
  rechecks: number;
  may: (row: Row) => MayDeliver;
  readContent: ((sha256: string) => Promise<Uint8Array>) | null;
}

export interface BenchOptions {
  readonly concurrency?: number;
  readonly random?: () => number;
}

/** Delivery on a standing clock with a memory outbox, a FoccoLojas made of one function, and a gate to open and close. */
export function createBench(options: BenchOptions = {}) {
  const clock = createFakeClock();
  const outbox = createMemoryOutbox(() => isoTime(clock.now()));
  const contents = new Map<string, Uint8Array>();
  const saves = new Map<string, SaveRow>();
  const calls: Call[] = [];
  const changes: Row[] = [];
  const statuses: DeliveryStatus[] = [];
  const logged: string[] = [];
  const gateListeners = new Set<() => void>();
  const state: World = {
    answer: async (call) => receiptFor(call),
    health: async () => ({}),
    probes: 0,
    closed: null,
    recheck: async () => state.closed,
    rechecks: 0,
    may: () => ({ ok: true }),
    readContent: null,
  };
  const gate: Gate = {
    closedBy: () => state.closed,
    recheck: (reason) => {
      state.rechecks += 1;
      return state.recheck(reason);
    },
    onChange: (listener) => {
      gateListeners.add(listener);
      return () => gateListeners.delete(listener);
    },
  };
  const make = (engine: { readonly outbox?: Outbox; readonly clock?: Clock } = {}): Delivery =>
    createDelivery({
      outbox: engine.outbox ?? outbox,
      readContent:
        // oxlint-disable-next-line typescript/promise-function-async -- a throw inside is a rejection here as well
        (sha256) => {
          if (state.readContent !== null) return state.readContent(sha256);
          const bytes = contents.get(sha256);
          return bytes === undefined
            ? Promise.reject(new EloError('content-missing', 'no such content'))
            : Promise.resolve(bytes);
        },
      findSave: (saveId) => saves.get(saveId) ?? null,
      send: portOf(
        (call) => {
          calls.push(call);
          return state.answer(call);
        },
        () => {
          state.probes += 1;
          return state.health();
        },
      ),
      gate,
      rules: { mayDeliver: (row) => state.may(row) },
      clock: engine.clock ?? clock,
      random: options.random ?? (() => 0.5),
      log: { info: (message) => logged.push(message), warn: (message) => logged.push(message) },
      onChange: (row) => changes.push(row),
      onStatus: (status) => statuses.push(status),
      ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
    });
  let made = 0;
  return {
    clock,
    outbox,
    contents,
    saves,
    calls,
    changes,
    statuses,
    logged,
    state,
    delivery: make(),
    /** Another engine on the same outbox. */
    make,
    setGate(closed: GateReason | null) {
      state.closed = closed;
      gateListeners.forEach((listener) => listener());
    },
    gateListeners,
    save(environmentId: string, size = 20): Row {
      made += 1;
      const bytes = new Uint8Array(size).fill(made % 251);
      bytes[0] = made >> 8;
      const sha256 = sha256Of(bytes);
      contents.set(sha256, bytes);
      const saveId = `save-${made}`;
      const at = isoTime(clock.now());
      saves.set(saveId, {
        saveId,
        fileId: `file-${environmentId}`,
        number: made,
        keptAt: at,
        savedAt: null,
        sha256,
        bytes: size,
        path: `/projetos/${environmentId}.promob`,
        sighting: { order: made, batch: 1, away: false, mtimeNs: '1', ctimeNs: '1' },
        projectGuid: null,
        promobVersion: null,
      });
      return outbox.add({
        kind: 'save',
        lane: environmentId,
        environmentId,
        saveId,
        sha256,
        bytes: size,
        payload: { number: made },
      });
    },
    act(environmentId: string, kind: 'approval' | 'release' = 'approval'): Row {
      return outbox.add({ kind, lane: environmentId, environmentId });
    },
    row(of: Row): Row {
      const row = outbox.byId(of.deliveryId);
      if (row === null) throw new Error('no such row');
      return row;
    },
    /** Keys in the order FoccoLojas saw them. */
    seen: () => calls.map((call) => call.key),
  };
}

/** A promise that the test resolves. */
export function later() {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Answers each call with the next entry, then normally. An entry is an error to throw, or null for a normal answer. */
export function script(...entries: (Error | null)[]) {
  return async (call: Call) => {
    const entry = entries.shift() ?? null;
    if (entry !== null) throw entry;
    return receiptFor(call);
  };
}
