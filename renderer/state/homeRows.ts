import { create } from 'zustand';
import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import type { EloError } from '../../shared/domain/eloError.ts';
import { callError, engine, useConnection } from '../bridge/engine.ts';
import { knownRow } from '../home/knownRow.ts';
import type { KnownRow } from '../home/knownRow.ts';
import { useChanges } from './changes.ts';

/** What the window knows of all environments. `rows` is changed in place; `version` moves with every change. */
interface HomeRows {
  readonly rows: ReadonlyMap<string, KnownRow>;
  readonly version: number;
  /** `some`: the first rows stand, the rest is on its way. */
  readonly loaded: 'nothing' | 'some' | 'all';
  readonly total: number;
  /** Why the rows could not be read; what was read before stays. */
  readonly error: EloError | null;
  readonly again: () => void;
}

let rows = new Map<string, KnownRow>();

export const useHomeRows = create<HomeRows>(() => ({
  rows,
  version: 0,
  loaded: 'nothing',
  total: 0,
  error: null,
  again: () => void readAll(),
}));

/** Told of every row that changed, came or went, before the screen draws it. */
export interface RowChange {
  readonly environmentId: string;
  readonly before: KnownRow | undefined;
  readonly after: KnownRow | undefined;
}
type RowListener = (changes: readonly RowChange[]) => void;
const listeners = new Set<RowListener>();

/** @returns stops listening */
export function onRowsChanged(listener: RowListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function publish(changes: readonly RowChange[], more: Partial<HomeRows> = {}): void {
  if (changes.length > 0) for (const listener of listeners) listener(changes);
  useHomeRows.setState(({ version }) => ({ rows, version: version + 1, ...more }));
}

/** Several changes of one save come together; a row is read once for all of them. In milliseconds. */
const burstMs = 150;
/** Rows read one by one at a time: enough to hide a round trip, few enough not to stand in anybody's way. */
const atATime = 6;
/** When more rows than this changed at once, reading all of them in one stream is cheaper. */
const manyRows = 100;
/** A whole reading costs the engine about a third of a second at 10,000 environments; not more often than this. */
const allAgainMs = 3_000;

let readingAll = false;
/** Counts whole readings: a row asked for before one ended is older than what it brought. */
let wholeReadings = 0;
let allDue = false;
let allReadAt = Number.NEGATIVE_INFINITY;
const changed = new Set<string>();
let timer: number | null = null;

/** Reads every row, in pieces. Before the first reading ends each piece is shown; later readings replace the rows at once. */
async function readAll(): Promise<void> {
  if (readingAll) {
    allDue = true;
    return;
  }
  readingAll = true;
  allDue = false;
  const first = useHomeRows.getState().loaded !== 'all';
  const next = new Map<string, KnownRow>();
  if (first) rows = next;
  try {
    let total = 0;
    for await (const piece of await engine.home.rows()) {
      total = piece.total;
      for (const row of piece.rows) next.set(row.environmentId, knownRow(row, rows.get(row.environmentId)));
      if (first) publish([], { loaded: 'some', total, error: null });
    }
    const before = rows;
    rows = next;
    wholeReadings += 1;
    publish(first ? [] : changesBetween(before, next), { loaded: 'all', total, error: null });
  } catch (thrown) {
    useHomeRows.setState({ error: callError(thrown) });
  } finally {
    readingAll = false;
    allReadAt = performance.now();
    if (allDue || changed.size > 0) askSoon();
  }
}

function changesBetween(
  before: ReadonlyMap<string, KnownRow>,
  after: ReadonlyMap<string, KnownRow>,
): RowChange[] {
  const changes: RowChange[] = [];
  for (const [environmentId, known] of after) {
    const was = before.get(environmentId);
    if (was !== known) changes.push({ environmentId, before: was, after: known });
  }
  for (const [environmentId, known] of before) {
    if (!after.has(environmentId)) changes.push({ environmentId, before: known, after: undefined });
  }
  return changes;
}

/** One row as it is now; `null` where FoccoLojas has it no more, `undefined` where it cannot be asked now. */
async function readRow(environmentId: string): Promise<HomeRow | null | undefined> {
  try {
    return await engine.home.row({ environmentId });
  } catch (thrown) {
    return callError(thrown).code === 'environment-not-found' ? null : undefined;
  }
}

async function readChanged(): Promise<void> {
  timer = null;
  // A row read beside a whole reading would be overwritten by it, maybe with an older one: its end asks again.
  if (useConnection.getState().state !== 'open' || readingAll) return;
  const wait = allReadAt + allAgainMs - performance.now();
  if (allDue || changed.size > manyRows) {
    if (wait > 0) {
      timer = window.setTimeout(() => void readChanged(), wait);
      return;
    }
    changed.clear();
    await readAll();
    return;
  }
  const ids = [...changed];
  changed.clear();
  for (let at = 0; at < ids.length; at += atATime) {
    const changes: RowChange[] = [];
    await Promise.all(
      ids.slice(at, at + atATime).map(async (environmentId) => {
        const asked = wholeReadings;
        const row = await readRow(environmentId);
        if (row === undefined) return;
        if (readingAll || asked !== wholeReadings) {
          readAgain(environmentId);
          return;
        }
        const before = rows.get(environmentId);
        if (row === null) {
          if (before !== undefined && rows.delete(environmentId)) {
            changes.push({ environmentId, before, after: undefined });
          }
          return;
        }
        const after = knownRow(row, before);
        if (after === before) return;
        rows.set(environmentId, after);
        changes.push({ environmentId, before, after });
      }),
    );
    if (changes.length > 0) publish(changes, { total: rows.size });
  }
}

function askSoon(): void {
  timer ??= window.setTimeout(() => void readChanged(), burstMs);
}

/** Reads one environment's row again now, e.g. after an act on it. */
export function readAgain(environmentId: string): void {
  changed.add(environmentId);
  askSoon();
}

let following = false;

/** Begins to read the rows and to follow their changes, once for as long as the page lives. */
export function followHomeRows(): void {
  if (following) return;
  following = true;
  if (useConnection.getState().opened > 0) void readAll();
  useConnection.subscribe((now, before) => {
    if (now.opened !== before.opened) void readAll();
  });
  useChanges.subscribe((now, before) => {
    let named = false;
    for (const [environmentId, count] of now.environments) {
      if (before.environments.get(environmentId) === count) continue;
      named = true;
      changed.add(environmentId);
    }
    // Something changed that names no environment: which rows it is of is unknown.
    const unnamed = (['environments', 'listings', 'account'] as const).some(
      (what) => now.of[what] !== before.of[what],
    );
    if (!named && !unnamed) return;
    if (!named) allDue = true;
    askSoon();
  });
}
