import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { connect } from '../../../electron/engine/database/database.ts';
import { createCodecs } from '../../../electron/engine/ledger/codecs.ts';
import type { CodecName, Codecs } from '../../../electron/engine/ledger/codecs.ts';
import { hashOf, openContents } from '../../../electron/engine/ledger/contents.ts';
import type { Contents, ContentsOptions } from '../../../electron/engine/ledger/contents.ts';
import { hash, temporaryFolder, withCode } from './ledgerFixture.ts';

type T = Parameters<typeof temporaryFolder>[0];
const text = Buffer.from('<ITEM ID="1" DESCRIPTION="Módulo" QUANTITY="1.5"/>'.repeat(500));

const standing = (start = '2026-03-02T12:00:00.000Z') => {
  let now = Date.parse(start);
  return {
    now: () => now,
    monotonic: () => now,
    after: () => () => undefined,
    forward: (hours: number) => {
      now += hours * 3_600_000;
    },
  };
};

function open(t: T, dir: string, more: Partial<ContentsOptions> = {}): Contents {
  const contents = openContents({ dir, clock: standing(), appVersion: '1.0.0', ...more });
  t.after(() => contents.close());
  return contents;
}

describe('codecs', () => {
  it('prove themselves, the best first', () => {
    assert.deepEqual(createCodecs().available, ['zstd', 'deflate-raw', 'raw']);
    assert.deepEqual(createCodecs(['deflate-raw']).available, ['deflate-raw', 'raw']);
    assert.deepEqual(createCodecs([]).available, ['raw']);
  });

  it('keep bytes raw where compression gains less than 5 %', () => {
    const codecs = createCodecs();
    const noise = randomBytes(10_000);
    assert.deepEqual(codecs.encode(noise), { codec: 'raw', stored: noise });
    assert.equal(codecs.encode(new Uint8Array()).codec, 'raw');
    const packed = codecs.encode(text);
    assert.equal(packed.codec, 'zstd');
    assert.ok(packed.stored.byteLength < text.byteLength / 10);
  });

  it('read what each of them wrote, exactly, and never more than was promised', () => {
    const reader = createCodecs();
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom<CodecName[]>(['zstd'], ['deflate-raw'], []),
        (part, times, wanted) => {
          const content = Buffer.concat(Array.from({ length: times }, () => part));
          const { codec, stored } = createCodecs(wanted).encode(content);
          assert.ok(Buffer.from(reader.decode(codec, stored, content.byteLength)).equals(content));
        },
      ),
      { numRuns: 100 },
    );
    for (const wanted of [['zstd'], ['deflate-raw']] as const) {
      const { codec, stored } = createCodecs(wanted).encode(text);
      assert.throws(() => reader.decode(codec, stored, 100));
    }
    assert.throws(() => reader.decode('lzma', text, 10), RangeError);
  });
});

describe('contents', () => {
  it('give back exact bytes by hash, however often they are put', (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const noise = randomBytes(200_000);
    for (const bytes of [text, noise, Buffer.alloc(0)]) {
      const sha256 = contents.put(bytes);
      assert.equal(sha256, hashOf(bytes));
      assert.equal(contents.put(bytes, sha256), sha256);
      assert.ok(Buffer.from(contents.get(sha256)).equals(bytes));
      assert.equal(contents.size(sha256), bytes.byteLength);
      assert.equal(contents.has(sha256), true);
    }
    const totals = contents.totals();
    assert.equal(totals.contents, 3);
    assert.equal(totals.size, text.byteLength + noise.byteLength);
    assert.ok(totals.storedSize < totals.size);
    assert.equal(contents.has(hash('nothing')), false);
    assert.equal(contents.size(hash('nothing')), null);
    assert.throws(() => contents.get(hash('nothing')), withCode('content-missing'));
    assert.deepEqual(contents.check(), []);
    contents.close();
    assert.ok(Buffer.from(open(t, dir).get(hashOf(noise))).equals(noise));
  });

  it('are readable by a runtime that wrote them differently, unless it lacks the codec', (t) => {
    const dir = temporaryFolder(t);
    const sha256 = open(t, dir).put(text);
    assert.ok(Buffer.from(open(t, dir, { codecs: createCodecs(['deflate-raw']) }).get(sha256)).equals(text));
    const none: Codecs = {
      available: ['raw'],
      encode: (stored) => ({ codec: 'raw', stored }),
      decode: (codec) => {
        throw new RangeError(`no ${codec}`);
      },
    };
    assert.throws(() => open(t, dir, { codecs: none }).get(sha256), withCode('codec-unavailable'));
  });

  it('that were altered are never answered, and mended when the same bytes come by again', (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const noise = randomBytes(5000);
    const sums = [contents.put(text), contents.put(noise)];
    const database = connect(join(dir, 'contents.db'));
    t.after(() => database.close());
    for (const row of database.all<{ content_id: number; stored: Uint8Array }>(
      'SELECT * FROM content_bytes',
    )) {
      const stored = Buffer.from(row.stored);
      stored.writeUInt8((stored[40] ?? 0) ^ 1, 40);
      database.run('UPDATE content_bytes SET stored = ? WHERE content_id = ?', [stored, row.content_id]);
    }
    for (const sha256 of sums) assert.throws(() => contents.get(sha256), withCode('content-damaged'));
    contents.put(text);
    contents.put(noise);
    assert.ok(Buffer.from(contents.get(sums[0] ?? '')).equals(text));
    assert.ok(Buffer.from(contents.get(sums[1] ?? '')).equals(noise));
  });

  it('nobody points to are collected after a day, not before, and not when they were wanted again', (t) => {
    const dir = temporaryFolder(t);
    const clock = standing();
    const contents = open(t, dir, { clock });
    const [kept, again, orphan] = ['kept', 'again', 'orphan'].map((each) => contents.put(Buffer.from(each)));
    const referenced = (sums: readonly string[]): Set<string> =>
      new Set(sums.filter((each) => each === kept));
    clock.forward(23);
    contents.put(Buffer.from('again'));
    assert.equal(contents.collectOrphans(referenced), 0);
    clock.forward(2);
    const young = contents.put(Buffer.from('young'));
    assert.equal(contents.collectOrphans(referenced), 1);
    assert.deepEqual(
      [kept, again, orphan, young].map((each) => contents.has(each ?? '')),
      [true, true, false, true],
    );
    assert.deepEqual(contents.check(), []);
  });

  it('can be put in one thread and read in another at once', async (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const worker = new Worker(
      `import { parentPort } from 'node:worker_threads';
       import { openContents } from ${JSON.stringify(new URL('../../../electron/engine/ledger/contents.ts', import.meta.url).href)};
       import { systemClock } from ${JSON.stringify(new URL('../../../shared/domain/clock.ts', import.meta.url).href)};
       const contents = openContents({ dir: ${JSON.stringify(dir)}, clock: systemClock, appVersion: '1.0.0' });
       for (let n = 0; n < 50; n++) parentPort.postMessage(contents.put(Buffer.from('content ' + n)));
       contents.close();`,
      { eval: true, execArgv: ['--input-type=module'] },
    );
    const sums: string[] = [];
    worker.on('message', (sha256: string) => {
      sums.push(sha256);
      assert.equal(Buffer.from(contents.get(sha256)).toString(), `content ${sums.length - 1}`);
      contents.put(Buffer.from(`here ${sums.length}`));
    });
    await new Promise((resolve, reject) => {
      worker.on('exit', resolve);
      worker.on('error', reject);
    });
    assert.equal(sums.length, 50);
    assert.equal(contents.totals().contents, 100);
  });

  it('whose file is damaged are moved aside, never deleted', (t) => {
    const dir = temporaryFolder(t);
    open(t, dir).close();
    writeFileSync(join(dir, 'contents.db'), 'damaged'.repeat(1000));
    const contents = open(t, dir);
    assert.equal(contents.recovered.kind, 'new');
    assert.match(readFileSync(contents.recovered.movedTo ?? '', 'utf8'), /^damaged/);
  });

  it('opened only for reading make no file', (t) => {
    const dir = temporaryFolder(t);
    assert.throws(() => open(t, dir, { readonly: true }), withCode('database-cannot-open'));
    assert.equal(existsSync(join(dir, 'contents.db')), false);
    const sha256 = open(t, dir).put(text);
    const reader = open(t, dir, { readonly: true });
    assert.ok(Buffer.from(reader.get(sha256)).equals(text));
    assert.throws(() => reader.put(randomBytes(10)), withCode('database-read-only'));
  });
});
