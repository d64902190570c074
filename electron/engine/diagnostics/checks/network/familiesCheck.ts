import type { Check } from '../../check.ts';
import { farTarget } from '../../network/farTarget.ts';
import type { DiagnosticsParts } from '../../ports.ts';
import { probeHost } from '../../tcp/probeHost.ts';
import type { TcpAttempt } from '../../tcp/probeTcp.ts';

function say(attempts: readonly TcpAttempt[], family: 4 | 6): 'yes' | 'no' | 'not-offered' {
  const tried = attempts.filter((attempt) => attempt.family === family);
  if (tried.length === 0) return 'not-offered';
  return tried.some(({ answer }) => answer === 'open') ? 'yes' : 'no';
}

/** Whether FoccoLojas is reached by IPv4 and by IPv6, each by itself: one that is broken makes every connection wait. */
export function familiesCheck(parts: DiagnosticsParts): Check {
  return {
    code: 'ip-families',
    needs: ['local-network'],
    budgetMs: 8_000,
    async run(context) {
      const target = await farTarget(parts, context);
      if ('finding' in target) return target.finding;
      if (target.proxy !== null) return { status: 'skipped', evidence: { reason: 'through-a-proxy' } };
      const { clock, signal, machine } = context;
      const { host, port } = target;
      const [found, network] = await Promise.all([
        probeHost({ host, port, clock, signal }),
        machine.network(signal),
      ]);
      if (found.answer === 'dns-failed')
        return { status: 'unknown', evidence: { host, reason: 'not-reached' } };
      const ipv4 = say(found.attempts, 4);
      const ipv6 = say(found.attempts, 6);
      const offered = network.ok && network.value.routes.some(({ family }) => family === 6);
      const evidence = { host, ipv4, ipv6, ipv6Route: offered };
      if (ipv4 !== 'yes' && ipv6 !== 'yes') {
        return { status: 'unknown', evidence: { ...evidence, reason: 'not-reached' } };
      }
      return ipv4 === 'yes' && ipv6 === 'no' && offered
        ? { status: 'warning', condition: 'ipv6-broken', evidence }
        : { status: 'ok', evidence };
    },
  };
}
