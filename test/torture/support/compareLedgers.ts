/** One content a writer put on disk. */
export interface WrittenContent {
  readonly sha256: string;
  /** Whether the file stood still until its hash appeared in the history, or to the end: then it must be there. */
  settled: boolean;
}

/** Ledger 1, of one project file: what was written, in order. */
export interface WrittenFile {
  readonly name: string;
  /** Bound to these before the second save. */
  readonly environmentIds: readonly string[];
  readonly contents: readonly WrittenContent[];
}

/** Ledger 2, of one project file: a save as the history lists it. */
export interface HistorySave {
  readonly saveId: string;
  readonly number: number;
  readonly sha256: string;
}

/** Ledger 3: an entry of what the other side received. */
export interface ReceivedSave {
  readonly seq: number;
  readonly environmentId: string;
  readonly idempotencyKey: string;
  readonly saveId: string;
  readonly sha256: string;
}

/** A save that was given back by the history. */
export interface RestoredSave {
  readonly saveId: string;
  /** Of the file that was written. */
  readonly sha256: string;
}

export interface Comparison {
  /** Saves in the history. */
  readonly saved: number;
  /** Saves of the history that each of their environments has. */
  readonly received: number;
  readonly lost: number;
  readonly twice: number;
  readonly outOfOrder: number;
  readonly differingBytes: number;
  /** Each deviation in words. */
  readonly findings: readonly string[];
}

type Kind = 'lost' | 'twice' | 'outOfOrder' | 'differingBytes';

/**
 * Compares what was written, what the history holds and what the other side received.
 * - lost: a settled content that the history does not hold; a save of the history that one of its environments did not
 *   get; something received that the history no longer holds.
 * - twice: a content written once that is two saves; an environment that has a save twice; an idempotency key entered twice.
 * - outOfOrder: saves that stand in the history in another order than they were written, or were received in another
 *   order than the history's; numbers that are not 1, 2, 3 …
 * - differingBytes: a save whose hash nobody wrote into that file; a receipt or a restored file with another hash.
 */
export function compareLedgers(o: {
  readonly written: readonly WrittenFile[];
  /** By name of the file. */
  readonly history: ReadonlyMap<string, readonly HistorySave[]>;
  readonly received: readonly ReceivedSave[];
  readonly restored: readonly RestoredSave[];
}): Comparison {
  const counts: Record<Kind, number> = { lost: 0, twice: 0, outOfOrder: 0, differingBytes: 0 };
  const findings: string[] = [];
  const found = (kind: Kind, what: string): void => {
    counts[kind] += 1;
    findings.push(`${kind}: ${what}`);
  };
  let saved = 0;
  let receivedByAll = 0;
  const hashOf = new Map<string, string>();
  const environments = new Set<string>();

  for (const file of o.written) {
    const history = o.history.get(file.name) ?? [];
    saved += history.length;
    compareHistory(file, history, found);
    for (const save of history) hashOf.set(save.saveId, save.sha256);
    const whole = new Set(history.map((save) => save.saveId));
    for (const environmentId of file.environmentIds) {
      environments.add(environmentId);
      const arrived = o.received.filter((row) => row.environmentId === environmentId);
      const there = compareEnvironment(`${file.name} → ${environmentId}`, history, arrived, found);
      for (const saveId of whole) if (!there.has(saveId)) whole.delete(saveId);
    }
    receivedByAll += whole.size;
  }
  for (const name of o.history.keys()) {
    if (!o.written.some((file) => file.name === name)) found('differingBytes', `nobody wrote ${name}`);
  }
  const keys = new Set<string>();
  for (const row of o.received) {
    if (keys.has(row.idempotencyKey)) found('twice', `key ${row.idempotencyKey} was entered twice`);
    keys.add(row.idempotencyKey);
    if (!environments.has(row.environmentId)) {
      found('differingBytes', `environment ${row.environmentId} is bound to nothing and got ${row.saveId}`);
    }
  }
  for (const { saveId, sha256 } of o.restored) {
    if (hashOf.get(saveId) !== sha256) found('differingBytes', `save ${saveId} was restored as ${sha256}`);
  }
  return { saved, received: receivedByAll, ...counts, findings };
}

function compareHistory(
  file: WrittenFile,
  history: readonly HistorySave[],
  found: (kind: Kind, what: string) => void,
): void {
  const place = new Map(file.contents.map(({ sha256 }, index) => [sha256, index]));
  const seen = new Set<string>();
  let last = -1;
  for (const [index, { number, sha256 }] of history.entries()) {
    const save = `${file.name}, save ${number}`;
    if (number !== index + 1) found('outOfOrder', `${save} stands at place ${index + 1}`);
    const at = place.get(sha256);
    if (at === undefined) found('differingBytes', `${save} holds ${sha256}, which nobody wrote there`);
    else if (seen.has(sha256)) found('twice', `${save} repeats an earlier one`);
    else if (at < last) found('outOfOrder', `${save} was written before the save that precedes it`);
    seen.add(sha256);
    last = Math.max(last, at ?? -1);
  }
  for (const [index, { sha256, settled }] of file.contents.entries()) {
    if (settled && !seen.has(sha256))
      found('lost', `${file.name}, content ${index + 1} (${sha256}) is in no save`);
  }
}

/** Answers the ids of the saves that arrived. */
function compareEnvironment(
  name: string,
  history: readonly HistorySave[],
  arrived: readonly ReceivedSave[],
  found: (kind: Kind, what: string) => void,
): ReadonlySet<string> {
  const byId = new Map(history.map((save) => [save.saveId, save]));
  const seen = new Set<string>();
  let last = 0;
  for (const { saveId, sha256 } of [...arrived].sort((a, b) => a.seq - b.seq)) {
    const save = byId.get(saveId);
    if (save === undefined) {
      found('lost', `${name}: ${saveId} was received and is not in the history`);
      continue;
    }
    if (save.sha256 !== sha256) found('differingBytes', `${name}: save ${save.number} arrived as ${sha256}`);
    if (seen.has(saveId)) found('twice', `${name}: save ${save.number} arrived twice`);
    else if (save.number < last)
      found('outOfOrder', `${name}: save ${save.number} arrived after save ${last}`);
    seen.add(saveId);
    last = Math.max(last, save.number);
  }
  for (const { saveId, number } of history) {
    if (!seen.has(saveId)) found('lost', `${name}: save ${number} did not arrive`);
  }
  return seen;
}
