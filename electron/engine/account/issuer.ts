import type { Configuration } from 'openid-client';
import type { Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { showAddress, type AccountStep } from './accountStep.ts';
import type { Http } from '../net/createHttp.ts';
import { isLoopbackUrl, requireSafeUrl } from '../net/loopback.ts';
import { httpFetch } from './httpFetch.ts';
import { listenOnLoopback, type FinalPages } from './loopbackListener.ts';
import { oauthError, signInError } from './signInError.ts';

/** What an issuer gives. */
export interface Tokens {
  readonly accessToken: string;
  /** Seconds it lives; `undefined` where the issuer does not say. */
  readonly expiresIn: number | undefined;
  readonly refreshToken: string | undefined;
}

/** Whom to talk to while signing in. */
export interface IssuerAddress {
  readonly issuer: string;
  readonly clientId: string;
}

/** How a sign-in is carried out. */
export interface SignInWays {
  readonly openUrl: (url: string) => Promise<void>;
  readonly onStep: (step: AccountStep) => void;
  readonly pages: FinalPages;
  readonly signal: AbortSignal;
}

/** FoccoLojas' OpenID Connect issuer, as a public client sees it. Errors are {@link signInError}'s. */
export interface Issuer {
  /** In the system's browser: authorization code, PKCE (S256), state, nonce, loopback redirect. */
  signInByBrowser(ways: SignInWays, use: (tokens: Tokens) => Promise<void>): Promise<void>;
  /** On any device, with a code to type (RFC 8628). */
  signInByDevice(ways: SignInWays, use: (tokens: Tokens) => Promise<void>): Promise<void>;
  /** `null`: the issuer will never give one again for this refresh token. */
  refresh(refreshToken: string): Promise<Tokens | null>;
  /** Tells the issuer that the refresh token is not needed any more; errors are swallowed. */
  revoke(refreshToken: string): Promise<void>;
}

const scope = 'openid offline_access foccolojas';
/** A person looks for a password, or asks a colleague; the listener does not stay open for ever. */
const browserMs = 10 * 60_000;
/** RFC 8628 §3.5: five seconds where the issuer does not say, and five more for each `slow_down`. */
const defaultIntervalS = 5;
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/**
 * Finds the issuer's endpoints. `clockSkewMs` is this machine's clock minus the server's: with it a wrong clock does
 * not make good tokens look expired.
 * @throws EloError `insecure-issuer` (plain http beyond this machine, or no PKCE), `sign-in-not-verified` (it says it
 * is another), or the network's.
 */
export async function openIssuer(
  address: IssuerAddress,
  { http, clock, clockSkewMs }: { readonly http: Http; readonly clock: Clock; readonly clockSkewMs: number },
): Promise<Issuer> {
  // Not needed for a start without signing in, and not small.
  const oidc = await import('openid-client');
  const url = safe(address.issuer);
  const config: Configuration = await oidc
    .discovery(
      url,
      address.clientId,
      {
        token_endpoint_auth_method: 'none',
        // openid-client reads the machine's own clock; what it adds makes it the server's.
        [oidc.clockSkew]: Math.round((clock.now() - clockSkewMs - Date.now()) / 1000),
        [oidc.clockTolerance]: 60,
      },
      oidc.None(),
      {
        [oidc.customFetch]: httpFetch(http),
        ...(isLoopbackUrl(url) ? { execute: [oidc.allowInsecureRequests] } : {}),
      },
    )
    .catch((error: unknown) => {
      throw signInError(error);
    });
  const server = config.serverMetadata();
  safe(server.authorization_endpoint ?? '');
  if (!server.supportsPKCE()) {
    throw new EloError('insecure-issuer', 'The issuer does not know PKCE with S256', {
      remedy: 'contact-support',
    });
  }

  const tokens = (answer: {
    readonly access_token: string;
    readonly expires_in?: number | undefined;
    readonly refresh_token?: string | undefined;
  }): Tokens => ({
    accessToken: answer.access_token,
    expiresIn: answer.expires_in,
    refreshToken: answer.refresh_token,
  });

  const signInByBrowser: Issuer['signInByBrowser'] = async (ways, use) => {
    const verifier = oidc.randomPKCECodeVerifier();
    const state = oidc.randomState();
    const nonce = oidc.randomNonce();
    const listener = await listenOnLoopback(state, ways.pages);
    const stopTimer = clock.after(browserMs, () => listener.close());
    ways.signal.addEventListener('abort', listener.close, { once: true });
    try {
      const target = oidc.buildAuthorizationUrl(config, {
        redirect_uri: listener.redirectUri,
        scope,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        // Without a question an issuer need not give offline access (OpenID Connect Core §11).
        prompt: 'consent',
      });
      ways.signal.throwIfAborted();
      showAddress({ step: 'open-url', url: target.href }, ways.onStep, ways.openUrl);
      const back = await listener.callback.catch((error: unknown) => {
        throw ways.signal.aborted ? error : expired('no answer from the browser');
      });
      try {
        const answer = await oidc.authorizationCodeGrant(config, back.url, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        await use(tokens(answer));
        back.finish('done');
      } catch (error) {
        back.finish('failed');
        throw signInError(error);
      }
    } finally {
      stopTimer();
      ways.signal.removeEventListener('abort', listener.close);
      listener.close();
    }
  };

  const signInByDevice: Issuer['signInByDevice'] = async (ways, use) => {
    const started = await oidc.initiateDeviceAuthorization(config, { scope }).catch((error: unknown) => {
      throw signInError(error);
    });
    const deadline = clock.monotonic() + started.expires_in * 1000;
    const page = safe(started.verification_uri_complete ?? started.verification_uri);
    showAddress({ step: 'open-url', url: page.href, userCode: started.user_code }, ways.onStep, ways.openUrl);
    let intervalS = started.interval ?? defaultIntervalS;
    for (;;) {
      await pause(clock, intervalS * 1000, ways.signal);
      if (clock.monotonic() >= deadline) throw expired('the code was not used in time');
      const answer = await oidc
        .genericGrantRequest(config, deviceGrant, { device_code: started.device_code })
        .catch((thrown: unknown) => {
          const pending = oauthError(thrown)?.error;
          if (pending === 'slow_down') intervalS += defaultIntervalS;
          const error = signInError(thrown);
          // The network may come and go while the user types the code elsewhere.
          if (pending === 'slow_down' || pending === 'authorization_pending' || error.retryable)
            return undefined;
          throw error;
        });
      if (answer) return use(tokens(answer));
    }
  };

  return {
    signInByBrowser,
    signInByDevice,
    refresh: async (refreshToken) => {
      try {
        return tokens(await oidc.refreshTokenGrant(config, refreshToken));
      } catch (thrown) {
        const refused = oauthError(thrown);
        // The issuer itself says no: revoked, used twice, expired, or Elo is not its client any more.
        const final = ['invalid_grant', 'invalid_client', 'unauthorized_client'];
        if (refused && refused.status < 500 && final.includes(refused.error)) return null;
        throw signInError(thrown);
      }
    },
    revoke: async (refreshToken) => {
      if (!server.revocation_endpoint) return;
      await oidc
        .tokenRevocation(config, refreshToken, { token_type_hint: 'refresh_token' })
        .catch(() => undefined);
    },
  };
}

/** An address the browser may be sent to. */
function safe(address: string): URL {
  try {
    return requireSafeUrl(address);
  } catch (error) {
    throw new EloError('insecure-issuer', 'An address of the issuer is not secure', {
      cause: error,
      remedy: 'contact-support',
    });
  }
}

function expired(why: string): EloError {
  return new EloError('sign-in-expired', `Signing in took too long: ${why}`, { remedy: 'sign-in' });
}

/** Waits on the clock. @throws the signal's reason when aborted. */
function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      stop();
      reject(signal.reason as Error);
    };
    const stop = clock.after(ms, () => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
