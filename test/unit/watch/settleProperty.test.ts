import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  sameStamp,
  settleStep,
  settleTimes,
  type FileStamp,
  type OfferOutcome,
  type SettleInput,
  type SettleState,
} from '../../../electron/engine/watch/settle.ts';

/** What happens to the file, after a pause; `heard`: whether an event leads to a look at once. */
interface Act {
  readonly pause: number;
  readonly what: 'write' | 'write-part' | 'same-size' | 'remove' | 'lock' | 'unlock' | 'look';
  readonly heard: boolean;
}

interface World {
  readonly accepted: FileStamp[];
  readonly offered: FileStamp[];
  readonly announcedGone: number;
  /** Looks the machine asked for itself. */
  readonly asked: number;
  readonly state: SettleState;
  readonly content: FileStamp | null;
  readonly elapsedMs: number;
}

/** A file, an editor that follows the script, and the machine, in steps of one millisecond. */
function live(acts: readonly Act[], offerMs: number): World {
  let content: FileStamp | null = null;
  let complete = true;
  let locked = false;
  let serial = 0;
  let state: SettleState = null;
  let known = false;
  let asked = 0;
  let announcedGone = 0;
  let offer: { stamp: FileStamp; endsAt: number; outcome: OfferOutcome } | null = null;
  let queued: FileStamp | null = null;
  const accepted: FileStamp[] = [];
  const offered: FileStamp[] = [];
  const looks: { now: number; stamp: FileStamp | null }[] = [];
  const due = new Set<number>();
  let now = 0;

  function apply(input: SettleInput): void {
    const step = settleStep(state, input);
    ({ state } = step);
    for (const action of step.actions) {
      if (action.do === 'lookAgain') {
        assert.ok(action.at > now, 'a look is asked for later, never at once: no busy loop');
        due.add(Math.ceil(action.at));
      } else if (action.do === 'offer') {
        assert.equal(queued, null, 'one offer at a time');
        queued = action.stamp;
        checkStill(action.stamp);
      } else if (action.do === 'withdraw') queued = null;
      else if (action.do === 'announceGone') {
        announcedGone += 1;
        assert.equal(looks.at(-1)?.stamp, null, 'gone is said only when the last look found nothing');
      }
    }
  }

  /** The last looks over at least the settle time saw this very stamp and nothing else. */
  function checkStill(stamp: FileStamp): void {
    const last = looks.at(-1);
    assert.ok(last?.stamp && sameStamp(last.stamp, stamp), 'only what the last look saw is offered');
    const back = looks.findLastIndex((l) => l.stamp === null || !sameStamp(l.stamp, stamp));
    const first = looks[back + 1];
    assert.ok(first && now - first.now >= settleTimes.settleMs, 'it stood still between two looks');
  }

  function look(): void {
    if (locked && serial % 2 === 0) return apply({ on: 'busy', now });
    looks.push({ now, stamp: content });
    if (content === null) return apply({ on: 'gone', now, known });
    apply({ on: 'look', now, stamp: content, known });
  }

  function act({ what, heard }: Act): void {
    serial += 1;
    const size = what === 'same-size' && content !== null ? content.size : serial;
    if (what === 'lock') locked = true;
    else if (what === 'unlock') locked = false;
    else if (what === 'remove') content = null;
    else if (what !== 'look') {
      content = { size, mtimeNs: BigInt(serial), ctimeNs: BigInt(serial), ino: 1n };
      complete = what !== 'write-part';
    }
    if (heard || what === 'look') look();
  }

  function read(stamp: FileStamp): OfferOutcome {
    if (content === null) return 'gone';
    if (locked) return 'busy';
    return complete && sameStamp(content, stamp) ? 'accepted' : 'incomplete';
  }

  function tick(): void {
    if (offer !== null && now >= offer.endsAt) {
      const { stamp, outcome } = offer;
      offer = null;
      if (outcome === 'accepted') {
        accepted.push(stamp);
        known = true;
      }
      apply({ on: 'outcome', now, outcome });
    }
    if (due.delete(now)) {
      asked += 1;
      look();
    }
    if (queued !== null && offer === null) {
      const stamp = queued;
      queued = null;
      apply({ on: 'started', now });
      offered.push(stamp);
      offer = { stamp, endsAt: now + offerMs, outcome: read(stamp) };
    }
  }

  for (const next of acts) {
    for (const until = now + next.pause; now < until; now += 1) tick();
    act(next);
  }
  // Peace: unlocked, the last write made whole, and one reconcile finds what no event told.
  locked = false;
  complete = true;
  look();
  for (const until = now + 70_000; now < until && (state !== null || due.size > 0); now += 1) tick();
  return { accepted, offered, announcedGone, asked, state, content, elapsedMs: now };
}

const acts = fc.array(
  fc.record({
    pause: fc.oneof(
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 500, max: 2_000 }),
    ),
    what: fc.constantFrom<Act['what'][]>(
      'write',
      'write',
      'write-part',
      'same-size',
      'remove',
      'lock',
      'unlock',
      'look',
    ),
    heard: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25 },
);

describe('settle, whatever the editor does', () => {
  it('always keeps the last content, offers only what stood still, and comes to rest', () => {
    fc.assert(
      fc.property(acts, fc.integer({ min: 0, max: 80 }), (script, offerMs) => {
        const world = live(script, offerMs);
        assert.equal(world.state, null, 'it comes to rest');
        const last = world.accepted.at(-1);
        if (world.content !== null)
          assert.ok(last && sameStamp(last, world.content), 'the last content was kept');
        else if (last !== undefined)
          assert.ok(world.announcedGone >= 1, 'a kept file that is gone was announced');
        assert.ok(
          world.asked <= world.elapsedMs / settleTimes.settleMs + 3 * script.length + 3,
          'looks are bounded',
        );
      }),
      { numRuns: 400 },
    );
  });

  it('keeps every content that stood still for two settle times and was heard of', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 12 }), (pauses) => {
        const script = pauses.map((pause): Act => ({ pause, what: 'write', heard: true }));
        const world = live(script, 0);
        const still = script.flatMap((_, i) => {
          const next = pauses[i + 1] ?? Infinity;
          return next > 2 * settleTimes.settleMs ? [BigInt(i + 1)] : [];
        });
        const kept = new Set(world.accepted.map(({ mtimeNs }) => mtimeNs));
        for (const serial of still) assert.ok(kept.has(serial), `content ${serial}`);
      }),
    );
  });
});
