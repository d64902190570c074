/** Names nftables and iptables print for IANA's protocol numbers. */
const numbers: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  tcp: 6,
  udp: 17,
  dccp: 33,
  gre: 47,
  esp: 50,
  ah: 51,
  icmpv6: 58,
  'ipv6-icmp': 58,
  comp: 108,
  sctp: 132,
  udplite: 136,
};

/** The number of a protocol by name or number; `null` for a name that is not known. */
export function protocolNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value <= 255 ? value : null;
  if (typeof value !== 'string') return null;
  if (/^\d{1,3}$/.test(value)) return protocolNumber(Number(value));
  return numbers[value.toLowerCase()] ?? null;
}
