import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { worstState } from '../../../shared/domain/worstState.ts';

const queue = { kept: 0, sending: 0, withheld: 0, needsAttention: 0 };
const apart = 'machines-disagree';

describe('the worst state', () => {
  it('is well only where nothing wants a hand', () => {
    assert.equal(worstState({ health: [], queue }).severity, 'well');
    assert.equal(worstState({ health: [], queue: { ...queue, kept: 2 } }).severity, 'busy');
    assert.equal(worstState({ health: [apart], queue, disagreements: ['e1'] }).severity, 'attention');
    assert.equal(worstState({ health: ['a-code-of-tomorrow'], queue }).severity, 'attention');
  });

  it('leads to the comparing page of one disagreement, and to the list of several', () => {
    const leadsTo = (...disagreements: string[]) =>
      worstState({ health: [apart], queue, disagreements }).leadsTo;
    assert.deepEqual(leadsTo('e1'), { place: 'machines', environmentId: 'e1' });
    assert.deepEqual(leadsTo('e1', 'e2'), { place: 'environments' });
    assert.deepEqual(leadsTo(), { place: 'environments' });
  });

  it('is a disagreement before what passes by itself, and after what stops the work', () => {
    const before = worstState({ health: ['offline', apart], queue, disagreements: ['e1'] });
    assert.deepEqual([before.code, before.others], [apart, 1]);
    const after = worstState({ health: [apart, 'needs-attention'], queue, disagreements: ['e1'] });
    assert.deepEqual(
      [after.code, after.severity, after.leadsTo.place],
      ['needs-attention', 'failed', 'sending'],
    );
  });
});
