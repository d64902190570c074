import { join } from 'node:path';
import type { Clock } from '../../shared/domain/clock.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import { finalPages } from '../../shared/text/pages.ts';
import { createAccount } from './account/createAccount.ts';
import type { OwnAccount } from './account/createAccount.ts';
import { openDatabase } from './database/openDatabase.ts';
import type { OpenedDatabase } from './database/openDatabase.ts';
import type { FoccoLojasClient } from './foccolojas/client.ts';
import { createFoccoLojasClient } from './foccolojas/createFoccoLojasClient.ts';
import type { Log } from './logging/createLog.ts';
import type { Http } from './net/createHttp.ts';
import { isLoopbackUrl } from './net/loopback.ts';
import { openVault } from './vault/openVault.ts';
import type { Keytar } from './vault/systemKeys.ts';
import { secretsApplicationId, secretsMigrations } from './vault/secretsStore.ts';

export interface ConnectionOptions {
  readonly serverUrl: string;
  readonly dataDir: string;
  readonly appVersion: string;
  readonly vault: 'system' | 'memory';
  /** Loads the system's vault; only tests hand in another. */
  readonly loadKeys?: () => Promise<Keytar>;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
}

/** Who is signed in to one FoccoLojas, and FoccoLojas spoken to in his name; the vault is opened when first needed. */
export interface Connection {
  readonly account: OwnAccount;
  readonly client: FoccoLojasClient;
  /** Whether the sealed secrets were found damaged and moved aside. */
  secretsRecovered(): boolean;
  /** Closes the vault's file, for good; after the session stopped. */
  close(): void;
}

export function createConnection(options: ConnectionOptions): Connection {
  const { serverUrl, dataDir, appVersion, http, clock } = options;
  let secrets: OpenedDatabase | null = null;
  let closed = false;
  const account = createAccount({
    serverUrl,
    http,
    clock,
    // Whoever asked for the sign-in opens the address; the engine may run where there is no browser.
    openUrl: () => Promise.resolve(),
    pages: finalPages(),
    vault: () =>
      openVault({
        kind: options.vault,
        service: 'Elo',
        serverIsLoopback: isLoopbackUrl(new URL(serverUrl)),
        clock,
        openDatabase: () => {
          // The system's vault may answer when nobody waits for it any more.
          if (closed) throw new EloError('session-closed', 'The vault was closed');
          secrets = openDatabase({
            file: join(dataDir, 'secrets.db'),
            applicationId: secretsApplicationId,
            appVersion,
            migrations: secretsMigrations,
            clock,
          });
          return secrets;
        },
        ...(options.loadKeys === undefined ? {} : { load: options.loadKeys }),
        onUnreadable: (_name, reason) => options.log.scope('vault').warn('secret set aside', { reason }),
      }),
  });
  return {
    account,
    client: createFoccoLojasClient({ http, baseUrl: serverUrl, tokens: account.tokens, clock }),
    secretsRecovered: () => secrets !== null && secrets.recovered.kind !== 'none',
    close: () => {
      closed = true;
      account.close();
      secrets?.close();
    },
  };
}
