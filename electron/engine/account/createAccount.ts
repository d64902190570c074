import type { Me } from '../../../shared/api/account.ts';
import { isoTime } from '../../../shared/domain/clock.ts';
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
  refreshUser(signal?: AbortSignal): Promise<Me | null>;
  /** Hears when state or user changed. */
  onChange(listener: () => void): Stop;
  /** Cancels a sign-in under way. */
  stop: Stop;
}

/** The account of a connection that can be given up. */
export interface OwnAccount extends Account {
  /**
   * Signs out for good because another server is used from now on. `forgotten`: nothing sealed is left of it here;
   * `revoked`: the issuer knows, or could not be told in time. That one never fails and needs the vault no more.
   */
  leave(): { readonly forgotten: Promise<void>; readonly revoked: Promise<void> };
  /** Waits until what the issuer was asked for is sealed, at the latest until the time. */
  settled(timeoutMs: number): Promise<void>;
  /** From now on nothing is read from the vault nor written to it: it is being closed. */
  close(): void;
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

/** A token said to live longer is not believed after a restart: the clock may have been set since. */
const longestAccessMs = 24 * 60 * 60_000;

/** The account. What the issuer gives is sealed by the vault before it is used. */
export function createAccount(options: AccountOptions): OwnAccount {
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
  /** As `Session.renewing`. */
  let asking = false;
  let issuer: { of: string; opened: Promise<Issuer> } | undefined;
  let opened: Promise<Vault> | undefined;
  /** The newest write to the vault; it takes them one after the other. */
  let writing: Promise<unknown> = Promise.resolve();
  let closed = false;

  const changed = () => {
    for (const listener of listeners) listener();
  };

  const vault = async (): Promise<Vault> => {
    if (closed) throw new EloError('session-closed', 'The vault was closed');
    opened ??= options.vault().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };

  const keep = (next: Session): Promise<void> => {
    const kept = write(next);
    writing = kept.catch(() => undefined);
    return kept;
  };

  const write = async (next: Session): Promise<void> => {
    const leftMs = live === null ? 0 : live.endsAt - clock.monotonic();
    const access =
      live !== null && leftMs > 0 && leftMs <= longestAccessMs
        ? { token: live.accessToken, endsAt: isoTime(clock.now() + leftMs) }
        : null;
    await (await vault()).write(secretName, JSON.stringify({ ...next, access, renewing: asking }));
  };

  /** What was sealed of an access token, while it lives. */
  const restored = ({ access }: Session): LiveToken | null => {
    const leftMs = access === null ? 0 : Date.parse(access.endsAt) - clock.now();
    return access !== null && leftMs > 0 && leftMs <= longestAccessMs
      ? { accessToken: access.token, endsAt: clock.monotonic() + leftMs }
      : null;
  };

  /** The token there is, until its very end; FoccoLojas has not rejected it. */
  const stillLive = (): string | null =>
    live !== null && clock.monotonic() < live.endsAt ? live.accessToken : null;

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
    const by = await issuerOf(of);
    // Signed out, or in as somebody else, while the issuer was looked for: nothing of it is sealed again.
    if (session?.refreshToken !== of.refreshToken) return live?.accessToken ?? null;
    if (!asking) {
      asking = true;
      await keep(of).catch((error: unknown) => {
        asking = false;
        throw error;
      });
    }
    const tokens = await by.refresh(of.refreshToken).catch((error: unknown) => {
      // Whether it was done is not known. Issuers that take a replaced token for a while more do so for seconds.
      if (toEloError(error).code !== 'network-reset') throw error;
      return by.refresh(of.refreshToken ?? '');
    });
    // Signed out, or in as somebody else, while the issuer was asked.
    if (session?.refreshToken !== of.refreshToken) {
      // What came too late is in nobody's hands, and would be good for months.
      if (session === null && tokens?.refreshToken !== undefined) await by.revoke(tokens.refreshToken);
      return live?.accessToken ?? null;
    }
    asking = false;
    if (tokens === null) {
      session = { ...session, refreshToken: null };
      if (stillLive() === null) live = null;
      changed();
      await keep(session).catch(() => undefined);
      return stillLive();
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
    accessToken: async () => {
      if (session?.refreshToken === null) {
        if (live !== null && stillLive() === null) {
          live = null;
          changed();
        }
        return stillLive();
      }
      if (!asking && live && clock.monotonic() < live.endsAt - leewayMs) return sealed();
      try {
        return await renewed();
      } catch (error) {
        // the one there is lives a little longer; it is asked again with the next call
        const left = unsealed ? null : stillLive();
        if (left === null) throw error;
        return left;
      }
    },
    refresh: (rejected) => {
      if (live && live.accessToken !== rejected) return sealed();
      live = null;
      return renewed();
    },
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
        const before = { session, live, unsealed, asking };
        session = {
          ...address,
          refreshToken: given.refreshToken,
          user,
          access: null,
          renewing: false,
        };
        live = lives(given);
        unsealed = true;
        asking = false;
        try {
          await sealed();
          problem = null;
        } catch (error) {
          ({ session, live, unsealed, asking } = before);
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

  const leave: OwnAccount['leave'] = () => {
    signingIn?.abort(new EloError('cancelled', 'Signed out'));
    const left = session;
    session = null;
    live = null;
    unsealed = false;
    asking = false;
    if (left) changed();
    const forget = async () => (await vault()).remove(secretName);
    return {
      forgotten: forget(),
      revoked: left?.refreshToken ? revoke(left, left.refreshToken) : Promise.resolve(),
    };
  };

  return {
    start: async () => {
      // Begun again after a change that did not come about: what is known here is the newest.
      if (session !== null) return;
      try {
        session = parseSession(await (await vault()).read(secretName));
        live = session === null ? null : restored(session);
        asking = session?.renewing === true && session.refreshToken !== null;
        problem = null;
      } catch (error) {
        problem = toEloError(error);
      }
      changed();
    },
    state: () =>
      session === null
        ? 'signed-out'
        : session.refreshToken === null && stillLive() === null
          ? 'session-ended'
          : 'signed-in',
    user: () => session?.user ?? null,
    problem: () => problem,
    tokens,
    signIn,
    leave,
    signOut: async () => {
      const { forgotten, revoked } = leave();
      await Promise.all([forgotten, revoked]);
    },
    refreshUser: async (signal) => {
      const of = session;
      if (!of || of.refreshToken === null) return of?.user ?? null;
      const user = await clientWith(tokens).getMe({}, signal === undefined ? {} : { signal });
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
    settled: async (timeoutMs) => {
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const stop = clock.after(timeoutMs, resolve);
      const asked = async () => {
        await renewing?.result.catch(() => undefined);
        await writing;
      };
      await Promise.race([asked(), late]);
      stop();
    },
    close: () => {
      closed = true;
    },
    stop: () => signingIn?.abort(new EloError('cancelled', 'The engine stops')),
  };
}
