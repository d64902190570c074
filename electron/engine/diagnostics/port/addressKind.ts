import { isIP } from 'node:net';
import { inRanges, rangeOf } from '../../platform/machine/addressRanges.ts';

const ranges = (...texts: string[]) => texts.flatMap((text) => rangeOf(text) ?? []);

const loopback = ranges('127.0.0.0/8', '::1/128');
/** RFC 3927: what a machine gives itself when no router gave it an address. */
const linkLocal = ranges('169.254.0.0/16', 'fe80::/10');
/** RFC 1918, RFC 4193. */
const privateOnes = ranges('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7');
/** RFC 6598: what a provider shares among many customers. */
const carrierGrade = ranges('100.64.0.0/10');
const nobody = ranges('0.0.0.0/8', '224.0.0.0/3', '::/128', 'ff00::/8');

export type AddressKind =
  'loopback' | 'link-local' | 'private' | 'carrier-grade' | 'nobody' | 'public' | 'none';

/** From where an address can be reached; `none` for what is no literal address. */
export function addressKind(address: string): AddressKind {
  if (isIP(address.replace(/%.*$/, '')) === 0) return 'none';
  if (inRanges(loopback, address)) return 'loopback';
  if (inRanges(linkLocal, address)) return 'link-local';
  if (inRanges(privateOnes, address)) return 'private';
  if (inRanges(carrierGrade, address)) return 'carrier-grade';
  return inRanges(nobody, address) ? 'nobody' : 'public';
}
