import type { Clock } from '../../shared/domain/clock.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import { createConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import type { FoccoLojasClient } from './foccolojas/client.ts';
import { normalizeServerUrl } from './foccolojas/checkServer.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Log } from './logging/createLog.ts';
import type { Http } from './net/createHttp.ts';
import { isLoopbackUrl } from './net/loopback.ts';
import { trustSystemCertificates } from './net/trustSystemCertificates.ts';
import { createSession } from './session.ts';
import type { Session, SessionOptions } from './session.ts';

export interface OnlineSideOptions extends Omit<SessionOptions, 'serverUrl' | 'account' | 'client'> {
  readonly appVersion: string;
  readonly vault: 'system' | 'memory';
  readonly http: Http;
  /** The server is another one now (`null`: none yet); called before its session starts. */
  readonly onServer: (serverUrl: string) => void;
}

/** The session with the server that is set now; where none is set there is none. */
export interface OnlineSide {
  serverUrl(): string | null;
  session(): Session | null;
  /** @throws EloError `server-not-set` */
  required(): Session;
  /** FoccoLojas in the account's name. @throws EloError `server-not-set` */
  client(): FoccoLojasClient;
  secretsRecovered(): boolean;
  start(): Promise<void>;
  /**
   * Ends the session with the server before and begins one with this; the same one again changes nothing.
   * @param typed an address as a person types it
   * @throws EloError `invalid-address`, `insecure-address`, `server-mismatch`, `memory-vault-needs-loopback`
   */
  setServer(typed: string): Promise<void>;
  stop(): Promise<void>;
  /** Closes what is left open of it; after `stop`. */
  close(): void;
}

/**
 * Whether a data folder may work with a server.
 * @throws EloError `server-mismatch` where anything is bound to environments of another one, or was queued for it: under
 * its keys it must not reach someone else, and its receipts are no one else's. `memory-vault-needs-loopback`
 */
export function checkServerChoice(o: {
  readonly ledger: Pick<Ledger, 'bindings' | 'outbox'>;
  readonly vault: 'system' | 'memory';
  readonly before: string | null;
  readonly next: string | null;
}): void {
  const { ledger, before, next } = o;
  if (before !== null && next !== before) {
    const used = ledger.bindings.list().length > 0 || ledger.outbox.list({ limit: 1 }).length > 0;
    if (used) {
      throw new EloError('server-mismatch', 'this data folder belongs to another server', {
        details: { running: before },
      });
    }
  }
  if (o.vault === 'memory' && (next === null || !isLoopbackUrl(new URL(next)))) {
    throw new EloError(
      'memory-vault-needs-loopback',
      'the memory vault is only for a server on this machine',
      {
        remedy: 'check-server-address',
      },
    );
  }
}

interface Side {
  readonly serverUrl: string;
  readonly connection: Connection;
  readonly session: Session;
}

export function createOnlineSide(options: OnlineSideOptions, serverUrl: string | null): OnlineSide {
  const { ledger, vault, http } = options;
  const clock: Clock = options.clock;
  const log: Log = options.log;

  const open = (url: string): Side => {
    // Antivirus and office proxies put their own certificates into the system's store.
    if (!isLoopbackUrl(new URL(url))) trustSystemCertificates();
    const connection = createConnection({
      serverUrl: url,
      dataDir: options.dataDir,
      appVersion: options.appVersion,
      vault,
      http,
      clock,
      log,
    });
    const { account, client } = connection;
    return {
      serverUrl: url,
      connection,
      session: createSession({ ...options, serverUrl: url, account, client }),
    };
  };

  let side = serverUrl === null ? null : open(serverUrl);
  let recovered = false;
  let started = false;
  let stopped = false;
  /** One change of server at a time. */
  let changing: Promise<void> = Promise.resolve();

  const close = (): void => {
    recovered ||= side?.connection.secretsRecovered() === true;
    side?.connection.close();
    side = null;
  };
  const required = (): Side => {
    if (side !== null) return side;
    throw new EloError('server-not-set', 'no address of FoccoLojas is set', {
      remedy: 'check-server-address',
    });
  };

  const exchange = async (next: string): Promise<void> => {
    const before = side?.serverUrl ?? null;
    if (stopped) throw new EloError('engine-stopping', 'the engine is being stopped');
    if (before === next) return;
    checkServerChoice({ ledger, vault, before, next });
    // Written down first: what cannot be remembered is not begun.
    options.onServer(next);
    await side?.session.stop();
    close();
    try {
      // What the other server told is nothing to this one.
      if (before !== null) ledger.home.forgetCatalogue();
    } finally {
      side = open(next);
      if (started) await side.session.start();
    }
    options.onAccount();
    options.onEnvironments();
  };

  return {
    serverUrl: () => side?.serverUrl ?? null,
    session: () => side?.session ?? null,
    required: () => required().session,
    client: () => required().connection.client,
    secretsRecovered: () => recovered || side?.connection.secretsRecovered() === true,
    async start() {
      started = true;
      await side?.session.start();
    },
    setServer(typed) {
      const next = normalizeServerUrl(typed);
      const before = changing;
      const done = (async () => {
        await before;
        await exchange(next);
      })();
      changing = done.catch(() => undefined);
      return done;
    },
    async stop() {
      stopped = true;
      await changing;
      await side?.session.stop();
    },
    close,
  };
}
