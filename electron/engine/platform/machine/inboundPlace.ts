import { addressNumber, inRanges, networkRange } from './addressRanges.ts';
import type { InboundQuestion } from './letsInTypes.ts';
import type { AddressRange, Family, NetworkInterface } from './machineTypes.ts';

/** Yes, no, or not to be told from what was read. */
export type Fit = 'yes' | 'no' | 'maybe';

/** The worst of several: one `no` is enough, then one `maybe`. */
export function allOf(fits: readonly Fit[]): Fit {
  if (fits.includes('no')) return 'no';
  return fits.includes('maybe') ? 'maybe' : 'yes';
}

/** The family of the connection asked about. */
export function familyOf({ local, remote, family = 4 }: InboundQuestion): Family {
  for (const text of [remote, local]) {
    const number = text === null ? null : addressNumber(text);
    if (number !== null && number.value !== 0n) return number.family;
  }
  return family;
}

const isLoopback = (text: string): boolean =>
  inRanges(
    [
      { from: '127.0.0.0', to: '127.255.255.255' },
      { from: '::1', to: '::1' },
    ],
    text,
  );
const isAll = (text: string): boolean => addressNumber(text)?.value === 0n;

/**
 * The interface the connection comes in at: the loopback for this machine itself, the one with the local address, else
 * the one of the default route; `null` where none of that is known.
 */
export function arrivesAt(question: InboundQuestion): NetworkInterface | null {
  if (!question.network.ok) return null;
  const { interfaces, routes } = question.network.value;
  const owning = (address: string): NetworkInterface | undefined => {
    const wanted = addressNumber(address);
    return interfaces.find(({ addresses }) =>
      addresses.some((each) => {
        const own = addressNumber(each.address);
        return own !== null && own.family === wanted?.family && own.value === wanted.value;
      }),
    );
  };
  const { remote, local } = question;
  const fromHere =
    (remote !== null && (isLoopback(remote) || owning(remote) !== undefined)) ||
    (local !== null && isLoopback(local));
  if (fromHere) return interfaces.find(({ kind }) => kind === 'loopback') ?? null;
  if (local !== null && !isAll(local)) return owning(local) ?? null;
  const family = familyOf(question);
  const route = routes.find((each) => each.family === family);
  const byRoute = interfaces.find(({ name }) => name === route?.interfaceName);
  if (byRoute !== undefined) return byRoute;
  const up = interfaces.filter(({ up: isUp, kind }) => isUp && kind !== 'loopback');
  return up.length === 1 ? (up[0] ?? null) : null;
}

/** The networks this machine is in. */
export function ownNetworks(question: InboundQuestion): readonly AddressRange[] | null {
  if (!question.network.ok) return null;
  return question.network.value.interfaces.flatMap(({ addresses }) =>
    addresses.flatMap(({ address, prefix }) => networkRange(address, prefix) ?? []),
  );
}
