import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { apiClient, signedInClient } from '../../support/sandbox/apiClient.ts';
import { makeVersion, sampleProjectFile } from '../../support/sandbox/samples.ts';
import { askForTokens, signInToSandbox } from '../../support/sandbox/signInToSandbox.ts';
import { until } from '../../support/sandbox/until.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';

const GUID = '79a9ee88-ce1c-4528-8992-bc5d3ef387b0';
const MAIN = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url));

test('a restart on the same folder keeps tokens, files, versions, ledger, faults and the control token', async (t) => {
  const sandbox = await withSandbox(t);
  const { refreshToken } = await signInToSandbox(sandbox.foccolojas, 'designer');
  const designer = await signedInClient(sandbox.foccolojas, 'designer');
  const environmentId = await sandbox.controls.anEnvironment();
  const file = sampleProjectFile(GUID);
  const items = [{ guid: 'a', description: 'Porta', total: '1.5' }];
  await makeVersion(designer, environmentId, { projectGuid: GUID, budget: '10', items, file });
  await sandbox.controls.fault([{ match: { path: '/store' }, effect: { status: 500 }, times: 3 }]);
  const project = (await designer.ok('listProjects', {})).items[0]?.id ?? '';
  const { jobId } = await designer.ok('createEnvironment', { body: { projectId: project, name: 'Sala' } });
  const ledger = await sandbox.controls.ledger();

  const again = await sandbox.restart();
  assert.equal(again.controlToken, sandbox.controlToken);
  assert.equal(again.control, sandbox.control);
  const same = apiClient(again.foccolojas, designer.token);
  assert.equal((await same.ok('getMe', {})).username, 'designer');
  assert.equal((await same.ok('getPromobLink', {})).state, 'linked');
  const renewed = await askForTokens(again.foccolojas, {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  });
  assert.equal(renewed.status, 200);
  assert.deepEqual(await again.controls.ledger(), ledger);
  assert.deepEqual(
    Buffer.from(await same.ok('getVersionFile', { params: { environmentId, number: 1 } })),
    file,
  );
  assert.equal((await again.controls.faults())[0]?.left, 3);
  await until(async () => (await same.ok('getJob', { params: { jobId } })).state === 'done');
});

test('the command prints one line, keeps its state, and ends on SIGTERM', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'elo-sandbox-'));
  t.after(() => rm(dataDir, { recursive: true, force: true }));
  const start = async (...more: string[]) => {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', MAIN, '--data', dataDir, ...more],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    t.after(() => child.kill('SIGKILL'));
    const lines: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
    await until(() => lines.length > 0, 20_000);
    const ready = JSON.parse(lines[0] ?? '') as Record<
      'foccolojas' | 'promob' | 'control' | 'controlToken',
      string
    >;
    const stop = async (): Promise<void> => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      assert.deepEqual(await ended, [0, null]);
    };
    return { ready, lines, stop };
  };
  const first = await start('--port', '0', '--seed-data', 'small');
  const client = await signedInClient(first.ready.foccolojas, 'designer');
  assert.equal((await client.ok('listEnvironments', {})).items.length, 9);
  assert.equal(first.lines.length, 1);
  await first.stop();
  const second = await start('--port', new URL(first.ready.foccolojas).port);
  assert.deepEqual(second.ready, first.ready);
  assert.equal((await apiClient(second.ready.foccolojas, client.token).ok('getMe', {})).username, 'designer');
  await second.stop();
});

test('the command says how it is used', async () => {
  const wrong = [
    ['--port', '1'],
    ['--data', '/tmp', '--port', 'x'],
    ['--data', '/tmp', '--seed-data', 'huge'],
  ];
  const ends = wrong.map(async (args) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], {
      stdio: 'ignore',
    });
    assert.deepEqual(await once(child, 'exit'), [2, null], args.join(' '));
  });
  await Promise.all(ends);
});

test('ten thousand environments are there quickly and read page by page', async (t) => {
  const start = performance.now();
  const sandbox = await withSandbox(t, { seedData: '10000' });
  assert.ok(performance.now() - start < 5000);
  const client = await signedInClient(sandbox.foccolojas, 'designer', false);
  let cursor: string | null = null;
  const ids = new Set<string>();
  do {
    const page: Awaited<ReturnType<typeof client.ok<'listEnvironments'>>> = await client.ok(
      'listEnvironments',
      {
        query: { limit: 500, ...(cursor === null ? {} : { cursor }) },
      },
    );
    for (const { id } of page.items) ids.add(id);
    cursor = page.nextCursor;
  } while (cursor !== null);
  assert.equal(ids.size, 10_000);
});

test('a port is tried on the address of the caller only, and a nonce must be said', async (t) => {
  const sandbox = await withSandbox(t);
  const client = await signedInClient(sandbox.foccolojas, 'designer', false);
  const server = net.createServer((socket) => socket.end('hello nonce-1234\n'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as net.AddressInfo;
  const open = await client.ok('probePort', { body: { port, nonce: 'nonce-1234' } });
  assert.deepEqual([open.address, open.reachable, open.nonceMatched], ['127.0.0.1', true, true]);
  const other = await client.ok('probePort', { body: { port, nonce: 'nonce-9999' } });
  assert.deepEqual([other.reachable, other.nonceMatched], [true, false]);
  server.close();
  await once(server, 'close');
  const shut = await client.ok('probePort', { body: { port } });
  assert.deepEqual([shut.reachable, shut.reason], [false, 'refused']);
  const outcomes = new Set<string>();
  for (let tries = 0; tries < 12; tries += 1)
    outcomes.add(await client.refused('probePort', { body: { port } }));
  assert.ok(outcomes.has('429 rate-limited'));
});
