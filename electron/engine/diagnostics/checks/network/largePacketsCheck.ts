import { buildPath } from '../../../../../shared/api/operations.ts';
import { EloError } from '../../../../../shared/domain/eloError.ts';
import { createRunTool } from '../../../platform/machine/runTool.ts';
import { createPathReader } from '../../../platform/readPath.ts';
import type { Check, CheckContext, Evidence } from '../../check.ts';
import { farTarget } from '../../network/farTarget.ts';
import type { FarTarget } from '../../network/farTarget.ts';
import { measurePathMtu } from '../../network/measurePathMtu.ts';
import { readCertificate } from '../../network/readCertificate.ts';
import type { DiagnosticsParts } from '../../ports.ts';
import { probeHost } from '../../tcp/probeHost.ts';

/** Five full packets; servers take single headers up to 8 KB (nginx `large_client_header_buffers`). */
const largeBytes = 7_000;
const patienceMs = 4_000;
/** The size is an addition: it must not take the answer itself beyond the check's time. */
const measureMs = 5_000;

/** How large a packet the way carries, or why that could not be measured; a proxy is another way than the server's. */
async function measure(target: FarTarget, { clock, signal }: CheckContext): Promise<Evidence> {
  if (target.proxy !== null) return { mtuReason: 'through-a-proxy' };
  const { host, port } = target;
  const { best } = await probeHost({ host, port, clock, signal });
  if (best?.answer !== 'open') return { mtuReason: 'not-reached' };
  const { address, family } = best;
  const path = createPathReader(createRunTool(clock), process.platform);
  const found = await measurePathMtu({ address, family, port, host, clock, signal }, path);
  return { ...found, family: family === 6 ? 'IPv6' : 'IPv4' };
}

/**
 * Whether large packets reach FoccoLojas as small ones do: where a router on the way drops what is too large for its line
 * and says nothing (path MTU), pages open and uploads stand still. By the app's own client, so through proxy and TLS; the
 * size itself is measured beside it, on the way without a proxy.
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
      const late = new Promise<Evidence>((resolve) => {
        clock.after(measureMs, () => resolve({ mtuReason: 'took-too-long' }));
      });
      const measured = Promise.race([measure(target, context), late]);
      // Awaited only where something was found; given up together with the request.
      measured.catch(() => undefined);
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
        const ms = Math.round(clock.monotonic() - begun);
        return { status: 'ok', evidence: { ...evidence, ...(await measured), ms } };
      } catch (error) {
        if (signal.aborted || !(error instanceof EloError)) throw error;
        // Silence after a small one was answered; any other end is somebody's answer.
        return error.code === 'network-timeout'
          ? {
              status: 'failed',
              condition: 'large-packets-lost',
              evidence: { ...evidence, ...(await measured) },
            }
          : {
              status: 'unknown',
              evidence: { ...evidence, ...(await measured), reason: 'not-understood', error: error.code },
            };
      }
    },
  };
}
