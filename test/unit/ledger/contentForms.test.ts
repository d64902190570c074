import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { connect } from '../../../electron/engine/database/database.ts';
import type { Database } from '../../../electron/engine/database/database.ts';
import { containerEntries } from '../../../electron/engine/history/containerEntries.ts';
import { createCodecs } from '../../../electron/engine/ledger/codecs.ts';
import { largestCompacted } from '../../../electron/engine/ledger/compactContent.ts';
import { deepest } from '../../../electron/engine/ledger/contentForms.ts';
import { hashOf, openContents } from '../../../electron/engine/ledger/contents.ts';
import type { Contents, ContentsOptions } from '../../../electron/engine/ledger/contents.ts';
import { createDifferences } from '../../../electron/engine/ledger/differences.ts';
import { contentsMigrations } from '../../../electron/engine/ledger/migrations/contentsMigrations.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { workAndSave } from '../../support/promob/mutateProject.ts';
import { newProject } from '../../support/promob/newProject.ts';
import type { ProjectModel } from '../../support/promob/projectModel.ts';
import { createRandom } from '../../support/promob/random.ts';
import { temporaryFolder, tickingClock, withCode } from './ledgerFixture.ts';
import { bringTo } from './migrationBench.ts';

type T = Parameters<typeof temporaryFolder>[0];

function open(t: T, dir: string, more: Partial<ContentsOptions> = {}): Contents {
  const contents = openContents({ dir, clock: tickingClock(), appVersion: '1.0.0', ...more });
  t.after(() => contents.close());
  return contents;
}

function database(t: T, dir: string, name = 'contents.db'): Database {
  const connected = connect(join(dir, name));
  t.after(() => connected.close());
  return connected;
}

interface Row {
  readonly sha256: string;
  readonly codec: string;
  readonly depth: number;
  readonly stored_size: number;
  readonly whole: number;
}
const rowsOf = (connected: Database): Row[] =>
  connected.all<Row>('SELECT * FROM contents ORDER BY content_id');
const rowOf = (connected: Database, sha256: string): Row | undefined =>
  rowsOf(connected).find((row) => row.sha256 === sha256);

/** A listing of some lines, and its next version with one line in a hundred changed. */
function* listings(seed: string, lines: number): Generator<Buffer, never> {
  const random = createRandom(seed);
  const line = (index: number): string =>
    `<ITEM ID="${index}" GUID="${random.guid()}" DESCRIPTION="Módulo" TOTAL="${random.integer(0, 99_999)}"/>`;
  const text = Array.from({ length: lines }, (_, index) => line(index));
  for (;;) {
    yield Buffer.from(`<LISTING>\n${text.join('\n')}\n</LISTING>`);
    for (let change = 0; change < lines / 100; change++) {
      const at = random.integer(0, lines - 1);
      text[at] = line(at);
    }
  }
}

function take(versions: Iterator<Buffer, never>, count: number): Buffer[] {
  return Array.from({ length: count }, () => versions.next().value);
}

function putAll(contents: Contents, versions: readonly Uint8Array[], later = false): string[] {
  let after: string | null = null;
  return versions.map((bytes) => (after = contents.put(bytes, undefined, { after, later })));
}

function compactAll(contents: Contents): number {
  let done = 0;
  while (contents.compactNext(containerEntries)) done += 1;
  return done;
}

function assertAll(contents: Contents, versions: readonly Uint8Array[]): void {
  for (const bytes of versions) {
    assert.ok(Buffer.compare(contents.get(hashOf(bytes)), bytes) === 0, 'exact bytes');
  }
}

describe('a listing kept after another', () => {
  it('costs what changed, comes back at any depth, and stands alone at times', (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const versions = take(listings('chain', 1000), 2 * deepest + 10);
    putAll(contents, versions);
    assertAll(contents, versions);
    const connected = database(t, dir);
    const depths = rowsOf(connected).map((row) => row.depth);
    assert.equal(Math.max(...depths), deepest);
    assert.ok(depths.filter((depth) => depth <= 1).length >= 3, 'a chain begins anew');
    const raw = versions.reduce((sum, each) => sum + each.byteLength, 0);
    assert.ok(contents.totals().storedSize < raw / 30, `${contents.totals().storedSize} of ${raw}`);
    assert.deepEqual(contents.check(), []);
    contents.close();
    assertAll(open(t, dir), versions);
  });

  it('is kept by itself where nothing is alike, nothing is known, or this runtime has no differences', (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const [first, second] = take(listings('alone', 300), 2);
    assert.ok(first !== undefined && second !== undefined);
    const noise = randomBytes(20_000);
    contents.put(first);
    contents.put(noise, undefined, { after: hashOf(first) });
    contents.put(second, undefined, { after: 'f'.repeat(64) });
    const without = open(t, temporaryFolder(t), { differences: null });
    putAll(without, [first, second]);
    assertAll(without, [first, second]);
    const connected = database(t, dir);
    assert.deepEqual(
      rowsOf(connected).map((row) => row.codec),
      ['zstd', 'raw', 'zstd'],
    );
    assertAll(contents, [first, noise, second]);
  });

  it('written as a difference is not readable without them, and not damaged', (t) => {
    const dir = temporaryFolder(t);
    const versions = take(listings('old runtime', 300), 2);
    const [, second] = putAll(open(t, dir), versions);
    const old = open(t, dir, { differences: null });
    assert.throws(() => old.get(second ?? ''), withCode('codec-unavailable'));
  });

  it('is not a difference to a damaged one', (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const [first, second, third] = take(listings('damaged base', 300), 3);
    assert.ok(first !== undefined && second !== undefined && third !== undefined);
    contents.put(first);
    database(t, dir).run('UPDATE content_bytes SET stored = zeroblob(length(stored))');
    contents.put(second, undefined, { after: hashOf(first) });
    contents.put(third, undefined, { after: hashOf(second) });
    assertAll(contents, [second, third]);
    assert.throws(() => contents.get(hashOf(first)), withCode('content-damaged'));
  });

  it('whose base was damaged afterwards is damaged with it, and nothing else; each is mended by itself', (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const versions = take(listings('damage', 300), 6);
    const others = take(listings('others', 300), 3);
    putAll(contents, versions);
    putAll(contents, others);
    const connected = database(t, dir);
    connected.run(
      `UPDATE content_bytes SET stored = zeroblob(length(stored))
       WHERE content_id = (SELECT content_id FROM contents WHERE sha256 = ?)`,
      [hashOf(versions[2] ?? Buffer.alloc(0))],
    );
    const fresh = open(t, dir);
    assertAll(fresh, [...versions.slice(0, 2), ...others]);
    for (const bytes of versions.slice(2)) {
      assert.throws(() => fresh.get(hashOf(bytes)), withCode('content-damaged'));
    }
    fresh.put(versions[4] ?? Buffer.alloc(0));
    assertAll(fresh, versions.slice(4, 6));
    fresh.put(versions[2] ?? Buffer.alloc(0));
    assertAll(fresh, versions);
  });

  it('that others differ from is never collected', (t) => {
    const clock = tickingClock();
    let hours = 0;
    const later = { ...clock, now: () => clock.now() + hours * 3_600_000 };
    const contents = open(t, temporaryFolder(t), { clock: later });
    const versions = take(listings('collected', 200), 4);
    const sums = putAll(contents, versions);
    hours = 48;
    const kept = new Set(sums.slice(2, 3));
    const referenced = (asked: readonly string[]): Set<string> =>
      new Set(asked.filter((each) => kept.has(each)));
    assert.equal(contents.collectOrphans(referenced), 1, 'the last one, which nothing differs from');
    assertAll(contents, versions.slice(0, 3));
    assert.deepEqual(contents.check(), []);
  });
});

/** A container as designers and others leave them on disk. */
type Change = 'work' | 'same' | 'cut' | 'zlib' | 'stored' | 'noise' | 'descriptor' | 'again';
const changes: readonly Change[] = [
  'work',
  'work',
  'work',
  'same',
  'cut',
  'zlib',
  'stored',
  'noise',
  'descriptor',
  'again',
];

function* containers(seed: string): Generator<Buffer, never, Change> {
  let model: ProjectModel = newProject({ seed, modules: 3, previewBytes: 6000, environments: 2 });
  const old: Buffer[] = [];
  let change: Change = yield buildContainer(model);
  for (let number = 0; ; number++) {
    model = workAndSave(model);
    const bytes = buildContainer(model, change === 'zlib' ? { compression: 'zlib' } : {});
    old.push(bytes);
    const noise = Buffer.from(createRandom(`${seed} ${number}`).guid().repeat(50));
    const made: Record<Change, () => Buffer> = {
      work: () => bytes,
      zlib: () => bytes,
      same: () => old.at(-2) ?? bytes,
      cut: () => bytes.subarray(0, bytes.length - 1 - (number % 40) * 50),
      stored: () => buildContainer(model, { replace: { 'nota.txt': noise } }),
      noise: () => Buffer.concat([Buffer.from('PK'), noise]),
      descriptor: () => withDescriptor(noise),
      again: () => buildContainer({ ...model, seed: `${seed}-picture-${number}` }),
    };
    change = yield made[change]();
  }
}

/** A ZIP of one entry whose sizes stand behind it (flag 8), as streaming writers leave them. */
function withDescriptor(content: Buffer): Buffer {
  const stream = deflateRawSync(content, { level: 9 });
  const name = Buffer.from('a.xml');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(8, 6);
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(name.length, 26);
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(stream.length, 8);
  descriptor.writeUInt32LE(content.length, 12);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 8);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(stream.length, 20);
  central.writeUInt32LE(content.length, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  const offset = 30 + name.length + stream.length + 16;
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([local, name, stream, descriptor, central, name, end]);
}

describe('a container kept after another', () => {
  it('waits as a whole, then costs what changed', (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const made = containers('costs');
    const versions = [made.next('work').value];
    for (let number = 0; number < 2 * deepest; number++) versions.push(made.next('work').value);
    const raw = versions.reduce((sum, each) => sum + each.byteLength, 0);
    putAll(contents, versions, true);
    assert.equal(contents.waiting(), versions.length - 1);
    assert.ok(contents.totals().storedSize > raw * 0.9);
    assertAll(contents, versions);
    assert.equal(compactAll(contents), versions.length - 1);
    assert.equal(contents.waiting(), 0);
    assertAll(contents, versions);
    const connected = database(t, dir);
    const whole = rowsOf(connected).filter((row) => row.whole === 1);
    assert.equal(whole.length, versions.length);
    assert.ok(whole.every((row) => row.codec.startsWith('container')));
    assert.ok(Math.max(...rowsOf(connected).map((row) => row.depth)) <= deepest);
    // the pictures are new in each and do not shrink
    assert.ok(
      contents.totals().storedSize < versions.length * 7500 + 20_000,
      String(contents.totals().storedSize),
    );
    assert.deepEqual(contents.totals().contents, versions.length);
    assert.deepEqual(contents.check(), []);
    contents.close();
    assertAll(open(t, dir), versions);
  });

  it('comes back bit for bit, whatever it is and whatever was before it', (t) => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.constantFrom(...changes), { maxLength: 14 }),
        fc.nat(),
        (seed, plan, at) => {
          const dir = temporaryFolder(t);
          const contents = openContents({ dir, clock: tickingClock(), appVersion: '1.0.0' });
          const made = containers(seed);
          const versions = [made.next('work').value, ...plan.map((change) => made.next(change).value)];
          // some are stored as pieces before the next ones come
          const cut = at % versions.length;
          const sums = putAll(contents, versions.slice(0, cut), true);
          compactAll(contents);
          let after = sums.at(-1) ?? null;
          for (const bytes of versions.slice(cut))
            after = contents.put(bytes, undefined, { after, later: true });
          compactAll(contents);
          assertAll(contents, versions);
          assert.equal(contents.totals().contents, new Set(versions.map(hashOf)).size);
          assert.deepEqual(contents.check(), []);
          contents.close();
          const again = openContents({ dir, clock: tickingClock(), appVersion: '1.0.0' });
          assertAll(again, versions);
          again.close();
        },
      ),
      { numRuns: 12 },
    );
  });

  it('stays whole where the disk or another thread fails between its pieces', (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const made = containers('fails');
    const versions = [made.next('work').value, made.next('work').value, made.next('work').value];
    putAll(contents, versions, true);
    const connected = database(t, dir);
    for (const table of ['content_parts', 'content_bytes', 'contents']) {
      connected.exec(
        `CREATE TRIGGER failing BEFORE INSERT ON ${table} WHEN (SELECT count(*) FROM content_parts) >= 1 OR '${table}' = 'content_parts'
         BEGIN SELECT RAISE(ROLLBACK, 'the disk fails'); END`,
      );
      const before = rowsOf(connected);
      contents.compactNext(containerEntries);
      connected.exec('DROP TRIGGER failing');
      assertAll(contents, versions);
      assert.deepEqual(contents.check(), []);
      assert.ok(rowsOf(connected).length >= before.length);
    }
  });

  it('whose pieces were damaged is damaged with them, and nothing else', (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const made = containers('pieces');
    const versions = [made.next('work').value, made.next('work').value, made.next('work').value];
    const other = containers('other pieces');
    const others = [other.next('work').value, other.next('work').value];
    putAll(contents, versions, true);
    putAll(contents, others, true);
    compactAll(contents);
    const connected = database(t, dir);
    const [only] = connected.all<{ part_id: number; content_id: number }>(
      `SELECT part_id, min(content_id) AS content_id FROM content_parts
       WHERE part_id NOT IN (SELECT base.content_id FROM contents JOIN contents AS base ON base.sha256 = contents.base_sha256)
       GROUP BY part_id HAVING count(*) = 1 AND content_id = (SELECT content_id FROM contents WHERE sha256 = ?)`,
      [hashOf(versions[1] ?? Buffer.alloc(0))],
    );
    assert.ok(only !== undefined, 'a piece of the second version alone');
    connected.run('UPDATE content_bytes SET stored = zeroblob(length(stored)) WHERE content_id = ?', [
      only.part_id,
    ]);
    const fresh = open(t, dir);
    assertAll(fresh, [versions[0] ?? Buffer.alloc(0), versions[2] ?? Buffer.alloc(0), ...others]);
    const damaged = versions[1] ?? Buffer.alloc(0);
    assert.throws(() => fresh.get(hashOf(damaged)), withCode('content-damaged'));
    fresh.put(damaged);
    assertAll(fresh, [...versions, ...others]);
  });

  it('does not wait where it is larger than a worker should hold several times over', (t) => {
    const contents = open(t, temporaryFolder(t));
    const large = Buffer.alloc(largestCompacted + 1);
    const first = contents.put(Buffer.from('first'));
    contents.put(large, undefined, { after: first, later: true });
    assert.equal(contents.waiting(), 0);
    assertAll(contents, [large]);
  });

  it('is left as it is where nothing is gained, and where its compaction ended a worker', (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const noise = [randomBytes(5000), randomBytes(5000)];
    putAll(contents, noise, true);
    assert.equal(compactAll(contents), 1);
    const made = containers('skipped');
    const versions = [made.next('work').value, made.next('work').value];
    putAll(contents, versions, true);
    contents.skipWaiting();
    assert.equal(contents.waiting(), 0);
    assert.equal(contents.compactNext(containerEntries), false);
    assertAll(contents, [...noise, ...versions]);
    assert.ok(rowsOf(database(t, dir)).every((row) => row.whole === 1));
  });
});

describe('contents of an older Elo', () => {
  it('are read as before, and new ones may differ from them', (t) => {
    const dir = temporaryFolder(t);
    const file = join(dir, 'contents.db');
    const old = bringTo(t, file, contentsMigrations, 10);
    const made = containers('migrated');
    const versions = [made.next('work').value, made.next('work').value];
    const texts = take(listings('migrated', 200), 2);
    const before = [versions[0] ?? Buffer.alloc(0), texts[0] ?? Buffer.alloc(0), randomBytes(3000)];
    for (const [index, wanted] of [['zstd' as const], ['deflate-raw' as const], ['raw' as const]].entries()) {
      const bytes = before[index] ?? Buffer.alloc(0);
      const { codec, stored } = createCodecs([...wanted]).encode(bytes);
      old.run(
        `INSERT INTO contents (content_id, sha256, codec, size, stored_size, stored_crc, created_at, wanted_at)
         VALUES (?, ?, ?, ?, ?, ?, '2026-03-02T12:00:00.000Z', '2026-03-02T12:00:00.000Z')`,
        [index + 1, hashOf(bytes), codec, bytes.byteLength, stored.byteLength, crc32(stored)],
      );
      old.run('INSERT INTO content_bytes (content_id, stored) VALUES (?, ?)', [index + 1, stored]);
    }
    const rows = old.all('SELECT * FROM contents ORDER BY content_id');
    // the test's own mark gives way to that of contents.db
    old.pragma('application_id = 1162628931');
    old.close();

    const contents = open(t, dir);
    assertAll(contents, before);
    const connected = database(t, dir);
    assert.deepEqual(
      connected.all('SELECT * FROM contents ORDER BY content_id'),
      rows.map((row) => ({ ...(row as object), whole: 1, after_sha256: null })),
    );
    contents.put(versions[1] ?? Buffer.alloc(0), undefined, {
      after: hashOf(before[0] ?? Buffer.alloc(0)),
      later: true,
    });
    contents.put(texts[1] ?? Buffer.alloc(0), undefined, { after: hashOf(before[1] ?? Buffer.alloc(0)) });
    assert.equal(compactAll(contents), 1);
    assertAll(contents, [...before, ...versions, ...texts]);
    assert.equal(rowOf(connected, hashOf(texts[1] ?? Buffer.alloc(0)))?.codec, 'zstd-base');
    assert.equal(rowOf(connected, hashOf(before[0] ?? Buffer.alloc(0)))?.codec, 'container');
    assert.deepEqual(contents.check(), []);
  });
});

describe('differences', () => {
  it('prove themselves on this runtime, and give back any content', () => {
    const differences = createDifferences();
    assert.ok(differences !== null);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.uint8Array({ maxLength: 2000 }), (base, content) => {
        const stored = differences.encode(content, base);
        if (stored === null) return assert.equal(base.byteLength, 0);
        assert.ok(Buffer.from(differences.decode(stored, base, content.byteLength)).equals(content));
      }),
      { numRuns: 200 },
    );
    const base = randomBytes(3000);
    const stored = differences.encode(base, base);
    assert.ok(stored !== null && stored.byteLength < 60);
    assert.throws(() => differences.decode(stored, base, 100), 'never more than was promised');
    assert.equal(
      differences.encode(Buffer.alloc(40 << 20), Buffer.alloc(40 << 20)),
      null,
      'too large to compare',
    );
  });
});
