import { inRanges, networkRange } from '../../platform/machine/addressRanges.ts';
import type { NetworkFacts, NetworkInterface } from '../../platform/machine/machineTypes.ts';
import { addressKind } from './addressKind.ts';

/** Where this machine stands in its network, for IPv4: what a router or provider is told. */
export interface OwnPlace {
  /** Its address towards the router; `null` where it has none but its own. */
  readonly lanAddress: string | null;
  readonly gateway: string | null;
  readonly network: NetworkInterface | null;
}

const rank = { wired: 0, wireless: 1, unknown: 2, virtual: 3, loopback: 4 } as const;

const usable = (each: NetworkInterface): string[] =>
  each.addresses
    .filter(({ family, address }) => family === 4 && addressKind(address) !== 'loopback')
    .map(({ address }) => address);

/** The interface of the default route in use; without a route, the likeliest of those that are up. */
export function ownPlace(facts: NetworkFacts): OwnPlace {
  const route = facts.routes.find(({ family }) => family === 4);
  const up = facts.interfaces
    .filter((each) => each.up && each.kind !== 'loopback' && usable(each).length > 0)
    .toSorted((a, b) => rank[a.kind] - rank[b.kind]);
  const network = up.find(({ name }) => name === route?.interfaceName) ?? up[0] ?? null;
  const gateway = route?.gateway ?? null;
  if (network === null) return { lanAddress: null, gateway, network };
  const beside = network.addresses.find(({ family, address, prefix }) => {
    const range = family === 4 ? networkRange(address, prefix) : null;
    return range !== null && gateway !== null && inRanges([range], gateway);
  });
  return { lanAddress: beside?.address ?? usable(network)[0] ?? null, gateway, network };
}
