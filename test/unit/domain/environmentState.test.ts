import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createdEnvironment, dueAct, step } from '../../../shared/domain/environmentState.ts';
import type { EnvironmentEvent, EnvironmentFacts } from '../../../shared/domain/environmentState.ts';

const events: readonly EnvironmentEvent[] = [
  'save-received',
  'updated',
  'approved',
  'released',
  'review-started',
  'review-completed',
];

function walk(path: readonly EnvironmentEvent[]): EnvironmentFacts {
  return path.reduce<EnvironmentFacts>((facts, event) => {
    const next = step(facts, event);
    assert.ok(next.ok, `${event} was refused in ${facts.state}: ${next.ok ? '' : next.refusal}`);
    return next.facts;
  }, createdEnvironment);
}

function refusal(path: readonly EnvironmentEvent[], event: EnvironmentEvent): string {
  const next = step(walk(path), event);
  assert.ok(!next.ok, `${event} was allowed`);
  return next.refusal;
}

describe('the state machine of an environment', () => {
  it('walks from a drawing to purchase orders', () => {
    const facts = walk([
      'save-received',
      'updated',
      'approved',
      'released',
      'review-started',
      'updated',
      'review-completed',
    ]);
    assert.deepEqual(facts, { state: 'review-complete', outdated: false, locked: true });
  });

  it('never approves an outdated quote', () => {
    assert.equal(refusal(['save-received', 'updated', 'save-received'], 'approved'), 'quote-outdated');
  });

  it('leaves the state as it is when a converted environment is saved, and makes an update due', () => {
    const facts = walk(['save-received', 'updated', 'approved', 'save-received']);
    assert.deepEqual(facts, { state: 'converted', outdated: true, locked: false });
    assert.equal(dueAct(facts, { bound: true, freshListing: true }), 'update');
    assert.equal(dueAct(facts, { bound: true, freshListing: false }), 'export-listing');
    // From an old file no update can be made: another machine's drawing is taken over first.
    for (const freshListing of [true, false]) {
      assert.equal(dueAct(facts, { bound: true, freshListing, behind: true }), 'open-drawing');
    }
  });

  it('makes the first update of a review mandatory', () => {
    const toReview: EnvironmentEvent[] = [
      'save-received',
      'updated',
      'approved',
      'released',
      'review-started',
    ];
    assert.equal(refusal(toReview, 'review-completed'), 'update-required');
  });

  it('refuses a review before the contract is released, and a release before approval', () => {
    assert.equal(refusal(['save-received', 'updated', 'approved'], 'review-started'), 'not-released');
    assert.equal(refusal(['save-received', 'updated'], 'released'), 'not-approved');
  });

  it('refuses an update where nothing is newer than the last version', () => {
    assert.equal(refusal(['save-received', 'updated'], 'updated'), 'nothing-to-update');
  });

  it('holds on every path: locked refuses all, approval only up to date, locked only after review', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 40 }), (path) => {
        let facts = createdEnvironment;
        for (const event of path) {
          const next = step(facts, event);
          if (facts.locked) assert.equal(next.ok, false);
          if (!next.ok) continue;
          if (event === 'approved') assert.equal(facts.outdated, false);
          if (next.facts.locked) assert.equal(next.facts.state, 'review-complete');
          if (event === 'save-received') assert.equal(next.facts.outdated, true);
          facts = next.facts;
        }
      }),
    );
  });

  it('names the due act of every state', () => {
    const known = { bound: true, freshListing: false };
    assert.equal(dueAct(createdEnvironment, { bound: false, freshListing: false }), 'choose-file');
    assert.equal(dueAct(createdEnvironment, known), null);
    // Up to date, nothing waits for a hand here, whoever drew it.
    assert.equal(dueAct(walk(['save-received', 'updated']), { ...known, behind: true }), null);
    assert.equal(dueAct(walk(['save-received', 'updated', 'approved', 'released']), known), 'start-review');
    assert.equal(
      dueAct(walk(['save-received', 'updated', 'approved', 'released', 'review-started', 'updated']), known),
      'complete-review',
    );
    assert.equal(dueAct({ state: 'review-complete', outdated: false, locked: true }, known), 'assistance');
  });
});
