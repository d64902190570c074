import type { Check } from '../../check.ts';
import { ownPlace } from '../../port/ownPlace.ts';
import { probeTcp } from '../../tcp/probeTcp.ts';
import { portParameters } from './portParameters.ts';

/** Whether the port answers at this machine's address in the local network. It says nothing of the way from outside. */
export const lanCheck: Check = {
  code: 'port-lan',
  needs: ['port-listener'],
  budgetMs: 5_000,
  async run(context) {
    const asked = portParameters(context);
    if ('lacks' in asked) return asked.lacks;
    const { machine, clock, signal } = context;
    const { port } = asked;
    const network = await machine.network(signal);
    const address = network.ok ? ownPlace(network.value).lanAddress : null;
    if (address === null) {
      return { status: 'unknown', evidence: { port, protocol: 'TCP', reason: 'no-network' } };
    }
    const found = await probeTcp({ address, port, clock, signal });
    const evidence = { port, protocol: 'TCP', lanAddress: address, answer: found.answer, ms: found.ms };
    if (found.answer === 'open') return { status: 'ok', evidence };
    if (found.answer === 'not-tried') {
      return { status: 'unknown', evidence: { ...evidence, reason: 'not-tried' } };
    }
    return { status: 'failed', condition: 'port-not-at-lan-address', evidence };
  },
};
