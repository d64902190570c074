import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { EloError } from '../../../../shared/domain/eloError.ts';
import {
  createVersionContents,
  hashAside,
  keptMs,
} from '../../../../electron/engine/history/views/versionContents.ts';
import type {
  FetchVersion,
  VersionContents,
} from '../../../../electron/engine/history/views/versionContents.ts';

const mostBytes = 3_000;

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

function bench(fetchVersion: FetchVersion): {
  readonly contents: VersionContents;
  readonly asked: string[];
  readonly timers: Set<Timer>;
  pass(ms: number): void;
} {
  let now = 0;
  const timers = new Set<Timer>();
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    after: (delay, run) => {
      const timer = { at: now + delay, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  };
  const asked: string[] = [];
  return {
    asked,
    timers,
    contents: createVersionContents({
      clock,
      mostBytes,
      fetchVersion: (environmentId, version, signal) => {
        asked.push(`${environmentId} ${version}`);
        return fetchVersion(environmentId, version, signal);
      },
    }),
    pass: (ms) => {
      now += ms;
      for (const timer of timers) {
        if (timer.at > now) continue;
        timers.delete(timer);
        timer.run();
      }
    },
  };
}

const sized =
  (bytes: number): FetchVersion =>
  (_environmentId, version) =>
    Promise.resolve({ file: new Uint8Array(bytes).fill(version), listing: new Uint8Array(3) });

describe('contents of versions', () => {
  it('are fetched once within ten minutes of being looked at, and then again', async () => {
    const { contents, asked, timers, pass } = bench(sized(10));
    await Promise.all([contents.get('e', 1, null), contents.get('e', 1, null)]);
    pass(keptMs);
    await contents.get('e', 1, null);
    pass(keptMs);
    await contents.get('e', 1, null);
    assert.equal(asked.length, 1);
    pass(keptMs + 1);
    await contents.get('e', 1, null);
    assert.equal(asked.length, 2);
    assert.equal(timers.size, 0, 'no time limit is left running');
  });

  it('are kept as far as they fit, the last looked at first', async () => {
    const { contents, asked } = bench(sized(mostBytes / 3));
    for (const version of [1, 2, 1, 3]) await contents.get('e', version, null);
    assert.deepEqual(asked, ['e 1', 'e 2', 'e 3']);
    await contents.get('e', 1, null);
    assert.equal(asked.length, 3);
    await contents.get('e', 2, null);
    assert.equal(asked.length, 4);
  });

  it('too large to be kept are answered all the same', async () => {
    const { contents, asked } = bench(sized(mostBytes + 1));
    assert.equal((await contents.get('e', 1, null)).file.bytes.byteLength, mostBytes + 1);
    await contents.get('e', 1, null);
    assert.equal(asked.length, 2);
  });

  it('that are not what the version was made from are refused and not kept', async () => {
    const { contents, asked } = bench(sized(10));
    const right = createHash('sha256').update(new Uint8Array(10).fill(1)).digest('hex');
    assert.equal((await contents.get('e', 1, right)).file.sha256, right);
    await assert.rejects(
      contents.get('e', 1, 'f'.repeat(64)),
      (thrown) => thrown instanceof EloError && thrown.code === 'content-damaged',
    );
    await contents.get('e', 1, right);
    assert.equal(asked.length, 2);
  });

  it('that could not be fetched are asked for again', async () => {
    let offline = true;
    const { contents } = bench((...of) =>
      offline ? Promise.reject(new EloError('network-unreachable', 'away')) : sized(1)(...of),
    );
    await assert.rejects(contents.get('e', 1, null), { code: 'network-unreachable' });
    offline = false;
    assert.equal((await contents.get('e', 1, null)).file.bytes.byteLength, 1);
  });

  it('are waited for three minutes at most, and not after closing', async () => {
    const hanging: FetchVersion = (_environmentId, _version, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new EloError('network-timeout', 'late')), {
          once: true,
        });
      });
    const late = bench(hanging);
    const waiting = late.contents.get('e', 1, null);
    late.pass(180_000);
    await assert.rejects(waiting, { code: 'network-timeout' });
    const closed = bench(hanging);
    const ended = closed.contents.get('e', 1, null);
    closed.contents.close();
    await assert.rejects(ended, { code: 'network-timeout' });
  });

  it('are hashed as everything else is', async () => {
    assert.equal(await hashAside(Buffer.from('abc')), createHash('sha256').update('abc').digest('hex'));
  });
});
