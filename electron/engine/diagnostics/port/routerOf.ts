import type { CheckContext } from '../check.ts';
import type { DiagnosticsParts } from '../ports.ts';
import { probeRouter } from '../router/probeRouter.ts';
import type { RouterFacts } from '../router/routerTypes.ts';
import { addressKind } from './addressKind.ts';
import { ownPlace } from './ownPlace.ts';
import type { OwnPlace } from './ownPlace.ts';
import { perRun } from './perRun.ts';
import { staysHere } from './staysHere.ts';

/** The router, or why it was not asked. */
export type RouterView =
  | { readonly asked: true; readonly place: OwnPlace; readonly router: RouterFacts }
  | {
      readonly asked: false;
      readonly reason: 'server-on-this-machine' | 'no-router' | 'no-router-between' | 'no-network-facts';
      readonly place: OwnPlace | null;
    };

export type RouterOf = (context: CheckContext, port: string) => Promise<RouterView>;

/** Asks the router once a run and port; never where everything has to stay on this machine. */
export function createRouterOf(parts: Pick<DiagnosticsParts, 'serverUrl'>): RouterOf {
  return perRun(async (context, port) => {
    const { machine, clock, signal } = context;
    const network = await machine.network(signal);
    if (!network.ok) return { asked: false, reason: 'no-network-facts', place: null };
    const place = ownPlace(network.value);
    if (staysHere(parts.serverUrl())) return { asked: false, reason: 'server-on-this-machine', place };
    const { gateway, lanAddress } = place;
    if (gateway === null || lanAddress === null) return { asked: false, reason: 'no-router', place };
    if (addressKind(lanAddress) === 'public') return { asked: false, reason: 'no-router-between', place };
    const ports = port === '' ? [] : [Number(port)];
    return {
      asked: true,
      place,
      router: await probeRouter({ gateway, own: lanAddress, ports, clock, signal }),
    };
  });
}

/** Maker and model in one line, where the router told. */
export function modelInWords({ upnp }: RouterFacts): string | null {
  const { manufacturer, name, number } = upnp.model ?? {};
  const parts = [manufacturer, name, number].filter((part) => part !== null && part !== undefined);
  return parts.length === 0 ? null : parts.join(' ');
}
