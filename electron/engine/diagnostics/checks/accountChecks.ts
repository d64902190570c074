import type { Check } from '../check.ts';
import type { DiagnosticsParts } from '../ports.ts';

/** Signing in and linking take one or two requests; a slow line gets some patience. */
const askMs = 8_000;

/** The vault, the account and the Promob link. */
export function accountChecks(parts: DiagnosticsParts): readonly Check[] {
  return [
    {
      code: 'vault',
      needs: [],
      budgetMs: askMs,
      async run() {
        const { health } = await parts.status();
        const code = health.find((known) => known.startsWith('vault-'));
        return code === undefined
          ? { status: 'ok' }
          : {
              status: 'failed',
              condition: 'vault-missing',
              evidence: { reason: code },
              remedies: ['install-vault'],
            };
      },
    },
    {
      code: 'signed-in',
      needs: ['server-address', 'vault'],
      budgetMs: askMs,
      async run() {
        const { signedIn } = await parts.status();
        return signedIn
          ? { status: 'ok' }
          : { status: 'failed', condition: 'signed-out', remedies: ['sign-in'] };
      },
    },
    {
      code: 'promob-link',
      needs: ['signed-in'],
      budgetMs: askMs,
      async run() {
        const { promobLink, user } = await parts.status();
        if (promobLink === 'linked') return { status: 'ok' };
        if (user?.roles.includes('responsible') === true) {
          return { status: 'skipped', evidence: { reason: 'responsible' } };
        }
        return {
          status: 'failed',
          condition: 'promob-not-linked',
          evidence: { link: promobLink },
          remedies: ['link-again'],
        };
      },
    },
  ];
}
