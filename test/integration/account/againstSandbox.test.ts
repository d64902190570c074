import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import { systemClock, type Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { createAccount } from '../../../electron/engine/account/createAccount.ts';
import { createPromobLink } from '../../../electron/engine/account/promobLink.ts';
import { createFoccoLojasClient } from '../../../electron/engine/foccolojas/createFoccoLojasClient.ts';
import { streamEvents } from '../../../electron/engine/foccolojas/streamEvents.ts';
import { createHttp } from '../../../electron/engine/net/createHttp.ts';
import { openVault } from '../../../electron/engine/vault/openVault.ts';
import { signInByForm } from '../../support/sandbox/signInByForm.ts';
import { until } from '../../support/sandbox/until.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';

const pages = {
  done: { lang: 'pt-BR', title: 'Pronto', text: 'Pode fechar.' },
  failed: { lang: 'pt-BR', title: 'Não', text: 'Tente de novo.' },
};

/** Everything of the account as the engine composes it, against the sandbox; the "browser" fills forms in. */
async function stage(t: TestContext) {
  const sandbox = await withSandbox(t);
  const lose = { next: false };
  const plain = createHttp({ userAgent: 'elo-test', clock: systemClock });
  const http: typeof plain = {
    ...plain,
    request: async (request) => {
      const response = await plain.request(request);
      if (lose.next && new URL(request.url).pathname.endsWith('/token')) {
        lose.next = false;
        throw new EloError('network-reset', 'the answer was lost', { retryable: true });
      }
      return response;
    },
  };
  const memory = await openVault({
    kind: 'memory',
    service: 'x',
    serverIsLoopback: true,
    clock: systemClock,
    openDatabase: () => assert.fail('the memory vault has no file'),
  });
  const sealed: string[] = [];
  const names = new Set<string>();
  const vault: typeof memory = {
    ...memory,
    write: (name, secret) => {
      names.add(name);
      sealed.push(secret);
      return memory.write(name, secret);
    },
  };
  const person = { username: 'designer', refuse: false };
  const openUrl = async (url: string) => {
    await signInByForm(url, person.username, 'elo', { refuse: person.refuse });
  };
  const common = { http, clock: systemClock, openUrl };
  // The five seconds between two looks of the device flow would only be waited.
  const clock: Clock = { ...systemClock, after: (ms, run) => systemClock.after(ms === 5000 ? 50 : ms, run) };
  const another = () =>
    createAccount({
      ...common,
      clock,
      serverUrl: sandbox.foccolojas,
      vault: () => Promise.resolve(vault),
      pages,
    });
  const account = another();
  const client = createFoccoLojasClient({ ...common, baseUrl: sandbox.foccolojas, tokens: account.tokens });
  const link = createPromobLink({ ...common, client });
  t.after(() => {
    link.stop();
    account.stop();
    http.close();
  });
  const onStep = () => undefined;
  return {
    sandbox,
    lose,
    vault,
    sealed,
    names,
    another,
    person,
    account,
    client,
    link,
    signIn: (more = {}) => account.signIn({ onStep, ...more }),
    linkUp: () => link.link({ onStep }),
  };
}

const bytes = new Uint8Array(Buffer.from('PK a project file, as far as delivery cares'));
const sha256 = createHash('sha256').update(bytes).digest('hex');
const save = (environmentId: string, number: number) => ({
  params: { environmentId },
  query: { saveId: `save-${number}`, number, keptAt: '2026-03-02T12:00:00Z', fileName: 'Cozinha.promob' },
  body: bytes,
  idempotencyKey: randomUUID(),
});

describe('account and client against the sandbox', () => {
  it('signs in, links, and hands a save over exactly once whatever the network does', async (t) => {
    const s = await stage(t);
    const me = await s.signIn();
    assert.deepEqual([me.username, me.roles], ['designer', ['designer']]);
    const environmentId = await s.sandbox.controls.anEnvironment();
    await assert.rejects(s.client.createSave(save(environmentId, 1)), { code: 'promob-link-required' });
    await s.linkUp();

    const one = save(environmentId, 1);
    for (const [fault, code] of [
      [{ reset: true }, 'network-reset'],
      [{ commitThenReset: true }, 'network-reset'],
      [{ status: 500 }, 'server-error'],
      [{ truncate: true }, undefined],
      [{ status: 429, retryAfter: 7 }, 'rate-limited'],
    ] as const) {
      await s.sandbox.controls.fault([{ match: { method: 'POST' }, effect: fault }]);
      await assert.rejects(
        s.client.createSave(one),
        (error: { code: string; retryable: boolean; details: object }) => {
          assert.equal(error.retryable, true, error.code);
          if (code !== undefined) assert.equal(error.code, code);
          if (code === 'rate-limited')
            assert.equal((error.details as { retryAfterMs?: number }).retryAfterMs, 7000);
          return true;
        },
      );
    }
    await s.sandbox.controls.fault([{ match: { method: 'POST' }, effect: { duplicate: true } }]);
    assert.equal((await s.client.createSave(one)).sha256, sha256);
    const ledger = (await s.sandbox.controls.ledger()).filter(({ kind }) => kind === 'save');
    assert.deepEqual(
      ledger.map((entry) => [entry.idempotencyKey, entry.sha256]),
      [[one.idempotencyKey, sha256]],
    );
    await assert.rejects(s.client.createSave({ ...one, body: new Uint8Array(3) }), {
      code: 'idempotency-key-reused',
      retryable: false,
    });
  });

  it('renews ended tokens by itself, also for a write, and after the server was restarted', async (t) => {
    const s = await stage(t);
    await s.signIn();
    await s.linkUp();
    const environmentId = await s.sandbox.controls.anEnvironment();
    await s.sandbox.controls.expireTokens();
    await Promise.all([1, 2, 3].map((number) => s.client.createSave(save(environmentId, number))));
    await s.sandbox.restart();
    const fourth = save(environmentId, 4);
    // A kept connection the server closed while it restarted ends as a reset; the key makes trying again safe.
    await s.client.createSave(fourth).catch((error: { code: string }) => {
      assert.equal(error.code, 'network-reset');
      return s.client.createSave(fourth);
    });
    const numbers = (await s.sandbox.controls.ledger()).filter(({ kind }) => kind === 'save').length;
    assert.equal(numbers, 4);
  });

  it('stays signed in where the answer with the rotated token is lost, or the engine is killed before it is sealed', async (t) => {
    const s = await stage(t);
    await s.signIn();
    // the answer of the token endpoint is lost once, after it was given
    s.lose.next = true;
    const token = (await s.account.tokens.accessToken()) ?? '';
    const renewed = await s.account.tokens.refresh(token);
    assert.ok(renewed !== null && renewed !== token);
    assert.equal(s.lose.next, false);
    assert.equal(s.account.state(), 'signed-in');
    // what an engine that was killed then leaves behind: the seal from before the answer
    const sealed = s.sealed.at(-2) ?? '';
    assert.match(sealed, /"renewing":true/);
    const [name = ''] = s.names;
    await s.vault.write(name, sealed);
    const again = s.another();
    await again.start();
    const after = await again.tokens.accessToken();
    assert.ok(after !== null && after !== renewed);
    assert.equal(again.state(), 'signed-in');
    assert.equal((await again.refreshUser())?.username, 'designer');
  });

  it('hears of a changed Promob password on the stream, links again, and goes on', async (t) => {
    const s = await stage(t);
    await s.signIn();
    await s.linkUp();
    const stream = streamEvents({
      client: s.client,
      clock: systemClock,
      onEvent: async ({ type }) => {
        if (type === 'promob-link-changed') await s.link.refresh();
        if (type === 'user-changed') await s.account.refreshUser();
      },
    });
    t.after(() => stream.stop());
    const environmentId = await s.sandbox.controls.anEnvironment();
    await s.sandbox.controls.changePromobPassword('designer');
    await until(() => s.link.state() === 'relink-required');
    await assert.rejects(s.client.createSave(save(environmentId, 1)), { code: 'promob-link-required' });
    await s.linkUp();
    await s.client.createSave(save(environmentId, 1));
    // What happens to the user himself arrives too.
    await s.sandbox.controls.setRoles('designer', ['responsible']);
    await until(() => s.account.user()?.roles.includes('responsible') === true);
    stream.stop();
    await stream.done;
  });

  it('is refused by a person who does not consent, at sign-in and at the link', async (t) => {
    const s = await stage(t);
    s.person.refuse = true;
    await assert.rejects(s.signIn(), { code: 'sign-in-refused' });
    s.person.refuse = false;
    await s.signIn();
    s.person.refuse = true;
    await assert.rejects(s.linkUp(), { code: 'promob-link-refused' });
    assert.equal(s.link.state(), 'not-linked');
  });

  it('forgets the link of whoever signed in before', async (t) => {
    const s = await stage(t);
    await s.signIn();
    await s.linkUp();
    await s.account.signOut();
    s.link.forget();
    s.person.username = 'reviser';
    assert.equal((await s.signIn()).username, 'reviser');
    assert.equal(await s.link.refresh(), 'not-linked');
    await s.account.signOut();
    s.person.username = 'designer';
    await s.signIn();
    assert.equal(await s.link.refresh(), 'linked');
  });

  it('signs in with a code on another device', async (t) => {
    const s = await stage(t);
    const me = await s.account.signIn({
      device: true,
      onStep: (step) => {
        if (step.step === 'open-url') assert.ok(step.userCode);
      },
    });
    assert.equal(me.username, 'designer');
  });
});
