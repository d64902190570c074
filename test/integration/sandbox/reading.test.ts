import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { blankProject } from '../../sandbox/blankProject.ts';
import { decimalOf, sumOf } from '../../sandbox/reading/decimal.ts';
import { readListing } from '../../sandbox/reading/readListing.ts';
import { readProjectFile } from '../../sandbox/reading/readProjectFile.ts';
import type { Refusal } from '../../sandbox/refusal.ts';
import { assistanceName } from '../../sandbox/rules.ts';
import { sampleListing } from '../../support/sandbox/samples.ts';

const GUID = '79a9ee88-ce1c-4528-8992-bc5d3ef387b0';
const SAMPLES = process.env['ELO_SAMPLES'] ?? join(import.meta.dirname, '../../../../shared/samples/promob');
const skip = existsSync(join(SAMPLES, 'cozinha.promob')) ? false : 'skipped: real samples not present';

test('decimals are exact', () => {
  assert.equal(sumOf(['0.1', '0.2']), '0.3');
  assert.equal(sumOf(['29.91', '14.59', null, 'ERRO']), '44.5');
  assert.equal(decimalOf('9.1E-14'), '0.000000000000091');
  assert.equal(decimalOf('-5'), '-5');
  for (const text of ['', 'ERRO', '1,5', '@x@', '1e999', '9'.repeat(60)])
    assert.equal(decimalOf(text), null, text);
  const cents = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
  const text = (value: bigint): string => {
    const digits = (value < 0n ? -value : value).toString().padStart(3, '0');
    return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  };
  fc.assert(
    fc.property(fc.array(cents, { maxLength: 20 }), (values) => {
      const sum = values.reduce((left, right) => left + right, 0n);
      assert.equal(sumOf([sumOf(values.map((value) => text(value))), text(-sum)]), '0');
    }),
  );
});

test('only top-level items are priced, ITEMSWITHOUTPRICE is not read, odd items are kept and flagged', () => {
  const listing = readListing(
    sampleListing(GUID, '10', [
      { guid: 'g1', description: 'Balcão', total: '1.005', parts: ['2', '3.5'] },
      { guid: 'g1', description: 'ERRO', total: '', quantity: '@Tri_*(COR)@' },
    ]),
  );
  assert.equal(listing.projectGuid, GUID);
  assert.equal(listing.itemCount, 4);
  const items = listing.ambients.flatMap((ambient) => ambient.items);
  assert.deepEqual(
    items.map((item) => [item.key, item.description, item.total]),
    [
      ['g1', 'Balcão', '6.505'],
      ['g1#1', 'ERRO', '0'],
    ],
  );
  assert.deepEqual(items[1]?.flags, ['no-quantity', 'unresolved']);
});

test('encodings of the prolog and byte order marks are heeded', () => {
  const text =
    '<LISTING><AMBIENTS><AMBIENT><CATEGORIES><CATEGORY><ITEMS><ITEM ID="a" DESCRIPTION="Acessórios"/></ITEMS></CATEGORY></CATEGORIES></AMBIENT></AMBIENTS></LISTING>';
  const variants = [
    Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${text}`, 'latin1'),
    Buffer.from(`\uFEFF<?xml version="1.0" encoding="utf-8"?>${text}`, 'utf8'),
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
  ];
  for (const bytes of variants) {
    assert.equal(readListing(bytes).ambients[0]?.items[0]?.description, 'Acessórios');
  }
});

test('what is no listing is refused: another root, broken or too deep XML, entities', () => {
  const bad = [
    '',
    'not xml',
    '<html></html>',
    '<LISTING><AMBIENTS></LISTING>',
    '<LISTING>',
    '<LISTING>' + '<A>'.repeat(400) + '</A>'.repeat(400) + '</LISTING>',
    '<!DOCTYPE LISTING [<!ENTITY a "b">]><LISTING>&a;</LISTING>',
  ];
  for (const text of bad) {
    assert.throws(
      () => readListing(Buffer.from(text)),
      (error: Refusal) => error.code === 'validation-failed',
      text.slice(0, 40),
    );
  }
});

test('the project of a file is found; a file that is no container has none', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'elo-reading-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const good = join(folder, 'a.promob');
  await writeFile(good, blankProject(GUID));
  assert.deepEqual(await readProjectFile(good), { projectGuid: GUID, lineage: '' });
  const bad = join(folder, 'b.promob');
  for (const bytes of [Buffer.alloc(0), Buffer.from('x'.repeat(1000)), blankProject(GUID).subarray(0, 900)]) {
    await writeFile(bad, bytes);
    assert.deepEqual(await readProjectFile(bad), { projectGuid: null, lineage: '' });
  }
});

test('real files', { skip }, async () => {
  const facts = await readProjectFile(join(SAMPLES, 'cozinha.promob'));
  assert.equal(facts.projectGuid, '98ba068c-953f-4ad6-981c-bd21dcb45726');
  // Four saves, a print of eight characters each.
  assert.equal(facts.lineage.length, 4 * 8);
  const listing = readListing(await readFile(join(SAMPLES, 'listing-cozinha-excerpt.xml')));
  assert.deepEqual(listing.totals, { table: '783.41', order: '1103.26', budget: '2093.46' });
  assert.equal(listing.projectGuid, '79a9ee88-ce1c-4528-8992-bc5d3ef387b0');
  assert.deepEqual(
    listing.ambients[0]?.items.map((item) => item.total),
    ['197.13'],
  );
  const minimal = readListing(await readFile(join(SAMPLES, 'listing-minimal.xml')));
  assert.deepEqual(
    minimal.ambients[0]?.items.map((item) => item.total),
    ['290', '80.81'],
  );
});

test('rule 13: the name of an assistance environment', () => {
  assert.equal(assistanceName('Cozinha', 7), 'Cozinha ocorrência: 7');
});
