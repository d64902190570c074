import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  settleStep,
  settleTimes,
  type FileStamp,
  type SettleAction,
  type SettleInput,
  type SettleState,
} from '../../../electron/engine/watch/settle.ts';

const { settleMs, goneMs, reportMs, unreadableMs } = settleTimes;
const stamp = (n: number, size = n): FileStamp => ({ size, mtimeNs: BigInt(n), ctimeNs: BigInt(n), ino: 1n });

/** Runs inputs one after the other; returns the last state and all actions. */
function run(
  inputs: readonly SettleInput[],
  from: SettleState = null,
): { state: SettleState; actions: SettleAction[] } {
  let state = from;
  const actions: SettleAction[] = [];
  for (const input of inputs) {
    const step = settleStep(state, input);
    state = step.state;
    actions.push(...step.actions);
  }
  return { state, actions };
}
const did = (actions: readonly SettleAction[], what: SettleAction['do']): number =>
  actions.filter((a) => a.do === what).length;
const look = (now: number, s: FileStamp, known = true): SettleInput => ({ on: 'look', now, stamp: s, known });
const gone = (now: number, known = true): SettleInput => ({ on: 'gone', now, known });
const offered = (now: number): SettleInput[] => [
  look(now, stamp(1)),
  look(now + settleMs, stamp(1)),
  { on: 'started', now: now + settleMs },
];

describe('settle', () => {
  it('offers a file that stood still between two looks', () => {
    const first = run([look(0, stamp(1))]);
    assert.deepEqual(first.actions, [{ do: 'lookAgain', at: settleMs }]);
    const second = run([look(settleMs, stamp(1))], first.state);
    assert.deepEqual(second.actions, [{ do: 'offer', stamp: stamp(1) }]);
  });

  it('looks again at a file only the reader missed, new as it may be: its root may have been away for a moment', () => {
    const missed = run([
      look(0, stamp(1), false),
      look(settleMs, stamp(1), false),
      { on: 'started', now: settleMs },
      { on: 'outcome', now: settleMs, outcome: 'gone' },
    ]);
    assert.deepEqual(missed.actions.at(-1), { do: 'lookAgain', at: settleMs + goneMs });
    const back = run(
      [look(settleMs + goneMs, stamp(1)), look(2 * settleMs + goneMs, stamp(1))],
      missed.state,
    );
    assert.equal(did(back.actions, 'offer'), 1);
  });

  it('does not take an early look for the second one', () => {
    assert.equal(did(run([look(0, stamp(1)), look(settleMs - 1, stamp(1))]).actions, 'offer'), 0);
  });

  for (const [what, other] of [
    ['size', { ...stamp(1), size: 2 }],
    ['modification time', { ...stamp(1), mtimeNs: 2n }],
    ['change time', { ...stamp(1), ctimeNs: 2n }],
    ['file number', { ...stamp(1), ino: 2n }],
  ] as const) {
    it(`takes another ${what} for another content`, () => {
      const { actions } = run([look(0, stamp(1)), look(settleMs, other)]);
      assert.equal(did(actions, 'offer'), 0);
      assert.deepEqual(actions.at(-1), { do: 'lookAgain', at: 2 * settleMs });
    });
  }

  it('takes a queued offer back when the file changes before it begins', () => {
    const { state, actions } = run([
      look(0, stamp(1)),
      look(settleMs, stamp(1)),
      look(settleMs + 1, stamp(2)),
    ]);
    assert.equal(did(actions, 'withdraw'), 1);
    assert.equal(state?.at, 'settling');
  });

  it('offers again when the file changed during the offer', () => {
    const during = run([...offered(0), look(40, stamp(2)), { on: 'outcome', now: 50, outcome: 'accepted' }]);
    assert.equal(during.state?.at, 'settling');
    const after = run([look(50 + settleMs, stamp(2))], during.state);
    assert.deepEqual(after.actions, [{ do: 'offer', stamp: stamp(2) }]);
  });

  for (const outcome of ['accepted', 'identical', 'rejected'] as const) {
    it(`rests after "${outcome}"`, () => {
      assert.equal(run([...offered(0), { on: 'outcome', now: 50, outcome }]).state, null);
    });
  }

  for (const outcome of ['incomplete', 'busy'] as const) {
    it(`offers a file that came out ${outcome} again for ever, ever more slowly`, () => {
      let { state } = run(offered(0));
      let now = settleMs;
      const gaps: number[] = [];
      const codes: string[] = [];
      for (let i = 0; i < 60; i += 1) {
        const step = run([{ on: 'outcome', now, outcome }], state);
        assert.equal(step.state?.at, 'waiting');
        const next = step.actions.find((action) => action.do === 'lookAgain');
        assert.ok(next);
        codes.push(...step.actions.flatMap((action) => (action.do === 'report' ? [action.code] : [])));
        gaps.push(next.at - now);
        now = next.at;
        const again = run([look(now, stamp(1)), { on: 'started', now }], step.state);
        assert.equal(did(again.actions, 'offer'), 1);
        state = again.state;
      }
      assert.deepEqual(gaps.slice(0, 4), [50, 100, 200, 400]);
      assert.equal(gaps.at(-1), settleTimes.retrySlowCapMs);
      assert.ok(gaps.every((gap, i) => gap >= (gaps[i - 1] ?? 0)));
      assert.deepEqual(codes, [outcome === 'busy' ? 'still-busy' : 'unreadable']);
      const end = run([{ on: 'outcome', now, outcome: 'accepted' }], state);
      assert.deepEqual([end.state, end.actions], [null, [{ do: 'report', code: 'recovered' }]]);
    });
  }

  const codesOf = (actions: readonly SettleAction[]): string[] =>
    actions.flatMap((action) => (action.do === 'report' ? [action.code] : []));
  /** A content that came out incomplete at once, and again when it had stood still long enough. */
  const unreadable = run([
    ...offered(0),
    { on: 'outcome', now: settleMs, outcome: 'incomplete' },
    look(unreadableMs, stamp(1)),
    { on: 'started', now: unreadableMs },
    { on: 'outcome', now: unreadableMs, outcome: 'incomplete' },
  ]);

  it('says that a content cannot be read only once it stood still long enough', () => {
    assert.deepEqual(codesOf(unreadable.actions), ['unreadable']);
    const early = unreadableMs - 1;
    const before = run([
      ...offered(0),
      { on: 'outcome', now: settleMs, outcome: 'incomplete' },
      look(early, stamp(1)),
      { on: 'started', now: early },
      { on: 'outcome', now: early, outcome: 'incomplete' },
    ]);
    assert.deepEqual(codesOf(before.actions), []);
  });

  it('takes that back with the first look that sees another content, and offers it as fast as any', () => {
    const now = 60_000;
    const other = run([look(now, stamp(2)), look(now + settleMs, stamp(2))], unreadable.state);
    assert.deepEqual(codesOf(other.actions), ['being-written']);
    assert.equal(did(other.actions, 'offer'), 1);
    const end = run(
      [
        { on: 'started', now: now + settleMs },
        { on: 'outcome', now: now + settleMs, outcome: 'accepted' },
      ],
      other.state,
    );
    assert.deepEqual([end.state, end.actions], [null, []]);
  });

  it('announces that an unreadable file is gone, new as it was', () => {
    const { state, actions } = run([gone(9_000, false), gone(9_000 + goneMs, false)], unreadable.state);
    assert.equal(state, null);
    assert.deepEqual(codesOf(actions), ['being-written']);
    assert.equal(did(actions, 'announceGone'), 1);
  });

  it('says that an unreadable content could be read after all', () => {
    const now = 60_000;
    const { state, actions } = run(
      [look(now, stamp(1)), { on: 'started', now }, { on: 'outcome', now, outcome: 'accepted' }],
      unreadable.state,
    );
    assert.deepEqual([state, codesOf(actions)], [null, ['recovered']]);
  });

  it('does not read an incomplete file at every pause of a slow copy', () => {
    // A copy that writes every 100 ms: each pause is longer than the first settle time.
    let state: SettleState = null;
    let offers = 0;
    let lookAt = 0;
    for (let now = 0; now < 20_000; now += 1) {
      const content = stamp(1 + Math.floor(now / 100));
      const inputs: SettleInput[] = now % 100 === 0 || now === lookAt ? [look(now, content)] : [];
      const step = run(inputs, state);
      state = step.state;
      for (const action of step.actions) {
        if (action.do === 'lookAgain') lookAt = action.at;
        if (action.do !== 'offer') continue;
        offers += 1;
        const end = run(
          [
            { on: 'started', now },
            { on: 'outcome', now, outcome: 'incomplete' },
          ],
          state,
        );
        state = end.state;
        for (const then of end.actions) if (then.do === 'lookAgain') lookAt = then.at;
      }
    }
    assert.ok(offers >= 1 && offers <= 4, `${offers} offers`);
  });

  it('takes delete and create within the window for a change', () => {
    const { state, actions } = run([gone(0), look(goneMs - 1, stamp(2))]);
    assert.equal(state?.at, 'settling');
    assert.equal(did(actions, 'announceGone'), 0);
  });

  it('announces a known file as gone only after a second look found nothing', () => {
    const early = run([gone(0), gone(goneMs - 1)]);
    assert.equal(did(early.actions, 'announceGone'), 0);
    const late = run([gone(goneMs)], early.state);
    assert.deepEqual([late.state, late.actions], [null, [{ do: 'announceGone' }]]);
  });

  it('forgets a new file that vanished before it was ever offered', () => {
    assert.deepEqual(run([look(0, stamp(1), false), gone(5)]).state, null);
    assert.equal(did(run([look(0, stamp(1), false), gone(5)]).actions, 'announceGone'), 0);
  });

  it('announces a new file that vanished after it was kept', () => {
    const kept = [
      look(0, stamp(1), false),
      ...offered(0).slice(1),
      gone(40),
      { on: 'outcome', now: 50, outcome: 'accepted' } as const,
    ];
    assert.equal(did(run([...kept, gone(50 + goneMs)]).actions, 'announceGone'), 1);
  });

  it('waits for a file that cannot even be looked at', () => {
    const { state, actions } = run([{ on: 'busy', now: 0 }]);
    assert.equal(state?.at, 'waiting');
    assert.deepEqual(actions, [{ do: 'lookAgain', at: settleTimes.retryMs }]);
    assert.equal(run([look(settleTimes.retryMs, stamp(1))], state).state?.at, 'settling');
  });

  it('does not take a missing file that turned out busy for gone', () => {
    const { state, actions } = run([gone(0), { on: 'busy', now: goneMs }]);
    assert.equal(state?.at, 'waiting');
    assert.equal(did(actions, 'announceGone'), 0);
  });

  it('reports once a file that never stands still, looks at it less often, and says when it is over', () => {
    let state: SettleState = null;
    let lookAt = 0;
    let looks = 0;
    const codes: string[] = [];
    const take = (actions: readonly SettleAction[]): void => {
      for (const action of actions) {
        if (action.do === 'lookAgain') lookAt = action.at;
        if (action.do === 'report') codes.push(action.code);
      }
    };
    for (let now = 0; now <= 2 * reportMs; now = lookAt) {
      looks += 1;
      const step = settleStep(state, look(now, stamp(Math.round(now) + 1)));
      state = step.state;
      take(step.actions);
    }
    assert.deepEqual(codes, ['still-changing']);
    assert.ok(looks < 400, `${looks} looks in ${2 * reportMs} ms`);
    const end = run(
      [
        look(lookAt + 5_000, stamp(7)),
        look(lookAt + 9_000, stamp(7)),
        { on: 'started', now: lookAt },
        { on: 'outcome', now: lookAt, outcome: 'accepted' },
      ],
      state,
    );
    assert.deepEqual(
      end.actions.filter((a) => a.do === 'report').map((a) => a.code),
      ['recovered'],
    );
  });

  it('says that a restless file was kept even when the next change is seen already', () => {
    const told = run([...offered(0), { on: 'outcome', now: reportMs + 100, outcome: 'busy' }]);
    assert.equal(did(told.actions, 'report'), 1);
    const now = reportMs + 5_000;
    const { actions } = run(
      [
        look(now, stamp(1)),
        { on: 'started', now },
        look(now, stamp(2)),
        { on: 'outcome', now, outcome: 'accepted' },
      ],
      told.state,
    );
    assert.deepEqual(
      actions.filter((a) => a.do === 'report').map((a) => a.code),
      ['recovered'],
    );
  });

  it('offers once more where times are too coarse to show a change right after', () => {
    const kept = run([...offered(0), { on: 'outcome', now: 50, outcome: 'accepted', coarse: true }]);
    assert.equal(kept.state?.at, 'waiting');
    const again = run([look(50 + settleTimes.coarseMs, stamp(1))], kept.state);
    assert.equal(did(again.actions, 'offer'), 1);
    const end = run(
      [
        { on: 'started', now: 3_000 },
        { on: 'outcome', now: 3_001, outcome: 'identical', coarse: false },
      ],
      again.state,
    );
    assert.equal(end.state, null);
  });

  it('offers a waiting file at once when someone asks', () => {
    const { state } = run([...offered(0), { on: 'outcome', now: 50, outcome: 'busy' }]);
    assert.equal(did(run([look(51, stamp(1))], state).actions, 'offer'), 0);
    assert.equal(
      did(run([{ on: 'look', now: 51, stamp: stamp(1), known: true, forced: true }], state).actions, 'offer'),
      1,
    );
  });
});
