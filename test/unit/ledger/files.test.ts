import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ledgerBench, stat, withCode } from './ledgerFixture.ts';

describe('files', () => {
  it('moved or renamed stay themselves', (t) => {
    const { ledger, disk, see, save, fileId } = ledgerBench(t);
    const first = save('/w/a.promob', 'one', { history: ['s1'] });
    ledger.bindings.bind({ environmentId: 'e1', fileId: first.fileId });
    disk.set('/w/a.promob', 'gone');
    assert.deepEqual(see('/w/b.promob', 'one', { history: ['s1'] }), {
      kind: 'identical',
      fileId: first.fileId,
      saveId: first.saveId,
    });
    disk.set('/w/b.promob', 'gone');
    const second = save('/other/c.promob', 'two', { history: ['s1', 's2'] });
    assert.deepEqual([second.fileId, second.number, second.path], [first.fileId, 2, '/other/c.promob']);
    assert.equal(fileId('/other/c.promob'), first.fileId);
    assert.equal(ledger.files.byPath('/w/a.promob'), null);
    assert.equal(ledger.files.list().length, 1);
    assert.equal(ledger.outbox.list().length, 2);
  });

  it('in a place that is known are that file, whatever the content', (t) => {
    const { save } = ledgerBench(t);
    const first = save('/w/a.promob', 'one', { guid: 'guid-1' });
    assert.equal(save('/w/a.promob', 'another project', { guid: 'guid-2' }).fileId, first.fileId);
  });

  it('with a known GUID elsewhere are asked about once; their saves have no destination', (t) => {
    const { ledger, see, save, fileId } = ledgerBench(t);
    const original = save('/w/a.promob', 'one');
    ledger.bindings.bind({ environmentId: 'e1', fileId: original.fileId });
    const kept = see('/w/copy.promob', 'one');
    assert.ok(kept.kind === 'kept' && kept.asked);
    assert.deepEqual(kept.environmentIds, []);
    const again = see('/w/copy.promob', 'two');
    assert.ok(again.kind === 'kept' && again.asked);
    assert.deepEqual(ledger.files.byPath('/w/copy.promob')?.question, {
      code: 'known-project',
      otherFileIds: [original.fileId],
    });
    assert.equal(
      ledger.events.forFile(fileId('/w/copy.promob'), 10).filter((e) => e.kind === 'file-question').length,
      1,
    );
    assert.equal(ledger.outbox.list().length, 1);
    assert.deepEqual(
      ledger.files.questions().map((each) => each.path),
      ['/w/copy.promob'],
    );
  });

  it('answered as moved are merged: numbers go on, what was kept becomes due in order', (t) => {
    const { ledger, save, see, fileId, reopen } = ledgerBench(t);
    const original = save('/w/a.promob', 'one');
    ledger.bindings.bind({ environmentId: 'e1', fileId: original.fileId });
    ledger.bindings.bind({ environmentId: 'e2', fileId: original.fileId });
    const doubled = save('/w/b.promob', 'one');
    const two = save('/w/b.promob', 'two');
    const three = save('/w/b.promob', 'three');
    const merged = fileId('/w/b.promob');

    const file = ledger.files.answer(merged, 'moved');
    assert.equal(file.fileId, original.fileId);
    assert.deepEqual([file.path, file.saves, file.question], ['/w/b.promob', 3, null]);
    assert.equal(file.lastSave?.saveId, three.saveId);
    assert.deepEqual(
      ledger.saves.list(file.fileId).map((each) => [each.number, each.saveId]),
      [
        [1, original.saveId],
        [2, two.saveId],
        [3, three.saveId],
      ],
    );
    for (const environmentId of ['e1', 'e2']) {
      assert.deepEqual(
        ledger.outbox
          .list({ environmentId })
          .reverse()
          .map((row) => row.saveId),
        [original.saveId, two.saveId, three.saveId],
      );
    }
    // the copy of a content that was kept already is no save of its own, but its id still leads there
    assert.equal(ledger.saves.byId(doubled.saveId)?.saveId, original.saveId);
    assert.equal(ledger.saves.counts().saved, 3);
    assert.equal(ledger.files.byId(merged)?.fileId, original.fileId);
    assert.equal(ledger.files.list().length, 1);
    assert.deepEqual(
      [...ledger.files.seed()].map((row) => row.path),
      ['/w/b.promob'],
    );
    assert.equal(see('/w/b.promob', 'three').kind, 'identical');
    assert.deepEqual(ledger.check(), []);
    assert.equal(reopen().files.list().length, 1);
  });

  it('answered as copy or ignored', (t) => {
    const { ledger, see, save, fileId } = ledgerBench(t);
    save('/w/a.promob', 'one');
    save('/w/copy.promob', 'uno');
    save('/w/mail.promob', 'eins');
    assert.equal(ledger.files.answer(fileId('/w/copy.promob'), 'copy').question, null);
    const ignored = ledger.files.answer(fileId('/w/mail.promob'), 'ignore');
    assert.deepEqual([ignored.ignored, ignored.question, ignored.saves], [true, null, 1]);
    assert.equal(see('/w/copy.promob', 'due').kind, 'kept');
    assert.deepEqual(see('/w/mail.promob', 'zwei'), { kind: 'ignored', fileId: ignored.fileId });
    assert.equal(ledger.files.byId(ignored.fileId)?.saves, 1);
    assert.throws(() => ledger.files.answer(fileId('/w/copy.promob'), 'moved'), withCode('no-open-question'));
    assert.throws(() => ledger.files.answer('nobody', 'moved'), withCode('file-not-found'));
    // taken back: it is read again and kept from then on
    assert.equal(ledger.files.answer(ignored.fileId, 'copy').ignored, false);
    assert.ok(![...ledger.files.seed()].some((row) => row.path === '/w/mail.promob'));
    assert.equal(see('/w/mail.promob', 'zwei').kind, 'kept');
  });

  it('asked about with several others need to be told which, unless one is gone or continued', (t) => {
    const { ledger, save, fileId } = ledgerBench(t);
    const a = save('/w/a.promob', 'one');
    const b = save('/w/b.promob', 'uno');
    ledger.files.answer(b.fileId, 'copy');
    save('/w/c.promob', 'eins');
    const c = fileId('/w/c.promob');
    assert.deepEqual(ledger.files.byId(c)?.question?.otherFileIds, [a.fileId, b.fileId].sort());
    assert.throws(() => ledger.files.answer(c, 'moved'), withCode('question-needs-file'));
    assert.throws(() => ledger.files.answer(c, 'moved', c), withCode('question-needs-file'));
    ledger.files.markMissing('/w/b.promob');
    assert.equal(ledger.files.answer(c, 'moved').fileId, b.fileId);

    save('/w/d.promob', 'vier');
    assert.equal(ledger.files.answer(fileId('/w/d.promob'), 'moved', b.fileId).fileId, b.fileId);
    save('/w/e.promob', 'one');
    assert.equal(ledger.files.answer(fileId('/w/e.promob'), 'moved').fileId, a.fileId);
  });

  it('whose old place vanishes while the question is open turn out to be moved', (t) => {
    const { ledger, disk, save, fileId } = ledgerBench(t);
    const original = save('/w/a.promob', 'one', { history: ['s1'] });
    save('/w/b.promob', 'two', { history: ['s1', 's2'] });
    save('/w/other.promob', 'quite another', { history: ['x'] });
    disk.set('/w/a.promob', 'gone');
    assert.deepEqual(ledger.files.markMissing('/w/a.promob'), [original.fileId]);
    assert.equal(fileId('/w/b.promob'), original.fileId);
    assert.equal(ledger.files.byId(original.fileId)?.present, true);
    assert.deepEqual(ledger.files.byPath('/w/other.promob')?.question?.otherFileIds, [original.fileId]);
    // no evidence: the question stays
    assert.deepEqual(ledger.files.markMissing('/w/b.promob'), []);
    assert.equal(ledger.files.byId(original.fileId)?.present, false);
  });

  it('that never had a save are listed with their problem, and begin when they have one', (t) => {
    const { ledger, disk, see, save, fileId } = ledgerBench(t);
    ledger.files.setProblem('/w/a.promob', 'container-incomplete');
    const broken = ledger.files.byPath('/w/a.promob');
    assert.deepEqual([broken?.saves, broken?.problem, broken?.lastSave], [0, 'container-incomplete', null]);
    ledger.files.setProblem('/w/nothing.promob', null);
    assert.equal(ledger.files.list().length, 1);
    const first = save('/w/a.promob', 'one');
    assert.equal(first.fileId, broken?.fileId);
    assert.equal(ledger.files.byId(first.fileId)?.problem, null);

    ledger.files.setProblem('/w/b.promob', 'container-incomplete');
    disk.set('/w/a.promob', 'gone');
    assert.equal(see('/w/b.promob', 'one').kind, 'identical');
    assert.equal(fileId('/w/b.promob'), first.fileId);
  });

  it('that cannot be read are told with the time since when, until they can', (t) => {
    const { ledger, save } = ledgerBench(t);
    const of = (path: string) => {
      const file = ledger.files.byPath(path);
      return [file?.problem, file?.unreadableSince === null ? null : typeof file?.unreadableSince];
    };
    ledger.files.setProblem('/w/a.promob', 'container-incomplete', { unreadable: true });
    const since = ledger.files.byPath('/w/a.promob')?.unreadableSince;
    ledger.files.setProblem('/w/a.promob', 'not-a-container', { unreadable: true });
    assert.equal(ledger.files.byPath('/w/a.promob')?.unreadableSince, since, 'since the first of them');
    assert.deepEqual(of('/w/a.promob'), ['not-a-container', 'string']);
    ledger.files.setProblem('/w/a.promob', 'file-still-busy');
    assert.deepEqual(of('/w/a.promob'), ['file-still-busy', null]);
    ledger.files.setProblem('/w/a.promob', 'container-incomplete', { unreadable: true });
    save('/w/a.promob', 'one');
    assert.deepEqual(of('/w/a.promob'), [null, null]);
    ledger.files.setProblem('/w/a.promob', 'container-incomplete', { unreadable: true });
    ledger.files.markMissing('/w/a.promob');
    assert.deepEqual(of('/w/a.promob'), [null, null], 'what is gone is not unreadable');
  });

  it('that were known only for a problem are forgotten with it', (t) => {
    const { ledger } = ledgerBench(t);
    ledger.files.setProblem('/w/a.promob', 'container-incomplete', { unreadable: true });
    ledger.files.setProblem('/w/a.promob', null);
    assert.deepEqual(ledger.files.list(), []);
  });

  it('that never had a save are forgotten when they go, unless something refers to them', (t) => {
    const { ledger, fileId } = ledgerBench(t);
    ledger.files.setProblem('/w/a.promob', 'container-incomplete');
    ledger.files.setProblem('/w/b.promob', 'container-incomplete');
    ledger.bindings.bind({ environmentId: 'e1', fileId: fileId('/w/b.promob') });
    ledger.files.markMissing('/w/a.promob');
    ledger.files.markMissing('/w/b.promob');
    assert.deepEqual(
      ledger.files.list().map((file) => [file.path, file.present]),
      [['/w/b.promob', false]],
    );
  });

  it('come and go', (t) => {
    const { ledger, save } = ledgerBench(t);
    const { fileId } = save('/w/a.promob', 'one');
    ledger.files.markMissing('/w/a.promob');
    ledger.files.markMissing('/w/unknown.promob');
    assert.equal(ledger.files.byId(fileId)?.present, false);
    ledger.files.markPresent('/w/a.promob');
    assert.equal(ledger.files.byId(fileId)?.present, true);
    ledger.files.noteStat('/w/a.promob', stat(77));
    assert.deepEqual([...ledger.files.seed()], [{ path: '/w/a.promob', kind: 'project', ...stat(77) }]);
    ledger.files.forgetStat('/w/a.promob');
    assert.deepEqual([...ledger.files.seed()], []);
  });

  it('on Windows are the same in any case and slash, shown as last spelled', (t) => {
    const { ledger, save } = ledgerBench(t, { platform: 'win32' });
    const first = save('C:\\Projetos\\São João\\Cozinha.promob', 'one');
    const second = save('c:/projetos/SÃO JOÃO/cozinha.promob', 'two');
    assert.equal(second.fileId, first.fileId);
    assert.equal(ledger.files.find('C:\\PROJETOS\\são joão\\COZINHA.PROMOB')?.fileId, first.fileId);
    assert.equal(ledger.files.byId(first.fileId)?.path, 'c:/projetos/SÃO JOÃO/cozinha.promob');
  });

  it('elsewhere differ by case', (t) => {
    const { save } = ledgerBench(t, { platform: 'linux' });
    assert.notEqual(
      save('/w/a.promob', 'one', { guid: null }).fileId,
      save('/w/A.promob', 'one', { guid: null }).fileId,
    );
  });

  it('are handed to the watcher in pages without leaving one out', (t) => {
    const { ledger, save, listing } = ledgerBench(t);
    ledger.transaction(() => {
      for (let n = 0; n < 2100; n++) save(`/w/${n}.promob`, `content ${n}`, { guid: null });
      listing('/w/a.xml', 'listing');
    });
    const seeded = [...ledger.files.seed()];
    assert.equal(new Set(seeded.map((row) => row.path)).size, 2101);
    assert.equal(seeded.filter((row) => row.kind === 'listing').length, 1);
  });
});

describe('folders', () => {
  it('are kept until they are removed; the files below stay known', (t) => {
    const { ledger, save, reopen } = ledgerBench(t);
    const added = ledger.folders.add('/w', 'local');
    assert.deepEqual(ledger.folders.add('/w/', 'share'), added);
    save('/w/a.promob', 'one');
    const again = reopen();
    assert.deepEqual(again.folders.list(), [added]);
    assert.equal(again.folders.remove('/elsewhere'), false);
    assert.equal(again.folders.remove(added.rootId), true);
    assert.deepEqual(again.folders.list(), []);
    assert.equal(again.files.list().length, 1);
    again.folders.add('/w', 'share');
    assert.equal(again.folders.remove('/w'), true);
  });
});
