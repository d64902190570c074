import { toEloError } from '../../../../shared/domain/eloError.ts';
import type { Check } from '../check.ts';
import type { DiagnosticsParts } from '../ports.ts';

/** Signing in and linking take one or two requests; a slow line gets some patience. */
const askMs = 8_000;

/** Elo's engine, the vault, the account and the Promob link. */
export function accountChecks(parts: DiagnosticsParts): readonly Check[] {
  return [
    {
      code: 'engine-answers',
      needs: [],
      budgetMs: 500,
      run() {
        const { engineProblem: problem } = parts;
        return problem === null
          ? { status: 'ok', evidence: { version: parts.appVersion } }
          : {
              status: 'failed',
              condition: 'engine-not-answering',
              // A reason among the details explains the code; support looks for the code.
              evidence: { ...problem.details, reason: problem.code },
              remedies: [problem.remedy ?? 'contact-support'],
            };
      },
    },
    {
      code: 'vault',
      needs: [],
      budgetMs: askMs,
      async run() {
        try {
          // Opening it proves it: a probe is written, read back and deleted.
          await parts.secrets.read('vault-check');
          return { status: 'ok' };
        } catch (error) {
          const { code, details } = toEloError(error);
          if (code !== 'vault-unavailable') throw error;
          return {
            status: 'failed',
            condition: 'vault-missing',
            evidence: {
              reason: code,
              ...(details['reason'] === undefined ? {} : { class: details['reason'] }),
            },
            remedies: ['install-vault'],
          };
        }
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
