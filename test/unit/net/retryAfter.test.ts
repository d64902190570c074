import assert from 'node:assert/strict';
import { it } from 'node:test';
import { retryAfterMs } from '../../../electron/engine/net/retryAfter.ts';

const now = Date.parse('2026-03-02T12:00:00Z');

it('reads Retry-After in seconds and in the three date spellings, bounded', () => {
  assert.equal(retryAfterMs('120', now), 120_000);
  assert.equal(retryAfterMs(' 0 ', now), 0);
  assert.equal(retryAfterMs('Mon, 02 Mar 2026 12:01:00 GMT', now), 60_000);
  assert.equal(retryAfterMs('Monday, 02-Mar-26 12:01:00 GMT', now), 60_000);
  assert.equal(retryAfterMs('Mon Mar  2 12:01:00 2026', now), 60_000);
  assert.equal(retryAfterMs('Mon, 02 Mar 2026 11:00:00 GMT', now), 0, 'a date gone by');
  assert.equal(retryAfterMs('99999999999', now), 86_400_000);
});

it('ignores what it cannot read', () => {
  for (const value of [undefined, '', '-5', '1.5', 'soon', '2026-03-02T12:01:00Z', 'Mon, nonsense GMT']) {
    assert.equal(retryAfterMs(value, now), undefined, String(value));
  }
});
