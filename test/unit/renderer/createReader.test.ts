import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createReader } from '../../../renderer/state/createReader.ts';

/** A reader whose answers and pauses the test gives. */
function start() {
  const answers: (() => void)[] = [];
  const signals: AbortSignal[] = [];
  let pauses: (() => void)[] = [];
  const timers = {
    setTimeout: ((run: () => void) => {
      pauses.push(run);
      return pauses.length;
    }) as unknown as typeof setTimeout,
    clearTimeout: (() => {
      pauses = [];
    }) as typeof clearTimeout,
  };
  const reader = createReader((signal) => {
    signals.push(signal);
    return new Promise((resolve) => {
      answers.push(resolve);
    });
  }, timers);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    reader,
    signals,
    begun: () => signals.length,
    async answer() {
      answers.shift()?.();
      await turn();
    },
    async pass() {
      const due = pauses;
      pauses = [];
      for (const run of due) run();
      await turn();
    },
  };
}

describe('reading what changes', () => {
  it('begins at once and reads again after a change, when the pause is over', async () => {
    const { reader, begun, answer, pass } = start();
    assert.equal(begun(), 1);
    await answer();
    reader.again();
    assert.equal(begun(), 1);
    await pass();
    assert.equal(begun(), 2);
    await answer();
    await pass();
    reader.again();
    assert.equal(begun(), 3);
  });

  it('lets the reading under way come to its end, however much changes meanwhile, and then reads once', async () => {
    const { reader, begun, answer, pass, signals } = start();
    for (let change = 0; change < 100; change += 1) reader.again();
    assert.equal(begun(), 1);
    assert.equal(signals[0]?.aborted, false);
    await answer();
    await pass();
    assert.equal(begun(), 2);
    await answer();
    await pass();
    await pass();
    assert.equal(begun(), 2);
  });

  it('gives up when it is stopped, and begins nothing any more', async () => {
    const { reader, begun, answer, pass, signals } = start();
    reader.again();
    reader.stop();
    assert.equal(signals[0]?.aborted, true);
    await answer();
    await pass();
    reader.again();
    assert.equal(begun(), 1);
  });
});
