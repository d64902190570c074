import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  openDatabase as openSqlite,
  type OpenedDatabase,
} from '../../../electron/engine/database/openDatabase.ts';
import { openVault, type VaultOptions } from '../../../electron/engine/vault/openVault.ts';
import { secretsApplicationId, secretsMigrations } from '../../../electron/engine/vault/secretsStore.ts';
import type { Keytar } from '../../../electron/engine/vault/systemKeys.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { manualClock } from '../net/manualClock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'elo-vault-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function openDatabase(): OpenedDatabase {
  return openSqlite({
    file: path.join(folder, 'secrets.db'),
    applicationId: secretsApplicationId,
    appVersion: '0.0.0',
    migrations: secretsMigrations,
    clock: systemClock,
  });
}

/** A system vault in memory, limited like Windows'. */
function windowsLikeKeytar(held = new Map<string, string>()): Keytar {
  return {
    getPassword: (service, account) => Promise.resolve(held.get(`${service}/${account}`) ?? null),
    setPassword: (service, account, password) => {
      if (Buffer.byteLength(password) > 2560) return Promise.reject(new Error('The stub received bad data.'));
      held.set(`${service}/${account}`, password);
      return Promise.resolve();
    },
    deletePassword: (service, account) => Promise.resolve(held.delete(`${service}/${account}`)),
  };
}

function open(keytar: Keytar, more: Partial<VaultOptions> = {}) {
  return openVault({
    kind: 'system',
    service: 'Elo test',
    serverIsLoopback: false,
    clock: systemClock,
    openDatabase,
    load: () => Promise.resolve(keytar),
    ...more,
  });
}

describe('the sealed vault', () => {
  it('gives back what it took, after a restart too, and longer than Windows would hold', async () => {
    const keytar = windowsLikeKeytar();
    const token = 'refresh-'.repeat(1000);
    const first = await open(keytar);
    await first.write('refresh-token', token);
    first.close();
    const second = await open(keytar);
    assert.equal(await second.read('refresh-token'), token);
    await second.write('refresh-token', 'newer');
    assert.equal(await second.read('refresh-token'), 'newer');
    await second.remove('refresh-token');
    assert.equal(await second.read('refresh-token'), null);
    second.close();
  });

  it('leaves nothing readable in the data folder, and only one key in the system vault', async () => {
    const held = new Map<string, string>();
    const vault = await open(windowsLikeKeytar(held));
    await Promise.all([vault.write('a', 'very-secret-one'), vault.write('b', 'very-secret-two')]);
    vault.close();
    assert.equal(held.size, 1, 'the probe is gone, two first writes made one key');
    const [key] = [...held.values()];
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(path.join(folder, name));
      assert.equal(bytes.includes('very-secret'), false, name);
      assert.equal(bytes.includes(Buffer.from(key ?? '', 'base64')), false, name);
    }
  });

  it('counts as signed out when the key is gone: reported, set aside, usable again', async () => {
    const first = await open(windowsLikeKeytar());
    await first.write('refresh-token', 'old');
    first.close();
    const unreadable: string[] = [];
    const second = await open(windowsLikeKeytar(), {
      onUnreadable: (name, reason) => unreadable.push(`${name} ${reason}`),
    });
    assert.equal(await second.read('refresh-token'), null);
    assert.equal(await second.read('refresh-token'), null);
    assert.deepEqual(unreadable, ['refresh-token key-gone'], 'reported once');
    await second.write('refresh-token', 'new');
    assert.equal(await second.read('refresh-token'), 'new');
    second.close();
    const database = openDatabase();
    assert.deepEqual(database.all('SELECT name FROM secrets_set_aside'), [{ name: 'refresh-token' }]);
    database.close();
  });

  it('notices a sealed secret that was altered or put under another name', async () => {
    const keytar = windowsLikeKeytar();
    const vault = await open(keytar);
    await vault.write('a', 'one');
    await vault.write('b', 'two');
    vault.close();
    const database = openDatabase();
    database.exec(
      `UPDATE secrets SET sealed = (SELECT sealed FROM secrets WHERE name = 'b') WHERE name = 'a'`,
    );
    const sealed =
      database.get<{ sealed: Buffer }>(`SELECT sealed FROM secrets WHERE name = 'b'`)?.sealed ??
      Buffer.alloc(30);
    sealed[20] = (sealed[20] ?? 0) ^ 1;
    database.run(`UPDATE secrets SET sealed = ? WHERE name = 'b'`, [sealed]);
    database.close();
    const unreadable: string[] = [];
    const again = await open(keytar, {
      onUnreadable: (name, reason) => unreadable.push(`${name} ${reason}`),
    });
    assert.deepEqual([await again.read('a'), await again.read('b')], [null, null]);
    assert.deepEqual(unreadable, ['a damaged', 'b damaged']);
    again.close();
  });

  it('keeps at most twenty secrets aside', async () => {
    for (let round = 0; round < 23; round += 1) {
      const vault = await open(windowsLikeKeytar());
      await vault.read('refresh-token');
      await vault.write('refresh-token', String(round));
      vault.close();
    }
    const database = openDatabase();
    assert.deepEqual(database.get('SELECT count(*) AS n FROM secrets_set_aside'), { n: 20 });
    database.close();
  });

  it('refuses what cannot be a token', async () => {
    const vault = await open(windowsLikeKeytar());
    await assert.rejects(vault.write('x', 'x'.repeat(65_537)), { code: 'secret-too-large' });
    vault.close();
  });
});

describe('no usable vault', () => {
  const refusedWith =
    (reason: string) => (error: { code: string; remedy: string; details: { reason: string } }) => {
      assert.deepEqual(
        [error.code, error.remedy, error.details.reason],
        ['vault-unavailable', 'install-vault', reason],
      );
      return true;
    };
  const unopened = { openDatabase: () => assert.fail('no secrets.db without a vault') };

  it('refuses, with the reason, and writes nothing', async () => {
    const keytar = windowsLikeKeytar();
    await assert.rejects(
      open(keytar, { ...unopened, load: () => Promise.reject(new Error('libsecret-1.so.0')) }),
      refusedWith('not-loadable'),
    );
    const mute = { ...keytar, setPassword: () => Promise.reject(new Error('org.freedesktop.secrets')) };
    await assert.rejects(open(mute, unopened), refusedWith('refused'));
    const forgetful = { ...keytar, getPassword: () => Promise.resolve(null) };
    await assert.rejects(open(forgetful, unopened), refusedWith('forgetful'));
    assert.deepEqual(readdirSync(folder), []);
  });

  it('does not wait for ever for a vault that asks the user', async () => {
    const clock = manualClock();
    const asking = { ...windowsLikeKeytar(), setPassword: () => new Promise<void>(() => {}) };
    const refusal = assert.rejects(open(asking, { ...unopened, clock }), refusedWith('no-answer'));
    while (clock.pending() === 0) await new Promise(setImmediate);
    clock.advance(10_000);
    await refusal;
  });

  it('is an error, not a missing secret, when the vault stops answering later', async () => {
    const keytar = windowsLikeKeytar();
    const vault = await open(keytar);
    await vault.write('refresh-token', 'kept');
    const getPassword = keytar.getPassword.bind(keytar);
    keytar.getPassword = () => Promise.reject(new Error('locked'));
    await assert.rejects(vault.read('refresh-token'), refusedWith('refused'));
    keytar.getPassword = getPassword;
    assert.equal(await vault.read('refresh-token'), 'kept');
    vault.close();
  });
});

describe('the memory vault', () => {
  const memory = (serverIsLoopback: boolean) =>
    open(windowsLikeKeytar(), {
      kind: 'memory',
      serverIsLoopback,
      load: () => assert.fail('the system vault is not touched'),
      openDatabase: () => assert.fail('the disk is not touched'),
    });

  it('keeps secrets until closed', async () => {
    const vault = await memory(true);
    assert.equal(vault.kind, 'memory');
    await vault.write('a', 'one');
    assert.equal(await vault.read('a'), 'one');
    await vault.remove('a');
    assert.equal(await vault.read('a'), null);
  });

  it('is refused unless the server is on this machine', async () => {
    await assert.rejects(memory(false), { code: 'memory-vault-needs-loopback' });
  });
});
