import type { Clock } from '../../shared/domain/clock.ts';
import { EloError, toEloError } from '../../shared/domain/eloError.ts';
import { createConnection } from './connection.ts';
import type { Connection, ConnectionOptions } from './connection.ts';
import type { FoccoLojasClient } from './foccolojas/client.ts';
import { normalizeServerUrl } from './foccolojas/checkServer.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Log } from './logging/createLog.ts';
import type { Http } from './net/createHttp.ts';
import { isLoopbackUrl } from './net/loopback.ts';
import { trustSystemCertificates } from './net/trustSystemCertificates.ts';
import { createSession } from './session.ts';
import type { Session, SessionOptions } from './session.ts';

/** A renewal of the session that is under way at the end is waited for so long, beside what is being delivered. */
const settleMs = 5_000;
/** A vault that answers at all forgets a secret within milliseconds; the change of server does not wait for another. */
const forgetMs = 2_000;

export interface OnlineSideOptions extends Omit<SessionOptions, 'serverUrl' | 'account' | 'client'> {
  readonly appVersion: string;
  readonly vault: 'system' | 'memory';
  readonly loadKeys?: ConnectionOptions['loadKeys'];
  readonly http: Http;
  /** The server is another one now; called before its session starts. Where it throws, the one before stays. */
  readonly onServer: (serverUrl: string) => void;
  /** The server this data folder worked with until now, where it is another one: its session is forgotten. */
  readonly leftServer?: string;
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
   * Ends the session with the server before, signs out of it and begins one with this; the same one again changes
   * nothing. Meanwhile there is no server; what was refused leaves the one before as it was, signed in as before.
   * @param typed an address as a person types it
   * @throws EloError `invalid-address`, `insecure-address`, `server-mismatch`, `memory-vault-needs-loopback`,
   * and what writing the choice down refuses
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

  /** Connections that are not closed yet. */
  const connections = new Set<Connection>();
  let recovered = false;

  const connect = (url: string): Connection => {
    // Antivirus and office proxies put their own certificates into the system's store.
    if (!isLoopbackUrl(new URL(url))) trustSystemCertificates();
    const connection = createConnection({
      serverUrl: url,
      dataDir: options.dataDir,
      appVersion: options.appVersion,
      vault,
      ...(options.loadKeys === undefined ? {} : { loadKeys: options.loadKeys }),
      http,
      clock,
      log,
    });
    connections.add(connection);
    return connection;
  };
  const disconnect = (connection: Connection): void => {
    if (!connections.delete(connection)) return;
    recovered ||= connection.secretsRecovered();
    connection.close();
  };
  const open = (url: string, connection: Connection): Side => {
    const { account, client } = connection;
    const session = createSession({ ...options, serverUrl: url, account, client });
    return { serverUrl: url, connection, session };
  };
  const within = async (work: Promise<unknown>, timeoutMs: number): Promise<void> => {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const cancel = clock.after(timeoutMs, resolve);
    await Promise.race([work, late]);
    cancel();
  };

  let side = serverUrl === null ? null : open(serverUrl, connect(serverUrl));
  let started = false;
  let stopped = false;
  /** One change of server at a time. */
  let changing: Promise<void> = Promise.resolve();
  /** What is still being told to servers that were left. */
  let leaving: Promise<unknown> = Promise.resolve();

  /** Signs out of a server for good: here at once where the vault answers, there in the background and in bounded time. */
  const forget = async (connection: Connection): Promise<void> => {
    const { forgotten, revoked } = connection.account.leave();
    const done = forgotten
      .finally(() => disconnect(connection))
      .catch((error: unknown) => {
        log.scope('session').warn('session of the server before not forgotten', {
          code: toEloError(error).code,
        });
      });
    leaving = Promise.all([leaving, done, revoked]);
    await within(done, forgetMs);
  };

  /** The same for one nothing is known of yet. */
  const leave = async (connection: Connection): Promise<void> => {
    await connection.account.start();
    await forget(connection);
  };

  const required = (): Side => {
    if (side !== null) return side;
    throw new EloError('server-not-set', 'no address of FoccoLojas is set', {
      remedy: 'check-server-address',
    });
  };

  const begin = async (next: Side): Promise<void> => {
    side = next;
    if (started && !stopped) await next.session.start();
  };

  const exchange = async (next: string): Promise<void> => {
    const old = side;
    const before = old?.serverUrl ?? null;
    if (stopped) throw new EloError('engine-stopping', 'the engine is being stopped');
    if (before === next) return;
    const check = (): void => checkServerChoice({ ledger, vault, before, next });
    check();
    // From here on nothing can be begun for the old server that would reach the new one.
    side = null;
    await old?.session.stop();
    try {
      check();
      // What the other server told is nothing to this one. Where the rest fails, it is told again.
      if (before !== null) ledger.home.forgetCatalogue();
      options.onServer(next);
    } catch (error) {
      if (old !== null) await begin(open(old.serverUrl, old.connection));
      throw error;
    }
    if (old !== null) await forget(old.connection);
    await begin(open(next, connect(next)));
    options.onAccount();
    options.onEnvironments();
  };

  return {
    serverUrl: () => side?.serverUrl ?? null,
    session: () => side?.session ?? null,
    required: () => required().session,
    client: () => required().session.client,
    secretsRecovered: () => recovered || side?.connection.secretsRecovered() === true,
    async start() {
      started = true;
      if (options.leftServer !== undefined) await within(leave(connect(options.leftServer)), forgetMs);
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
      await Promise.all([
        side?.session.stop(),
        side?.connection.account.settled(settleMs),
        within(leaving, settleMs),
      ]);
    },
    close() {
      for (const connection of connections) disconnect(connection);
      side = null;
    },
  };
}
