import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';
import { buildPath } from '../../../shared/api/operations.ts';
import type { ApiClient } from '../../support/sandbox/apiClient.ts';
import { signedInClient } from '../../support/sandbox/apiClient.ts';
import { listenToStream } from '../../support/sandbox/listenToStream.ts';
import { sampleProjectFile, sendSave } from '../../support/sandbox/samples.ts';
import { askForTokens, signInToSandbox } from '../../support/sandbox/signInToSandbox.ts';
import { until } from '../../support/sandbox/until.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';

const GUID = '79a9ee88-ce1c-4528-8992-bc5d3ef387b0';
const tokenOf = (client: ApiClient): string => client.token ?? '';

test('a listener without a place is told to read everything, then hears what happens, in order', async (t) => {
  const sandbox = await withSandbox(t);
  const designer = await signedInClient(sandbox.foccolojas, 'designer');
  const environmentId = await sandbox.controls.anEnvironment();
  const stream = await listenToStream(t, sandbox.foccolojas, tokenOf(designer));
  await until(() => stream.events.length > 0);
  assert.equal(stream.events[0]?.type, 'resync');
  await sendSave(designer, environmentId, sampleProjectFile(GUID));
  await until(() => stream.events.some((event) => event.type === 'notification'));
  const changed = stream.events.find((event) => event.type === 'environment-changed');
  assert.equal(changed?.data['environmentId'], environmentId);
  const ids = stream.events.map((event) => Number(event.id));
  assert.deepEqual(
    ids,
    ids.toSorted((left, right) => left - right),
  );
  assert.ok(stream.events.every((event) => event.type === event.data['type']));
});

test('a listener goes on after Last-Event-ID, missing and repeating nothing, across a restart too', async (t) => {
  const sandbox = await withSandbox(t);
  const designer = await signedInClient(sandbox.foccolojas, 'designer');
  const environmentId = await sandbox.controls.anEnvironment();
  const first = await listenToStream(t, sandbox.foccolojas, tokenOf(designer));
  await until(() => first.events.length > 0);
  await sendSave(designer, environmentId, sampleProjectFile(GUID));
  await until(() => first.events.length >= 3);
  first.stop();
  const place = first.events.at(-1)?.id ?? '';
  await sendSave(designer, environmentId, sampleProjectFile(GUID));
  const restarted = await sandbox.restart();
  const second = await listenToStream(t, restarted.foccolojas, tokenOf(designer), place);
  // The customer becomes available in Promob at a time of its own, and that is told as well.
  const ofEnvironment = (): string[] =>
    second.events.filter((event) => event.data['environmentId'] === environmentId).map((event) => event.type);
  await until(() => ofEnvironment().length >= 2);
  assert.deepEqual(ofEnvironment().slice(0, 2), ['environment-changed', 'notification']);
  assert.equal(Number(second.events[0]?.id), Number(place) + 1);
});

test('an unknown place is answered with resync', async (t) => {
  const sandbox = await withSandbox(t);
  const designer = await signedInClient(sandbox.foccolojas, 'designer');
  for (const place of ['999999', 'abc', '-1']) {
    const stream = await listenToStream(t, sandbox.foccolojas, tokenOf(designer), place);
    await until(() => stream.events.length > 0);
    assert.equal(stream.events[0]?.type, 'resync', place);
    stream.stop();
  }
});

test('what concerns one user is not told to another; a changed password and a role are announced', async (t) => {
  const sandbox = await withSandbox(t);
  const designer = await signedInClient(sandbox.foccolojas, 'designer');
  const reviser = await signedInClient(sandbox.foccolojas, 'reviser');
  const own = await listenToStream(t, sandbox.foccolojas, tokenOf(designer));
  const other = await listenToStream(t, sandbox.foccolojas, tokenOf(reviser));
  await until(() => own.events.length > 0 && other.events.length > 0);
  await sandbox.controls.changePromobPassword('designer');
  await sandbox.controls.setRoles('designer', ['designer', 'reviser']);
  await sandbox.controls.createCustomer('Maria');
  await until(() => other.events.some((event) => event.type === 'customer-changed'));
  await until(() => own.events.some((event) => event.type === 'customer-changed'));
  const heard = new Set(own.events.map((event) => event.type));
  for (const type of ['promob-link-changed', 'notification', 'user-changed'])
    assert.ok(heard.has(type), type);
  assert.ok(other.events.every((event) => ['resync', 'customer-changed'].includes(event.type)));
});

test('signs of life come on a quiet stream', async (t) => {
  const sandbox = await withSandbox(t, { heartbeatMs: 20 });
  const designer = await signedInClient(sandbox.foccolojas, 'designer');
  const stream = await listenToStream(t, sandbox.foccolojas, tokenOf(designer));
  await until(() => stream.text().split(': alive').length > 3);
});

test('expired tokens end the stream silently; a session that was ended says so', async (t) => {
  const sandbox = await withSandbox(t);
  const { accessToken, refreshToken } = await signInToSandbox(sandbox.foccolojas, 'designer');
  const first = await listenToStream(t, sandbox.foccolojas, accessToken);
  await until(() => first.events.length > 0);
  await sandbox.controls.expireTokens();
  await until(() => first.ended());
  assert.ok(!first.events.some((event) => event.type === 'session-ended'));
  const renewed = await askForTokens(sandbox.foccolojas, {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  });
  const second = await listenToStream(t, sandbox.foccolojas, renewed.body['access_token'] ?? '');
  await until(() => second.events.length > 0);
  await fetch(`${sandbox.foccolojas}/oidc/token/revocation`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'elo', token: renewed.body['refresh_token'] ?? '' }),
  });
  await until(() => second.ended());
  assert.equal(second.events.at(-1)?.type, 'session-ended');
  const refused = await fetch(sandbox.foccolojas + buildPath('streamEvents'));
  assert.equal(refused.status, 401);
});

test('a listener that reads nothing and one that vanished hold up nobody', async (t) => {
  const sandbox = await withSandbox(t);
  const designer = await signedInClient(sandbox.foccolojas, 'designer');
  const address = new URL(sandbox.foccolojas);
  const head = `GET ${buildPath('streamEvents')} HTTP/1.1\r\nhost: ${address.host}\r\nauthorization: Bearer ${tokenOf(designer)}\r\n\r\n`;
  const deaf = net.connect(Number(address.port), address.hostname);
  t.after(() => deaf.destroy());
  deaf.write(head);
  deaf.pause();
  const gone = net.connect(Number(address.port), address.hostname);
  gone.write(head);
  await new Promise<void>((resolve) => void gone.once('data', () => resolve()));
  gone.resetAndDestroy();
  const stream = await listenToStream(t, sandbox.foccolojas, tokenOf(designer));
  await until(() => stream.events.length > 0);
  const names = Array.from({ length: 300 }, (_, at) => `Cliente ${at} ${'x'.repeat(200)}`.slice(0, 100));
  for (const name of names) await sandbox.controls.createCustomer(name);
  await until(
    () => stream.events.filter((event) => event.type === 'customer-changed').length >= names.length,
  );
});
