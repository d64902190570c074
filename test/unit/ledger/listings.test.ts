import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isFresh } from '../../../shared/domain/freshness.ts';
import { hash, ledgerBench, stat, withCode } from './ledgerFixture.ts';

describe('listings', () => {
  it('belong to the one file that carries their GUID', (t) => {
    const { ledger, save, listing, fileId } = ledgerBench(t);
    save('/w/a.promob', 'one');
    const kept = listing('/w/a.xml', 'first');
    assert.equal(kept.kind, 'kept');
    assert.equal(kept.listing.fileId, fileId('/w/a.promob'));
    assert.deepEqual(kept.listing.totals, { table: '783.41', order: '1103.26', budget: '2093.46' });
    assert.deepEqual(ledger.listings.byId(kept.listing.listingId), kept.listing);
    assert.deepEqual(ledger.listings.newestFor(fileId('/w/a.promob')), kept.listing);
    assert.deepEqual(ledger.listings.byPath('/w/a.xml'), kept.listing);
    assert.deepEqual(ledger.listings.facts(kept.listing.listingId), { content: 'first' });
    assert.equal(listing('/w/none.xml', 'no guid', { projectGuid: null }).listing.fileId, null);
  });

  it('are kept once while the content stays, and anew when it comes again after another', (t) => {
    const { ledger, save, listing } = ledgerBench(t);
    save('/w/a.promob', 'one');
    const first = listing('/w/a.xml', 'first').listing;
    const again = listing('/w/a.xml', 'first');
    assert.deepEqual([again.kind, again.listing.listingId], ['identical', first.listingId]);
    assert.deepEqual(
      [...ledger.files.seed()].find((row) => row.kind === 'listing'),
      { path: '/w/a.xml', kind: 'listing', ...stat(3) },
    );
    listing('/w/a.xml', 'second');
    const third = listing('/w/a.xml', 'first');
    assert.equal(third.kind, 'kept');
    assert.notEqual(third.listing.listingId, first.listingId);
    assert.deepEqual(
      ledger.listings.list().map((each) => each.sha256),
      [hash('first'), hash('second'), hash('first')],
    );
    assert.equal(listing('/w/b.xml', 'first').kind, 'kept', 'another place is another listing');
  });

  it('written again after a newer save are an export of that save, though the bytes are the same', (t) => {
    const { ledger, save, listing, sighting, fileId } = ledgerBench(t);
    save('/w/a.promob', 'one');
    const first = listing('/w/a.xml', 'first').listing;
    save('/w/a.promob', 'two');
    const newest = (): Parameters<typeof isFresh>[1] =>
      ledger.saves.newest(fileId('/w/a.promob'))?.sighting ?? null;
    assert.equal(isFresh(first.sighting, newest()), false);
    // touched only (a new look, the old time of modification): still the old export
    const touched = listing('/w/a.xml', 'first', { sighting: sighting({ mtimeNs: first.sighting.mtimeNs }) });
    assert.equal(touched.kind, 'identical');
    const anew = listing('/w/a.xml', 'first');
    assert.equal(anew.kind, 'kept');
    assert.equal(isFresh(anew.listing.sighting, newest()), true);
    assert.equal(ledger.listings.newestFor(fileId('/w/a.promob'))?.listingId, anew.listing.listingId);
  });

  it('stay unassigned while several files carry the GUID, until the user says which', (t) => {
    const { ledger, save, listing, fileId } = ledgerBench(t);
    save('/w/a.promob', 'one');
    save('/w/copy.promob', 'uno');
    ledger.files.answer(fileId('/w/copy.promob'), 'copy');
    const kept = listing('/w/a.xml', 'first').listing;
    assert.equal(kept.fileId, null);
    assert.equal(
      ledger.listings.assign(kept.listingId, fileId('/w/copy.promob')).fileId,
      fileId('/w/copy.promob'),
    );
    assert.throws(
      () => ledger.listings.assign('nothing', fileId('/w/a.promob')),
      withCode('listing-not-found'),
    );
    assert.throws(() => ledger.listings.assign(kept.listingId, 'nobody'), withCode('file-not-found'));
  });

  it('find their file when it appears, when a copy is ignored, when a question ends as moved', (t) => {
    const { ledger, save, listing, fileId } = ledgerBench(t);
    const early = listing('/w/a.xml', 'early').listing;
    assert.equal(early.fileId, null);
    save('/w/a.promob', 'one');
    assert.equal(ledger.listings.byId(early.listingId)?.fileId, fileId('/w/a.promob'));

    save('/w/mail.promob', 'uno');
    const between = listing('/w/a.xml', 'between').listing;
    assert.equal(between.fileId, null);
    ledger.files.answer(fileId('/w/mail.promob'), 'ignore');
    assert.equal(ledger.listings.byId(between.listingId)?.fileId, fileId('/w/a.promob'));

    save('/w/b.promob', 'due');
    const waiting = listing('/w/a.xml', 'waiting').listing;
    ledger.listings.assign(between.listingId, fileId('/w/b.promob'));
    const lives = ledger.files.answer(fileId('/w/b.promob'), 'moved', fileId('/w/a.promob')).fileId;
    assert.equal(ledger.listings.byId(waiting.listingId)?.fileId, lives);
    assert.equal(ledger.listings.byId(between.listingId)?.fileId, lives);
  });

  it('that came over another way are no file on disk, and an identical one is the same', (t) => {
    const { ledger, save, listing } = ledgerBench(t);
    save('/w/a.promob', 'one');
    const posted = listing('receiver', 'first', { stat: null });
    assert.equal(posted.kind, 'kept');
    assert.equal(listing('receiver', 'first', { stat: null }).kind, 'identical');
    assert.ok(![...ledger.files.seed()].some((row) => row.kind === 'listing'));
    save('/w/a.promob', 'two');
    assert.equal(listing('receiver', 'first', { stat: null }).kind, 'kept');
  });
});
