import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EloError, toEloError } from '../../../shared/domain/eloError.ts';
import { saveStateOf } from '../../../shared/domain/states.ts';

describe('the state of a save', () => {
  it('is the least advanced of its deliveries', () => {
    assert.equal(saveStateOf(['received', 'kept']), 'kept');
    assert.equal(saveStateOf(['received', 'sending']), 'sending');
    assert.equal(saveStateOf(['received', 'needs-attention', 'kept']), 'needs-attention');
    assert.equal(saveStateOf(['received', 'withheld']), 'withheld');
    assert.equal(saveStateOf(['received', 'received']), 'received');
  });

  it('is unbound without deliveries', () => {
    assert.equal(saveStateOf([]), 'unbound');
  });
});

describe('errors', () => {
  it('keep their code, and anything else becomes unexpected with its cause', () => {
    const known = new EloError('disk-full', 'no space', { remedy: 'free-disk-space' });
    assert.equal(toEloError(known), known);
    const cause = new TypeError('x is not a function');
    const unknown = toEloError(cause);
    assert.equal(unknown.code, 'unexpected-error');
    assert.equal(unknown.cause, cause);
  });
});
