import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ORPCError } from '@orpc/client';
import fc from 'fast-check';
import { createCallInterceptor } from '../../../electron/engine/door/callInterceptor.ts';
import { fromCallError, toCallError } from '../../../shared/contract/callErrors.ts';
import { doorPlace } from '../../../electron/engine/door/doorPlace.ts';
import { EloError } from '../../../shared/domain/eloError.ts';

const silent = { info: () => undefined, warn: () => undefined };

describe('an error across the door', () => {
  it('arrives as it left: code, message, remedy, whether it may pass by itself, details', () => {
    const code = fc.stringMatching(/^[a-z][a-z0-9]*(-[a-z0-9]+){0,4}$/).filter((one) => one.length <= 80);
    const details = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean()));
    fc.assert(
      fc.property(code, fc.string(), fc.boolean(), details, (code, message, retryable, details) => {
        const left = new EloError(code, message, { remedy: 'retry', retryable, details });
        // As the protocol carries it.
        const carried = JSON.parse(JSON.stringify(toCallError(left))) as {
          code: string;
          message: string;
          data: unknown;
        };
        const arrived = fromCallError(
          new ORPCError(carried.code, { message: carried.message, data: carried.data }),
        );
        assert.equal(arrived.code, code);
        assert.equal(arrived.message, message === '' ? arrived.message : message);
        assert.equal(arrived.remedy, 'retry');
        assert.equal(arrived.retryable, retryable);
        assert.deepEqual({ ...arrived.details }, JSON.parse(JSON.stringify(details)));
      }),
    );
  });

  it('shows nothing of what was not foreseen', () => {
    const inside = [
      new TypeError('at /home/ana'),
      'a string',
      null,
      undefined,
      new ORPCError('INTERNAL_SERVER_ERROR'),
    ];
    for (const thrown of inside) {
      const error = toCallError(thrown);
      assert.equal(error.code, 'unexpected-error');
      assert.doesNotMatch(JSON.stringify(error), /ana|string/);
    }
  });

  it('names the field of refused input, and the call given up', () => {
    const refused = new ORPCError('BAD_REQUEST', { data: { issues: [{ path: ['file', 0], message: 'x' }] } });
    assert.equal(toCallError(refused).code, 'invalid-input');
    assert.deepEqual(fromCallError(toCallError(refused)).details, { field: 'file.0' });
    assert.deepEqual(fromCallError(toCallError(new ORPCError('BAD_REQUEST'))).details, { field: '' });
    assert.equal(toCallError(new DOMException('x', 'AbortError')).code, 'cancelled');
    assert.equal(fromCallError(new ORPCError('NOT_FOUND')).code, 'engine-too-old');
    assert.equal(fromCallError(new ORPCError('TEAPOT')).code, 'unexpected-error');
    assert.equal(fromCallError(new Error('x')).code, 'unexpected-error');
  });
});

describe('the interceptor', () => {
  it('measures with the clock it was handed and tells only code and name', async () => {
    const lines: unknown[] = [];
    const log = {
      info: (...line: unknown[]) => void lines.push(line),
      warn: (...line: unknown[]) => void lines.push(line),
    };
    let now = 0;
    const intercept = createCallInterceptor(log, { monotonic: () => (now += 12.34) });
    assert.equal(await intercept({ path: ['audit'], next: () => Promise.resolve(1) }), 1);
    const gone = new EloError('environment-locked', 'no');
    await assert.rejects(intercept({ path: ['acts', 'update'], next: () => Promise.reject(gone) }));
    assert.deepEqual(lines, [
      ['call', { call: 'audit', ms: 12.3 }],
      ['call refused', { call: 'acts.update', code: 'environment-locked', ms: 12.3 }],
    ]);
  });

  it('ends the stream underneath when its reader leaves', async () => {
    let ended = false;
    async function* numbers(): AsyncGenerator<number> {
      try {
        for (let n = 1; ; n += 1) yield await Promise.resolve(n);
      } finally {
        ended = true;
      }
    }
    const intercept = createCallInterceptor(silent, performanceClock);
    const stream = (await intercept({
      path: ['events'],
      next: () => Promise.resolve(numbers()),
    })) as AsyncIterable<number>;
    for await (const n of stream) if (n === 3) break;
    assert.equal(ended, true);
  });
});

const performanceClock = { monotonic: () => performance.now() };

describe('the place of the door', () => {
  it('is inside the data folder, elsewhere where the path is too long, and a pipe on Windows', () => {
    assert.match(doorPlace('/srv/elo', 'linux').address, /^\/srv\/elo\/door\/engine\.sock$/);
    const long = doorPlace(`/srv/${'a'.repeat(100)}`, 'linux');
    assert.ok(Buffer.byteLength(long.address) <= 100);
    assert.doesNotMatch(long.address, /aaa/);
    assert.match(doorPlace('/srv/elo', 'win32').address, /^\\\\\.\\pipe\\elo-[0-9a-f]{16}$/);
    assert.notEqual(doorPlace('/srv/a', 'win32').address, doorPlace('/srv/b', 'win32').address);
    assert.equal(doorPlace('/srv/elo/', 'win32').address, doorPlace('/srv/x/../elo', 'win32').address);
  });
});
