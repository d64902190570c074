import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const has = (command: string) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
const missing = ['dbus-run-session', 'gnome-keyring-daemon'].filter((command) => !has(command));
const skip =
  process.platform !== 'linux'
    ? 'skipped: the Secret Service is Linux only'
    : missing.length > 0 && `skipped: not installed: ${missing.join(', ')}`;

/** Each run is a process of its own: the vault is the session's. Prints one JSON line. */
const script = `
import { openDatabase } from './electron/engine/database/openDatabase.ts';
import { openVault } from './electron/engine/vault/openVault.ts';
import { secretsApplicationId, secretsMigrations } from './electron/engine/vault/secretsStore.ts';
import { systemClock } from './shared/domain/clock.ts';
try {
  const vault = await openVault({
    kind: 'system', service: 'Elo integration test', serverIsLoopback: false, clock: systemClock, timeoutMs: 3000,
    openDatabase: () => openDatabase({
      file: process.env.ELO_SECRETS, applicationId: secretsApplicationId, appVersion: '0.0.0',
      migrations: secretsMigrations, clock: systemClock,
    }),
  });
  if (process.argv[1] === 'write') await vault.write('refresh-token', 'ação'.repeat(2000));
  console.log(JSON.stringify({ value: await vault.read('refresh-token') }));
  vault.close();
} catch (error) {
  console.log(JSON.stringify({ code: error.code, remedy: error.remedy }));
}
`;

describe('the vault of a real system', { skip }, () => {
  let home = '';
  before(() => {
    home = mkdtempSync(path.join(tmpdir(), 'elo-keyring-'));
    writeFileSync(path.join(home, 'password'), 'elo\n');
  });
  after(() => rmSync(home, { recursive: true, force: true }));

  /** One session bus per call, as after a new login; the keyring's files stay. */
  const session = (setUp: string, act: string): Promise<{ value?: string; code?: string; remedy?: string }> =>
    new Promise((resolve, reject) => {
      const child = spawn(
        'dbus-run-session',
        ['--', 'sh', '-c', `${setUp} exec "$ELO_NODE" --input-type=module -e "$ELO_SCRIPT" ${act}`],
        {
          cwd: repository,
          env: {
            PATH: process.env['PATH'],
            HOME: home,
            XDG_RUNTIME_DIR: home,
            ELO_NODE: process.execPath,
            ELO_SCRIPT: script,
            ELO_SECRETS: path.join(home, 'secrets.db'),
          },
          stdio: ['ignore', 'pipe', 'pipe'],
          timeout: 20_000,
          killSignal: 'SIGKILL',
        },
      );
      let out = '';
      let errors = '';
      child.stdout.on('data', (data: Buffer) => (out += data.toString()));
      child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
      child.on('error', reject);
      child.on('close', () => {
        const line = out.split('\n').find((text) => text.startsWith('{') && text.endsWith('}'));
        if (line === undefined) reject(new Error(`no answer: ${out} ${errors}`));
        else resolve(JSON.parse(line) as { value?: string });
      });
    });
  const unlocked = `gnome-keyring-daemon --unlock --components=secrets <"$HOME/password" >/dev/null 2>&1;`;

  it('gives the secret back in a later session', async () => {
    assert.deepEqual(await session(unlocked, 'write'), { value: 'ação'.repeat(2000) });
    assert.deepEqual(await session(unlocked, 'read'), { value: 'ação'.repeat(2000) });
  });

  it('refuses in time, and lets the process end, where the keyring stays locked', async () => {
    const locked = `gnome-keyring-daemon --start --components=secrets </dev/null >/dev/null 2>&1;`;
    assert.deepEqual(await session(locked, 'read'), { code: 'vault-unavailable', remedy: 'install-vault' });
  });

  it('refuses in time where no keyring answers', async () => {
    assert.deepEqual(await session('', 'read'), { code: 'vault-unavailable', remedy: 'install-vault' });
  });
});
