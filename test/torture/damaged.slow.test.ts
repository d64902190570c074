import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import SqliteDatabase from 'better-sqlite3';
import { createLedger } from '../../electron/engine/ledger/ledger.ts';
import { systemClock } from '../../shared/domain/clock.ts';
import { runElo } from '../support/processes/eloProcess.ts';
import { createOnlineStation, eventually, keeps } from './support/station.ts';
import type { OnlineStation } from './support/station.ts';
import { missingForKeyring, startKeyring } from './support/keyring.ts';
import type { Keyring } from './support/keyring.ts';
import { withEngine } from './support/withEngine.ts';

const missing = missingForKeyring();

/** What disks, editors and half-finished copies make of a file. */
const damages: Readonly<Record<string, (sound: Buffer) => Buffer>> = {
  'random bytes': (sound) => randomBytes(sound.length),
  'its first half only': (sound) => sound.subarray(0, Math.floor(sound.length / 2)),
  'zero length': () => Buffer.alloc(0),
  text: () => Buffer.from('isto não é um banco de dados\n'.repeat(40)),
  'random bytes in its middle': (sound) => {
    const from = Math.floor(sound.length / 3);
    return Buffer.concat([sound.subarray(0, from), randomBytes(from), sound.subarray(from * 2)]);
  },
};

const hashOfFile = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('damaged files in the data folder', { timeout: 240_000 }, () => {
  let station: OnlineStation;
  let keyring: Keyring | null = null;
  let master = '';
  const newest = new Map<string, string>();

  before(async () => {
    if (missing.length === 0) {
      station = await createOnlineStation({
        vault: 'system',
        beforeStart: async (home) => {
          keyring = await startKeyring(join(home, 'keyring'));
          process.env['DBUS_SESSION_BUS_ADDRESS'] = keyring.busAddress;
        },
      });
    } else station = await createOnlineStation();
    for (const name of ['Cozinha', 'Sala']) {
      for (const seed of ['1', '2', '3']) {
        const sha256 = station.save(name, seed);
        newest.set(name, sha256);
        await keeps(station.engine, sha256);
      }
    }
    assert.equal(await station.engine.stop(), 0);
    // An engine makes its backup some minutes after its start; here it is made by hand, as that engine does it.
    const ledger = createLedger({ dir: station.dataDir, clock: systemClock, appVersion: '0.0.0-test' });
    await ledger.backup();
    ledger.close();
    master = join(station.home, 'master');
    cpSync(station.dataDir, master, { recursive: true, preserveTimestamps: true });
  });
  after(async () => {
    await station.stop();
    await keyring?.stop();
  });

  /** Starts on a copy of the sound data folder in which one file is damaged. */
  const onDamaged = async (
    file: string,
    damage: (sound: Buffer) => Buffer,
    check: (o: { readonly bytes: Buffer; readonly health: readonly string[] }) => Promise<void>,
  ): Promise<void> => {
    rmSync(station.dataDir, { recursive: true, force: true });
    cpSync(master, station.dataDir, { recursive: true, preserveTimestamps: true });
    const path = join(station.dataDir, file);
    const bytes = damage(readFileSync(path));
    writeFileSync(path, bytes);
    const engine = await station.start();
    try {
      await check({ bytes, health: (await station.status()).health });
      for (const [name, sha256] of newest) {
        const saves = await eventually(
          `${name} to be known with what lies on disk`,
          () => station.saves(name),
          (seen) => seen.at(-1) === sha256,
        );
        assert.equal(new Set(saves).size, saves.length, `${name} has no save twice`);
      }
      // The newest content can be given back: it was read from the disk again where it was lost.
      await eventually(
        'the newest save to be given back',
        async () => restoredHash('Cozinha'),
        (sha256) => sha256 === newest.get('Cozinha'),
      );
      const next = station.save('Cozinha', `after ${file}`);
      await keeps(engine, next);
    } finally {
      await engine.stop();
      newest.set('Cozinha', station.save('Cozinha', '3'));
    }
  };

  /** Hash of the newest save of a file as it is given back now, `null` where that is refused. */
  const restoredHash = async (name: string): Promise<string | null> => {
    const to = join(station.home, 'restaurados');
    mkdirSync(to, { recursive: true });
    const given = await withEngine(station.dataDir, async (client) => {
      const saves = await client.saves.list({ file: station.path(name) });
      const [last] = [...saves].sort((a, b) => b.number - a.number);
      return client.saves.restore({ saveId: last?.saveId ?? '', to });
    });
    return given === null ? null : hashOfFile(given.path);
  };

  /** The damaged file lies beside its place, byte for byte. */
  const isAside = (file: string, bytes: Buffer): void => {
    const aside = readdirSync(station.dataDir).filter((name) => name.startsWith(`${file}.damaged-`));
    const same = aside.some((name) => readFileSync(join(station.dataDir, name)).equals(bytes));
    assert.ok(same, `${file} was not moved aside: ${aside.join(', ')}`);
  };

  for (const [name, damage] of Object.entries(damages)) {
    for (const [file, code] of [
      ['history.db', 'database-recovered'],
      ['contents.db', 'database-recovered'],
      ['settings.json', 'settings-recovered'],
    ] as const) {
      it(`${file} with ${name} is moved aside, told, and what the disk still has is there again`, async () => {
        await onDamaged(file, damage, async ({ bytes, health }) => {
          if (bytes.length > 0 || file !== 'contents.db') isAside(file, bytes);
          assert.ok(health.includes(code), health.join(', '));
        });
      });
    }

    // Of no length it holds nothing to be kept: it is begun anew, and whoever was signed in is asked to sign in.
    const emptied = name === 'zero length';
    it(
      `secrets.db with ${name} is moved aside and told; signing in again is all there is to do`,
      { skip: missing.length > 0 && `skipped: not installed: ${missing.join(', ')}` },
      async () => {
        await onDamaged('secrets.db', damage, async ({ bytes, health }) => {
          if (!emptied) isAside('secrets.db', bytes);
          assert.ok(health.includes('signed-out'), health.join(', '));
          assert.ok(emptied || health.includes('secrets-recovered'), health.join(', '));
        });
      },
    );
  }

  it('a database of a newer Elo is refused in words, and nothing is touched', async () => {
    for (const file of ['history.db', 'contents.db']) {
      rmSync(station.dataDir, { recursive: true, force: true });
      cpSync(master, station.dataDir, { recursive: true, preserveTimestamps: true });
      const path = join(station.dataDir, file);
      const database = new SqliteDatabase(path);
      database.pragma('user_version = 99990');
      database.close();
      const before = hashOfFile(path);
      const refused = await runElo(['run', '--json', ...station.common]);
      assert.equal(refused.code, 1, refused.stdout);
      const answer = JSON.parse(refused.stdout) as { readonly code: string; readonly remedy?: string };
      assert.equal(answer.code, 'database-from-future');
      assert.equal(answer.remedy, 'update-elo');
      assert.equal(hashOfFile(path), before);
      assert.deepEqual(
        readdirSync(station.dataDir).filter((name) => name.includes('.damaged')),
        [],
      );
    }
  });
});
