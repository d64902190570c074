import type { Check } from '../../check.ts';
import { probeTcp } from '../../tcp/probeTcp.ts';
import type { OutsideOf } from './outsideOf.ts';
import { portParameters } from './portParameters.ts';

/** A router answers from within at once or not at all. */
const patienceMs = 2_000;

/**
 * Whether the store reaches its own public address from within. Many routers cannot, though the port is open: it is told,
 * and proves nothing either way.
 */
export function hairpinCheck(outsideOf: OutsideOf): Check {
  return {
    code: 'port-hairpin',
    needs: ['port-listener'],
    budgetMs: 9_500,
    async run(context) {
      const asked = portParameters(context);
      if ('lacks' in asked) return asked.lacks;
      const outside = await outsideOf(context, asked);
      if (outside === null) return context.lacks('consent:outside-probe');
      const { port } = asked;
      if (outside.answer === 'not-tested') {
        return { status: 'skipped', evidence: { port, reason: 'no-public-address' } };
      }
      const { clock, signal } = context;
      const { publicAddress } = outside;
      const found = await probeTcp({ address: publicAddress, port, clock, signal, timeoutMs: patienceMs });
      const evidence = { port, protocol: 'TCP', publicAddress, answer: found.answer };
      return found.answer === 'open'
        ? { status: 'ok', evidence }
        : { status: 'unknown', evidence: { ...evidence, reason: 'hairpin-proves-nothing' } };
    },
  };
}
