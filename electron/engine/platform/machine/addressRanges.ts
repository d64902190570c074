import { isIP } from 'node:net';
import type { AddressRange, Family } from './machineTypes.ts';

/** An address as a number; IPv4 that is carried in IPv6 (`::ffff:1.2.3.4`) is IPv4. */
export interface AddressNumber {
  readonly family: Family;
  readonly value: bigint;
}

const bitsOf = { 4: 32, 6: 128 } as const;
/** `::ffff:0:0/96`, where IPv4 lives inside IPv6 (RFC 4291 §2.5.5.2). */
const mappedHead = 0xffffn;

const ipv4Number = (text: string): bigint =>
  text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);

function ipv6Number(text: string): bigint {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const low = dotted === null ? null : ipv4Number(dotted[2] ?? '');
  const whole =
    low === null ? text : `${dotted?.[1] ?? ''}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  const [head = '', tail] = whole.split('::');
  const parts = (half: string): string[] => (half === '' ? [] : half.split(':'));
  const before = parts(head);
  const after = parts(tail ?? '');
  const missing = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

/** The number of a literal address, with or without a zone; `null` for anything else. */
export function addressNumber(text: string): AddressNumber | null {
  const bare = text.replace(/%.*$/, '');
  const family = isIP(bare);
  if (family === 4) return { family: 4, value: ipv4Number(bare) };
  if (family !== 6) return null;
  const value = ipv6Number(bare);
  return value >> 32n === mappedHead ? { family: 4, value: value & 0xffffffffn } : { family: 6, value };
}

/** A number as the literal address it stands for (IPv6 in full, without `::`). */
export function addressText({ family, value }: AddressNumber): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
  return Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16),
  ).join(':');
}

/** A whole network: all addresses that share the first `prefix` bits. */
export function networkRange(address: string, prefix: number): AddressRange | null {
  const base = addressNumber(address);
  if (base === null || !Number.isInteger(prefix) || prefix < 0 || prefix > bitsOf[base.family]) return null;
  const host = (1n << BigInt(bitsOf[base.family] - prefix)) - 1n;
  const first = base.value & ~host;
  return {
    from: addressText({ family: base.family, value: first }),
    to: addressText({ family: base.family, value: first | host }),
  };
}

/** Bits of a netmask such as `255.255.255.0`; `null` where its ones do not stand together. */
function maskBits(mask: string): number | null {
  const number = addressNumber(mask);
  if (number === null || number.family !== 4) return null;
  const bits = number.value.toString(2).padStart(32, '0');
  return /^1*0*$/.test(bits) ? bits.replaceAll('0', '').length : null;
}

/** One address, `a-b`, `a/bits` or `a/mask`; `null` for what is none of them. */
export function rangeOf(text: string): AddressRange | null {
  const trimmed = text.trim();
  const slash = trimmed.indexOf('/');
  if (slash > 0) {
    const end = trimmed.slice(slash + 1);
    const bits = /^\d{1,3}$/.test(end) ? Number(end) : maskBits(end);
    return bits === null ? null : networkRange(trimmed.slice(0, slash), bits);
  }
  const [low = '', high = low, ...more] = trimmed.split('-');
  const from = addressNumber(low.trim());
  const to = addressNumber(high.trim());
  if (more.length > 0 || from === null || to === null || from.family !== to.family || from.value > to.value)
    return null;
  return { from: addressText(from), to: addressText(to) };
}

/** Whether the address lies in one of the ranges; an address that is none lies in none. */
export function inRanges(ranges: readonly AddressRange[], address: string): boolean {
  const number = addressNumber(address);
  if (number === null) return false;
  return ranges.some((range) => {
    const from = addressNumber(range.from);
    const to = addressNumber(range.to);
    return (
      from !== null &&
      to !== null &&
      from.family === number.family &&
      from.value <= number.value &&
      number.value <= to.value
    );
  });
}

/** Whether the ranges hold every address of a family. */
export function coversAll(ranges: readonly AddressRange[], family: Family): boolean {
  const pairs = ranges
    .flatMap(({ from, to }) => {
      const low = addressNumber(from);
      const high = addressNumber(to);
      return low?.family === family && high?.family === family ? [[low.value, high.value] as const] : [];
    })
    .sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  const last = (1n << BigInt(bitsOf[family])) - 1n;
  let next = 0n;
  for (const [low, high] of pairs) {
    // The very last address belongs to broadcast, and the first to nobody: ranges that leave them out hold all.
    if (low > next + 1n) return false;
    if (high + 1n > next) next = high + 1n;
  }
  return next + 1n > last;
}
