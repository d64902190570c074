import type { Check } from '../../check.ts';
import { ownPlace } from '../../port/ownPlace.ts';
import { staysHere } from '../../port/staysHere.ts';
import type { DiagnosticsParts } from '../../ports.ts';
import { probeTcp } from '../../tcp/probeTcp.ts';

/** What routers mostly answer on, be it with a refusal: their page, names. */
const knockAt = [80, 443, 53];

/** Whether there is a way out, and the router at its beginning answers. */
export function gatewayCheck(parts: DiagnosticsParts): Check {
  return {
    code: 'gateway',
    needs: ['local-network'],
    budgetMs: 8_000,
    async run({ machine, clock, signal }) {
      if (staysHere(parts.serverUrl())) {
        return { status: 'skipped', evidence: { reason: 'server-on-this-machine' } };
      }
      const network = await machine.network(signal);
      if (!network.ok)
        return { status: 'unknown', evidence: { reason: 'no-network-facts', why: network.reason } };
      const { gateway } = ownPlace(network.value);
      if (gateway === null) {
        // A tunnel is a way without a router; a way by IPv6 alone is one too.
        return network.value.routes.length > 0
          ? { status: 'ok', evidence: { routes: network.value.routes.length } }
          : { status: 'failed', condition: 'no-way-out' };
      }
      const tries = await Promise.all(
        knockAt.map((port) => probeTcp({ address: gateway, port, clock, signal })),
      );
      const answered = tries.find(({ answer }) => ['open', 'refused', 'reset'].includes(answer));
      if (answered !== undefined) return { status: 'ok', evidence: { gateway, answerMs: answered.ms } };
      // The local network itself was asked for it and nobody answered; silence alone may be its protection.
      return tries.some(({ answer }) => answer === 'host-unreachable')
        ? { status: 'failed', condition: 'router-not-reached', evidence: { gateway } }
        : { status: 'unknown', evidence: { gateway, reason: 'router-silent' } };
    },
  };
}
