import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import { systemClock, type Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { manualClock } from '../../unit/net/manualClock.ts';
import { accountStage, user, withClaims, type AccountStage } from './accountStage.ts';
import { browseForms } from './formBrowser.ts';

let stage: AccountStage;

describe('signing in is refused', () => {
  before(async () => {
    stage = await accountStage();
  });
  beforeEach(() => stage.fresh());
  after(() => stage.close());

  const code = (expected: string) => (error: EloError) => {
    assert.equal(error.code, expected, String(error.stack));
    return true;
  };
  /** Signs in with a stage.browser that stops before coming back, and gives the address it would have come back to. */
  const upToCallback = (of = stage.account) => {
    const { promise, resolve } = Promise.withResolvers<URL>();
    const result = of.signIn({
      onStep: (step) => {
        if (step.step !== 'open-url') return;
        void browseForms(step.url, {
          fields: user,
          visit: (url) => {
            if (url.pathname !== '/callback') return 'go';
            resolve(url);
            return 'stop';
          },
        });
      },
    });
    result.catch(() => undefined);
    return { back: promise, result };
  };
  const quiet = { openUrl: () => Promise.resolve() };
  const request = (url: URL, headers: Record<string, string>, method = 'GET') =>
    new Promise<number>((resolve, reject) => {
      http
        .request(url, { headers, method, agent: false }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        })
        .on('error', reject)
        .end();
    });

  it('by anything but our own answer at the listener, which goes on waiting for it', async () => {
    const { back, result } = upToCallback(stage.make(quiet));
    const url = await back;
    const altered = (change: (params: URLSearchParams) => void) => {
      const other = new URL(url);
      change(other.searchParams);
      return other;
    };
    assert.equal(
      await request(
        altered((params) => params.set('state', 'another')),
        {},
      ),
      400,
      'state mismatch',
    );
    assert.equal(
      await request(
        altered((params) => params.delete('state')),
        {},
      ),
      400,
      'no state',
    );
    assert.equal(
      await request(
        altered((params) => params.append('state', 'x')),
        {},
      ),
      400,
      'two states',
    );
    assert.equal(await request(url, { host: `evil.example:${url.port}` }), 421, 'another name for us');
    assert.equal(await request(url, { host: `localhost:${url.port}` }), 421);
    assert.equal(await request(url, {}, 'POST'), 405);
    assert.equal(await request(new URL(`/other${url.search}`, url), {}), 404);
    assert.equal(await request(url, {}), 200, 'ours still counts');
    assert.equal((await result).username, 'ana');
    await assert.rejects(request(url, {}), { code: 'ECONNREFUSED' }, 'the listener is gone');
  });

  it('when the code was used before', async () => {
    const first = upToCallback(stage.make(quiet));
    const url = await first.back;
    // Somebody who saw the code, without the verifier, burns it.
    const stolen = await fetch(`${stage.issuer.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: 'elo',
        code: url.searchParams.get('code') ?? '',
        redirect_uri: `http://127.0.0.1:${url.port}/callback`,
        code_verifier: 'x'.repeat(43),
      }),
    });
    assert.equal(stolen.status, 400, 'PKCE holds');
    const replay = upToCallback();
    const second = await replay.back;
    const params = new URL(second);
    params.searchParams.set('code', url.searchParams.get('code') ?? '');
    assert.equal(await request(params, {}), 400);
    await assert.rejects(replay.result, code('sign-in-expired'));
    assert.equal(stage.account.state(), 'signed-out');
  });

  it('when the user refuses', async () => {
    const { back, result } = upToCallback(stage.make(quiet));
    const url = await back;
    url.searchParams.delete('code');
    url.searchParams.set('error', 'access_denied');
    await request(url, {});
    await assert.rejects(result, code('sign-in-refused'));
  });

  it('when an answer comes from another issuer', async () => {
    const { back, result } = upToCallback(stage.make(quiet));
    const url = await back;
    url.searchParams.set('iss', 'https://other.example');
    await request(url, {});
    await assert.rejects(result, code('sign-in-not-verified'));
  });

  it('when the id token is of another issuer, audience, nonce or time', async () => {
    for (const claims of [
      { iss: 'https://other.example' },
      { aud: 'other' },
      { nonce: 'other' },
      { exp: 1 },
    ]) {
      stage.issuer.alterTokens = (answer) => ({
        ...answer,
        id_token: withClaims(String(answer['id_token']), claims),
      });
      const one = stage.make();
      await assert.rejects(stage.signIn(one), code('sign-in-not-verified'), JSON.stringify(claims));
      assert.equal(one.state(), 'signed-out');
      assert.equal((await stage.browser)?.status, 400, 'and the browser shows it');
    }
  });

  it('when there is no id token or no refresh token', async () => {
    stage.issuer.alterTokens = ({ id_token: _gone, ...answer }) => answer;
    await assert.rejects(stage.signIn(stage.make()), code('sign-in-not-verified'));
    stage.issuer.alterTokens = ({ refresh_token: _gone, ...answer }) => answer;
    await assert.rejects(stage.signIn(stage.make()), code('sign-in-failed'));
  });

  it('after ten minutes without the browser', async () => {
    const clock = manualClock();
    const opened = Promise.withResolvers<void>();
    const one = stage.make({ clock, openUrl: () => (opened.resolve(), Promise.resolve()) });
    const result = one.signIn({ onStep: () => undefined });
    result.catch(() => undefined);
    await opened.promise;
    clock.advance(10 * 60_000);
    await assert.rejects(result, code('sign-in-expired'));
  });

  it('when the device code is refused or runs out', async () => {
    const clock = manualClock();
    const hurried: Clock = {
      ...clock,
      after: (ms, run) =>
        ms === 5000
          ? (setImmediate(() => {
              clock.advance(5000);
              run();
            }),
            () => undefined)
          : systemClock.after(ms, run),
    };
    await assert.rejects(
      stage.make({ clock: hurried, ...quiet }).signIn({ device: true, onStep: () => undefined }),
      code('sign-in-expired'),
    );
    stage.issuer.failing.set('/token', (response) =>
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"access_denied"}'),
    );
    await assert.rejects(
      stage.make({ clock: hurried, ...quiet }).signIn({ device: true, onStep: () => undefined }),
      code('sign-in-refused'),
    );
  });

  it('for an issuer that is not secure, or says it is another', async () => {
    const health = (of: string) => (response: http.ServerResponse) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          status: 'ok',
          time: new Date().toISOString(),
          product: 'foccolojas',
          apiVersion: '1',
          issuer: of,
          clientId: 'elo',
        }),
      );
    stage.issuer.override.set('/health', health('http://oidc.example'));
    await assert.rejects(stage.signIn(stage.make()), code('insecure-issuer'));
    stage.issuer.override.set('/health', health(stage.issuer.issuer.replace('127.0.0.1', 'localhost')));
    await assert.rejects(stage.signIn(stage.make()), code('sign-in-not-verified'));
    const metadata = (more: object) => (response: http.ServerResponse) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          issuer: stage.issuer.issuer,
          authorization_endpoint: `${stage.issuer.issuer}/auth`,
          token_endpoint: `${stage.issuer.issuer}/token`,
          code_challenge_methods_supported: ['S256'],
          response_types_supported: ['code'],
          ...more,
        }),
      );
    stage.issuer.override.clear();
    stage.issuer.failing.set(
      '/.well-known/openid-configuration',
      metadata({ code_challenge_methods_supported: ['plain'] }),
    );
    await assert.rejects(stage.signIn(stage.make()), code('insecure-issuer'));
    stage.issuer.failing.set(
      '/.well-known/openid-configuration',
      metadata({ authorization_endpoint: 'http://oidc.example/auth' }),
    );
    await assert.rejects(stage.signIn(stage.make()), code('insecure-issuer'));
  });

  it('without a vault, before the browser is opened; and the reason is known at start', async () => {
    const missing = () => Promise.reject(new EloError('vault-unavailable', 'x', { remedy: 'install-vault' }));
    const one = stage.make({
      vault: missing,
      openUrl: () => assert.fail('no browser without a vault'),
    });
    await one.start();
    assert.deepEqual([one.state(), one.problem()?.code], ['signed-out', 'vault-unavailable']);
    await assert.rejects(stage.signIn(one), code('vault-unavailable'));
    let installed = false;
    const later = stage.make({ vault: () => (installed ? Promise.resolve(stage.vault) : missing()) });
    await later.start();
    installed = true;
    await stage.signIn(later);
    assert.equal(later.problem(), null);
  });

  it('when whoever composes the engine does not want this user, before anything is kept', async () => {
    const one = stage.make();
    const unwanted = one.signIn({
      onStep: () => undefined,
      maySignIn: (me) => {
        throw new EloError('unsent-saves-of-other-user', me.username);
      },
    });
    await assert.rejects(unwanted, code('unsent-saves-of-other-user'));
    assert.deepEqual([one.state(), (await stage.browser)?.status], ['signed-out', 400]);
    await one.start();
    assert.equal(one.state(), 'signed-out');
  });

  it('when another sign-in begins, or it is cancelled', async () => {
    const first = upToCallback();
    await first.back;
    const second = stage.signIn();
    await assert.rejects(first.result, code('cancelled'));
    assert.equal((await second).username, 'ana');
    await assert.rejects(stage.signIn(stage.account, { signal: AbortSignal.abort() }), code('cancelled'));
    const third = upToCallback();
    await third.back;
    stage.account.stop();
    await assert.rejects(third.result, code('cancelled'));
    assert.equal(stage.account.state(), 'signed-in', 'the session from before stands');
  });

  it('when FoccoLojas does not know the user, or is away at the last moment', async () => {
    stage.issuer.override.set('/me', (response) =>
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"code":"forbidden"}'),
    );
    await assert.rejects(stage.signIn(), code('forbidden'));
    stage.issuer.override.set('/me', (response) => response.destroy());
    await assert.rejects(stage.signIn(), code('network-reset'));
    assert.equal(stage.account.state(), 'signed-out');
  });
});
