import type { Check } from '../../check.ts';
import { addressKind } from '../../port/addressKind.ts';
import { ownPlace } from '../../port/ownPlace.ts';
import { staysHere } from '../../port/staysHere.ts';
import type { DiagnosticsParts } from '../../ports.ts';

/** Whether this machine is in a network, with an address that a router gave it. */
export function interfaceCheck(parts: DiagnosticsParts): Check {
  return {
    code: 'local-network',
    needs: [],
    budgetMs: 8_000,
    async run({ machine, signal }) {
      const network = await machine.network(signal);
      if (!network.ok)
        return { status: 'unknown', evidence: { reason: 'no-network-facts', why: network.reason } };
      const place = ownPlace(network.value);
      const six = network.value.interfaces.some(
        (each) =>
          each.up &&
          each.addresses.some(({ family, address }) => family === 6 && addressKind(address) === 'public'),
      );
      if (place.network === null || place.lanAddress === null) {
        if (six) return { status: 'ok', evidence: { ipv6Only: true } };
        // A demonstration needs no network.
        return staysHere(parts.serverUrl())
          ? { status: 'skipped', evidence: { reason: 'server-on-this-machine' } }
          : { status: 'failed', condition: 'no-network' };
      }
      const evidence = {
        interface: place.network.name,
        kind: place.network.kind,
        lanAddress: place.lanAddress,
        ...(place.network.category === null ? {} : { category: place.network.category }),
      };
      return addressKind(place.lanAddress) === 'link-local'
        ? { status: 'failed', condition: 'no-address-from-router', evidence }
        : { status: 'ok', evidence };
    },
  };
}
