import type { Clock } from '../../../../shared/domain/clock.ts';
import { askMappingProtocols } from './askMappingProtocols.ts';
import { askUpnp } from './askUpnp.ts';
import { findUpnp } from './findUpnp.ts';
import { usualPlaces } from './routerTypes.ts';
import type { RouterFacts, RouterPlaces, UpnpFacts } from './routerTypes.ts';

/**
 * Asks the router in front of this machine, by UPnP, NAT-PMP and PCP at once, what it is, which address it has towards
 * the internet, and where these ports lead. It only asks: no mapping is made, renewed or deleted. Nothing is taken from
 * any machine but the gateway. Ends within some 5 s; two where nothing answers.
 * @param o.own this machine's IPv4 address towards the gateway
 * @throws EloError `cancelled`
 */
export async function probeRouter(o: {
  readonly gateway: string;
  readonly own: string;
  readonly ports: readonly number[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly places?: RouterPlaces;
}): Promise<RouterFacts> {
  const begun = o.clock.monotonic();
  const places = o.places ?? usualPlaces;
  const upnp = async (): Promise<UpnpFacts> => {
    const { seen, descriptions } = await findUpnp({ ...o, places });
    if (seen === 'yes') return askUpnp({ ...o, descriptions });
    return {
      seen,
      problem: null,
      model: null,
      connection: 'unknown',
      uptimeSeconds: null,
      externalAddress: null,
      mappings: [],
    };
  };
  const [found, { natPmp, pcp }] = await Promise.all([
    upnp(),
    askMappingProtocols({ ...o, port: places.mappingPort }),
  ]);
  const durationMs = Math.round(o.clock.monotonic() - begun);
  return { gateway: o.gateway, upnp: found, natPmp, pcp, durationMs };
}
