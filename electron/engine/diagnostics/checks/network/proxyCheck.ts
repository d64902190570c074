import type { Check } from '../../check.ts';
import { farTarget, portOf } from '../../network/farTarget.ts';
import type { DiagnosticsParts } from '../../ports.ts';
import { probeHost } from '../../tcp/probeHost.ts';

/** Which proxy the system has for FoccoLojas (set by hand or by script), and whether it answers. */
export function proxyCheck(parts: DiagnosticsParts): Check {
  return {
    code: 'proxy',
    needs: [],
    budgetMs: 8_000,
    async run(context) {
      const target = await farTarget(parts, context);
      if ('finding' in target) return target.finding;
      const { proxy } = target;
      if (proxy === null) return { status: 'ok', evidence: { used: false } };
      const { clock, signal } = context;
      const port = portOf(proxy);
      const { answer } = await probeHost({ host: proxy.hostname, port, clock, signal });
      // Never with the user and password that may stand in the address.
      const evidence = { used: true, proxy: `${proxy.hostname}:${port}`, answer };
      if (answer === 'open') return { status: 'ok', evidence };
      return answer === 'not-tried'
        ? { status: 'unknown', evidence: { ...evidence, reason: 'not-tried' } }
        : { status: 'failed', condition: 'proxy-not-reached', evidence };
    },
  };
}
