import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createLedger } from '../../../electron/engine/ledger/ledger.ts';
import type { Ledger } from '../../../electron/engine/ledger/ledger.ts';
import type { PlaceState } from '../../../electron/engine/ledger/sections.ts';
import type {
  KeptSave,
  KnownStat,
  NewListing,
  NewSave,
  SaveRow,
} from '../../../electron/engine/ledger/types.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { Sighting } from '../../../shared/domain/freshness.ts';

type After = Pick<TestContext, 'after'>;

/** A folder of this test's own, gone afterwards. */
export function temporaryFolder(t: After): string {
  const dir = mkdtempSync(join(tmpdir(), 'elo-ledger-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A clock that goes on by a second with every question, so that times tell the order. */
export function tickingClock(start = '2026-03-02T12:00:00.000Z'): Clock {
  let now = Date.parse(start);
  return { now: () => (now += 1000), monotonic: () => now, after: () => () => undefined };
}

export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
export const stat = (n: number): KnownStat => ({
  size: 1000 + n,
  mtimeNs: `${1_700_000_000_000_000_000n + BigInt(n)}`,
  ctimeNs: `${1_700_000_000_000_000_000n + BigInt(n)}`,
  ino: `${n}`,
});

/** A ledger in a folder of its own with short words for what tests do. */
export interface LedgerBench {
  readonly ledger: Ledger;
  readonly dir: string;
  /** Places where something lies, for `identify`. */
  readonly disk: Map<string, PlaceState>;
  /** A project file comes to rest: identity, save, deliveries. Content is any text. */
  see(path: string, content: string, o?: { guid?: string | null; history?: readonly string[] }): KeptSave;
  /** The same, which must make a save. */
  save(path: string, content: string, o?: { guid?: string | null; history?: readonly string[] }): SaveRow;
  listing(path: string, content: string, o?: Partial<NewListing>): ReturnType<Ledger['listings']['keep']>;
  /** The next sighting of this run. */
  sighting(o?: Partial<Sighting>): Sighting;
  fileId(path: string): string;
  /** Closes and opens again, as a restart does. */
  reopen(): Ledger;
}

export function ledgerBench(t: After, o: { platform?: NodeJS.Platform; dir?: string } = {}): LedgerBench {
  const dir = o.dir ?? temporaryFolder(t);
  const clock = tickingClock();
  const open = (): Ledger =>
    createLedger({
      dir,
      clock,
      appVersion: '1.0.0',
      ...(o.platform === undefined ? {} : { platform: o.platform }),
    });
  let ledger = open();
  t.after(() => ledger.close());
  let order = 0;
  const disk = new Map<string, PlaceState>();

  const sighting = (more: Partial<Sighting> = {}): Sighting => {
    order += 1;
    return {
      order,
      batch: order,
      away: false,
      mtimeNs: stat(order).mtimeNs,
      ctimeNs: stat(order).ctimeNs,
      ...more,
    };
  };
  const see: LedgerBench['see'] = (path, content, { guid = 'guid-1', history = [] } = {}) => {
    disk.set(path, 'there');
    const sha256 = hash(content);
    const identity = ledger.identify(
      { path, projectGuid: guid, sha256, history },
      (at) => disk.get(at) ?? 'gone',
    );
    const seen = sighting();
    const save: NewSave = {
      identity,
      path,
      rootId: null,
      stat: stat(seen.order),
      sighting: seen,
      sha256,
      bytes: content.length,
      savedAt: null,
      projectGuid: guid,
      promobVersion: '5.60.41.2',
      history,
      facts: { content },
    };
    return ledger.saves.keep(save);
  };
  return {
    get ledger() {
      return ledger;
    },
    dir,
    disk,
    see,
    save: (path, content, more) => {
      const kept = see(path, content, more);
      if (kept.kind !== 'kept') throw new Error(`expected a save, got ${kept.kind}`);
      return kept.save;
    },
    listing: (path, content, more = {}) => {
      const seen = more.sighting ?? sighting();
      return ledger.listings.keep({
        path,
        stat: stat(seen.order),
        sighting: seen,
        sha256: hash(content),
        bytes: content.length,
        projectGuid: 'guid-1',
        totals: { table: '783.41', order: '1103.26', budget: '2093.46' },
        itemCount: 3,
        facts: { content },
        ...more,
      });
    },
    sighting,
    fileId: (path) => {
      const file = ledger.files.byPath(path);
      if (file === null) throw new Error(`no file at ${path}`);
      return file.fileId;
    },
    reopen: () => {
      ledger.close();
      ledger = open();
      return ledger;
    },
  };
}

/** The check for `assert.throws`: an EloError with this code. */
export const withCode =
  (code: string) =>
  (thrown: unknown): boolean =>
    thrown instanceof EloError && thrown.code === code;
