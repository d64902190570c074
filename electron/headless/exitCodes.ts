/** What the process answers; other programs rely on these. */
export const exitCodes = { done: 0, failed: 1, usage: 2, signInOrLink: 3 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Refusals that only signing in or linking helps; an engine throws them only where the command needs it. */
const needsSignInOrLink: ReadonlySet<string> = new Set([
  'sign-in-required',
  'signed-out',
  'session-ended',
  'unauthenticated',
  'promob-link-required',
  'relink-required',
  'promob-relink-required',
]);

/** The exit code of a failure by its error code. */
export function exitCodeOf(code: string): ExitCode {
  return needsSignInOrLink.has(code) ? exitCodes.signInOrLink : exitCodes.failed;
}
