import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { eloJson, runElo } from '../support/processes/eloProcess.ts';
import type { LedgerRow } from '../integration/line/publicDriver.ts';
import { createOnlineStation, eventually, keeps } from './support/station.ts';
import type { OnlineStation } from './support/station.ts';

/** The command line waits 5 s for a connection; a program that asks it must have its answer well within this. */
const answerMs = 20_000;
/** Longer than the engine waits for a first byte of an answer before it calls an attempt failed would take minutes. */
const frozenMs = 8_000;

describe('processes that stand still', { timeout: 240_000 }, () => {
  let station: OnlineStation;
  before(async () => {
    station = await createOnlineStation();
    await keeps(station.engine, station.save('Cozinha', '0'));
    await eloJson([
      'environments',
      'bind',
      station.environmentId,
      station.path('Cozinha'),
      ...station.common,
    ]);
  });
  after(() => station.stop());

  const received = async (): Promise<string[]> =>
    (await station.control.get<LedgerRow[]>('/control/ledger'))
      .filter((row) => row.kind === 'save')
      .map((row) => row.sha256 ?? '');

  it('an engine that is stopped is told to be so by the command line, and works on when it goes on', async () => {
    process.kill(station.engine.pid, 'SIGSTOP');
    try {
      const begun = performance.now();
      const { code, stdout } = await runElo(['status', '--json', ...station.common]);
      assert.ok(performance.now() - begun < answerMs);
      assert.equal(code, 1, stdout);
      const answer = JSON.parse(stdout) as {
        readonly code: string;
        readonly message: string;
        readonly remedy?: string;
      };
      assert.equal(answer.code, 'engine-not-answering');
      assert.ok(answer.message.length > 0);
      // A second engine does not take its folder either.
      const second = await runElo(['run', '--json', ...station.common]);
      assert.equal(second.code, 1, second.stdout);
      assert.ok(
        ['data-folder-in-use', 'engine-not-answering'].includes(
          (JSON.parse(second.stdout) as { code: string }).code,
        ),
        second.stdout,
      );
    } finally {
      process.kill(station.engine.pid, 'SIGCONT');
    }
    const sha256 = station.save('Cozinha', '1');
    await keeps(station.engine, sha256);
    await eventually('the save to arrive', received, (there) => there.includes(sha256));
  });

  it('a server that stops in the middle of an upload gets it once when it goes on', async () => {
    // Large enough that the upload is under way for a while.
    const sha256 = station.save('Cozinha', '2', 25_000_000);
    await keeps(station.engine, sha256);
    await eventually(
      'the upload to begin',
      async () => (await station.status()).queue.sending,
      (sending) => sending > 0,
    );
    process.kill(station.sandbox.pid, 'SIGSTOP');
    const later = station.save('Cozinha', '3');
    await keeps(station.engine, later);
    await pause(frozenMs);
    const { queue } = await station.status();
    process.kill(station.sandbox.pid, 'SIGCONT');
    assert.ok(queue.kept + queue.sending >= 1, 'what could not be sent waits');
    await eventually('both to arrive', received, (there) => there.includes(later), 90_000);
    const there = await received();
    assert.equal(there.filter((each) => each === sha256).length, 1);
    assert.equal(there.filter((each) => each === later).length, 1);
    assert.ok(there.indexOf(sha256) < there.indexOf(later), 'in order');
    await eventually(
      'the queue to be empty',
      async () => (await station.status()).queue,
      ({ kept, sending, needsAttention }) => kept + sending + needsAttention === 0,
    );
  });
});
