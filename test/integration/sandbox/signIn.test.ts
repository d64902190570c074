import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiClient, signedInClient } from '../../support/sandbox/apiClient.ts';
import type { SignInTrace } from '../../support/sandbox/signInByForm.ts';
import { signInByForm } from '../../support/sandbox/signInByForm.ts';
import {
  UNSERVED_REDIRECT,
  askForTokens,
  authorizationRequest,
  signInToSandbox,
} from '../../support/sandbox/signInToSandbox.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';

test('every page on the way has exactly one form: sign in, then consent', async (t) => {
  const { foccolojas } = await withSandbox(t);
  const trace: SignInTrace = { pages: [] };
  const { url } = authorizationRequest(foccolojas, 'http://127.0.0.1:9/any/path');
  const last = new URL(await signInByForm(url, 'designer', 'elo', { trace }));
  assert.deepEqual(
    trace.pages.map((page) => page.forms),
    [1, 1],
  );
  assert.match(trace.pages[0]?.html ?? '', /name="username"[\s\S]*name="password"/);
  assert.doesNotMatch(trace.pages[1]?.html ?? '', /name="password"/);
  assert.equal(last.pathname, '/any/path');
  assert.ok(last.searchParams.get('code'));
});

test('a wrong password shows the form again, refused consent comes back as access_denied', async (t) => {
  const { foccolojas } = await withSandbox(t);
  await assert.rejects(
    signInByForm(authorizationRequest(foccolojas).url, 'designer', 'wrong'),
    /do not come to an end/,
  );
  const refused = await signInByForm(authorizationRequest(foccolojas).url, 'designer', 'elo', {
    refuse: true,
  });
  assert.equal(new URL(refused).searchParams.get('error'), 'access_denied');
});

test('without PKCE, or with an address that is not this machine, nothing is answered to the client', async (t) => {
  const { foccolojas } = await withSandbox(t);
  const without = new URL(authorizationRequest(foccolojas).url);
  without.searchParams.delete('code_challenge');
  without.searchParams.delete('code_challenge_method');
  const refused = await fetch(without, { redirect: 'manual' });
  assert.match(refused.headers.get('location') ?? '', /error=invalid_request/);
  const elsewhere = await fetch(authorizationRequest(foccolojas, 'http://example.com/').url, {
    redirect: 'manual',
  });
  assert.equal(elsewhere.status, 400);
  assert.equal(elsewhere.headers.get('location'), null);
});

test('a code is good once and only with its verifier', async (t) => {
  const { foccolojas } = await withSandbox(t);
  const { url } = authorizationRequest(foccolojas);
  const code = new URL(await signInByForm(url, 'designer', 'elo')).searchParams.get('code') ?? '';
  const answer = await askForTokens(foccolojas, {
    grant_type: 'authorization_code',
    code,
    code_verifier: 'x'.repeat(43),
    redirect_uri: UNSERVED_REDIRECT,
  });
  assert.equal(answer.status, 400);
  assert.equal(answer.body['error'], 'invalid_grant');
});

test('access tokens expire at once, refresh tokens live and are rotated', async (t) => {
  const { foccolojas, controls } = await withSandbox(t);
  const { accessToken, refreshToken } = await signInToSandbox(foccolojas, 'reviser');
  const before = apiClient(foccolojas, accessToken);
  assert.equal((await before.ok('getMe', {})).username, 'reviser');
  await controls.expireTokens();
  const refused = await before.call('getMe', {});
  assert.equal(refused.problem?.code, 'unauthenticated');
  assert.equal(refused.headers.get('www-authenticate'), 'Bearer');
  const renewed = await askForTokens(foccolojas, {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  });
  assert.equal(renewed.status, 200);
  assert.notEqual(renewed.body['refresh_token'], refreshToken);
  const after = apiClient(foccolojas, renewed.body['access_token']);
  assert.equal((await after.ok('getMe', {})).username, 'reviser');
  const ask = (token: unknown) =>
    askForTokens(foccolojas, { grant_type: 'refresh_token', refresh_token: String(token) });
  // Whose answer was lost may ask again, for half a minute and until the new one is used.
  const again = await ask(refreshToken);
  assert.equal(again.status, 200);
  assert.notEqual(again.body['refresh_token'], renewed.body['refresh_token']);
  assert.equal((await ask(again.body['refresh_token'])).status, 200);
  // Then a refresh token that was spent is worth nothing, and whoever holds it ends the session.
  assert.equal((await ask(refreshToken)).status, 400);
  assert.equal((await ask(renewed.body['refresh_token'])).status, 400);
});

test('the device flow: confirm the code, sign in, consent, and a last page without a form', async (t) => {
  const { foccolojas } = await withSandbox(t);
  const started = await fetch(`${foccolojas}/oidc/device/auth`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'elo', scope: 'openid offline_access foccolojas' }),
  });
  const device = (await started.json()) as Record<string, string>;
  const ask = (): ReturnType<typeof askForTokens> =>
    askForTokens(foccolojas, {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: device['device_code'] ?? '',
    });
  assert.equal((await ask()).body['error'], 'authorization_pending');
  const trace: SignInTrace = { pages: [] };
  await signInByForm(device['verification_uri_complete'] ?? '', 'designer', 'elo', { trace });
  assert.equal(trace.pages.at(-1)?.forms, 0);
  assert.ok(trace.pages.slice(0, -1).every((page) => page.forms === 1));
  const { body } = await ask();
  assert.ok(body['refresh_token']);
  assert.equal((await apiClient(foccolojas, body['access_token']).ok('getMe', {})).username, 'designer');
});

test('the device flow by hand: a wrong code asks again, a refusal ends without a form', async (t) => {
  const { foccolojas } = await withSandbox(t);
  const page = await fetch(`${foccolojas}/oidc/device`);
  assert.match(await page.text(), /name="user_code"/);
  const started = await fetch(`${foccolojas}/oidc/device/auth`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'elo', scope: 'openid' }),
  });
  const device = (await started.json()) as Record<string, string>;
  const trace: SignInTrace = { pages: [] };
  await signInByForm(device['verification_uri_complete'] ?? '', 'designer', 'elo', { refuse: true, trace });
  assert.equal(trace.pages.at(-1)?.forms, 0);
  const answer = await askForTokens(foccolojas, {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: device['device_code'] ?? '',
  });
  assert.equal(answer.body['error'], 'access_denied');
});

test('a refused link says so and links nobody; an attempt is its user’s own', async (t) => {
  const { foccolojas } = await withSandbox(t);
  const designer = await signedInClient(foccolojas, 'designer', false);
  const { attemptId, authorizationUrl } = await designer.ok('startPromobLink', {});
  const trace: SignInTrace = { pages: [] };
  await signInByForm(authorizationUrl, 'designer', 'elo', { refuse: true, trace });
  assert.deepEqual(
    trace.pages.map((page) => page.forms),
    [1, 1, 0],
  );
  const attempt = { params: { attemptId } };
  assert.equal((await designer.ok('getPromobLinkAttempt', attempt)).state, 'refused');
  assert.equal((await designer.ok('getPromobLink', {})).state, 'not-linked');
  const reviser = await signedInClient(foccolojas, 'reviser', false);
  assert.equal(await reviser.refused('getPromobLinkAttempt', attempt), '404 not-found');
  const again = await fetch(authorizationUrl, { redirect: 'manual' });
  assert.equal(again.status, 400);
});

test('roles given by the control API hold at once', async (t) => {
  const { foccolojas, controls } = await withSandbox(t);
  const designer = await signedInClient(foccolojas, 'designer', false);
  await controls.setRoles('designer', ['responsible']);
  assert.deepEqual((await designer.ok('getMe', {})).roles, ['responsible']);
  assert.equal((await designer.ok('configureStore', { body: {} })).responsibleUserId, 'u-designer');
});
