import { buildPath } from '../../../../../shared/api/operations.ts';
import { EloError } from '../../../../../shared/domain/eloError.ts';
import type { Check } from '../../check.ts';
import { farTarget } from '../../network/farTarget.ts';
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
    needs: ['server-answers'],
    budgetMs: 9_500,
    async run(context) {
      const target = await farTarget(parts, context);
      if ('finding' in target) return target.finding;
      const ask = (bytes: number): Promise<unknown> =>
        parts.http.request({
          method: 'GET',
          url: target.url.origin + buildPath('getHealth'),
          headers: bytes === 0 ? {} : { 'x-elo-padding': 'x'.repeat(bytes) },
          responseType: 'bytes',
          maxResponseBytes: 64 * 1024,
          timeoutMs: patienceMs,
          signal: context.signal,
        });
      const evidence = { host: target.host, bytes: largeBytes };
      try {
        await ask(0);
      } catch (error) {
        if (context.signal.aborted) throw error;
        return { status: 'unknown', evidence: { ...evidence, reason: 'not-reached' } };
      }
      const begun = context.clock.monotonic();
      try {
        await ask(largeBytes);
        return { status: 'ok', evidence: { ...evidence, ms: Math.round(context.clock.monotonic() - begun) } };
      } catch (error) {
        if (context.signal.aborted || !(error instanceof EloError)) throw error;
        // Silence after a small one was answered; any other end is somebody's answer.
        return error.code === 'network-timeout'
          ? { status: 'failed', condition: 'large-packets-lost', evidence }
          : { status: 'unknown', evidence: { ...evidence, reason: 'not-understood', error: error.code } };
      }
    },
  };
}
