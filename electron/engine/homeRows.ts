import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { homeRowSchema } from '../../shared/contract/windowSchemas.ts';
import type { HomePiece, HomeRow, LooseFile } from '../../shared/contract/windowSchemas.ts';
import { dueAct } from '../../shared/domain/environmentState.ts';
import type { EnvironmentState } from '../../shared/domain/environmentState.ts';
import { homeRow } from './environments/homeRow.ts';
import type { HomePlace } from './ledger/homeSection.ts';
import type { Ledger } from './ledger/ledger.ts';

/** More than a screen shows, and read in a few milliseconds. */
const firstPiece = 200;
const laterPiece = 1_000;
/** Rows read in one turn of the control thread: some ten milliseconds. */
const rowsPerTurn = 250;
/** Places read in one turn: likewise. */
const placesPerTurn = 1_000;
/** As many files as a store's disks hold; of more the newest are listed. */
const mostLooseFiles = 10_000;

/**
 * Whether somebody must act. Assistance on an environment whose orders are issued is possible, not due: those are the
 * finished ones, and there are thousands of them.
 */
function needsHand(place: HomePlace): boolean {
  if (place.attention) return true;
  const { state, outdated, locked, bound } = place;
  const due = dueAct({ state: state as EnvironmentState, outdated, locked }, { bound, freshListing: false });
  return due !== null && due !== 'assistance';
}

/** Ids of all environments: those that need a hand first, then the newest activity. */
async function inOrder(ledger: Ledger): Promise<string[]> {
  const places: { readonly id: string; readonly hand: boolean; readonly at: string }[] = [];
  let after = '';
  for (;;) {
    const page = ledger.home.places(after, placesPerTurn);
    for (const place of page) {
      places.push({ id: place.environmentId, hand: needsHand(place), at: place.activityAt });
    }
    const last = page.at(-1);
    if (last === undefined || page.length < placesPerTurn) break;
    after = last.environmentId;
    await nextTurn();
  }
  places.sort((a, b) => {
    if (a.hand !== b.hand) return a.hand ? -1 : 1;
    return a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? 1 : -1;
  });
  return places.map((place) => place.id);
}

const rowsSchema = z.array(homeRowSchema);

/** A row that is not as the contract says, and where in it. */
export interface BrokenRow {
  readonly environmentId: string;
  readonly at: string;
}

/** The rows a client can take: one that breaks the contract would cost it the whole list. */
function soundRows(rows: readonly HomeRow[], onBroken: (row: BrokenRow) => void): readonly HomeRow[] {
  // All at once first: they are all sound on every day but a bad one.
  if (rowsSchema.safeParse(rows).success) return rows;
  return rows.filter((row) => {
    const { success, error } = homeRowSchema.safeParse(row);
    if (!success) {
      onBroken({ environmentId: row.environmentId, at: error.issues[0]?.path.join('.') ?? '' });
    }
    return success;
  });
}

/**
 * Every environment, from this machine alone, in pieces: what is due first, then the newest activity. The first piece
 * comes alone, the control thread is given back between turns. A row that changes meanwhile is told by an event. One
 * that breaks the contract (FoccoLojas may know states this version does not) is left out and told to `onBroken`.
 */
export async function* homeRows(
  ledger: Ledger,
  signal?: AbortSignal,
  onBroken: (row: BrokenRow) => void = () => undefined,
): AsyncGenerator<HomePiece, void, undefined> {
  const ids = await inOrder(ledger);
  let at = 0;
  do {
    const end = Math.min(ids.length, at + (at === 0 ? firstPiece : laterPiece));
    const rows: HomeRow[] = [];
    for (; at < end; at += rowsPerTurn) {
      const read = ledger.home.facts(ids.slice(at, Math.min(end, at + rowsPerTurn))).map(homeRow);
      rows.push(...soundRows(read, onBroken));
      await nextTurn();
      if (signal?.aborted === true) return;
    }
    at = end;
    yield { rows, total: ids.length, last: end === ids.length };
  } while (at < ids.length);
}

/** Files without environment or with a question, questions first. */
export function looseFiles(ledger: Ledger): LooseFile[] {
  return ledger.home.looseFiles(mostLooseFiles).map((file) => ({
    fileId: file.fileId,
    path: file.path,
    projectGuid: file.projectGuid,
    saves: file.saves,
    environmentIds: [...file.environmentIds],
    present: file.present,
    ignored: file.ignored,
    ...(file.questionOthers === null
      ? {}
      : { question: { code: 'known-project', otherFileIds: [...file.questionOthers] } }),
    ...(file.problem === null ? {} : { problem: file.problem }),
    ...(file.unreadableSince === null ? {} : { unreadableSince: file.unreadableSince }),
    ...(file.lastSave === null ? {} : { lastSave: { ...file.lastSave } }),
  }));
}
