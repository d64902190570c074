import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conditionWords } from '../../../shared/text/conditionWords.ts';

const startedAt = '2026-11-29T12:00:00.000Z';

describe('the words of a condition', () => {
  it('are filled from its own evidence, over that of the run, the fields and the time of the test', () => {
    const found = { condition: 'server-name-not-found', evidence: { host: 'focco.example' } };
    const other = { evidence: { host: 'another.example', addresses: ['a', 'b'] } };
    const words = conditionWords(found, { startedAt, checks: [other, found] }, 'pt-BR');
    assert.match(words?.text ?? '', /focco\.example/);
    assert.equal(words?.message, null);
    const vault = conditionWords(
      { condition: 'vault-missing', evidence: {} },
      { startedAt, checks: [] },
      'en',
    );
    assert.doesNotMatch(vault?.message ?? '{', /\{/);
  });

  it('are none where nothing was found, or nobody knows what it is', () => {
    const run = { startedAt, checks: [] };
    assert.equal(conditionWords({ evidence: {} }, run, 'es'), null);
    assert.equal(conditionWords({ condition: 'no-such-thing', evidence: {} }, run, 'es'), null);
  });
});
