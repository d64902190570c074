import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemError } from '../../../electron/engine/foccolojas/problemError.ts';

describe('problemError', () => {
  it('keeps the stable code, the status and the wait, and never the text', () => {
    const body = { code: 'rate-limited', title: 'x', detail: 'Maria Souza' };
    const error = problemError('createSave', 429, body, 5000);
    assert.deepEqual(error.details, { status: 429, operation: 'createSave', retryAfterMs: 5000 });
    assert.deepEqual([error.code, error.retryable, error.remedy], ['rate-limited', true, 'retry']);
    assert.equal(error.message.includes('Maria'), false);
    assert.deepEqual(error.problem, body);
  });

  it('tells what passes by itself from what does not', () => {
    for (const [status, code, retryable] of [
      [408, undefined, true],
      [425, undefined, true],
      [429, 'rate-limited', true],
      [500, 'server-error', true],
      [502, undefined, true],
      [503, 'service-unavailable', true],
      [409, 'idempotency-in-progress', true],
      [409, 'environment-locked', false],
      [412, 'version-token-mismatch', false],
      [422, 'idempotency-key-reused', false],
      [422, 'digest-mismatch', false],
      [403, 'promob-link-required', false],
      [404, 'not-found', false],
      [413, undefined, false],
    ] as const) {
      const error = problemError('x', status, code && { code }, undefined);
      assert.equal(error.retryable, retryable, `${status} ${code}`);
    }
  });

  it('names what helps', () => {
    const remedy = (code: string) => problemError('x', 409, { code }, undefined).remedy;
    assert.equal(remedy('promob-link-required'), 'link-again');
    assert.equal(remedy('listing-not-fresh'), 'export-listing');
    assert.equal(remedy('environment-locked'), 'assistance-or-new-option');
    assert.equal(remedy('quote-outdated'), 'update-environment');
    assert.equal(remedy('machines-disagree'), 'compare');
    assert.equal(remedy('forbidden'), 'ask-responsible');
    assert.equal(remedy('constructor'), undefined);
  });

  it('finds a code where there is none, or one that is no code', () => {
    const code = (status: number, body: unknown) => problemError('x', status, body, undefined).code;
    assert.equal(code(502, undefined), 'server-error');
    assert.equal(code(413, undefined), 'payload-too-large');
    assert.equal(code(401, { code: 7 }), 'unauthenticated');
  });

  it('takes a refusal without a code for somebody else’s, which decides nothing', () => {
    for (const [status, body] of [
      [403, '<html>blocked by the office proxy'],
      [404, { code: 'DROP TABLE' }],
      [409, { code: 7 }],
    ] as const) {
      const error = problemError('createSave', status, body, undefined);
      assert.deepEqual([error.code, error.retryable], ['unexpected-answer', true]);
      assert.deepEqual(error.details, { foreignStatus: status, operation: 'createSave' });
      assert.equal(error.problem, undefined);
    }
  });

  it('says which fields did not validate, by path and code', () => {
    const errors = [{ path: 'body.document', code: 'check-digit', message: '529.982.247-25' }];
    const error = problemError('createCustomer', 422, { code: 'validation-failed', errors }, undefined);
    assert.equal(error.details['fields'], 'body.document:check-digit');
  });
});
