import { z } from 'zod';
import { Me } from '../../../shared/api/account.ts';

/** What is kept of a session, sealed as one secret, so that token and user never disagree. */
export const Session = z.object({
  issuer: z.string(),
  clientId: z.string(),
  /** `null`: the issuer refused to go on; the user is still known and signs in again. */
  refreshToken: z.string().nullable(),
  user: Me,
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
