import { z } from 'zod';
import { Me } from '../../../shared/api/account.ts';

/** What is kept of a session, sealed as one secret, so that token and user never disagree. */
export const Session = z.object({
  issuer: z.string(),
  clientId: z.string(),
  /** `null`: the issuer refused to go on; the user is still known and signs in again. */
  refreshToken: z.string().nullable(),
  user: Me,
  /** The newest access token and when it ends (UTC ISO-8601): a restart need not spend the refresh token. */
  access: z.object({ token: z.string(), endsAt: z.string() }).nullable().default(null),
  /**
   * The refresh token was about to be used, and no answer was sealed: the issuer may have replaced it already. Where it
   * takes the one before for some seconds more, asking at once saves the session.
   */
  renewing: z.boolean().default(false),
});
export type Session = z.infer<typeof Session>;

/** Name of the secret: one session for each server. */
export function sessionName(serverUrl: string): string {
  return `foccolojas-session ${new URL(serverUrl).origin}`;
}

/** A kept session; `null` for anything that is none (older formats included: the user signs in again). */
export function parseSession(text: string | null): Session | null {
  if (text === null) return null;
  try {
    return Session.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
