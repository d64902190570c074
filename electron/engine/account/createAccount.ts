import type { Me } from '../../../shared/api/account.ts';
import type { Clock, Stop } from '../../../shared/domain/clock.ts';
import { EloError, toEloError } from '../../../shared/domain/eloError.ts';
import { checkServer } from '../foccolojas/checkServer.ts';
import type { TokenSource } from '../foccolojas/client.ts';
import { createFoccoLojasClient } from '../foccolojas/createFoccoLojasClient.ts';
import type { Http } from '../net/createHttp.ts';
import type { Vault } from '../vault/openVault.ts';
import type { AccountStep } from './accountStep.ts';
import { openIssuer, type Issuer, type IssuerAddress, type Tokens } from './issuer.ts';
import type { FinalPages } from './loopbackListener.ts';
import { parseSession, sessionName, type Session } from './session.ts';

/** `session-ended`: somebody was signed in and must sign in again; the queue waits for it. */
export type AccountState = 'signed-out' | 'signed-in' | 'session-ended';

/** Who is signed in to FoccoLojas. */
export interface Account {
  /** Reads what the vault keeps. Never throws: without a usable vault nobody is signed in, and `problem` says why. */
  start(): Promise<void>;
  state(): AccountState;
  /** Also after the session ended. */
  user(): Me | null;
  /** Why the kept session could not be read. */
  problem(): EloError | null;
  /** Access tokens for the client of FoccoLojas. */
  readonly tokens: TokenSource;
  /**
   * Signs in; one running before is cancelled.
   * @throws EloError `vault-unavailable`, `sign-in-refused`, `sign-in-expired`, `sign-in-not-verified`,
   * `sign-in-failed`, `insecure-issuer`, `cancelled`, what `checkServer` throws, or the network's.
   */
  signIn(options: SignInOptions): Promise<Me>;
  /** Forgets the session, here for certain and at the issuer if it can be reached. */
  signOut(): Promise<void>;
  /** Asks FoccoLojas who the user is now (roles change); finds out too whether the session still stands. */
  refreshUser(): Promise<Me | null>;
  /** Hears when state or user changed. */
  onChange(listener: () => void): Stop;
  /** Cancels a sign-in under way. */
  stop: Stop;
}

export interface SignInOptions {
  /** With a code on another device, where this machine has no browser. */
  readonly device?: boolean;
  readonly onStep: (step: AccountStep) => void;
  /** Asked once it is known who signs in, before anything is kept; what it throws ends the sign-in. */
  readonly maySignIn?: (user: Me) => void;
  readonly signal?: AbortSignal;
}

export interface AccountOptions {
  readonly serverUrl: string;
  /** Opens the vault; called when first needed, and again after it failed (the user may have installed one). */
  readonly vault: () => Promise<Vault>;
  readonly http: Http;
  readonly clock: Clock;
  readonly openUrl: (url: string) => Promise<void>;
  /** The last page in the browser. */
  readonly pages: FinalPages;
}

/** Renewed a little before it ends, so that a long upload does not start with a dying token. */
const leewayMs = 30_000;
/** Signing out must not wait for a server that is away. */
const revokeMs = 5000;

interface LiveToken {
  readonly accessToken: string;
  /** On the monotonic clock. */
  readonly endsAt: number;
}

/** The account. Access tokens live in memory only; the refresh token is sealed by the vault before it is used. */
export function createAccount(options: AccountOptions): Account {
  const { http, clock } = options;
  const secretName = sessionName(options.serverUrl);
  const listeners = new Set<() => void>();
  let session: Session | null = null;
  let live: LiveToken | null = null;
  let problem: EloError | null = null;
  let signingIn: AbortController | undefined;
  let renewing: { of: string | null; result: Promise<string | null> } | undefined;
  /** A renewed session the vault could not take yet. */
  let unsealed = false;
  let issuer: { of: string; opened: Promise<Issuer> } | undefined;
  let opened: Promise<Vault> | undefined;

  const changed = () => {
    for (const listener of listeners) listener();
  };

  const vault = (): Promise<Vault> => {
    opened ??= options.vault().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };

  const keep = async (next: Session): Promise<void> => {
    await (await vault()).write(secretName, JSON.stringify(next));
  };

  const lives = ({ accessToken, expiresIn }: Tokens): LiveToken => ({
    accessToken,
    // An issuer that does not say is asked again when the token is rejected.
    endsAt: expiresIn === undefined ? Infinity : clock.monotonic() + expiresIn * 1000,
  });

  /** The issuer of an address, found once. */
  const issuerOf = (address: IssuerAddress, clockSkewMs?: number): Promise<Issuer> => {
    const of = JSON.stringify([address.issuer, address.clientId]);
    if (issuer?.of === of) return issuer.opened;
    const open = async () => {
      const skew = clockSkewMs ?? (await checkServer(options.serverUrl, { http, clock })).clockSkewMs;
      return openIssuer(address, { http, clock, clockSkewMs: skew });
    };
    const found = open().catch((error: unknown) => {
      issuer = undefined;
      throw error;
    });
    issuer = { of, opened: found };
    return found;
  };

  /** Gets a new access token for a session; `null` when there is none to get. */
  const renew = async (of: Session): Promise<string | null> => {
    if (of.refreshToken === null) return null;
    const tokens = await (await issuerOf(of)).refresh(of.refreshToken);
    // Signed out, or in as somebody else, while the issuer was asked.
    if (session?.refreshToken !== of.refreshToken) return live?.accessToken ?? null;
    if (tokens === null) {
      session = { ...session, refreshToken: null };
      live = null;
      changed();
      await keep(session).catch(() => undefined);
      return null;
    }
    session = { ...session, refreshToken: tokens.refreshToken ?? of.refreshToken };
    live = lives(tokens);
    unsealed = true;
    return sealed();
  };

  /** The token, once the refresh token that came with it is safe: a crash after its use would lose the session. */
  const sealed = async (): Promise<string | null> => {
    const current = session;
    if (current && unsealed) {
      await keep(current);
      if (session?.refreshToken === current.refreshToken) unsealed = false;
    }
    return live?.accessToken ?? null;
  };

  const renewed = (): Promise<string | null> => {
    const of = session;
    if (!of) return Promise.resolve(null);
    if (renewing?.of === of.refreshToken) return renewing.result;
    const result = renew(of).finally(() => {
      if (renewing?.result === result) renewing = undefined;
    });
    renewing = { of: of.refreshToken, result };
    return result;
  };

  const tokens: TokenSource = {
    accessToken: () => {
      if (live && clock.monotonic() < live.endsAt - leewayMs) return sealed();
      return renewed();
    },
    refresh: (rejected) => (live && live.accessToken !== rejected ? sealed() : renewed()),
  };

  const clientWith = (source: TokenSource) =>
    createFoccoLojasClient({ http, baseUrl: options.serverUrl, tokens: source, clock });

  const signIn: Account['signIn'] = async ({ device = false, onStep, maySignIn, signal }) => {
    signingIn?.abort(new EloError('cancelled', 'Another sign-in began'));
    const mine = new AbortController();
    signingIn = mine;
    const cancel = () => mine.abort(new EloError('cancelled', 'Signing in was cancelled'));
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      // First of all: without a vault there is nothing to sign in for.
      await vault();
      const { health, clockSkewMs } = await checkServer(options.serverUrl, {
        http,
        clock,
        signal: mine.signal,
      });
      const address = { issuer: health.issuer, clientId: health.clientId };
      const by = await issuerOf(address, clockSkewMs);
      mine.signal.throwIfAborted();
      const ways = { onStep, openUrl: options.openUrl, pages: options.pages, signal: mine.signal };
      const use = async (given: Tokens) => {
        if (given.refreshToken === undefined) {
          throw new EloError('sign-in-failed', 'The issuer gave no refresh token', {
            remedy: 'contact-support',
          });
        }
        const fixed = {
          accessToken: () => Promise.resolve(given.accessToken),
          refresh: () => Promise.resolve(null),
        };
        const user = await clientWith(fixed).getMe({}, { signal: mine.signal });
        mine.signal.throwIfAborted();
        maySignIn?.(user);
        const before = { session, live, unsealed };
        session = { ...address, refreshToken: given.refreshToken, user };
        live = lives(given);
        unsealed = true;
        try {
          await sealed();
          problem = null;
        } catch (error) {
          ({ session, live, unsealed } = before);
          throw error;
        }
      };
      await (device ? by.signInByDevice(ways, use) : by.signInByBrowser(ways, use));
      changed();
      if (!session) throw new EloError('cancelled', 'Signed out meanwhile');
      return session.user;
    } catch (error) {
      throw mine.signal.aborted ? (mine.signal.reason as EloError) : toEloError(error);
    } finally {
      signal?.removeEventListener('abort', cancel);
      if (signingIn === mine) signingIn = undefined;
    }
  };

  const revoke = async (of: IssuerAddress, refreshToken: string): Promise<void> => {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const stop = clock.after(revokeMs, resolve);
    const gone = issuerOf(of).then((by) => by.revoke(refreshToken));
    await Promise.race([gone.catch(() => undefined), late]);
    stop();
  };

  return {
    start: async () => {
      try {
        session = parseSession(await (await vault()).read(secretName));
        problem = null;
      } catch (error) {
        problem = toEloError(error);
      }
      changed();
    },
    state: () =>
      session === null ? 'signed-out' : session.refreshToken === null ? 'session-ended' : 'signed-in',
    user: () => session?.user ?? null,
    problem: () => problem,
    tokens,
    signIn,
    signOut: async () => {
      signingIn?.abort(new EloError('cancelled', 'Signed out'));
      const left = session;
      session = null;
      live = null;
      unsealed = false;
      if (left) changed();
      const forget = async () => (await vault()).remove(secretName);
      await Promise.all([forget(), left?.refreshToken ? revoke(left, left.refreshToken) : undefined]);
    },
    refreshUser: async () => {
      const of = session;
      if (!of || of.refreshToken === null) return of?.user ?? null;
      const user = await clientWith(tokens).getMe();
      if (session && session.user.id === of.user.id) {
        const before = JSON.stringify(session.user);
        session = { ...session, user };
        if (JSON.stringify(user) !== before) {
          changed();
          await keep(session);
        }
      }
      return session?.user ?? null;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => signingIn?.abort(new EloError('cancelled', 'The engine stops')),
  };
}
