import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { matchTrees, textHash } from '../../../../electron/engine/history/views/matchTrees.ts';
import type { MatchNode, MatchRule } from '../../../../electron/engine/history/views/matchTrees.ts';

/** Things of one kind on a line, each of its own content: only nearness decides. */
const line = (places: readonly number[], side: string): MatchNode[] =>
  places.map((place, index) => ({
    parent: null,
    guid: null,
    content: textHash(`${side} ${index}`),
    near: [place],
    nearInAll: [place],
    keys: [1],
    keyInAll: null,
  }));
const within = (furthest: number): MatchRule[] => [{ furthest, loose: true }];

const pairsOf = (after: Int32Array): string[] => [...after].flatMap((r, l) => (r < 0 ? [] : [`${l} ${r}`]));

describe('matching things that only nearness tells apart', () => {
  it('pairs the closest first, and each once', () => {
    const { after, before } = matchTrees(line([0, 10, 100], 'a'), line([9, 1, 500], 'b'), within(Infinity));
    assert.deepEqual([...after], [1, 0, 2]);
    assert.deepEqual([...before], [1, 0, 2]);
  });

  it('leaves alone what is too far', () => {
    assert.deepEqual([...matchTrees(line([0], 'a'), line([5], 'b'), within(4)).after], [-1]);
    assert.deepEqual([...matchTrees(line([0], 'a'), line([Number.NaN], 'b'), within(Infinity)).after], [-1]);
  });

  for (const [size, least, runs] of [
    ['few', 0, 500],
    ['many', 49, 100],
  ] as const) {
    const places = fc.array(fc.integer({ min: 0, max: 6 }), {
      minLength: least,
      maxLength: least + 20,
      size: 'max',
    });
    it(`of ${size} is mirrored when the sides are exchanged`, () => {
      fc.assert(
        fc.property(places, places, (a, b) => {
          const there = matchTrees(line(a, 'a'), line(b, 'b'), within(3));
          const back = matchTrees(line(b, 'b'), line(a, 'a'), within(3));
          assert.deepEqual([...back.after], [...there.before]);
          assert.deepEqual([...back.before], [...there.after]);
        }),
        { numRuns: runs },
      );
    });

    it(`of ${size} gives the same in any order`, () => {
      fc.assert(
        fc.property(places, places, fc.nat(), (a, b, turn) => {
          const [left, right] = [line(a, 'a'), line(b, 'b')];
          const turned = left.map((_node, at) => (at + turn) % left.length);
          const again = matchTrees(
            turned.flatMap((at) => left[at] ?? []),
            right,
            within(3),
          );
          assert.deepEqual(
            [...again.after].flatMap((r, at) => (r < 0 ? [] : [`${turned[at]} ${r}`])).sort(),
            pairsOf(matchTrees(left, right, within(3)).after).sort(),
          );
        }),
        { numRuns: runs },
      );
    });
  }

  it('of very many takes about the time of sorting', () => {
    // all alike but for the place; weighing every pair would be 25,000,000
    const places = Array.from({ length: 5_000 }, (_, index) => (index * 7_919) % 5_000);
    const from = performance.now();
    const { byShape } = matchTrees(
      line(places, 'a'),
      line(
        places.map((place) => place + 0.4),
        'b',
      ),
      within(Infinity),
    );
    assert.equal(byShape, 5_000);
    assert.ok(performance.now() - from < 5_000);
  });
});

describe('matching trees', () => {
  const node = (o: Partial<MatchNode>): MatchNode => ({
    parent: null,
    guid: null,
    content: 0,
    near: [0],
    nearInAll: [0],
    keys: [0],
    keyInAll: null,
    ...o,
  });

  it('looks for a part among the parts of what is matched, not elsewhere', () => {
    const before = [node({ guid: 'A' }), node({ guid: 'B' }), node({ parent: 0, content: 5, keys: [5] })];
    const after = [node({ guid: 'A' }), node({ guid: 'B' }), node({ parent: 1, content: 5, keys: [5] })];
    assert.deepEqual([...matchTrees(before, after, within(Infinity)).after], [0, 1, -1]);
  });

  it('finds what only changed what it is a part of', () => {
    const before = [
      node({ guid: 'A' }),
      node({ guid: 'B' }),
      node({ parent: 0, keyInAll: 5, nearInAll: [7] }),
    ];
    const after = [
      node({ guid: 'A' }),
      node({ guid: 'B' }),
      node({ parent: 1, keyInAll: 5, nearInAll: [7.5] }),
    ];
    assert.deepEqual([...matchTrees(before, after, within(0)).after], [0, 1, 2]);
  });

  it('tells two alike by what they are made of', () => {
    const before = [node({}), node({}), node({ parent: 0, content: 1 }), node({ parent: 1, content: 2 })];
    const after = [node({}), node({}), node({ parent: 0, content: 2 }), node({ parent: 1, content: 1 })];
    assert.deepEqual([...matchTrees(before, after, within(Infinity)).after], [1, 0, 3, 2]);
  });

  it('takes two GUIDs for two things where GUIDs survive, and only there', () => {
    const like = (guid: string | null): MatchNode => node({ guid, content: textHash(guid ?? '') });
    const [one, other] = [like('gone'), like('new')];
    const same = (count: number): MatchNode[] => Array.from({ length: count }, (_, at) => like(`kept ${at}`));
    const of = (before: MatchNode[], after: MatchNode[], loose: boolean): number =>
      matchTrees(before, after, [{ furthest: 9, loose }]).byShape;
    assert.equal(of([...same(3), one], [...same(3), other], true), 0);
    assert.equal(of([...same(3), one], [...same(3), other], false), 1);
    assert.equal(of([one], [other], true), 1);
    // one of four is chance
    assert.equal(
      of([...same(1), like('a'), like('b'), like('c')], [...same(1), like('d'), like('e'), like('f')], true),
      3,
    );
    // what never had one is matched all the same
    assert.equal(of([...same(3), like(null)], [...same(3), node({ content: 9 })], true), 1);
  });

  it('counts what it found by GUID and by shape', () => {
    const { byGuid, byShape } = matchTrees(
      [node({ guid: 'A' }), node({})],
      [node({}), node({ guid: 'A' })],
      within(1),
    );
    assert.deepEqual([byGuid, byShape], [1, 1]);
  });
});
