import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { systemClock, type Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { createHttp } from '../../../electron/engine/net/createHttp.ts';
import type { Vault } from '../../../electron/engine/vault/openVault.ts';
import { until } from '../../support/sandbox/until.ts';
import { manualClock } from '../../unit/net/manualClock.ts';
import { accountStage, shifted, user, type AccountStage } from './accountStage.ts';
import { browseForms, type Page } from './formBrowser.ts';

let stage: AccountStage;

describe('the account', () => {
  before(async () => {
    stage = await accountStage();
  });
  beforeEach(() => stage.fresh());
  after(() => stage.close());

  it('signs in through the browser, tells each step, and shows the last page', async () => {
    let changes = 0;
    stage.account.onChange(() => {
      changes += 1;
    });
    await stage.account.start();
    assert.equal(stage.account.state(), 'signed-out');
    const me = await stage.signIn();
    assert.deepEqual([me.username, stage.account.user(), stage.account.state()], ['ana', me, 'signed-in']);
    assert.deepEqual(
      stage.steps.map(({ step }) => step),
      ['open-url', 'waiting'],
    );
    assert.equal(changes, 2);
    const page = await stage.browser;
    assert.equal(page?.status, 200);
    assert.match(page?.html ?? '', /lang="pt-BR".*<h1>Pronto &#38; feito<\/h1>/s);
    assert.match(page?.url ?? '', /^http:\/\/127\.0\.0\.1:\d+\/callback\?code=/);
  });

  it('asks for PKCE by S256, a state, a nonce and offline access, and gives them to nobody else', async () => {
    await stage.signIn();
    const [first] = stage.steps;
    const asked = new URL(first?.step === 'open-url' ? first.url : '').searchParams;
    assert.equal(asked.get('code_challenge_method'), 'S256');
    assert.equal(asked.get('scope'), 'openid offline_access foccolojas');
    for (const name of ['code_challenge', 'state', 'nonce'])
      assert.ok((asked.get(name) ?? '').length >= 43, name);
    assert.match(asked.get('redirect_uri') ?? '', /^http:\/\/127\.0\.0\.1:\d+\/callback$/);
  });

  it('is left for good: here at once, at the issuer in bounded time', async () => {
    // Waits twenty times as fast: 5 s are a quarter of one.
    const clock: Clock = { ...systemClock, after: (ms, run) => systemClock.after(ms / 20, run) };
    const left = stage.make({ clock });
    await stage.signIn(left);
    let asked = 0;
    // An issuer that never answers.
    stage.issuer.failing.set('/token/revocation', () => {
      asked += 1;
    });
    const { forgotten, revoked } = left.leave();
    assert.equal(left.state(), 'signed-out');
    await forgotten;
    const again = stage.make();
    await again.start();
    assert.equal(again.state(), 'signed-out', 'nothing is sealed any more');
    await until(() => asked === 1);
    const begun = performance.now();
    await revoked;
    assert.ok(performance.now() - begun < 3_000);
  });

  it('seals nothing again when it is left in the middle of a renewal, and gives back what came too late', async () => {
    await stage.signIn();
    let answer: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      stage.issuer.alterTokens = (given) => {
        late = String(given['refresh_token']);
        resolve();
        return given;
      };
    });
    let late = '';
    const written: string[] = [];
    const vault: Vault = {
      ...stage.vault,
      write: async (name, secret) => {
        written.push('write');
        await stage.vault.write(name, secret);
      },
      remove: async (name) => {
        written.push('remove');
        await stage.vault.remove(name);
      },
    };
    const hold = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const plain = createHttp({ userAgent: 'elo-test', clock: systemClock });
    const revoked: string[] = [];
    const again = stage.make({
      vault: () => Promise.resolve(vault),
      http: {
        ...plain,
        request: async (wanted) => {
          const given = await plain.request(wanted);
          if (wanted.url.endsWith('/token')) await hold;
          if (wanted.url.endsWith('/revocation')) revoked.push(JSON.stringify(wanted.body));
          return given;
        },
      },
    });
    await again.start();
    const token = (await again.tokens.accessToken()) ?? '';
    const renewal = again.tokens.refresh(token);
    await asked;
    await again.leave().forgotten;
    answer();
    assert.equal(await renewal, null);
    assert.deepEqual(written, ['write', 'remove']);
    assert.ok(late.length > 10 && revoked.some((body) => body.includes(late)));
    plain.close();
  });

  it('has a renewal under way sealed before the vault is closed, and touches it no more afterwards', async () => {
    await stage.signIn();
    const token = (await stage.account.tokens.accessToken()) ?? '';
    const renewal = stage.account.tokens.refresh(token);
    await stage.account.settled(5_000);
    stage.account.close();
    assert.notEqual(await renewal, token);
    const again = stage.make();
    await again.start();
    assert.equal(await again.tokens.accessToken(), await renewal);

    const late = again.tokens.refresh((await renewal) ?? '');
    again.close();
    await assert.rejects(
      late,
      (error: unknown) => error instanceof EloError && error.code === 'session-closed',
    );
  });

  it('waits for no issuer longer than told', async () => {
    await stage.signIn();
    stage.issuer.failing.set('/token', () => undefined);
    const renewal = stage.account.tokens.refresh((await stage.account.tokens.accessToken()) ?? '');
    renewal.catch(() => undefined);
    const begun = performance.now();
    await stage.account.settled(50);
    assert.ok(performance.now() - begun < 2_000);
  });

  it('is still signed in after a restart, with a token, knowing the user while offline', async () => {
    await stage.signIn();
    const again = stage.make();
    await again.start();
    assert.deepEqual([again.state(), again.user()?.username], ['signed-in', 'ana']);
    assert.ok(await again.tokens.accessToken());
  });

  it('uses the sealed access token after a restart, to its end, without spending the refresh token', async () => {
    const clock = manualClock();
    const time = { clock: { ...clock, after: systemClock.after.bind(systemClock) } satisfies Clock };
    const one = stage.make(time);
    await stage.signIn(one);
    const token = await one.tokens.accessToken();
    const requests = stage.issuer.tokenRequests();
    clock.advance(1_000_000);
    const again = stage.make(time);
    await again.start();
    assert.equal(await again.tokens.accessToken(), token);
    clock.advance(2_560_000);
    assert.equal(await again.tokens.accessToken(), token);
    assert.equal(stage.issuer.tokenRequests(), requests);
    clock.advance(20_000);
    const third = stage.make(time);
    await third.start();
    assert.notEqual(await third.tokens.accessToken(), token, 'it was about to end');
  });

  it('asks at once after a restart in the middle of a renewal, whatever still lives', async () => {
    await stage.signIn();
    const token = (await stage.account.tokens.accessToken()) ?? '';
    // The engine ends while the issuer answers: nothing is sealed any more.
    let dead = false;
    const dying: Vault = {
      ...stage.vault,
      write: async (name, secret) => {
        if (dead) return new Promise<never>(() => undefined);
        dead = true;
        return stage.vault.write(name, secret);
      },
    };
    const killed = stage.make({ vault: () => Promise.resolve(dying) });
    await killed.start();
    const before = stage.issuer.tokenRequests();
    void killed.tokens.refresh(token).catch(() => undefined);
    await until(() => dead && stage.issuer.tokenRequests() > before);
    const again = stage.make();
    await again.start();
    const requests = stage.issuer.tokenRequests();
    await again.tokens.accessToken().catch(() => null);
    assert.equal(stage.issuer.tokenRequests(), requests + 1);
  });

  it('goes on with a token that lives where the issuer cannot be reached or refuses, until that ends', async () => {
    const clock = manualClock();
    const time = { clock: { ...clock, after: systemClock.after.bind(systemClock) } satisfies Clock };
    const one = stage.make(time);
    await stage.signIn(one);
    const token = await one.tokens.accessToken();
    clock.advance(3_580_000);
    stage.issuer.failing.set('/token', (response) => response.destroy());
    assert.equal(await one.tokens.accessToken(), token, 'away');
    stage.issuer.failing.clear();
    await stage.issuer.endGrants();
    const states: string[] = [];
    one.onChange(() => states.push(one.state()));
    assert.equal(await one.tokens.accessToken(), token, 'refused');
    assert.deepEqual([one.state(), await one.tokens.accessToken()], ['signed-in', token]);
    clock.advance(30_000);
    assert.equal(await one.tokens.accessToken(), null);
    assert.equal(one.state(), 'session-ended');
    assert.deepEqual(states, ['signed-in', 'session-ended']);
  });

  it('shares one renewal among all who ask, and seals the rotated token before the new one is used', async () => {
    await stage.signIn();
    const old = await stage.account.tokens.accessToken();
    const order: string[] = [];
    const slow: Vault = {
      ...stage.vault,
      write: async (name, secret) => {
        await new Promise(setImmediate);
        await stage.vault.write(name, secret);
        order.push('sealed');
      },
    };
    const restarted = stage.make({ vault: () => Promise.resolve(slow) });
    await restarted.start();
    const before = stage.issuer.tokenRequests();
    const renewed = await Promise.all(
      [1, 2, 3].map(async () => {
        const token = await restarted.tokens.refresh(old ?? '');
        order.push('used');
        return token;
      }),
    );
    assert.equal(stage.issuer.tokenRequests() - before, 1);
    assert.equal(new Set(renewed).size, 1);
    assert.notEqual(renewed[0], old);
    assert.equal(order[0], 'sealed');
    assert.equal(
      await restarted.tokens.refresh(old ?? ''),
      renewed[0],
      'a late one gets the renewed token, without asking again',
    );
    const third = stage.make();
    await third.start();
    assert.ok(await third.tokens.accessToken(), 'the rotated token is the one kept');
  });

  it('renews by itself shortly before the token ends', async () => {
    const clock = manualClock();
    const one = stage.make({
      clock: { ...clock, after: systemClock.after.bind(systemClock) } satisfies Clock,
    });
    await stage.signIn(one);
    const first = await one.tokens.accessToken();
    clock.advance(3_560_000);
    assert.equal(await one.tokens.accessToken(), first);
    clock.advance(20_000);
    assert.notEqual(await one.tokens.accessToken(), first);
  });

  it('does not take a failing network or a sick issuer for the end of the session', async () => {
    await stage.signIn();
    const token = (await stage.account.tokens.accessToken()) ?? '';
    stage.issuer.failing.set('/token', (response) => response.destroy());
    await assert.rejects(stage.account.tokens.refresh(token), { code: 'network-reset', retryable: true });
    stage.issuer.failing.set('/token', (response) => response.writeHead(503).end('busy'));
    await assert.rejects(stage.account.tokens.refresh(token), { code: 'server-error', retryable: true });
    stage.issuer.failing.set('/token', (response) =>
      response
        .writeHead(400, { 'content-type': 'application/json' })
        .end('{"error":"temporarily_unavailable"}'),
    );
    await assert.rejects(stage.account.tokens.refresh(token), { retryable: true });
    assert.equal(stage.account.state(), 'signed-in');
    stage.issuer.failing.clear();
    assert.ok(await stage.account.tokens.refresh(token));
  });

  it('ends the session when the issuer refuses, says so once, keeps the user, and takes a new sign-in', async () => {
    await stage.signIn();
    const token = (await stage.account.tokens.accessToken()) ?? '';
    await stage.issuer.endGrants();
    const states: string[] = [];
    stage.account.onChange(() => states.push(stage.account.state()));
    assert.equal(await stage.account.tokens.refresh(token), null);
    assert.equal(await stage.account.tokens.accessToken(), null);
    assert.deepEqual(states, ['session-ended']);
    const again = stage.make();
    await again.start();
    assert.deepEqual([again.state(), again.user()?.username], ['session-ended', 'ana']);
    await stage.signIn(again);
    assert.equal(again.state(), 'signed-in');
  });

  it('loses nothing when the vault fails while a rotated token is sealed', async () => {
    await stage.signIn();
    const token = (await stage.account.tokens.accessToken()) ?? '';
    let broken: 'at once' | 'after one' | 'no' = 'at once';
    const flaky: Vault = {
      ...stage.vault,
      write: (name, secret) => {
        if (broken === 'at once') return Promise.reject(new EloError('vault-unavailable', 'x'));
        if (broken === 'after one') broken = 'at once';
        return stage.vault.write(name, secret);
      },
    };
    const one = stage.make({ vault: () => Promise.resolve(flaky) });
    await one.start();
    const before = stage.issuer.tokenRequests();
    await assert.rejects(one.tokens.refresh(token), { code: 'vault-unavailable' });
    assert.equal(
      stage.issuer.tokenRequests(),
      before,
      'the refresh token is not spent where nothing can be sealed',
    );
    broken = 'after one';
    await assert.rejects(one.tokens.refresh(token), { code: 'vault-unavailable' });
    broken = 'no';
    const requests = stage.issuer.tokenRequests();
    assert.ok(await one.tokens.accessToken());
    assert.equal(stage.issuer.tokenRequests(), requests, 'sealed now, not renewed again');
    const again = stage.make();
    await again.start();
    assert.ok(await again.tokens.accessToken());
  });

  it('signs out here and at the issuer, also while that is away', async () => {
    await stage.signIn();
    const kept = await stage.vault.read(`foccolojas-session ${stage.issuer.serverUrl}`);
    await stage.account.signOut();
    assert.deepEqual(
      [stage.account.state(), stage.account.user(), await stage.account.tokens.accessToken()],
      ['signed-out', null, null],
    );
    assert.equal(await stage.vault.read(`foccolojas-session ${stage.issuer.serverUrl}`), null);
    await stage.vault.write(`foccolojas-session ${stage.issuer.serverUrl}`, kept ?? '');
    const stolen = stage.make();
    await stolen.start();
    const left = (await stolen.tokens.accessToken()) ?? '';
    assert.equal(await stolen.tokens.refresh(left), null, 'the issuer knows it is over');
    await stage.signIn();
    stage.issuer.failing.set('/token/revocation', (response) => response.destroy());
    await stage.account.signOut();
    assert.equal(stage.account.state(), 'signed-out');
  });

  it('learns of changed roles', async () => {
    await stage.signIn();
    stage.issuer.override.set('/me', (response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ ...stage.account.user(), roles: ['responsible'] })),
    );
    assert.deepEqual((await stage.account.refreshUser())?.roles, ['responsible']);
    const again = stage.make();
    await again.start();
    assert.deepEqual(again.user()?.roles, ['responsible']);
  });

  it('signs in with a code on another device', async () => {
    const clock = manualClock();
    let page: Promise<Page> | undefined;
    const one = stage.make({
      clock: {
        ...clock,
        after: (ms, run) => (ms === 5000 ? (setImmediate(run), () => undefined) : systemClock.after(ms, run)),
      },
      openUrl: () => Promise.reject(new Error('no browser here')),
    });
    const me = await one.signIn({
      device: true,
      onStep: (step) => {
        stage.steps.push(step);
        if (step.step === 'open-url') page = browseForms(step.url, { fields: user });
      },
    });
    assert.equal(me.username, 'ana');
    assert.equal((await page)?.status, 200);
    assert.match(
      stage.steps[0]?.step === 'open-url' ? (stage.steps[0].userCode ?? '') : '',
      /^[A-Z]{4}-[A-Z]{4}$/,
    );
    assert.ok(await one.tokens.accessToken());
  });

  it('knows the time by the server, so that a wrong clock here does no harm', async () => {
    const clock: Clock = { ...systemClock, now: () => Date.now() };
    stage.issuer.override.set('/health', (response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          status: 'ok',
          time: new Date(Date.now() - 7_200_000).toISOString(),
          product: 'foccolojas',
          apiVersion: '1',
          issuer: stage.issuer.issuer,
          clientId: 'elo',
        }),
      ),
    );
    // The issuer's tokens say what its clock says: two hours earlier than ours.
    stage.issuer.alterTokens = (answer) => ({
      ...answer,
      id_token: shifted(String(answer['id_token']), -7200),
    });
    assert.equal((await stage.signIn(stage.make({ clock }))).username, 'ana');
  });
});
