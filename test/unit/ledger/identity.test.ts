import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decideIdentity, evidenceFor, mostNamed } from '../../../electron/engine/ledger/identity.ts';
import type { Candidate } from '../../../electron/engine/ledger/identity.ts';
import type { IdentityQuery, PlaceState } from '../../../electron/engine/ledger/sections.ts';

const file = (fileId: string, more: Partial<Candidate> = {}): Candidate => ({
  fileId,
  path: `/w/${fileId}.promob`,
  projectGuid: 'g',
  ignored: false,
  opened: false,
  sha256: `content of ${fileId}`,
  history: [],
  ...more,
});
const query = (more: Partial<IdentityQuery> = {}): IdentityQuery => ({
  path: '/w/new.promob',
  projectGuid: 'g',
  sha256: 'new content',
  history: [],
  ...more,
});
const everywhere = (state: PlaceState) => (): PlaceState => state;

describe('decideIdentity', () => {
  it('the known place wins over everything', () => {
    assert.deepEqual(
      decideIdentity(query({ sha256: 'content of a' }), 'here', [file('a')], everywhere('gone')),
      { kind: 'known', fileId: 'here' },
    );
  });

  it('the same content whose old place is gone is moved, whatever the GUID says', () => {
    const candidate = file('a', { projectGuid: 'another' });
    assert.deepEqual(
      decideIdentity(query({ sha256: candidate.sha256 }), null, [candidate], everywhere('gone')),
      {
        kind: 'moved',
        fileId: 'a',
      },
    );
  });

  it('a save history that continues the old one is moved', () => {
    const candidate = file('a', { history: ['s1', 's2'] });
    for (const history of [
      ['s1', 's2'],
      ['s1', 's2', 's3'],
    ]) {
      assert.deepEqual(decideIdentity(query({ history }), null, [candidate], everywhere('gone')), {
        kind: 'moved',
        fileId: 'a',
      });
    }
    for (const history of [[], ['s1'], ['s1', 'x2'], ['x1', 's1', 's2']]) {
      assert.equal(decideIdentity(query({ history }), null, [candidate], everywhere('gone')).kind, 'ask');
    }
  });

  it('a history that is continued under another GUID is asked about, and never taken for a move', () => {
    const candidate = file('a', { projectGuid: 'another', history: ['s1', 's2'] });
    for (const history of [
      ['s1', 's2'],
      ['s1', 's2', 's3'],
    ]) {
      assert.deepEqual(decideIdentity(query({ history }), null, [candidate], everywhere('gone')), {
        kind: 'ask',
        otherFileIds: ['a'],
      });
      // there is only what a template gave both
      assert.deepEqual(decideIdentity(query({ history }), null, [candidate], everywhere('there')), {
        kind: 'new',
      });
      // a GUID that is not told says nothing
      for (const [mine, its] of [
        [null, 'another'],
        ['g', null],
      ] as const) {
        const silent = { ...candidate, projectGuid: its };
        assert.deepEqual(
          decideIdentity(query({ history, projectGuid: mine }), null, [silent], everywhere('gone')),
          { kind: 'moved', fileId: 'a' },
        );
      }
    }
  });

  it('a question names fifty files at most, those that resemble it most among them', () => {
    const many = Array.from({ length: 80 }, (_, n) => file(`copy ${String(n).padStart(2, '0')}`));
    const gone = ['y', 'z'].map((id) => file(id, { sha256: 'new content' }));
    const answer = decideIdentity(query(), null, [...many, ...gone], everywhere('gone'));
    assert.ok(answer.kind === 'ask');
    assert.equal(answer.otherFileIds.length, mostNamed);
    assert.ok(['y', 'z'].every((id) => answer.otherFileIds.includes(id)));
  });

  it('no history is evidence of nothing', () => {
    assert.equal(evidenceFor(query({ history: ['s1'] }), file('a')), null);
    assert.equal(
      decideIdentity(query({ projectGuid: null }), null, [file('a')], everywhere('gone')).kind,
      'new',
    );
  });

  it('an old place that is there, or cannot be looked at, makes it a question', () => {
    for (const state of ['there', 'unknown'] as const) {
      assert.deepEqual(
        decideIdentity(query({ sha256: 'content of a' }), null, [file('a')], everywhere(state)),
        {
          kind: 'ask',
          otherFileIds: ['a'],
        },
      );
    }
  });

  it('content counts more than history, a longer common history more than a shorter', () => {
    const candidates = [
      file('blank', { history: ['s1'] }),
      file('work', { history: ['s1', 's2'] }),
      file('same', { history: ['s1'], sha256: 'new content' }),
    ];
    const history = ['s1', 's2', 's3'];
    assert.deepEqual(decideIdentity(query({ history }), null, candidates, everywhere('gone')), {
      kind: 'moved',
      fileId: 'same',
    });
    assert.deepEqual(
      decideIdentity(query({ history, sha256: 'x' }), null, candidates.slice(0, 2), everywhere('gone')),
      {
        kind: 'moved',
        fileId: 'work',
      },
    );
  });

  it('two that are gone and alike cannot be told apart: asked, also without a GUID', () => {
    const candidates = ['b', 'a'].map((id) => file(id, { projectGuid: null, sha256: 'new content' }));
    assert.deepEqual(decideIdentity(query({ projectGuid: null }), null, candidates, everywhere('gone')), {
      kind: 'ask',
      otherFileIds: ['a', 'b'],
    });
  });

  it('an ignored file is not asked about, but follows its move', () => {
    const ignored = file('a', { ignored: true });
    assert.deepEqual(decideIdentity(query(), null, [ignored], everywhere('there')), { kind: 'new' });
    assert.deepEqual(decideIdentity(query({ sha256: ignored.sha256 }), null, [ignored], everywhere('gone')), {
      kind: 'moved',
      fileId: 'a',
    });
  });

  const histories = fc.array(fc.constantFrom('s1', 's2', 's3'), { maxLength: 3 });
  const states = fc.constantFrom<PlaceState>('there', 'gone', 'unknown');
  const candidates = fc.uniqueArray(
    fc.record({
      fileId: fc.constantFrom('a', 'b', 'c', 'd'),
      projectGuid: fc.constantFrom('g', 'h', null),
      ignored: fc.boolean(),
      sha256: fc.constantFrom('x', 'y', 'new content'),
      history: histories,
      state: states,
    }),
    { selector: (each) => each.fileId },
  );
  it('never takes a file whose place is not gone, never one without evidence, whatever the order', () => {
    fc.assert(
      fc.property(candidates, histories, fc.constantFrom('g', null), (drawn, history, projectGuid) => {
        const all = drawn.map(({ state: _state, ...each }) => file(each.fileId, each));
        const stateAt = new Map(drawn.map((each) => [`/w/${each.fileId}.promob`, each.state]));
        const asked = query({ history, projectGuid });
        const exists = (path: string): PlaceState => stateAt.get(path) ?? 'unknown';
        const result = decideIdentity(asked, null, all, exists);
        assert.deepEqual(decideIdentity(asked, null, all.toReversed(), exists), result);
        if (result.kind === 'moved') {
          const chosen = all.find((each) => each.fileId === result.fileId);
          assert.ok(chosen !== undefined && evidenceFor(asked, chosen) !== null);
          assert.equal(exists(chosen.path), 'gone');
        }
        if (result.kind === 'new') {
          assert.ok(
            all.every((each) => each.ignored || projectGuid === null || each.projectGuid !== projectGuid),
          );
        }
        if (result.kind === 'moved') {
          const chosen = all.find((each) => each.fileId === result.fileId);
          assert.ok(chosen !== undefined);
          const contradicted =
            projectGuid !== null && chosen.projectGuid !== null && chosen.projectGuid !== projectGuid;
          assert.ok(!contradicted || chosen.sha256 === asked.sha256);
        }
        if (result.kind === 'ask') assert.ok(result.otherFileIds.length > 0);
      }),
    );
  });
});
