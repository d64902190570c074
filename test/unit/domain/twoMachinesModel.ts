import { placeOf } from '../../sandbox/drawings.ts';
import type { Drawn } from '../../sandbox/drawings.ts';
import { Refusal } from '../../sandbox/refusal.ts';
import * as rules from '../../sandbox/rules.ts';
import type { EnvironmentFacts as Rules } from '../../sandbox/rules.ts';

/** A save as FoccoLojas received it. */
interface Received extends Drawn {
  readonly seq: number;
}

/** What FoccoLojas tells of the environment, with the token of this very state. */
export interface Told {
  readonly state: Rules['state'];
  readonly outdated: boolean;
  readonly locked: boolean;
  readonly apart: boolean;
  readonly drawing: string | null;
  readonly sides: readonly string[];
  readonly version: number;
  readonly token: number;
}

/** What happened, in order; the invariants are judged by it. */
export type Logged =
  | { readonly what: 'version'; readonly number: number; readonly made: string }
  | { readonly what: 'approved'; readonly outdated: boolean; readonly version: number }
  | { readonly what: 'orders' }
  | { readonly what: 'changed'; readonly by: string; readonly key: string | null }
  | { readonly what: 'resolved'; readonly token: number; readonly was: number };

/** A rule put out of force on purpose, to see that the walk finds it. */
export type Weakness =
  | 'approves-outdated'
  | 'takes-after-orders'
  | 'touches-manual-items'
  | 'skips-a-number'
  | 'ignores-the-token'
  | 'forgets-a-key'
  | 'overlooks-a-rival';

export type Reply =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly code: string };

/** FoccoLojas with one environment, made of its own rules; keys answered once and for all. */
export function createFoccoLojasModel(weakness: Weakness | null) {
  const saves: Received[] = [];
  const answers = new Map<string, Reply>();
  const log: Logged[] = [];
  const manual: string[] = [];
  let promobItems: string[] = [];
  let rivals: Received[] = [];
  let drawing: Received | null = null;
  let state: Rules['state'] = 'created';
  let through = 0;
  let versions: { readonly number: number; readonly sha256: string }[] = [];
  let pending = false;
  let orders = 0;
  let token = 0;

  const facts = (): Rules => ({
    state,
    drawing: drawing?.seq ?? 0,
    drawingSha256: drawing?.sha256 ?? '',
    throughSave: through,
    rivals: rivals.length,
    lastVersion: versions.at(-1)?.number ?? 0,
    reviewUpdatePending: pending,
    purchaseOrders: orders,
  });
  const told = (): Told => ({
    state,
    outdated: rules.isOutdated(facts()),
    locked: rules.isLocked(facts()),
    apart: rivals.length > 0,
    drawing: drawing?.sha256 ?? null,
    sides: drawing === null || rivals.length === 0 ? [] : [drawing, ...rivals].map(({ sha256 }) => sha256),
    version: facts().lastVersion,
    token,
  });
  /** Runs an act; a refusal changes nothing. */
  const act = (key: string | null, by: string, run: () => unknown): Reply => {
    const known = key === null ? undefined : answers.get(key);
    if (known !== undefined && weakness !== 'forgets-a-key') return known;
    try {
      const value = run();
      token += 1;
      log.push({ what: 'changed', by, key });
      const reply: Reply = { ok: true, value };
      if (key !== null) answers.set(key, reply);
      return reply;
    } catch (thrown) {
      if (thrown instanceof Refusal) return { ok: false, code: thrown.code };
      throw thrown;
    }
  };
  const locked = (): void => {
    if (weakness !== 'takes-after-orders') rules.refuseIfLocked(facts());
  };
  const matched = (given: number): void => {
    if (given !== token && weakness !== 'ignores-the-token') {
      throw new Refusal('version-token-mismatch', 'it changed since it was read');
    }
  };

  return {
    log,
    manual,
    items: () => [...promobItems, ...manual],
    versions: () => versions,
    told,
    facts,
    receiveSave: (key: string, save: Drawn & { readonly previousSha256: string }): Reply =>
      act(key, 'save', () => {
        locked();
        const row = { ...save, seq: saves.length + 1 };
        const same = drawing !== null && drawing.sha256 === save.sha256;
        const upToDate = same && through === drawing?.seq;
        const placed = placeOf(
          save,
          drawing,
          rivals,
          saves.some(({ sha256 }) => sha256 === save.sha256),
        );
        saves.push(row);
        const standing = weakness === 'overlooks-a-rival' ? 'line' : placed.standing;
        if (placed.replaces !== undefined) rivals = rivals.filter((_rival, at) => at !== placed.replaces);
        if (standing === 'line') drawing = row;
        if (standing === 'rival') rivals = [...rivals, row];
        if (upToDate) through = row.seq;
        if (!same && standing !== 'behind') state = rules.stateAfterSave(state);
        return standing;
      }),
    /** Hands a listing and its save over and makes a version of it; both in one, as the outbox sends them. */
    update: (key: string, sha256: string): Reply =>
      act(key, 'update', () => {
        locked();
        if (weakness !== 'takes-after-orders') {
          rules.refuseNegotiation(facts(), { sha256, projectGuid: null }, { projectGuid: null });
        }
        const last = versions.at(-1);
        const repeats = pending && last?.sha256 === sha256;
        rules.refuseUpdate(
          {
            ...facts(),
            ...(weakness === 'takes-after-orders' ? { purchaseOrders: 0, state: 'synchronized' } : {}),
          },
          {
            saveSha256: sha256,
            madeVersion: last?.sha256 === sha256 && !repeats && through === drawing?.seq ? last.number : null,
          },
        );
        const number = (last?.number ?? 0) + (weakness === 'skips-a-number' && versions.length === 2 ? 2 : 1);
        versions = [...versions, { number, sha256 }];
        promobItems = [`item of ${sha256}`];
        if (weakness === 'touches-manual-items') manual.splice(0, 1);
        state = rules.stateAfterVersion(state);
        through = drawing?.seq ?? 0;
        pending = false;
        log.push({ what: 'version', number, made: sha256 });
        return number;
      }),
    resolve: (key: string, sha256: string, given: number): Reply =>
      act(key, 'resolution', () => {
        rules.refuseResolution(facts());
        const was = token;
        matched(given);
        const chosen = [drawing, ...rivals].find((side) => side?.sha256 === sha256);
        if (chosen === undefined || chosen === null) throw new Refusal('not-found', 'none of them');
        drawing = chosen;
        rivals = [];
        state = rules.stateAfterResolution(facts());
        log.push({ what: 'resolved', token: given, was });
        return null;
      }),
    approve: (): Reply =>
      act(null, 'approval', () => {
        const refusal = rules.approvalRefusal(facts());
        const outdated = rules.isOutdated(facts());
        if (refusal !== null && !(weakness === 'approves-outdated' && refusal.code === 'quote-outdated'))
          throw refusal;
        if (versions.length === 0) throw new Refusal('wrong-state', 'there is no quote');
        state = 'converted';
        log.push({ what: 'approved', outdated, version: facts().lastVersion });
        return null;
      }),
    release: (): Reply =>
      act(null, 'release', () => {
        rules.refuseRelease(facts());
        state = 'financially-released';
        return null;
      }),
    startReview: (): Reply =>
      act(null, 'review', () => {
        rules.refuseReview(facts());
        if (state !== 'in-review') pending = true;
        state = 'in-review';
        return null;
      }),
    completeReview: (): Reply =>
      act(null, 'completion', () => {
        rules.refuseReviewCompletion(facts());
        state = 'review-complete';
        orders = 1;
        log.push({ what: 'orders' });
        return null;
      }),
    addManual: (item: string): Reply =>
      act(null, 'manual', () => {
        manual.push(item);
        return null;
      }),
  };
}

export type FoccoLojasModel = ReturnType<typeof createFoccoLojasModel>;
