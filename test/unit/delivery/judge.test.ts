import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failureOf } from '../../../electron/engine/delivery/failure.ts';
import { judge } from '../../../electron/engine/delivery/judge.ts';
import { deliveryKinds } from '../../../shared/domain/states.ts';
import type { DeliveryKind } from '../../../shared/domain/states.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { noAnswer, refusal, strangersRefusal } from './support/bench.ts';

const verdict = (kind: DeliveryKind, error: unknown) => judge(kind, failureOf(error));
const contents: readonly DeliveryKind[] = ['save', 'listing'];
const acts = deliveryKinds.filter((kind) => !contents.includes(kind));

describe('what becomes of a failed attempt', () => {
  it('tries again what passes by itself', () => {
    const passing: [number, string][] = [
      [408, 'service-unavailable'],
      [425, 'service-unavailable'],
      [500, 'server-error'],
      [502, 'server-error'],
      [503, 'service-unavailable'],
      [504, 'server-error'],
      [409, 'idempotency-in-progress'],
    ];
    for (const kind of deliveryKinds) {
      for (const [status, code] of passing) {
        assert.deepEqual(verdict(kind, refusal(status, code)), {
          do: 'retry',
          reason: code,
          waitMs: null,
          lostAnswer: false,
          doubtLine: false,
        });
      }
    }
  });

  it('obeys Retry-After up to an hour, and takes "at once" for no wish at all', () => {
    const wait = (ms: number) => verdict('save', refusal(503, 'service-unavailable', ms));
    assert.equal('waitMs' in wait(7000) && (wait(7000) as { waitMs: number }).waitMs, 7000);
    assert.equal((wait(24 * 3_600_000) as { waitMs: number }).waitMs, 3_600_000);
    assert.equal((wait(0) as { waitMs: null }).waitMs, null);
  });

  it('slows everything down at 429', () => {
    assert.deepEqual(verdict('save', refusal(429, 'rate-limited', 3000)), {
      do: 'slow-down',
      reason: 'rate-limited',
      waitMs: 3000,
    });
  });

  it('pauses for the account, whatever the kind', () => {
    const noSignIn = new EloError('sign-in-required', 'nobody', { remedy: 'sign-in' });
    for (const kind of deliveryKinds) {
      assert.equal(verdict(kind, refusal(401, 'unauthenticated')).do, 'pause');
      assert.deepEqual(verdict(kind, noSignIn), { do: 'pause', gate: 'sign-in', reason: 'sign-in-required' });
      assert.deepEqual(verdict(kind, refusal(403, 'promob-link-required')), {
        do: 'pause',
        gate: 'link',
        reason: 'promob-link-required',
      });
    }
  });

  it('withholds saves and listings of a locked environment, and refuses acts on it', () => {
    const locked = refusal(409, 'environment-locked');
    for (const kind of contents) {
      assert.deepEqual(verdict(kind, locked), { do: 'withhold', reason: 'purchase-orders-issued' });
    }
    for (const kind of acts) assert.equal(verdict(kind, locked).do, 'refuse');
  });

  it('never gives up the user’s work: a permanent answer is a matter for a person', () => {
    const permanent: [number, string][] = [
      [400, 'bad-request'],
      [403, 'forbidden'],
      [404, 'not-found'],
      [409, 'wrong-state'],
      [412, 'version-token-mismatch'],
      [413, 'payload-too-large'],
      [415, 'unsupported-media-type'],
      [422, 'digest-mismatch'],
      [422, 'idempotency-key-reused'],
    ];
    for (const [status, code] of permanent) {
      for (const kind of contents) {
        assert.deepEqual(verdict(kind, refusal(status, code)), { do: 'attention', reason: code });
      }
      for (const kind of acts) {
        const decided = verdict(kind, refusal(status, code));
        assert.equal(decided.do, 'refuse');
        assert.deepEqual('body' in decided && decided.body, { code, status, problem: { code, status } });
      }
    }
  });

  it('doubts the line where nothing answered, and hurries only where an answer may have been lost', () => {
    for (const code of [
      'network-refused',
      'network-dns',
      'network-timeout',
      'tls-untrusted',
      'redirect-refused',
    ]) {
      const decided = verdict('save', noAnswer(code));
      assert.deepEqual(decided, {
        do: 'retry',
        reason: code,
        waitMs: null,
        lostAnswer: false,
        doubtLine: true,
      });
    }
    for (const code of ['network-reset', 'answer-not-json']) {
      const decided = verdict('save', noAnswer(code));
      assert.equal(decided.do === 'retry' && decided.lostAnswer && decided.doubtLine, true);
    }
  });

  it('does not believe the status of a portal’s answer, nor a success of another shape', () => {
    const portal = new EloError('answer-not-json', 'a page', { retryable: true, details: { status: 200 } });
    assert.equal(verdict('update', portal).do, 'retry');
    const redirect = new EloError('redirect-refused', 'moved', { retryable: true, details: { status: 407 } });
    assert.equal(verdict('save', redirect).do, 'retry');
    const shape = new EloError('unexpected-answer', 'other', { details: { status: 200 } });
    const decided = verdict('update', shape);
    assert.equal(decided.do === 'retry' && !decided.doubtLine, true);
  });

  it('takes a "no" only in FoccoLojas’ own words: a proxy’s page ends nothing', () => {
    for (const [status, code] of [
      [403, 'forbidden'],
      [404, 'not-found'],
      [405, 'unexpected-answer'],
      [451, 'unexpected-answer'],
    ] as const) {
      for (const kind of deliveryKinds) {
        const decided = verdict(kind, strangersRefusal(status, code));
        assert.equal(decided.do === 'retry' && decided.doubtLine, true);
      }
    }
    // What a gateway may say for FoccoLojas.
    assert.equal(verdict('save', strangersRefusal(413, 'payload-too-large')).do, 'attention');
    assert.equal(verdict('save', strangersRefusal(429, 'rate-limited')).do, 'slow-down');
    assert.equal(verdict('save', strangersRefusal(502, 'server-error')).do, 'retry');
    assert.equal(verdict('save', strangersRefusal(401, 'unauthenticated')).do, 'pause');
  });

  it('keeps trying after an error of its own programming, without blaming the line', () => {
    const decided = verdict('save', new TypeError('undefined is not a function'));
    assert.deepEqual(decided, {
      do: 'retry',
      reason: 'unexpected-error',
      waitMs: null,
      lostAnswer: false,
      doubtLine: false,
    });
  });

  it('asks a person where the content cannot be read or the receipt is of other bytes', () => {
    for (const code of ['content-missing', 'content-damaged', 'receipt-mismatch']) {
      assert.deepEqual(verdict('save', new EloError(code, 'x')), { do: 'attention', reason: code });
    }
  });
});
