import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hash, ledgerBench } from './ledgerFixture.ts';

const places = ['/w/a.promob', '/w/b.promob', '/w/c.promob', '/w/d.promob'] as const;
const place = fc.constantFrom(...places);

/** What a designer and his folders do; `save` writes a new content, `copy` and `move` carry the one that is there. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('save' as const), at: place }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('copy' as const, 'move' as const), at: place, to: place }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), at: place }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('moved' as const, 'copied' as const), at: place }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('bind' as const), at: place, to: fc.constantFrom('e1', 'e2') }),
  },
);

describe('files, whatever is saved, copied, moved and answered', () => {
  it('lose no save, number without gaps, and send each bound save once and in order', (t) => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }), (steps) => {
        const after: (() => void)[] = [];
        const { ledger, disk, see } = ledgerBench({ after: (run) => after.push(run as () => void) });
        const content = new Map<string, string[]>();
        const kept = new Map<string, string>();
        let counter = 0;
        const offer = (path: string): void => {
          const history = content.get(path) ?? [];
          const outcome = see(path, history.join(' '), { history });
          if (outcome.kind === 'kept') kept.set(outcome.save.saveId, outcome.save.sha256);
          assert.equal(
            ledger.files.byPath(path)?.lastSave?.sha256,
            hash(history.join(' ')),
            'the newest is known',
          );
        };
        const vanish = (path: string): void => {
          content.delete(path);
          disk.set(path, 'gone');
          ledger.files.markMissing(path);
        };
        try {
          for (const each of steps) {
            const file = ledger.files.byPath(each.at);
            const there = content.get(each.at);
            if (each.do === 'save') {
              counter += 1;
              content.set(each.at, [...(there ?? ['blank']), `s${counter}`]);
              offer(each.at);
            } else if (each.do === 'copy' || each.do === 'move') {
              if (there === undefined || each.to === each.at) continue;
              content.set(each.to, there);
              if (each.do === 'move') vanish(each.at);
              offer(each.to);
            } else if (each.do === 'remove') {
              if (there !== undefined) vanish(each.at);
            } else if (each.do === 'bind') {
              if (file !== null && ledger.bindings.byEnvironment(each.to) === null) {
                ledger.bindings.bind({ environmentId: each.to, fileId: file.fileId });
              }
            } else if (file !== null && file.question !== null) {
              const [other] = file.question.otherFileIds;
              ledger.files.answer(file.fileId, each.do === 'moved' ? 'moved' : 'copy', other);
            }
          }
          const files = ledger.files.list();
          const saves = files.flatMap((file) => ledger.saves.list(file.fileId));
          for (const [saveId, sha256] of kept) {
            const found = ledger.saves.byId(saveId);
            assert.equal(found?.sha256, sha256);
            assert.ok(
              saves.some((save) => save.saveId === found.saveId),
              'every save is shown with a file',
            );
          }
          for (const file of files) {
            const own = ledger.saves.list(file.fileId);
            assert.deepEqual(
              own.map((save) => save.number),
              own.map((_, index) => index + 1),
            );
            assert.ok(
              own.every((save, index) => save.sha256 !== own[index - 1]?.sha256),
              'identical makes no new one',
            );
            assert.equal(file.saves, own.length);
            assert.equal(file.lastSave?.saveId, own.at(-1)?.saveId);
            if (file.question !== null) assert.deepEqual(file.environmentIds, []);
            for (const environmentId of file.environmentIds) {
              const carried = ledger.outbox
                .list({ environmentId })
                .reverse()
                .map((row) => row.saveId);
              assert.equal(new Set(carried).size, carried.length);
              const from = own.findIndex((save) => save.saveId === carried[0]);
              assert.deepEqual(
                carried,
                own.slice(from === -1 ? own.length : from).map((save) => save.saveId),
              );
            }
          }
          const living = new Set(files.map((file) => file.fileId));
          for (const file of files)
            assert.ok(file.question?.otherFileIds.every((id) => living.has(id)) ?? true);
          assert.equal(ledger.saves.counts().saved, saves.length);
          assert.deepEqual(ledger.check(), []);
        } finally {
          // the folder is removed last
          for (const run of after.reverse()) run();
        }
      }),
      { numRuns: 60 },
    );
    t.diagnostic('60 histories of up to 40 steps');
  });
});
