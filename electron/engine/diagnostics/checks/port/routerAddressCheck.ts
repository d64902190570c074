import type { ConditionCode } from '../../../../../shared/domain/conditions.ts';
import type { Check, Finding } from '../../check.ts';
import { addressKind } from '../../port/addressKind.ts';
import { modelInWords } from '../../port/routerOf.ts';
import type { RouterOf } from '../../port/routerOf.ts';
import type { OutsideAnswer } from '../../port/testFromOutside.ts';
import type { OutsideOf } from './outsideOf.ts';
import { portParameters } from './portParameters.ts';

const publicAddressOf = (outside: OutsideAnswer | null): string | undefined => outside?.publicAddress;

/** Whether the router itself has the address the internet sees: else nobody can lead a port through from here. */
export function routerAddressCheck(routerOf: RouterOf, outsideOf: OutsideOf): Check {
  return {
    code: 'router-address',
    needs: [],
    budgetMs: 9_500,
    async run(context) {
      const asked = portParameters(context);
      if ('lacks' in asked) return asked.lacks;
      const [view, outside] = await Promise.all([
        routerOf(context, String(asked.port)),
        outsideOf(context, asked),
      ]);
      const lanAddress = view.place?.lanAddress ?? null;
      const publicAddress = publicAddressOf(outside);
      const evidence = {
        port: asked.port,
        protocol: 'TCP',
        ...(lanAddress === null ? {} : { lanAddress }),
        ...(publicAddress === undefined ? {} : { publicAddress }),
      };
      if (!view.asked) {
        if (view.reason === 'server-on-this-machine') {
          return { status: 'skipped', evidence: { ...evidence, reason: view.reason } };
        }
        // The modem hands its address through: the machine itself has what the router would have.
        if (view.reason === 'no-router-between') {
          return { status: 'ok', evidence: { ...evidence, routerAddress: lanAddress ?? '' } };
        }
        return { status: 'unknown', evidence: { ...evidence, reason: view.reason } };
      }
      const { upnp, natPmp } = view.router;
      const model = modelInWords(view.router);
      const facts = {
        ...evidence,
        gateway: view.router.gateway,
        upnp: upnp.seen,
        natPmp: natPmp.seen,
        pcp: view.router.pcp.seen,
        ...(model === null ? {} : { routerModel: model }),
      };
      if (upnp.connection === 'disconnected') {
        return { status: 'failed', condition: 'router-line-down', evidence: facts };
      }
      const outer = upnp.externalAddress ?? natPmp.externalAddress;
      const reached = outside?.answer === 'open';
      const notReached = outside?.answer === 'closed' || outside?.answer === 'elsewhere';
      if (outer === null) {
        // A machine in the shared range with nothing said by the router is behind the provider's own translation.
        if (lanAddress !== null && addressKind(lanAddress) === 'carrier-grade' && !reached) {
          const seen = { ...facts, routerAddress: lanAddress };
          return { status: 'failed', condition: 'carrier-grade-nat', evidence: seen };
        }
        // RFC 6886 §3.5, code 3: the router has no address it could tell. Its line is up, so it is one it does not count as such.
        if (natPmp.resultCode === 3 && upnp.connection === 'connected' && !reached) {
          return { status: 'failed', condition: 'router-without-public-address', evidence: facts };
        }
        const silent = upnp.seen === 'not-checked' && natPmp.seen === 'not-checked';
        return {
          status: 'unknown',
          evidence: { ...facts, reason: silent ? 'router-not-asked' : 'router-silent' },
        };
      }
      const all = { ...facts, routerAddress: outer };
      const judged = (condition: ConditionCode, untested: 'warning' | 'failed'): Finding => {
        if (reached) return { status: 'ok', evidence: all };
        return { status: notReached ? 'failed' : untested, condition, evidence: all };
      };
      const kind = addressKind(outer);
      // In the shared range no port can be led through, whatever else is tested.
      if (kind === 'carrier-grade') return judged('carrier-grade-nat', 'failed');
      if (kind !== 'public') return judged('double-nat', 'warning');
      if (publicAddress !== undefined && publicAddress !== outer && outside?.answer !== 'not-tested') {
        return judged('public-address-differs', 'warning');
      }
      return { status: 'ok', evidence: all };
    },
  };
}
