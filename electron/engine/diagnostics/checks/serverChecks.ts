import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { EloError } from '../../../../shared/domain/eloError.ts';
import type { Check } from '../check.ts';
import type { DiagnosticsParts } from '../ports.ts';

/** Tokens tolerate a few minutes; beyond two, signing in begins to fail. */
const clockToleranceMs = 2 * 60_000;

/** Which words a failure of the network has; the class stands in front of the first dash. */
const isNetwork = (code: string): boolean => /^(network|tls|proxy)-/.test(code);

/** The way to FoccoLojas, link by link: address, name, answer, clock. */
export function serverChecks(parts: DiagnosticsParts): readonly Check[] {
  const url = (): URL => {
    const text = parts.serverUrl();
    if (text === null) throw new EloError('server-not-set', 'no address of FoccoLojas is set');
    return new URL(text);
  };
  return [
    {
      code: 'server-address',
      needs: [],
      budgetMs: 500,
      run: () =>
        parts.serverUrl() === null
          ? {
              status: 'unknown',
              condition: 'server-not-set',
              evidence: { reason: 'lacks', lacks: 'server' },
              remedies: ['check-server-address'],
            }
          : { status: 'ok', evidence: { host: url().host } },
    },
    {
      code: 'server-name',
      needs: ['server-address'],
      budgetMs: 5_000,
      async run() {
        const { hostname } = url();
        const bare = hostname.replace(/^\[|\]$/g, '');
        if (isIP(bare) !== 0) return { status: 'ok', evidence: { addresses: [bare] } };
        try {
          const found = await lookup(hostname, { all: true });
          return { status: 'ok', evidence: { addresses: found.map(({ address }) => address) } };
        } catch (error) {
          const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
          return {
            status: 'failed',
            condition: 'server-name-not-found',
            evidence: { host: hostname, reason },
            remedies: ['check-connection'],
          };
        }
      },
    },
    {
      code: 'server-answers',
      needs: ['server-address', 'server-name'],
      budgetMs: 8_000,
      async run({ signal, clock }) {
        const begun = clock.monotonic();
        try {
          const { clockSkewMs } = await parts.checkServer(url().origin, signal);
          return {
            status: 'ok',
            evidence: { host: url().host, answerMs: Math.round(clock.monotonic() - begun), clockSkewMs },
          };
        } catch (error) {
          if (!(error instanceof EloError)) throw error;
          return {
            status: 'failed',
            condition: 'server-not-answering',
            evidence: { host: url().host, reason: error.code },
            remedies: [error.remedy ?? (isNetwork(error.code) ? 'check-connection' : 'contact-support')],
          };
        }
      },
    },
    {
      code: 'clock',
      needs: ['server-answers'],
      budgetMs: 500,
      run({ result }) {
        const skew = result('server-answers')?.evidence['clockSkewMs'];
        if (typeof skew !== 'number') return { status: 'unknown', evidence: { reason: 'not-measured' } };
        const minutes = Math.round(Math.abs(skew) / 60_000);
        return Math.abs(skew) <= clockToleranceMs
          ? { status: 'ok', evidence: { skewMs: skew } }
          : {
              status: 'failed',
              condition: 'clock-off',
              evidence: { skewMs: skew, minutes },
              remedies: ['set-clock'],
            };
      },
    },
  ];
}
