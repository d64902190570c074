import type { Clock } from '../../../../shared/domain/clock.ts';
import { askGateway } from './askGateway.ts';
import type { RouterPlaces, Seen } from './routerTypes.ts';

/**
 * Some routers answer only one of the two, some only the unicast, some only the multicast (tailscale issues 3197, 3557).
 * The unicast goes first: it teaches this machine's own protection to let the answer in.
 */
const targets = ['urn:schemas-upnp-org:device:InternetGatewayDevice:1', 'ssdp:all'];

function search(host: string, target: string): Buffer {
  return Buffer.from(
    `M-SEARCH * HTTP/1.1\r\nHOST: ${host}\r\nST: ${target}\r\nMAN: "ssdp:discover"\r\nMX: 1\r\n\r\n`,
    'latin1',
  );
}

/** An answer to a search is a few hundred bytes. */
const mostBytes = 4 * 1024;

/** The address of the description an answer names; `null` where it is no such answer. */
function locationOf(answer: Buffer): URL | null {
  const text = answer.subarray(0, mostBytes).toString('latin1');
  if (!/^HTTP\/1\.[01] 200\b/.test(text)) return null;
  const location = /^location:[ \t]*(\S+)[ \t]*\r?$/im.exec(text)?.[1];
  return location !== undefined && URL.canParse(location) ? new URL(location) : null;
}

export interface UpnpPlace {
  readonly seen: Seen;
  /** Where the router says its description is; several where it offers several. */
  readonly descriptions: readonly URL[];
}

/** Descriptions that are looked at, at most: a router has one for each of its devices. */
const mostDescriptions = 4;

/** Asks the gateway by SSDP where it describes itself. @throws EloError `cancelled` */
export async function findUpnp(o: {
  readonly gateway: string;
  readonly own: string;
  readonly places: RouterPlaces;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Promise<UpnpPlace> {
  const { ssdpPort: port, multicast } = o.places;
  const towards = multicast === null ? [o.gateway] : [o.gateway, multicast];
  const answers = await askGateway({
    ...o,
    questions: towards.flatMap((address) =>
      targets.map((target) => ({ packet: search(`${address}:${port}`, target), address, port })),
    ),
    understood: (answer) => locationOf(answer) !== null,
  });
  if (answers === null) return { seen: 'not-checked', descriptions: [] };
  const found = new Map<string, URL>();
  // What is a gateway by its own words comes first; a router may offer a printer or a media store beside.
  const gatewaysFirst = answers.toSorted((a, b) => Number(isGateway(b)) - Number(isGateway(a)));
  for (const answer of gatewaysFirst) {
    const location = locationOf(answer);
    if (location !== null && found.size < mostDescriptions) found.set(location.href, location);
  }
  return { seen: found.size > 0 ? 'yes' : 'no', descriptions: [...found.values()] };
}

const isGateway = (answer: Buffer): boolean =>
  /InternetGatewayDevice|WAN(IP|PPP)Connection/.test(answer.toString('latin1'));
