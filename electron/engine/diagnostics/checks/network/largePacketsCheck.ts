import { buildPath } from '../../../../../shared/api/operations.ts';
import { EloError } from '../../../../../shared/domain/eloError.ts';
import type { Check } from '../../check.ts';
import { farTarget } from '../../network/farTarget.ts';
import { readCertificate } from '../../network/readCertificate.ts';
import type { DiagnosticsParts } from '../../ports.ts';

/** Five full packets; servers take single headers up to 8 KB (nginx `large_client_header_buffers`). */
const largeBytes = 7_000;
const patienceMs = 4_000;

/**
 * Whether large packets reach FoccoLojas as small ones do: where a router on the way drops what is too large for its line
 * and says nothing (path MTU), pages open and uploads stand still. By the app's own client, so through proxy and TLS.
 */
export function largePacketsCheck(parts: DiagnosticsParts): Check {
  return {
    code: 'large-packets',
    needs: ['server-name'],
    budgetMs: 9_500,
    async run(context) {
      const target = await farTarget(parts, context);
      if ('finding' in target) return target.finding;
      if (target.url.protocol !== 'https:')
        return { status: 'skipped', evidence: { reason: 'not-encrypted' } };
      const { clock, signal } = context;
      const evidence = { host: target.host, bytes: largeBytes };
      // What arrives in small packets: the app's own first message is too large for some lines already.
      const small = await readCertificate(target, { timeoutMs: patienceMs, clock, signal });
      if (typeof small === 'string')
        return { status: 'unknown', evidence: { ...evidence, reason: 'not-reached' } };
      const begun = clock.monotonic();
      try {
        await parts.http.request({
          method: 'GET',
          url: target.url.origin + buildPath('getHealth'),
          headers: { 'x-elo-padding': 'x'.repeat(largeBytes) },
          responseType: 'bytes',
          maxResponseBytes: 64 * 1024,
          timeoutMs: patienceMs,
          signal,
        });
        return { status: 'ok', evidence: { ...evidence, ms: Math.round(clock.monotonic() - begun) } };
      } catch (error) {
        if (signal.aborted || !(error instanceof EloError)) throw error;
        // Silence after a small one was answered; any other end is somebody's answer.
        return error.code === 'network-timeout'
          ? { status: 'failed', condition: 'large-packets-lost', evidence }
          : { status: 'unknown', evidence: { ...evidence, reason: 'not-understood', error: error.code } };
      }
    },
  };
}
