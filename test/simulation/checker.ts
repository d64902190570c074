import type { Delivery, SaveRow } from '../../electron/engine/ledger/types.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { FileAnswer } from '../../shared/domain/states.ts';
import type { Entry, FoccoLojas } from './foccoLojas.ts';
import { library, sha256Of } from './library.ts';
import { mustBeKept } from './mustBeKept.ts';
import type { Stand } from './mustBeKept.ts';
import type { SimulatedDisk } from './simulatedDisk.ts';
import type { SimulatedStore } from './simulatedStore.ts';
import { Violation } from './violation.ts';

/** Compares disk, history, queue and FoccoLojas while a run goes on; what is wrong is noted once and ends the run. */
export interface Checker {
  /** The first promise that was broken. */
  readonly violation: Violation | null;
  report(code: string, message: string): void;

  /** Circumstances of the stands; `null` ends them. */
  engine(store: SimulatedStore | null): void;
  engineReady(): void;
  room(full: boolean): void;
  root(path: string, there: boolean): void;
  unlocked(path: string): void;
  /** From now on changes of this run may go unheard. */
  unheard(): void;
  /** The user said what a file is, and of which others. */
  answered(path: string, others: readonly (string | undefined)[], answer: FileAnswer): void;
  fileBefore(path: string): void;
  fileAfter(path: string, sha256: string | null): void;

  kept(save: SaveRow, environmentIds: readonly string[]): void;
  delivery(row: Delivery): void;
  claim(deliveryId: string): void;
  entry(entry: Entry): void;

  /** Of all stands that are now, and of the whole history and queue. */
  everything(): void;
  /** Once all troubles are over and nothing is under way any more. */
  atRest(): Promise<void>;
  readonly counts: { readonly saves: number; readonly received: number };
}

interface Place {
  readonly sha256: string;
  readonly began: number;
}

export function createChecker(options: {
  readonly clock: Clock;
  readonly disk: () => SimulatedDisk;
  readonly server: () => FoccoLojas;
}): Checker {
  const { clock } = options;
  let violation: Violation | null = null;
  let store: SimulatedStore | null = null;
  let engineBegan = 0;
  let engineSince: number | null = null;
  let roomSince: number | null = 0;
  let heardSoFar = true;
  const rootSince = new Map<string, number | null>();
  const openSince = new Map<string, number>();
  const places = new Map<string, Place>();
  /** Files the user said had moved away although something lies there still: what lies there is another's, by his word. */
  const saidToBeMoved = new Set<string>();
  /** Every delivery and save ever seen in the ledger, so that nothing disappears. */
  const deliveries = new Map<string, Delivery['state']>();
  const saves = new Map<string, string>();
  /** Order of the last entry of each environment, by the queue's own order. */
  const lastSeq = new Map<string, number>();
  const enteredSaves = new Map<string, string>();
  let received = 0;

  const report = (code: string, message: string): void => {
    violation ??= new Violation(code, message);
  };

  const standOf = (path: string, place: Place): Stand => {
    const root = options.disk().rootOf(path);
    const since = rootSince.get(root.path);
    return {
      began: place.began,
      rootSince: since === undefined ? 0 : since,
      engineSince,
      roomSince,
      // A lock goes with a file that is renamed.
      openSince: options.disk().isLocked(path) ? null : (openSince.get(path) ?? 0),
      heard: heardSoFar && root.kind === 'local' && (since ?? 0) <= engineBegan,
    };
  };

  /** What lies at a path now: whether it had to be kept, and is. */
  const look = (path: string): void => {
    const place = places.get(path);
    if (place === undefined || store === null || violation !== null) return;
    const content = library().find(place.sha256);
    if (content === null || !/\.(promob|xml)$/.test(path)) return;
    if (path.endsWith('.xml') !== (content.kind === 'listing')) return;
    if (!mustBeKept(standOf(path, place), clock.monotonic())) return;
    const { truth } = store;
    if (content.kind === 'listing') {
      if (truth.listings.byPath(path)?.sha256 !== place.sha256)
        report('lost-listing', `${path} (${place.sha256.slice(0, 8)}) rested and is not in the history`);
      return;
    }
    const file = truth.files.byPath(path);
    if (file?.ignored === true || file?.lastSave?.sha256 === place.sha256) return;
    if (saidToBeMoved.has(path) && truth.saves.referenced([place.sha256]).size > 0) return;
    report('lost-save', `${path} (${place.sha256.slice(0, 8)}) rested and is not in the history`);
  };
  const lookAll = (): void => {
    for (const path of places.keys()) look(path);
  };

  const allDeliveries = (from: SimulatedStore): Delivery[] => {
    const all: Delivery[] = [];
    for (;;) {
      const page = from.truth.outbox.list({ cursor: all.at(-1)?.seq ?? Number.MAX_SAFE_INTEGER });
      if (page.length === 0) return all;
      all.push(...page);
    }
  };

  const noteDelivery = (row: Delivery): void => {
    const before = deliveries.get(row.deliveryId);
    // What the lock held back stays, unless FoccoLojas turns out to have it.
    if (before === 'withheld' && row.state !== 'withheld' && row.state !== 'received')
      report('withheld-changed', `delivery ${row.deliveryId} was withheld and is ${row.state}`);
    deliveries.set(row.deliveryId, row.state);
    if (row.state !== 'received') return;
    const entry = options.server().byKey(row.idempotencyKey);
    if (entry === undefined) report('received-not-held', `${row.kind} ${row.deliveryId} is called received`);
    else if (row.sha256 !== null && entry.sha256 !== row.sha256)
      report('received-other-bytes', `${row.kind} ${row.deliveryId} was received with another hash`);
  };

  const ledgerHolds = (from: SimulatedStore): void => {
    const rows = allDeliveries(from);
    const ids = new Set(rows.map((row) => row.deliveryId));
    for (const id of deliveries.keys())
      if (!ids.has(id)) report('delivery-gone', `delivery ${id} disappeared`);
    for (const row of rows) noteDelivery(row);
    const once = new Set<string>();
    for (const row of rows) {
      if (row.kind !== 'save') continue;
      const pair = `${row.environmentId} ${row.saveId}`;
      if (once.has(pair)) report('queued-twice', `save ${row.saveId} stands twice in the queue`);
      once.add(pair);
    }
    for (const file of from.truth.files.list()) {
      const list = from.truth.saves.list(file.fileId);
      list.forEach((save, index) => {
        if (save.number !== index + 1)
          report('number-gap', `file ${file.fileId} has number ${save.number} at place ${index + 1}`);
        saves.set(save.saveId, save.sha256);
        if (!options.disk().everHeld(save.sha256))
          report('altered-bytes', `save ${save.saveId} holds what never lay on the disk`);
      });
    }
    for (const { listingId, sha256 } of from.truth.listings.list()) {
      if (!options.disk().everHeld(sha256))
        report('altered-bytes', `listing ${listingId} holds what never lay on the disk`);
    }
    for (const [saveId, sha256] of saves) {
      if (from.truth.saves.byId(saveId)?.sha256 !== sha256)
        report('save-gone', `save ${saveId} disappeared or changed`);
    }
  };

  const newestIsDue = (from: SimulatedStore): void => {
    for (const binding of from.truth.bindings.list()) {
      const file = from.truth.files.byId(binding.fileId);
      if (file === null || file.lastSave === null || file.question !== null) continue;
      const due = from.truth.outbox
        .of({ saveId: file.lastSave.saveId })
        .some((row) => row.kind === 'save' && row.environmentId === binding.environmentId);
      if (!due) report('save-not-due', `the newest save of ${file.fileId} goes nowhere`);
    }
  };

  return {
    get violation() {
      return violation;
    },
    report,
    engine(next) {
      lookAll();
      if (store !== null) ledgerHolds(store);
      store = next;
      engineSince = null;
      engineBegan = clock.monotonic();
    },
    engineReady: () => {
      engineSince = clock.monotonic();
    },
    room(full) {
      lookAll();
      roomSince = full ? null : clock.monotonic();
    },
    root(path, there) {
      lookAll();
      rootSince.set(path, there ? clock.monotonic() : null);
    },
    unlocked: (path) => {
      openSince.set(path, clock.monotonic());
    },
    unheard() {
      lookAll();
      heardSoFar = false;
    },
    answered(path, others, answer) {
      if (answer === 'copy') openSince.set(path, clock.monotonic());
      if (answer === 'moved') for (const other of others) if (other !== undefined) saidToBeMoved.add(other);
    },
    fileBefore: look,
    fileAfter(path, sha256) {
      saidToBeMoved.delete(path);
      if (sha256 === null) {
        places.delete(path);
        openSince.delete(path);
      } else places.set(path, { sha256, began: clock.monotonic() });
    },
    kept(save, environmentIds) {
      if (!options.disk().everHeld(save.sha256))
        report('altered-bytes', `save ${save.saveId} holds what never lay on the disk`);
      saves.set(save.saveId, save.sha256);
      for (const environmentId of environmentIds) {
        const due = store?.truth.outbox
          .of({ saveId: save.saveId })
          .some((row) => row.kind === 'save' && row.environmentId === environmentId);
        if (due === false) report('save-not-due', `save ${save.saveId} has no delivery to ${environmentId}`);
      }
    },
    delivery: noteDelivery,
    claim(deliveryId) {
      const truth = store?.truth;
      const row = truth?.outbox.byId(deliveryId);
      if (truth === undefined || row === null || row === undefined || row.environmentId === null) return;
      if (row.kind !== 'save' && row.kind !== 'listing') return;
      const locked = truth.catalogue.environments.get(row.environmentId)?.locked === true;
      const refused = truth.outbox
        .list({ environmentId: row.environmentId, states: ['withheld'], limit: 1 })
        .some((other) => other.reason === 'purchase-orders-issued');
      if (locked || refused)
        report('sent-after-lock', `${row.kind} ${deliveryId} is sent although purchase orders are known`);
    },
    entry(entry) {
      received += 1;
      const { environmentId, key } = entry;
      if (environmentId === null || store === null) return;
      const row = store.truth.outbox.byKey(key);
      if (entry.operation === 'createSave') {
        const pair = `${environmentId} ${entry.saveId}`;
        const earlier = enteredSaves.get(pair);
        if (earlier !== undefined && earlier !== key)
          report('delivered-twice', `save ${entry.saveId} was entered under two keys`);
        enteredSaves.set(pair, key);
      }
      if (row === null) {
        report('unknown-key', `${entry.operation} came under a key of no delivery`);
        return;
      }
      if (row.sha256 !== null && row.sha256 !== entry.sha256)
        report('altered-bytes', `${row.kind} ${row.deliveryId} arrived as other bytes`);
      const last = lastSeq.get(environmentId) ?? 0;
      if (row.seq <= last)
        report('wrong-order', `${row.kind} ${row.deliveryId} (${row.seq}) was entered after ${last}`);
      lastSeq.set(environmentId, Math.max(last, row.seq));
    },
    everything() {
      lookAll();
      if (store !== null) ledgerHolds(store);
    },
    async atRest() {
      if (store === null) return;
      const { truth, history, session } = store;
      lookAll();
      ledgerHolds(store);
      newestIsDue(store);
      const numbers = new Map<string, number>();
      const seqs = new Map<string, number>();
      for (const entry of options.server().entries) {
        const row = truth.outbox.byKey(entry.key);
        const last = seqs.get(entry.environmentId ?? '') ?? 0;
        if (row === null) report('unknown-key', `${entry.operation} came under a key of no delivery`);
        else if (row.seq <= last) report('wrong-order', `${row.kind} (${row.seq}) was entered after ${last}`);
        seqs.set(entry.environmentId ?? '', Math.max(last, row?.seq ?? 0));
        if (entry.operation !== 'createSave' || entry.saveId === null) continue;
        const save = truth.saves.byId(entry.saveId);
        if (save === null) {
          report('unknown-save', `FoccoLojas holds save ${entry.saveId}, which the history does not`);
          continue;
        }
        const lane = `${entry.environmentId} ${save.fileId}`;
        const before = numbers.get(lane) ?? 0;
        if (save.number < before) report('wrong-order', `save ${save.number} was entered after ${before}`);
        numbers.set(lane, Math.max(before, save.number));
      }
      for (const row of allDeliveries(store)) {
        if (row.state === 'kept' || row.state === 'sending' || row.state === 'needs-attention')
          report('not-delivered', `${row.kind} ${row.deliveryId} is ${row.state}: ${row.reason ?? ''}`);
        if (row.state === 'withheld' && !options.server().facts(row.environmentId ?? '').locked)
          report('withheld-without-lock', `${row.kind} ${row.deliveryId} is withheld`);
      }
      for (const sha256 of new Set(saves.values())) {
        try {
          if (sha256Of(await history.read(sha256)) !== sha256)
            report('altered-bytes', `the content ${sha256} comes back as another one`);
        } catch (error) {
          report('altered-bytes', `a kept content cannot be read: ${String(error)}`);
        }
      }
      const audit = await session.audit();
      const counted = audit.received + audit.withheld + audit.unbound;
      if (!audit.compared || !audit.ok || audit.lost !== 0 || audit.pending !== 0 || counted !== audit.saved)
        report('audit-disagrees', JSON.stringify(audit));
      const listed = truth.files.list().reduce((sum, file) => sum + truth.saves.list(file.fileId).length, 0);
      if (listed !== audit.saved)
        report('audit-disagrees', `${listed} saves in files, ${audit.saved} counted`);
    },
    get counts() {
      return { saves: saves.size, received };
    },
  };
}
