import { join } from 'node:path';
import type { Clock } from '../../shared/domain/clock.ts';
import { openDatabase } from './database/openDatabase.ts';
import type { DiagnosisSecrets } from './diagnostics/ports.ts';
import type { Log } from './logging/createLog.ts';
import { openVault } from './vault/openVault.ts';
import type { Vault } from './vault/openVault.ts';
import { secretsApplicationId, secretsMigrations } from './vault/secretsStore.ts';

/**
 * The credentials of the diagnosis, sealed like the account's in a file of their own: they belong to no server and
 * outlive a change of it. The vault is opened when the first is asked for; where it was not there it is tried again.
 */
export function createDiagnosisSecrets(o: {
  readonly dataDir: string;
  readonly vault: 'system' | 'memory';
  readonly appVersion: string;
  readonly clock: Clock;
  readonly log: Log;
}): DiagnosisSecrets & { close(): void } {
  let opening: Promise<Vault> | null = null;
  let closed = false;
  const vault = (): Promise<Vault> => {
    opening ??= openVault({
      kind: o.vault,
      service: 'Elo',
      // Whether memory is allowed was decided when the engine was made.
      serverIsLoopback: true,
      clock: o.clock,
      openDatabase: () =>
        openDatabase({
          file: join(o.dataDir, 'diagnosis-secrets.db'),
          applicationId: secretsApplicationId,
          appVersion: o.appVersion,
          migrations: secretsMigrations,
          clock: o.clock,
        }),
      onUnreadable: (_name, reason) => o.log.scope('vault').warn('credential set aside', { reason }),
    }).then(
      (opened) => {
        if (closed) opened.close();
        return opened;
      },
      (error: unknown) => {
        opening = null;
        throw error;
      },
    );
    return opening;
  };
  return {
    read: async (name) => (await vault()).read(name),
    write: async (name, secret) => (await vault()).write(name, secret),
    remove: async (name) => (await vault()).remove(name),
    close() {
      closed = true;
      void opening?.then((opened) => opened.close()).catch(() => undefined);
    },
  };
}
