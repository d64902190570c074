import assert from 'node:assert/strict';
import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Status } from '../../shared/contract/schemas.ts';
import { buildContainer } from '../support/promob/buildContainer.ts';
import { newProject } from '../support/promob/newProject.ts';
import { openStage } from './support/openStage.ts';
import type { Stage } from './support/openStage.ts';
import { windowsMissing } from './support/prepareWindows.ts';

/** What Windows' vault takes at most for one secret (`CRED_MAX_CREDENTIAL_BLOB_SIZE`); Wine takes more. */
const largestCredential = 2_560;

/** Opens the vault of a data folder that no engine holds, and reads or writes one secret. Prints JSON. */
const vaultScript = `
const [data, name, text] = process.argv.slice(1);
const from = (path) => import('file:///C:/Elo/electron/engine/' + path);
(async () => {
  const { openVault } = await from('vault/openVault.ts');
  const { openDatabase } = await from('database/openDatabase.ts');
  const { secretsApplicationId, secretsMigrations } = await from('vault/secretsStore.ts');
  const { systemClock: clock } = await import('file:///C:/Elo/shared/domain/clock.ts');
  const vault = await openVault({ kind: 'system', service: 'Elo', serverIsLoopback: true, clock,
    openDatabase: () => openDatabase({ file: data + '\\\\secrets.db', applicationId: secretsApplicationId,
      appVersion: '0', migrations: secretsMigrations, clock }) });
  try {
    if (text !== undefined) await vault.write(name, text);
    console.log(JSON.stringify(await vault.read(name)));
  } finally { vault.close(); }
})().catch((error) => { console.log(JSON.stringify({ refused: error.code })); });
`;

const credentialsScript = `
require('C:/Elo/node_modules/keytar').findCredentials('Elo').then((found) => console.log(JSON.stringify(found)));
`;

interface Credential {
  readonly account: string;
  readonly password: string;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe("secrets in Windows' vault", { skip: windowsMissing() ?? false }, () => {
  let stage: Stage;
  let long = '';
  const ask = (name: string, ...text: readonly string[]): Promise<unknown> =>
    stage.windows.script(vaultScript, stage.data, name, ...text);
  /** Files of the data folder and the user's profile, in which one of these texts stands. */
  const filesWith = (secret: string): string[] =>
    [stage.data, 'C:\\users']
      .flatMap((folder) => filesBelow(stage.windows.linux(folder)))
      .filter((file) => {
        const bytes = readFileSync(file);
        return bytes.includes(secret) || bytes.includes(Buffer.from(secret, 'utf16le'));
      });

  before(async () => {
    stage = await openStage({ vault: 'system' });
    await stage.startEngine();
    await stage.byPerson('sign-in');
    await stage.byPerson('link');
    long = `${'segredo-'.repeat(2_000)}fim`;
  });
  after(() => stage.close());

  it('stays signed in when the engine is killed and started again', async () => {
    await stage.engine().kill();
    await stage.startEngine();
    const status = await stage.elo<Status>('status');
    assert.deepEqual(
      { signedIn: status.signedIn, user: status.user?.id, link: status.promobLink },
      { signedIn: true, user: 'u-designer', link: 'linked' },
    );
  });

  it('gives back secrets far above what Windows takes, to a later process', async () => {
    await stage.engine().kill();
    assert.ok(long.length > 6 * largestCredential);
    assert.equal(await ask('long', long), long);
    assert.equal(await ask('long'), long);
    assert.equal(await ask('never written'), null);
  });

  it('hands the vault nothing that Windows would refuse', async () => {
    const credentials = await stage.windows.script<Credential[]>(credentialsScript);
    assert.ok(credentials.length > 0);
    for (const { account, password } of credentials) {
      // Credentials are kept as UTF-16 or as bytes; the larger of both must fit.
      assert.ok(Buffer.byteLength(password, 'utf16le') <= largestCredential, account);
    }
  });

  it('writes no secret in plain text', async () => {
    const session = JSON.parse(String(await ask(`foccolojas-session ${stage.addresses.foccolojas}`))) as {
      readonly refreshToken: string;
    };
    assert.ok(session.refreshToken.length > 20);
    const keys = (await stage.windows.script<Credential[]>(credentialsScript)).map(
      ({ password }) => password,
    );
    assert.ok(filesBelow(stage.windows.linux(stage.data)).some((file) => file.endsWith('secrets.db')));
    for (const secret of [session.refreshToken, 'segredo-segredo-', ...keys]) {
      assert.deepEqual(filesWith(secret), []);
    }
  });

  it('signs out, and keeps on keeping, where the key is gone from the vault', async () => {
    await stage.windows.script(
      `const keytar = require('C:/Elo/node_modules/keytar');
       keytar.findCredentials('Elo').then(async (found) => {
         for (const { account } of found) await keytar.deletePassword('Elo', account);
         console.log('true');
       });`,
    );
    await stage.startEngine();
    const status = await stage.elo<Status>('status');
    assert.equal(status.signedIn, false);
    assert.ok(status.health.includes('signed-out'), status.health.join());
    assert.equal(await stage.refused(3, 'update', 'nothing'), 'sign-in-required');
    const folder = stage.folder('C:\\Projetos');
    await stage.elo('folders', 'add', folder);
    const bytes = buildContainer(newProject({ seed: 'vault', modules: 3, previewBytes: 5_000 }));
    await stage.kept(await stage.save(`${folder}\\Sala.promob`, bytes));
    await stage.byPerson('sign-in');
    assert.equal((await stage.elo<Status>('status')).signedIn, true);
  });

  it('refuses to sign in where there is no vault, and never keeps the secret elsewhere', async () => {
    await stage.engine().kill();
    const native = stage.windows.linux('C:\\Elo\\node_modules\\keytar\\prebuilds\\win32-x64\\keytar.node');
    renameSync(native, `${native}.away`);
    try {
      await stage.startEngine();
      const status = await stage.elo<Status>('status');
      assert.equal(status.signedIn, false);
      assert.ok(status.health.includes('vault-unavailable'), status.health.join());
      assert.equal(await stage.refused(1, 'sign-in', '--open', 'none'), 'vault-unavailable');
    } finally {
      await stage.engine().kill();
      renameSync(`${native}.away`, native);
    }
    await stage.startEngine();
    assert.equal((await stage.elo<Status>('status')).signedIn, true);
  });
});
