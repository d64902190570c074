import { randomBytes, randomUUID } from 'node:crypto';
import { isoTime, type Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { keyBytes, seal, unseal } from './sealing.ts';
import { createSecretsStore, type SecretsDatabase, type SecretsStore } from './secretsStore.ts';
import { openSystemKeys, type Keytar, type SystemKeys } from './systemKeys.ts';

/** Where secrets are kept. Values never reach the disk unsealed. */
export interface Vault {
  readonly kind: 'system' | 'memory';
  /** `null`: never written, removed, or no longer to be opened (then it was set aside and reported). */
  read(name: string): Promise<string | null>;
  /** Done when it would survive a crash. @throws EloError `secret-too-large`, `vault-unavailable`. */
  write(name: string, secret: string): Promise<void>;
  remove(name: string): Promise<void>;
  close(): void;
}

export interface VaultOptions {
  readonly kind: 'system' | 'memory';
  /** The name users see in their system's vault. */
  readonly service: string;
  /** Whether the server is on this machine (`isLoopbackUrl`); the memory vault is for demos and tests only. */
  readonly serverIsLoopback: boolean;
  readonly clock: Clock;
  /** Opens `secrets.db` with `secretsMigrations`; not called for the memory vault. */
  readonly openDatabase: () => SecretsDatabase;
  /** Hears of secrets that could not be opened, for log and health. No secret in it. */
  readonly onUnreadable?: (name: string, reason: 'key-gone' | 'damaged') => void;
  /** How long the system's vault may take to answer. Default 10 s. */
  readonly timeoutMs?: number;
  /** Loads the native module; only tests hand in another. */
  readonly load?: () => Promise<Keytar>;
}

/** Tokens are a few kilobytes; more is a mistake. */
const largestSecret = 64 * 1024;

/**
 * Opens the vault. `system`: secrets are sealed in `secrets.db` with a key that only the system's vault holds.
 * `memory`: secrets live as long as the process.
 * @throws EloError `vault-unavailable` (remedy `install-vault`; nothing is ever kept in plain text instead),
 * `memory-vault-needs-loopback`.
 */
export async function openVault(options: VaultOptions): Promise<Vault> {
  if (options.kind === 'memory') {
    if (options.serverIsLoopback) return memoryVault();
    throw new EloError(
      'memory-vault-needs-loopback',
      'The memory vault is only for a server on this machine',
      {
        remedy: 'check-server-address',
      },
    );
  }
  const keys = await openSystemKeys(options);
  return sealedVault(options, keys, createSecretsStore(options.openDatabase()));
}

function memoryVault(): Vault {
  const secrets = new Map<string, string>();
  return {
    kind: 'memory',
    read: (name) => Promise.resolve(secrets.get(name) ?? null),
    write: async (name, secret) => {
      checkSize(secret);
      await Promise.resolve(secrets.set(name, secret));
    },
    remove: async (name) => {
      await Promise.resolve(secrets.delete(name));
    },
    close: () => secrets.clear(),
  };
}

function sealedVault(options: VaultOptions, keys: SystemKeys, store: SecretsStore): Vault {
  const now = () => isoTime(options.clock.now());

  /** The key of an id; `undefined` when the system's vault no longer has it or holds something else under its name. */
  const keyOf = async (keyId: string): Promise<Buffer | undefined> => {
    const kept = await keys.get(accountOf(keyId));
    const key = kept === null ? undefined : Buffer.from(kept, 'base64');
    return key?.length === keyBytes ? key : undefined;
  };

  /** The current key, made on first use. A new one gets a new name: the old may still be in a backup of the system. */
  const currentKey = async (): Promise<{ keyId: string; key: Buffer }> => {
    const known = store.keyId();
    const kept = known === undefined ? undefined : await keyOf(known);
    if (known !== undefined && kept) return { keyId: known, key: kept };
    const keyId = randomUUID();
    const key = randomBytes(keyBytes);
    await keys.set(accountOf(keyId), key.toString('base64'));
    store.setKeyId(keyId);
    return { keyId, key };
  };

  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: two first writes must not make two keys. */
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const result = last.then(run);
    last = result.catch(() => undefined);
    return result;
  };

  return {
    kind: 'system',
    read: (name) =>
      inTurn(async () => {
        const sealed = store.read(name);
        if (!sealed) return null;
        const key = await keyOf(sealed.keyId);
        try {
          if (key) return unseal(key, sealed.keyId, name, sealed.sealed);
        } catch (error) {
          if (!(error instanceof EloError && error.code === 'secret-unreadable')) throw error;
        }
        store.setAside(name, now());
        options.onUnreadable?.(name, key ? 'damaged' : 'key-gone');
        return null;
      }),
    write: (name, secret) =>
      inTurn(async () => {
        checkSize(secret);
        const { keyId, key } = await currentKey();
        store.write(name, { sealed: seal(key, keyId, name, secret), keyId }, now());
      }),
    remove: (name) =>
      inTurn(async () => {
        await Promise.resolve(store.remove(name));
      }),
    close: () => store.close(),
  };
}

function accountOf(keyId: string): string {
  return `secrets-key-${keyId}`;
}

function checkSize(secret: string): void {
  const bytes = Buffer.byteLength(secret, 'utf8');
  if (bytes <= largestSecret) return;
  throw new EloError('secret-too-large', 'A secret larger than any of ours', { details: { bytes } });
}
