import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { ORPCError } from '@orpc/client';
import { sessionName } from '../../../electron/engine/account/session.ts';
import { openDatabase } from '../../../electron/engine/database/openDatabase.ts';
import { createOnlineSide } from '../../../electron/engine/onlineSide.ts';
import type { OnlineSide, OnlineSideOptions } from '../../../electron/engine/onlineSide.ts';
import type { Ledger } from '../../../electron/engine/ledger/ledger.ts';
import { openVault } from '../../../electron/engine/vault/openVault.ts';
import type { Vault } from '../../../electron/engine/vault/openVault.ts';
import { secretsApplicationId, secretsMigrations } from '../../../electron/engine/vault/secretsStore.ts';
import type { Keytar } from '../../../electron/engine/vault/systemKeys.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { until } from '../../support/sandbox/until.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';
import type { TestSandbox } from '../../support/sandbox/withSandbox.ts';
import { ledgerBench, withCode } from '../../unit/ledger/ledgerFixture.ts';
import { manualClock } from '../../unit/net/manualClock.ts';
import { openStore, patienceMs } from '../line/store.ts';
import type { StoreMachine } from '../line/store.ts';

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ORPCError) return error.code;
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
  return 'done';
}

/** Requests that a fault struck until now. */
const struck = async (sandbox: TestSandbox): Promise<number> =>
  (await sandbox.controls.faults()).reduce((sum, { times, left }) => sum + times - left, 0);

/** From now on the server takes this long for the paths. */
async function slow(sandbox: TestSandbox, paths: readonly string[], latencyMs = 14_000): Promise<void> {
  await sandbox.controls.clearFaults();
  await sandbox.controls.fault(
    paths.map((path) => ({ match: { path }, times: 1_000, effect: { latencyMs } })),
  );
}

async function rowsOf(store: StoreMachine): Promise<string[]> {
  const names: string[] = [];
  for await (const piece of await store.client.home.rows({}))
    names.push(...piece.rows.map((row) => row.name));
  return names;
}

async function designer(
  t: TestContext,
  sandbox: TestSandbox,
  clock: Clock = systemClock,
): Promise<StoreMachine> {
  const store = await openStore(t, sandbox, { clock });
  await store.signIn();
  await store.link();
  return store;
}

/** How long it took, in milliseconds. */
async function taken(work: Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work;
  return performance.now() - begun;
}

describe('a server that answers late', () => {
  it('does not hold up the change to another one, and nothing of it comes in afterwards', async (t) => {
    const [first, second] = [await withSandbox(t), await withSandbox(t)];
    const environmentId = await first.controls.anEnvironment('Cozinha da primeira');
    const store = await designer(t, first);
    const { client } = store;
    await until(async () => (await rowsOf(store)).length === 1, patienceMs);
    const path = join(store.projects, 'Cozinha.promob');
    const bytes = buildContainer(newProject({ seed: 'troca', modules: 2, previewBytes: 2_000 }));
    savePromobStyle(path, bytes);
    await store.kept(bytes);

    await slow(first, ['/customers', '/projects', '/environments'], 1_500);
    const late = [
      client.environments.list({}),
      client.environments.items({ environmentId }),
      client.home.row({ environmentId: 'desconhecido' }),
    ].map(codeOf);
    await until(async () => (await struck(first)) >= 3, patienceMs);

    let changed = false;
    const changing = taken(client.setup.setServer({ url: second.foccolojas })).finally(
      () => (changed = true),
    );
    // One that comes with the change still finds the old session, the later ones none.
    const refused = new Set<string>();
    const bind = (): Promise<string> => codeOf(client.environments.bindFile({ environmentId, file: path }));
    while (!changed) refused.add(await bind());
    const ms = await changing;
    assert.ok(ms < 1_200, `a call under way was waited for: ${ms} ms`);
    refused.add(await bind());
    const expected = new Set(['session-closed', 'server-not-set', 'sign-in-required']);
    assert.deepEqual(
      [...refused].filter((code) => !expected.has(code)),
      [],
    );
    assert.deepEqual(await Promise.all(late), ['session-closed', 'session-closed', 'session-closed']);

    assert.deepEqual(await rowsOf(store), []);
    assert.deepEqual(
      await client.outbox.list({ all: true }),
      [],
      'nothing is due for an environment of the old server',
    );
    await store.signIn();
    await store.link();
    const mine = await second.controls.anEnvironment('Cozinha da segunda');
    await client.environments.bindFile({ environmentId: mine, file: path });
    await store.received(bytes);
    assert.deepEqual(await rowsOf(store), ['Cozinha da segunda']);
  });

  it('does not hold up the end of the engine', async (t) => {
    const sandbox = await withSandbox(t);
    await sandbox.controls.anEnvironment();
    const store = await designer(t, sandbox);
    await until(async () => (await rowsOf(store)).length === 1, patienceMs);
    await slow(sandbox, ['/']);
    const late = codeOf(store.client.account.get({}));
    const list = codeOf(store.client.environments.list({}));
    await until(async () => (await struck(sandbox)) >= 2, patienceMs);
    const ms = await taken(store.stop());
    assert.ok(ms < 4_000, `${ms} ms`);
    assert.deepEqual([await late, await list], ['session-closed', 'session-closed']);
  });

  it('does not hold up the end where it was about to renew the session', async (t) => {
    const sandbox = await withSandbox(t);
    // Waits five times as fast: what is given 5 s ends after one, while the server takes its 14.
    const clock: Clock = { ...systemClock, after: (ms, run) => systemClock.after(ms / 5, run) };
    const store = await designer(t, sandbox, clock);
    await slow(sandbox, ['/oidc']);
    await sandbox.controls.expireTokens();
    const late = codeOf(store.client.account.get({}));
    await until(async () => (await struck(sandbox)) >= 1, patienceMs);
    const ms = await taken(store.stop());
    assert.ok(ms < 4_000, `${ms} ms`);
    assert.equal(await late, 'session-closed');
  });
});

describe('a server that is left', () => {
  it('is told that the session ends; where it does not listen, that is not waited for', async (t) => {
    const [first, second] = [await withSandbox(t), await withSandbox(t)];
    const store = await designer(t, first);
    const { client } = store;
    await slow(first, ['/oidc/token/revocation'], 0);
    await client.setup.setServer({ url: second.foccolojas });
    await until(async () => (await struck(first)) === 1, patienceMs);

    await store.signIn();
    await slow(second, ['/oidc']);
    const ms = await taken(client.setup.setServer({ url: first.foccolojas }));
    assert.ok(ms < 1_500, `${ms} ms`);
    assert.equal((await client.account.get({})).signedIn, false);
  });
});

const [serverA, serverB] = ['http://127.0.0.1:1', 'http://127.0.0.1:2'];

/** The session with a server that never answers, on a real ledger; no time passes but while it is being stopped. */
function onlineStage(t: TestContext, more: (ledger: Ledger, dir: string) => Partial<OnlineSideOptions>) {
  const bench = ledgerBench(t);
  const nothing = (): undefined => undefined;
  const chosen: string[] = [];
  const clock = manualClock();
  const log = { error: nothing, warn: nothing, info: nothing, debug: nothing };
  const options: OnlineSideOptions = {
    dataDir: bench.dir,
    appVersion: '0.0.0-test',
    vault: 'memory',
    http: { request: () => Promise.reject(new EloError('network-reset', 'away')), close: nothing },
    ledger: bench.ledger,
    history: {
      read: () => Promise.reject(new Error('not asked')),
    } as unknown as OnlineSideOptions['history'],
    clock,
    random: () => 0,
    log: { scope: () => log },
    host: {
      openUrl: () => Promise.resolve(),
      openFile: () => Promise.resolve(),
      proxyFor: () => Promise.resolve(null),
    },
    watch: {
      lookNow: () => Promise.resolve(),
      pendingListings: () => [],
      settled: () => Promise.resolve(true),
      unreadable: () => null,
      watches: () => true,
    },
    takeListing: () => Promise.reject(new Error('not asked')),
    onServer: (url) => chosen.push(url),
    onAccount: nothing,
    onOnline: nothing,
    onDelivery: nothing,
    onEnvironments: nothing,
    onWait: nothing,
    onCreations: nothing,
    onCustomers: nothing,
    onPrerequisites: nothing,
    readWebStart: () => Promise.reject(new Error('not asked')),
    onNotification: nothing,
    onNotificationChanged: nothing,
    ...more(bench.ledger, bench.dir),
  };
  const openSide = (serverUrl: string) => {
    const online = createOnlineSide(options, serverUrl);
    t.after(async () => {
      await stopped(online);
      online.close();
    });
    return online;
  };
  /** Stops it, and tells how much time that took. */
  const stopped = async (online: OnlineSide): Promise<number> => {
    const begun = clock.monotonic();
    let ended = false;
    const stopping = online.stop().finally(() => (ended = true));
    await until(() => {
      if (!ended) clock.advance(100);
      return ended;
    });
    await stopping;
    return clock.monotonic() - begun;
  };
  return { bench, openSide, chosen, stopped };
}

describe('a change of server that is refused in its middle', () => {
  const stage = (t: TestContext, more: (ledger: Ledger) => Partial<OnlineSideOptions>) => {
    const { openSide, chosen } = onlineStage(t, more);
    return { online: openSide(serverA), chosen };
  };

  it('goes on with the server before, where something was queued for it meanwhile', async (t) => {
    let looks = 0;
    const { online, chosen } = stage(t, (ledger) => ({
      ledger: {
        ...ledger,
        outbox: {
          ...ledger.outbox,
          list(o) {
            const rows = ledger.outbox.list(o);
            looks += 1;
            if (looks === 1) ledger.outbox.add({ kind: 'customer', lane: 'creation' });
            return rows;
          },
        },
      },
    }));
    await online.start();
    const before = online.session();
    const change = online.setServer(serverB);
    await assert.rejects(change, withCode('server-mismatch'));
    assert.deepEqual([online.serverUrl(), chosen], [serverA, []]);
    assert.notEqual(online.session(), before);
    await assert.rejects(before?.client.getHealth() ?? Promise.resolve(), withCode('session-closed'));
    await assert.rejects(online.client().getHealth(), withCode('network-reset'), 'it is asked again');
  });

  it('goes on with the server before, where the choice cannot be written down', async (t) => {
    const { online } = stage(t, () => ({
      onServer() {
        throw new EloError('disk-full', 'no room');
      },
    }));
    await online.start();
    await assert.rejects(online.setServer(serverB), withCode('disk-full'));
    assert.equal(online.serverUrl(), serverA);
    await assert.rejects(online.client().getHealth(), withCode('network-reset'));
  });

  it('has no server in between', async (t) => {
    const { online, chosen } = stage(t, () => ({}));
    await online.start();
    const change = online.setServer(serverB);
    await Promise.resolve();
    await Promise.resolve();
    assert.throws(() => online.required(), withCode('server-not-set'));
    await change;
    assert.deepEqual([online.serverUrl(), chosen], [serverB, [serverB]]);
  });
});

describe('what is sealed of a server that was left', () => {
  const sealedStage = async (t: TestContext, more: Partial<OnlineSideOptions> = {}) => {
    const passwords = new Map<string, string>();
    const keytar: Keytar = {
      getPassword: (service, account) => Promise.resolve(passwords.get(`${service} ${account}`) ?? null),
      setPassword: async (service, account, password) => {
        await Promise.resolve(passwords.set(`${service} ${account}`, password));
      },
      deletePassword: (service, account) => Promise.resolve(passwords.delete(`${service} ${account}`)),
    };
    const load = (): Promise<Keytar> => Promise.resolve(keytar);
    const asked: string[] = [];
    const { bench, openSide, stopped } = onlineStage(t, () => ({
      vault: 'system',
      loadKeys: load,
      http: {
        request: ({ url }) => {
          asked.push(url);
          return new Promise(() => undefined);
        },
        close: () => undefined,
      },
      ...more,
    }));
    const openSecrets = (): Promise<Vault> =>
      openVault({
        kind: 'system',
        service: 'Elo',
        serverIsLoopback: true,
        clock: systemClock,
        load,
        openDatabase: () =>
          openDatabase({
            file: join(bench.dir, 'secrets.db'),
            applicationId: secretsApplicationId,
            appVersion: '0.0.0-test',
            migrations: secretsMigrations,
            clock: systemClock,
          }),
      });
    const user = {
      id: 'u',
      name: 'Ana',
      username: 'ana',
      roles: ['designer'],
      store: { id: 's', name: 'Loja' },
    };
    const vault = await openSecrets();
    await vault.write(
      sessionName(serverA),
      JSON.stringify({ issuer: serverA, clientId: 'elo', refreshToken: 'refresh-token-of-a', user }),
    );
    vault.close();
    const sealed = async (): Promise<string | null> => {
      const now = await openSecrets();
      const secret = await now.read(sessionName(serverA));
      now.close();
      return secret;
    };
    return { openSide, sealed, asked, stopped };
  };

  it('is removed with the change, which waits for no server that is away', async (t) => {
    const { openSide, sealed, asked } = await sealedStage(t);
    const online = openSide(serverA);
    await online.start();
    assert.equal(online.session()?.account().signedIn, true);
    await online.setServer(serverB);
    assert.equal(online.session()?.account().signedIn, false);
    assert.equal(await sealed(), null);
    assert.ok(
      asked.some((url) => url.startsWith(serverA)),
      'the issuer was looked for',
    );
  });

  it('is removed where Elo is started with another server', async (t) => {
    const { openSide, sealed } = await sealedStage(t, { leftServer: serverA });
    const online = openSide(serverB);
    await online.start();
    assert.equal(await sealed(), null);
  });

  it('stays where the change is refused, and the session with it', async (t) => {
    const { openSide, sealed } = await sealedStage(t, {
      onServer() {
        throw new EloError('disk-full', 'no room');
      },
    });
    const online = openSide(serverA);
    await online.start();
    await assert.rejects(online.setServer(serverB), withCode('disk-full'));
    assert.equal(online.session()?.account().signedIn, true);
    assert.match((await sealed()) ?? '', /refresh-token-of-a/);
  });

  it('does not hold up the end, though the server never answers', async (t) => {
    const { openSide, stopped } = await sealedStage(t);
    const online = openSide(serverA);
    await online.start();
    await online.setServer(serverB);
    const ms = await stopped(online);
    assert.ok(ms <= 5_500, `${ms} ms`);
  });
});
