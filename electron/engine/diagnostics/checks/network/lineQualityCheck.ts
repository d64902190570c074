import type { Check } from '../../check.ts';
import { farTarget, portOf } from '../../network/farTarget.ts';
import { measureLine } from '../../network/measureLine.ts';
import type { DiagnosticsParts } from '../../ports.ts';
import { probeHost } from '../../tcp/probeHost.ts';

const tries = 10;
/** One lost of ten happens on any wireless; a fifth is felt. */
const mostLost = 2;
/** Pages of the ERP take some ten exchanges: at this each takes half a minute to come up. */
const slowMs = 400;

/** Latency, jitter and loss towards FoccoLojas (or the proxy on the way), by handshakes. */
export function lineQualityCheck(parts: DiagnosticsParts): Check {
  return {
    code: 'line-quality',
    needs: ['local-network'],
    budgetMs: 9_500,
    async run(context) {
      const target = await farTarget(parts, context);
      if ('finding' in target) return target.finding;
      const host = target.proxy?.hostname ?? target.host;
      const port = target.proxy === null ? target.port : portOf(target.proxy);
      const { clock, signal } = context;
      const { best } = await probeHost({ host, port, clock, signal });
      if (best?.answer !== 'open') return { status: 'unknown', evidence: { host, reason: 'not-reached' } };
      const line = await measureLine({ address: best.address, port, tries, clock, signal });
      const evidence = { host, ...line };
      if (line.medianMs === null)
        return { status: 'unknown', evidence: { ...evidence, reason: 'not-reached' } };
      return line.lost >= mostLost || line.medianMs > slowMs
        ? { status: 'warning', condition: 'line-poor', evidence }
        : { status: 'ok', evidence };
    },
  };
}
