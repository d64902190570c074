import assert from 'node:assert/strict';
import { it } from 'node:test';
import { until } from '../../support/sandbox/until.ts';
import { windowFixture } from './windowFixture.ts';

/** Headers are waited for 5 s, connections looked through each second; the rest is for a busy machine. */
const boundMs = 10_000;

it('connections that say nothing, or never finish, keep nobody out for longer than the headers may take', async (t) => {
  const window = await windowFixture(t);
  const silent = await Promise.all(Array.from({ length: 100 }, () => window.hold()));
  for (const [at, stream] of silent.entries()) {
    // Whoever is hung up on may be told so.
    stream.on('error', () => undefined).resume();
    if (at % 2 === 0) stream.write(`GET / HTTP/1.1\r\nHost: ${window.host}\r\nX-Long: `);
  }
  await assert.rejects(window.get('/'), /ECONNRESET|socket hang up/);
  await until(
    () =>
      window.get('/').then(
        ({ status }) => status === 403,
        () => false,
      ),
    boundMs,
  );
  await until(() => silent.every((stream) => stream.destroyed), boundMs);
});
