import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { EloError } from '../../../shared/domain/eloError.ts';
import { startReceiver } from '../../../electron/engine/intake/receiver.ts';
import type { Receiver, ReceiverPlace } from '../../../electron/engine/intake/receiver.ts';

interface Post {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

async function started(
  t: TestContext,
  place: ReceiverPlace | null = null,
  limits: { readonly maxBytes?: number; readonly bodyMs?: number } = {},
): Promise<{ receiver: Receiver; taken: string[] }> {
  const taken: string[] = [];
  const receiver = await startReceiver({
    place,
    ...limits,
    onListing: (bytes) => {
      const text = Buffer.from(bytes).toString('utf8');
      if (text === 'broken') return Promise.reject(new EloError('not-a-listing', 'no listing'));
      if (text === 'busy') return Promise.reject(new EloError('disk-full', 'no room', { retryable: true }));
      taken.push(text);
      return Promise.resolve();
    },
  });
  t.after(() => receiver.stop());
  return { receiver, taken };
}

function post(
  receiver: Receiver,
  { method = 'POST', path, headers = {}, body = '<LISTING/>' }: Post,
): Promise<number> {
  const url = new URL(receiver.address);
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: url.hostname, port: url.port, path: path ?? url.pathname, method, headers },
      (response: IncomingMessage) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('the receiver of listings', () => {
  it('takes what is posted to its address', async (t) => {
    const { receiver, taken } = await started(t);
    assert.match(receiver.address, /^http:\/\/127\.0\.0\.1:\d+\/promob\/[0-9a-f]{32}$/);
    assert.equal(await post(receiver, {}), 200);
    assert.deepEqual(taken, ['<LISTING/>']);
  });

  it('refuses another address, another method, a page, another name for this machine, and emptiness', async (t) => {
    const { receiver, taken } = await started(t);
    assert.equal(await post(receiver, { path: '/promob/00000000000000000000000000000000' }), 404);
    assert.equal(await post(receiver, { path: '/' }), 404);
    assert.equal(await post(receiver, { method: 'PUT' }), 405);
    assert.equal(await post(receiver, { headers: { origin: 'http://127.0.0.1' } }), 403);
    assert.equal(await post(receiver, { headers: { host: `localhost:${receiver.place.port}` } }), 421);
    assert.equal(await post(receiver, { headers: { host: 'loja.example' } }), 421);
    assert.equal(await post(receiver, { body: '' }), 400);
    assert.deepEqual(taken, []);
  });

  it('refuses a body that is too large before reading it', async (t) => {
    const { receiver, taken } = await started(t);
    const status = await post(receiver, {
      headers: { 'content-length': String(65 * 1024 * 1024) },
      body: 'x',
    }).catch((error: NodeJS.ErrnoException) => error.code);
    assert.ok(status === 413 || status === 'ECONNRESET', String(status));
    assert.deepEqual(taken, []);
  });

  it('refuses a body that says nothing of its size as soon as it is too large', async (t) => {
    const { receiver, taken } = await started(t, null, { maxBytes: 1_000 });
    const status = await post(receiver, {
      headers: { 'transfer-encoding': 'chunked' },
      body: 'x'.repeat(2_000),
    }).catch((error: NodeJS.ErrnoException) => error.code);
    assert.ok(status === 413 || status === 'ECONNRESET', String(status));
    assert.equal(await post(receiver, { body: 'x'.repeat(1_000) }), 200);
    assert.deepEqual(taken, ['x'.repeat(1_000)]);
  });

  it('ends a request that does not come to its end', async (t) => {
    const { receiver, taken } = await started(t, null, { bodyMs: 50 });
    const url = new URL(receiver.address);
    const ended = await new Promise((resolve) => {
      const sent = request(
        {
          host: url.hostname,
          port: url.port,
          path: url.pathname,
          method: 'POST',
          headers: { 'content-length': '10' },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      sent.write('<LIST');
    });
    assert.ok(ended === 408 || ended === 'ECONNRESET', String(ended));
    assert.deepEqual(taken, []);
  });

  it('answers what is no listing, and what may be tried again', async (t) => {
    const { receiver } = await started(t);
    assert.equal(await post(receiver, { body: 'broken' }), 422);
    assert.equal(await post(receiver, { body: 'busy' }), 503);
  });

  it('keeps its address over a restart, and says when another program has taken it', async (t) => {
    const { receiver } = await started(t);
    const { place, address } = receiver;
    await assert.rejects(
      startReceiver({ place, onListing: () => Promise.resolve() }),
      (error: unknown) => error instanceof EloError && error.code === 'receiver-port-taken',
    );
    await receiver.stop();
    const again = await started(t, place);
    assert.equal(again.receiver.address, address);
  });
});
