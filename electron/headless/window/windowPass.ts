import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../shared/domain/clock.ts';

/** 256 random bits: nobody tries them out. */
const secretBytes = 32;

/** A browser opens within seconds; a person who is to paste the address gets ten minutes. */
export const passLifeMs = 10 * 60_000;

/** More cookies of one name than this are no browser's. */
const maxCookies = 50;

/** Who may see the window: whoever shows the token once, and from then on its cookie. */
export interface WindowPass {
  /** A new token for one opening; the one before ends. */
  issue(): string;
  /** The value of the cookie a token is exchanged for; `null` where it is not the token, was used or is too old. */
  exchange(token: string): string | null;
  /** Whether a `Cookie` header carries the cookie. */
  admits(cookieHeader: string | undefined): boolean;
}

const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
const same = (given: string, expected: Buffer): boolean => timingSafeEqual(digest(given), expected);

/**
 * The way into one window. The cookie lives as long as this object: ending the host ends every window it opened.
 * @param cookieName cookies are shared by all ports of a host, so the name tells hosts apart
 */
export function createWindowPass(cookieName: string, clock: Pick<Clock, 'monotonic'>): WindowPass {
  const cookie = randomBytes(secretBytes).toString('base64url');
  const cookieDigest = digest(cookie);
  let token: { readonly digest: Buffer; readonly until: number } | null = null;
  return {
    issue() {
      const value = randomBytes(secretBytes).toString('base64url');
      token = { digest: digest(value), until: clock.monotonic() + passLifeMs };
      return value;
    },
    exchange(given) {
      if (token === null || clock.monotonic() > token.until || !same(given, token.digest)) return null;
      token = null;
      return cookie;
    },
    admits(cookieHeader) {
      if (cookieHeader === undefined) return false;
      // Another program on this machine can set a cookie of the same name beside ours; ours still counts.
      return cookieHeader
        .split(';', maxCookies)
        .map((pair) => pair.trim())
        .some(
          (pair) =>
            pair.startsWith(`${cookieName}=`) && same(pair.slice(cookieName.length + 1), cookieDigest),
        );
    },
  };
}
