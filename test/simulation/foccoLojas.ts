import { PROBLEM_STATUS, type ProblemCode } from '../../shared/api/problem.ts';
import { step, type EnvironmentFacts } from '../../shared/domain/environmentState.ts';
import { isoTime } from '../../shared/domain/clock.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { sha256Of } from './library.ts';

type Json = Readonly<Record<string, unknown>>;

/** A call of the contract, as it arrives. */
export interface Arrival {
  readonly operation: string;
  readonly params: Json;
  readonly query: Json;
  readonly body: unknown;
  readonly key: string | undefined;
}

/** What FoccoLojas entered, once for each key. */
export interface Entry {
  readonly order: number;
  readonly key: string;
  readonly operation: string;
  readonly environmentId: string | null;
  readonly saveId: string | null;
  readonly listingId: string | null;
  /** Number of the save in its file; null for everything else. */
  readonly number: number | null;
  /** Of the bytes as they arrived; null for what has none. */
  readonly sha256: string | null;
}

/** A refusal in FoccoLojas' own words. */
export interface Refusal {
  readonly status: number;
  readonly code: ProblemCode;
}

export type Reply =
  { readonly ok: true; readonly answer: unknown } | { readonly ok: false; readonly refusal: Refusal };

interface EnvironmentState extends EnvironmentFacts {
  readonly id: string;
  readonly name: string;
  readonly saves: Map<string, { readonly number: number; readonly sha256: string }>;
  readonly listings: Set<string>;
  readonly imports: Map<string, { readonly saveId: string; readonly listingId: string }>;
  readonly versions: {
    readonly number: number;
    readonly saveId: string;
    readonly sha256: string;
    readonly listingId: string;
  }[];
  changes: number;
}

export interface FoccoLojas {
  /** Takes a call whole or not at all, as a transaction does. */
  handle(arrival: Arrival): Reply;
  /** Everything entered, in order. */
  readonly entries: readonly Entry[];
  byKey(key: string): Entry | undefined;
  readonly environmentIds: readonly string[];
  facts(environmentId: string): EnvironmentFacts;
  /** What people do in FoccoLojas itself. */
  issuePurchaseOrders(environmentId: string): void;
  approve(environmentId: string): void;
  endSession(): void;
  beginSession(): void;
  readonly sessionStands: () => boolean;
  changePromobPassword(): void;
  linkAgain(): void;
  /** Events after a place, as the stream tells them; `resync` where there is no place. */
  eventsAfter(
    place: string | undefined,
  ): readonly { readonly id: number; readonly type: string; readonly data: Json }[];
  /** Hears when there are more. */
  onEvent(listener: () => void): () => void;
}

const projectId = 'project-1';
const noTotals = { table: null, order: null, budget: null };

/** Writes that need the Promob link (rule of FoccoLojas: nothing of Promob without it). */
const linked = new Set(['createSave', 'createListing', 'createNegotiation', 'createUpdate']);

/**
 * FoccoLojas as far as delivering sees it: one entry for each key with what came first, the answer to it the same ever
 * after; saves in the order they came; a lock once purchase orders were issued; a sign-in and a link that may end.
 * @param onEntry hears each entry as it is made
 * @param onMisuse hears what a correct Elo never sends: a key with another request, bytes that are not what they say
 */
export function createFoccoLojas(options: {
  readonly clock: Clock;
  readonly environmentIds: readonly string[];
  readonly onEntry: (entry: Entry) => void;
  readonly onMisuse: (code: string, facts: string) => void;
}): FoccoLojas {
  const { clock } = options;
  const environments = new Map<string, EnvironmentState>(
    options.environmentIds.map((id, index) => [
      id,
      {
        id,
        name: `Ambiente ${index + 1}`,
        state: 'created',
        outdated: false,
        locked: false,
        saves: new Map(),
        listings: new Set(),
        imports: new Map(),
        versions: [],
        changes: 0,
      },
    ]),
  );
  const stored = new Map<
    string,
    { readonly print: string; readonly answer: unknown; readonly entry: Entry }
  >();
  const entries: Entry[] = [];
  const events: { id: number; type: string; data: Json }[] = [];
  const listeners = new Set<() => void>();
  let session = true;
  let link: 'linked' | 'relink-required' = 'linked';

  const tell = (type: string, data: Json = {}): void => {
    events.push({ id: events.length + 1, type, data: { type, at: isoTime(clock.now()), ...data } });
    for (const listener of listeners) listener();
  };
  const change = (environment: EnvironmentState, facts: Partial<EnvironmentFacts>): void => {
    environments.set(environment.id, { ...environment, ...facts, changes: environment.changes + 1 });
    tell('environment-changed', { environmentId: environment.id });
  };
  const refuse = (code: ProblemCode): Reply => ({
    ok: false,
    refusal: { status: PROBLEM_STATUS[code], code },
  });
  const answer = (value: unknown): Reply => ({ ok: true, answer: value });

  const view = (environment: EnvironmentState): Json => {
    const version = environment.versions.at(-1);
    return {
      id: environment.id,
      projectId,
      projectName: 'Projeto 1',
      customerId: 'customer-1',
      customerName: 'Cliente 1',
      name: environment.name,
      state: environment.state,
      outdated: environment.outdated,
      locked: environment.locked,
      lastVersion:
        version === undefined
          ? null
          : { number: version.number, importedAt: isoTime(clock.now()), saveSha256: version.sha256 },
      convertedVersion: null,
      lastSave: null,
      purchaseOrders: environment.locked ? 1 : 0,
      situation: '',
      stage: '',
      createdAt: isoTime(clock.now()),
      versionToken: `${environment.id}-${environment.changes}`,
    };
  };

  const read = (arrival: Arrival): Reply | null => {
    const environmentId = textOf(arrival.params['environmentId']);
    const environment = environments.get(environmentId);
    switch (arrival.operation) {
      case 'getMe':
        return answer({ id: 'user-1', name: 'Usuário', roles: ['designer'] });
      case 'getPromobLink':
        return answer({ state: link });
      case 'listCustomers':
        return answer({ items: [{ id: 'customer-1', name: 'Cliente 1' }], nextCursor: null });
      case 'listProjects':
        return answer({
          items: [{ id: projectId, customerId: 'customer-1', name: 'Projeto 1', customerName: 'Cliente 1' }],
          nextCursor: null,
        });
      case 'listEnvironments':
        return answer({ items: [...environments.values()].map(view), nextCursor: null });
      case 'getEnvironment':
        return environment === undefined ? refuse('not-found') : answer(view(environment));
      case 'listVersions':
        if (environment === undefined) return refuse('not-found');
        return answer({
          items: environment.versions.map((version, index) => ({
            ...version,
            saveSha256: version.sha256,
            optionName: 'Projeto',
            importedAt: isoTime(clock.now()),
            identifier: null,
            latest: index === environment.versions.length - 1,
            converted: false,
            totals: noTotals,
          })),
        });
      case 'listNotifications':
        return answer({ items: [], nextCursor: null });
      case 'listReceipts': {
        const from = Number(arrival.query['cursor'] ?? 0);
        const limit = Number(arrival.query['limit'] ?? 100);
        const page = entries.slice(from, from + limit);
        const next = from + page.length;
        return answer({
          items: page.map((entry) => ({
            idempotencyKey: entry.key,
            kind: entry.operation,
            ...(entry.sha256 === null ? {} : { sha256: entry.sha256 }),
            receivedAt: isoTime(clock.now()),
          })),
          nextCursor: next < entries.length ? String(next) : null,
        });
      }
      default:
        return null;
    }
  };

  /** Enters a write of a new key; answers what is stored with it. */
  const enter = (arrival: Arrival, key: string, environment: EnvironmentState): Reply => {
    const { operation, query } = arrival;
    const bytes = arrival.body instanceof Uint8Array ? arrival.body : null;
    const body = (bytes === null ? arrival.body : {}) as Json;
    const sha256 = bytes === null ? null : sha256Of(bytes);
    const id = (value: unknown): string | null => (typeof value === 'string' ? value : null);
    const saveId = id(query['saveId']) ?? id(body['saveId']);
    const listingId = id(query['listingId']) ?? id(body['listingId']);
    const entry: Entry = {
      order: entries.length,
      key,
      operation,
      environmentId: environment.id,
      saveId,
      listingId,
      number: typeof query['number'] === 'number' ? query['number'] : null,
      sha256,
    };
    const receipt = {
      receiptId: `receipt-${entry.order}`,
      kind: operation,
      idempotencyKey: key,
      environmentId: environment.id,
      receivedAt: isoTime(clock.now()),
    };
    let result: Json;
    let facts: Partial<EnvironmentFacts> = {};
    if (operation === 'createSave' || operation === 'createListing') {
      if (operation === 'createSave') {
        environment.saves.set(saveId ?? '', { number: entry.number ?? 0, sha256: sha256 ?? '' });
        const next = step(environment, 'save-received');
        if (next.ok) facts = next.facts;
      } else environment.listings.add(listingId ?? '');
      result = {
        ...receipt,
        sha256,
        bytes: bytes?.byteLength,
        ...(saveId === null ? { listingId } : { saveId }),
      };
    } else if (operation === 'createNegotiation') {
      if (!environment.saves.has(saveId ?? '') || !environment.listings.has(listingId ?? ''))
        return refuse('listing-not-fresh');
      const importId = `import-${entry.order}`;
      environment.imports.set(importId, { saveId: saveId ?? '', listingId: listingId ?? '' });
      result = { importId, receipt, quote: { total: null, totals: noTotals } };
    } else {
      const imported = environment.imports.get(textOf(body['importId']));
      const next = step(environment, 'updated');
      if (imported === undefined) return refuse('validation-failed');
      if (!next.ok) return refuse('nothing-to-update');
      facts = next.facts;
      const save = environment.saves.get(imported.saveId);
      const version = { number: environment.versions.length + 1, ...imported, sha256: save?.sha256 ?? '' };
      environment.versions.push(version);
      const changes = {
        added: [],
        removed: [],
        changed: [],
        unchanged: 0,
        manualKept: 0,
        totals: { before: null, after: noTotals },
      };
      result = { version, changes, receipt };
    }
    entries.push(entry);
    stored.set(key, { print: printOf(arrival), answer: result, entry });
    options.onEntry(entry);
    change(environment, facts);
    return answer(result);
  };

  return {
    entries,
    environmentIds: options.environmentIds,
    byKey: (key) => stored.get(key)?.entry,
    handle(arrival) {
      if (arrival.operation === 'getHealth') return answer({ status: 'ok' });
      if (!session) return refuse('unauthenticated');
      const known = read(arrival);
      if (known !== null) return known;
      const { key } = arrival;
      if (key === undefined) return refuse('idempotency-key-missing');
      const earlier = stored.get(key);
      if (earlier !== undefined) {
        if (earlier.print === printOf(arrival)) return answer(earlier.answer);
        options.onMisuse(
          'key-reused',
          `${arrival.operation} came twice under one key with different requests`,
        );
        return refuse('idempotency-key-reused');
      }
      if (linked.has(arrival.operation) && link !== 'linked') return refuse('promob-link-required');
      const environment = environments.get(textOf(arrival.params['environmentId']));
      if (environment === undefined) return refuse('not-found');
      if (environment.locked) return refuse('environment-locked');
      return enter(arrival, key, environment);
    },
    facts: (environmentId) => {
      const environment = environments.get(environmentId);
      if (environment === undefined) throw new RangeError('no such environment');
      return environment;
    },
    issuePurchaseOrders(environmentId) {
      const environment = environments.get(environmentId);
      if (environment !== undefined && !environment.locked)
        change(environment, { locked: true, state: 'review-complete' });
    },
    approve(environmentId) {
      const environment = environments.get(environmentId);
      const next = environment === undefined ? null : step(environment, 'approved');
      if (environment !== undefined && next?.ok === true) change(environment, next.facts);
    },
    endSession() {
      session = false;
      tell('session-ended');
    },
    beginSession: () => {
      session = true;
    },
    sessionStands: () => session,
    changePromobPassword() {
      link = 'relink-required';
      tell('promob-link-changed');
    },
    linkAgain() {
      link = 'linked';
      tell('promob-link-changed');
    },
    eventsAfter(place) {
      const last = Number(place ?? Number.NaN);
      if (Number.isSafeInteger(last) && last <= events.length) return events.slice(last);
      return [{ id: events.length, type: 'resync', data: { type: 'resync', at: isoTime(clock.now()) } }];
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What must be the same whenever a key comes again. */
function printOf({ operation, params, query, body }: Arrival): string {
  const content = body instanceof Uint8Array ? sha256Of(body) : body;
  return JSON.stringify([operation, params, query, content]);
}
