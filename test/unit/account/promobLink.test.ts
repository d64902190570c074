import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EloError } from '../../../shared/domain/eloError.ts';
import { createPromobLink, type PromobLinkOptions } from '../../../electron/engine/account/promobLink.ts';
import type { AccountStep } from '../../../electron/engine/account/accountStep.ts';
import { manualClock } from '../net/manualClock.ts';

type Outcome = 'waiting' | 'linked' | 'refused' | 'expired';

/** The link under test with FoccoLojas played by the test. */
function stage(more: Partial<PromobLinkOptions> = {}) {
  const clock = manualClock();
  const server = {
    link: 'not-linked' as 'not-linked' | 'linked' | 'relink-required',
    outcome: 'waiting' as Outcome,
    page: 'https://foccolojas.example/link/a1',
    fail: undefined as EloError | undefined,
    startKeys: [] as string[],
    asked: 0,
  };
  const refusals = new Set<(code: string) => void>();
  const answer = <T>(value: () => T): Promise<T> =>
    server.fail ? Promise.reject(server.fail) : Promise.resolve(value());
  const steps: AccountStep[] = [];
  const opened: string[] = [];
  const link = createPromobLink({
    clock,
    openUrl: (url) => {
      opened.push(url);
      return Promise.resolve();
    },
    client: {
      getPromobLink: () => answer(() => ({ state: server.link })),
      startPromobLink: (request) => {
        server.startKeys.push(request.idempotencyKey);
        return answer(() => ({
          attemptId: 'a1',
          authorizationUrl: server.page,
          expiresAt: '2026-03-02T12:10:00Z',
        }));
      },
      getPromobLinkAttempt: () => {
        server.asked += 1;
        return answer(() => ({ state: server.outcome }));
      },
      unlinkPromob: () => answer(() => undefined),
      onRefusal: (listener) => {
        refusals.add(listener);
        return () => refusals.delete(listener);
      },
    },
    ...more,
  });
  const start = () => {
    const result = link.link({ onStep: (step) => steps.push(step) });
    result.catch(() => undefined);
    return result;
  };
  return {
    clock,
    server,
    link,
    steps,
    opened,
    start,
    refuse: (code: string) => refusals.forEach((tell) => tell(code)),
    refusals,
  };
}

/** Lets everything that is ready happen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
}

describe('the Promob link', () => {
  it('opens the page, looks until it is linked, and says so', async () => {
    const s = stage();
    const result = s.start();
    await settle();
    assert.deepEqual(s.steps, [
      { step: 'open-url', url: 'https://foccolojas.example/link/a1' },
      { step: 'waiting' },
    ]);
    assert.deepEqual(s.opened, ['https://foccolojas.example/link/a1']);
    for (let look = 0; look < 3; look += 1) {
      s.clock.advance(2000);
      await settle();
    }
    assert.equal(s.server.asked, 4);
    s.server.outcome = 'linked';
    s.clock.advance(2000);
    await result;
    assert.equal(s.link.state(), 'linked');
    assert.equal(s.clock.pending(), 0);
  });

  it('is refused or expires as FoccoLojas says, and is then not linked', async () => {
    for (const outcome of ['refused', 'expired'] as const) {
      const s = stage();
      s.server.outcome = outcome;
      await assert.rejects(s.start(), { code: `promob-link-${outcome}`, remedy: 'link-again' });
      assert.equal(s.link.state(), 'not-linked');
    }
  });

  it('ends after a quarter of an hour whatever FoccoLojas says, or while it says nothing', async () => {
    for (const fail of [undefined, new EloError('network-refused', 'x', { retryable: true })]) {
      const s = stage();
      const result = s.start();
      await settle();
      s.server.fail = fail;
      for (let minute = 0; minute < 16 * 30; minute += 1) {
        s.clock.advance(2000);
        await settle();
      }
      await assert.rejects(result, { code: 'promob-link-expired' });
    }
  });

  it('starts once even when the answer to the start is lost', async () => {
    const s = stage();
    s.server.fail = new EloError('network-reset', 'x', { retryable: true });
    const result = s.start();
    await settle();
    s.server.fail = undefined;
    s.server.outcome = 'linked';
    s.clock.advance(2000);
    await result;
    assert.equal(s.server.startKeys.length, 2);
    assert.equal(new Set(s.server.startKeys).size, 1, 'the same key both times');
  });

  it('gives up starting where nothing answers, and at once where it is refused', async () => {
    const s = stage();
    s.server.fail = new EloError('network-refused', 'x', { retryable: true });
    const result = s.start();
    for (let wait = 0; wait < 4; wait += 1) {
      await settle();
      s.clock.advance(2000);
    }
    await assert.rejects(result, { code: 'network-refused' });
    const t = stage();
    t.server.fail = new EloError('sign-in-required', 'x');
    await assert.rejects(t.start(), { code: 'sign-in-required' });
    assert.equal(t.server.startKeys.length, 1);
  });

  it('sends nobody to an address that is not secure', async () => {
    const s = stage();
    s.server.page = 'http://promob.example/link';
    await assert.rejects(s.start(), { code: 'insecure-address' });
    assert.deepEqual(s.opened, []);
  });

  it('does not depend on whether a browser opens, or ever answers', async () => {
    for (const openUrl of [
      () => Promise.reject(new Error('no browser')),
      () => new Promise<void>(() => {}),
    ]) {
      const s = stage({ openUrl });
      s.server.outcome = 'linked';
      await s.start();
      assert.equal(s.link.state(), 'linked');
    }
  });

  it('does not wait for its next look when an event says it is linked', async () => {
    const s = stage();
    const result = s.start();
    await settle();
    s.server.outcome = 'linked';
    s.server.link = 'linked';
    await s.link.refresh();
    await result;
  });

  it('must be renewed the moment FoccoLojas refuses for it, and heals when it says so', async () => {
    const s = stage({ known: 'linked' });
    const states: string[] = [];
    s.link.onChange(() => states.push(s.link.state()));
    s.refuse('environment-locked');
    assert.deepEqual(states, []);
    s.server.link = 'relink-required';
    s.refuse('promob-link-required');
    assert.deepEqual(states, ['relink-required'], 'at once');
    await settle();
    s.server.link = 'linked';
    await s.link.refresh();
    assert.deepEqual(states, ['relink-required', 'linked']);
    s.link.stop();
    assert.equal(s.refusals.size, 0);
  });

  it('learns from FoccoLojas whether a link was undone there', async () => {
    const s = stage({ known: 'linked' });
    s.refuse('promob-link-required');
    await settle();
    assert.equal(s.link.state(), 'not-linked');
  });

  it('remembers through being offline', async () => {
    const s = stage({ known: 'linked' });
    s.server.fail = new EloError('network-refused', 'x', { retryable: true });
    await assert.rejects(s.link.refresh(), { code: 'network-refused' });
    assert.equal(s.link.state(), 'linked');
  });

  it('cancels a linking for another, for unlinking, for somebody else, and at the end', async () => {
    const s = stage();
    const first = s.start();
    await settle();
    const second = s.start();
    await assert.rejects(first, { code: 'cancelled' });
    await settle();
    await s.link.unlink();
    await assert.rejects(second, { code: 'cancelled' });
    const third = s.start();
    await settle();
    s.link.forget();
    await assert.rejects(third, { code: 'cancelled' });
    const fourth = s.start();
    await settle();
    s.link.stop();
    await assert.rejects(fourth, { code: 'cancelled' });
    assert.equal(s.clock.pending(), 0);
  });

  it('does not take an answer about the user before for one about this one', async () => {
    const s = stage();
    s.server.link = 'linked';
    const asked = s.link.refresh();
    s.link.forget();
    await asked;
    assert.equal(s.link.state(), 'not-linked');
  });
});
