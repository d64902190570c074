import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';

/** The system's vault: Windows Credential Manager, or the Secret Service (GNOME Keyring, KWallet) on Linux. */
export interface SystemKeys {
  get(account: string): Promise<string | null>;
  set(account: string, secret: string): Promise<void>;
  remove(account: string): Promise<void>;
}

/** The part of keytar that is used. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export interface SystemKeysOptions {
  /** The name users see in their vault. */
  readonly service: string;
  readonly clock: Clock;
  /** A vault that asks the user for its password answers late or never. Default 10 s. */
  readonly timeoutMs?: number;
  /** Loads the native module; only tests hand in another. */
  readonly load?: () => Promise<Keytar>;
}

/**
 * Opens the system's vault and proves that it works: a probe is written, read back and deleted.
 * @throws EloError `vault-unavailable` (remedy `install-vault`) with `details.reason`: `not-loadable` (library
 * missing), `refused`, `no-answer` (in time), `forgetful` (does not give back what it took).
 */
export async function openSystemKeys(options: SystemKeysOptions): Promise<SystemKeys> {
  const { service, clock, timeoutMs = 10_000 } = options;
  const keytar = await (options.load ?? loadKeytar)().catch((error: unknown) => {
    throw unavailable('not-loadable', error);
  });

  /** The native call itself cannot be cancelled; it is left behind. */
  const bounded = async <T>(call: () => Promise<T>): Promise<T> => {
    let stop = () => {};
    const late = new Promise<never>((_resolve, reject) => {
      stop = clock.after(timeoutMs, () => reject(unavailable('no-answer', undefined)));
    });
    try {
      return await Promise.race([call(), late]);
    } catch (error) {
      throw error instanceof EloError ? error : unavailable('refused', error);
    } finally {
      stop();
    }
  };

  const keys: SystemKeys = {
    get: (account) => bounded(() => keytar.getPassword(service, account)),
    set: (account, secret) => bounded(() => keytar.setPassword(service, account, secret)),
    remove: async (account) => {
      await bounded(() => keytar.deletePassword(service, account));
    },
  };

  const probe = `probe-${randomBytes(8).toString('hex')}`;
  const value = randomBytes(32).toString('base64');
  await keys.set(probe, value);
  const back = await keys.get(probe);
  await keys.remove(probe);
  if (back !== value || (await keys.get(probe)) !== null) throw unavailable('forgetful', undefined);
  return keys;
}

async function loadKeytar(): Promise<Keytar> {
  // Only when needed: loading fails where the system lacks libsecret, and the memory vault must work there.
  const module = (await import('keytar')) as Keytar & { default?: Keytar };
  return module.default ?? module;
}

function unavailable(reason: string, cause: unknown): EloError {
  return new EloError('vault-unavailable', `The system has no usable vault for secrets (${reason})`, {
    remedy: 'install-vault',
    details: { reason },
    ...(cause === undefined ? {} : { cause }),
  });
}
