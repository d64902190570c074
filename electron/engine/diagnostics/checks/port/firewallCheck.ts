import type { ConditionCode } from '../../../../../shared/domain/conditions.ts';
import { letsIn } from '../../../platform/machine/letsIn.ts';
import type { InboundReason, InboundVerdict } from '../../../platform/machine/letsInTypes.ts';
import type { Check } from '../../check.ts';
import { addressKind } from '../../port/addressKind.ts';
import { ownPlace } from '../../port/ownPlace.ts';
import { portParameters } from './portParameters.ts';

/** What is in the way, by what decides. */
const conditionOf: Partial<Readonly<Record<InboundReason, ConditionCode>>> = {
  rule: 'firewall-rule-blocks',
  'block-all': 'firewall-blocks-all',
  'local-rules-void': 'firewall-policy-overrides',
  'other-profile': 'firewall-other-profile',
  'other-remote': 'firewall-other-caller',
  'rule-off': 'firewall-rule-off',
};

const rank = { 'let-in': 0, 'cannot-tell': 1, 'kept-out': 2 } as const;

/** This machine's own firewall: whether it lets a connection from outside in, and which rule decides. */
export const firewallCheck: Check = {
  code: 'port-firewall',
  needs: [],
  budgetMs: 9_000,
  async run(context) {
    const asked = portParameters(context);
    if ('lacks' in asked) return asked.lacks;
    const { machine, signal } = context;
    const { port, admits } = asked;
    const [firewall, network, listeners] = await Promise.all([
      machine.firewall(signal),
      machine.network(signal),
      machine.listeners(signal),
    ]);
    const local = network.ok ? ownPlace(network.value).lanAddress : null;
    const evidence = { port, protocol: 'TCP', ...(local === null ? {} : { lanAddress: local }) };
    if (!firewall.ok) {
      return {
        status: 'unknown',
        evidence: { ...evidence, reason: 'firewall-not-read', why: firewall.reason },
      };
    }
    const mine = listeners.ok
      ? listeners.value.find((each) => each.port === port && addressKind(each.address) !== 'loopback')
      : undefined;
    const ask = (remote: string | null): InboundVerdict =>
      letsIn(firewall.value, { port, program: mine?.program ?? null, remote, local, network });
    // One of the vendor's addresses suffices; the best answer of all counts.
    const answers = (admits.length === 0 ? [null] : admits).map(ask);
    const [best] = answers.toSorted((a, b) => rank[a.verdict] - rank[b.verdict]);
    if (best === undefined) return context.lacks('field:port');
    const [rule] = best.rules;
    const program = mine?.program.name ?? null;
    const facts = {
      ...evidence,
      because: best.because,
      ...(rule === undefined ? {} : { rule: rule.name, ruleId: rule.id, ruleSource: rule.source }),
      ...(best.profiles.length === 0 ? {} : { profiles: best.profiles }),
      ...(program === null ? {} : { program }),
    };
    if (best.verdict === 'let-in') return { status: 'ok', evidence: facts };
    if (best.verdict === 'kept-out') {
      return {
        status: 'failed',
        condition: conditionOf[best.because] ?? 'firewall-no-rule',
        evidence: facts,
      };
    }
    return best.because === 'third-party'
      ? {
          status: 'unknown',
          condition: 'firewall-third-party',
          evidence: { ...facts, reason: 'third-party' },
        }
      : { status: 'unknown', evidence: { ...facts, reason: 'firewall-cannot-tell' } };
  },
};
