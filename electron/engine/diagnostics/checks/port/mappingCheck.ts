import type { Check, Evidence, Finding } from '../../check.ts';
import { modelInWords } from '../../port/routerOf.ts';
import type { RouterOf } from '../../port/routerOf.ts';
import type { OutsideAnswer } from '../../port/testFromOutside.ts';
import type { MappingAnswer } from '../../router/routerTypes.ts';
import type { OutsideOf } from './outsideOf.ts';
import { portParameters } from './portParameters.ts';

/** The mapping against this machine, seen together with what the test from outside came to. */
function judge(
  mapping: MappingAnswer,
  lanAddress: string,
  outside: OutsideAnswer | null,
  evidence: Evidence,
): Finding {
  const open = outside?.answer === 'open';
  const proved = outside !== null && outside.answer !== 'not-tested' && outside.answer !== 'open-not-proved';
  if (mapping.state === 'none') {
    // Rules written by hand are often not told: only with the proof from outside it is the cause.
    if (open) return { status: 'ok', evidence };
    return { status: proved ? 'failed' : 'warning', condition: 'router-mapping-missing', evidence };
  }
  if (mapping.state !== 'mapped') {
    return { status: 'unknown', evidence: { ...evidence, reason: 'router-does-not-tell' } };
  }
  const facts = {
    ...evidence,
    target: mapping.internalAddress ?? '',
    ...(mapping.internalPort === null ? {} : { targetPort: mapping.internalPort }),
    ...(mapping.leaseSeconds === null ? {} : { leaseSeconds: mapping.leaseSeconds }),
    ...(mapping.description === null ? {} : { mappingName: mapping.description }),
  };
  const wrong = (
    condition: 'router-mapping-elsewhere' | 'router-mapping-off' | 'router-mapping-other-port',
  ) => ({ status: open ? 'warning' : 'failed', condition, evidence: facts }) as const;
  if (mapping.internalAddress !== lanAddress) return wrong('router-mapping-elsewhere');
  if (mapping.enabled === false) return wrong('router-mapping-off');
  if (mapping.internalPort !== null && mapping.internalPort !== mapping.port) {
    return wrong('router-mapping-other-port');
  }
  return { status: 'ok', evidence: facts };
}

/** Where the router leads the port: to this machine, to another, nowhere, or it does not tell. */
export function mappingCheck(routerOf: RouterOf, outsideOf: OutsideOf): Check {
  return {
    code: 'port-mapping',
    needs: [],
    budgetMs: 9_500,
    async run(context) {
      const asked = portParameters(context);
      if ('lacks' in asked) return asked.lacks;
      const { port } = asked;
      const [view, outside] = await Promise.all([routerOf(context, String(port)), outsideOf(context, asked)]);
      const { lanAddress, gateway } = view.place ?? { lanAddress: null, gateway: null };
      const evidence = {
        port,
        protocol: 'TCP',
        ...(lanAddress === null ? {} : { lanAddress }),
        ...(gateway === null ? {} : { gateway }),
      };
      if (!view.asked) {
        const stays = view.reason === 'server-on-this-machine' || view.reason === 'no-router-between';
        return { status: stays ? 'skipped' : 'unknown', evidence: { ...evidence, reason: view.reason } };
      }
      const model = modelInWords(view.router);
      const facts = {
        ...evidence,
        ...(model === null ? {} : { routerModel: model }),
        upnp: view.router.upnp.seen,
      };
      const mapping = view.router.upnp.mappings.find((each) => each.port === port);
      if (mapping === undefined || lanAddress === null) {
        const reason = view.router.upnp.seen === 'not-checked' ? 'router-not-asked' : 'router-silent';
        return { status: 'unknown', evidence: { ...facts, reason } };
      }
      return judge(mapping, lanAddress, outside, facts);
    },
  };
}
