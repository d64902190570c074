import { networkRange, rangeOf } from '../machine/addressRanges.ts';
import type { AddressRange, ChainMatch, ChainRule, PortRange } from '../machine/machineTypes.ts';
import { protocolNumber } from './protocols.ts';

/** A table: how the ids of its chains begin, and its named sets and maps. */
export interface NftTable {
  readonly prefix: string;
  readonly sets: ReadonlyMap<string, readonly unknown[]>;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const beyond = (what: string): ChainMatch => ({ on: 'unknown', what });

/** Values on the right of a match: one, a list, a set, a named set. `null`: a shape that is not known. */
function valuesOf(right: unknown, table: NftTable): readonly unknown[] | null {
  if (typeof right === 'string' && right.startsWith('@'))
    return valuesOf(table.sets.get(right.slice(1)), table);
  if (Array.isArray(right)) return right.map((each: unknown) => withoutElement(each));
  if (isFields(right) && 'set' in right) return valuesOf(right['set'], table);
  return right === undefined || right === null ? null : [withoutElement(right)];
}

/** An element with a counter, comment or time to live is wrapped: `{"elem":{"val":…}}`. */
function withoutElement(value: unknown): unknown {
  return isFields(value) && isFields(value['elem']) ? value['elem']['val'] : value;
}

function every<T>(values: readonly unknown[], read: (value: unknown) => T | null): readonly T[] | null {
  const all: T[] = [];
  for (const value of values) {
    const one = read(value);
    if (one === null) return null;
    all.push(one);
  }
  return all;
}

function portsOf(value: unknown): PortRange | null {
  const isPort = (port: unknown): port is number => typeof port === 'number' && port >= 0 && port <= 65_535;
  if (isPort(value)) return { from: value, to: value };
  if (!isFields(value) || !Array.isArray(value['range'])) return null;
  const [from, to]: unknown[] = value['range'];
  return isPort(from) && isPort(to) ? { from, to } : null;
}

function addressesOf(value: unknown): AddressRange | null {
  if (typeof value === 'string') return rangeOf(value);
  if (!isFields(value)) return null;
  const { prefix, range } = value;
  if (isFields(prefix) && typeof prefix['addr'] === 'string' && typeof prefix['len'] === 'number') {
    return networkRange(prefix['addr'], prefix['len']);
  }
  if (!Array.isArray(range) || range.length !== 2) return null;
  return rangeOf(range.map(String).join('-'));
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What the left side of a match stands for, and what it takes for granted (`udp dport` is never TCP). */
function matchesOn(left: unknown, values: readonly unknown[], not: boolean): ChainMatch[] {
  const built = <T>(
    list: readonly T[] | null,
    make: (all: readonly T[]) => ChainMatch,
    what: string,
  ): ChainMatch => (list === null ? beyond(what) : make(list));
  if (!isFields(left)) return [beyond('match')];
  const { payload, meta, ct } = left;
  if (isFields(payload)) {
    const protocol = String(payload['protocol']);
    const field = String(payload['field']);
    const what = `${protocol} ${field}`;
    if (protocol === 'ip' || protocol === 'ip6') {
      const family: ChainMatch = { on: 'family', not: false, family: protocol === 'ip' ? 4 : 6 };
      if (field === 'saddr' || field === 'daddr') {
        const on = field === 'saddr' ? 'source' : 'destination';
        return [family, built(every(values, addressesOf), (ranges) => ({ on, not, ranges }), what)];
      }
      if (field === 'protocol' || field === 'nexthdr') {
        const list = every(values, protocolNumber);
        return [family, built(list, (protocols) => ({ on: 'protocol', not, protocols }), what)];
      }
      return [family, beyond(what)];
    }
    const number = protocolNumber(protocol);
    const own: ChainMatch[] = number === null ? [] : [{ on: 'protocol', not: false, protocols: [number] }];
    if ((protocol === 'th' || number !== null) && field === 'dport')
      return [...own, built(every(values, portsOf), (ports) => ({ on: 'port', not, ports }), what)];
    return [...own, beyond(what)];
  }
  if (isFields(meta)) {
    const key = String(meta['key']);
    switch (key) {
      case 'l4proto':
        return [
          built(every(values, protocolNumber), (protocols) => ({ on: 'protocol', not, protocols }), key),
        ];
      case 'iif':
      case 'iifname':
        return [built(every(values, textOf), (names) => ({ on: 'interface', not, names }), key)];
      case 'nfproto': {
        const [only] = values;
        if (values.length !== 1 || (only !== 'ipv4' && only !== 'ipv6')) return [beyond(key)];
        return [{ on: 'family', not, family: only === 'ipv4' ? 4 : 6 }];
      }
      default:
        return [beyond(`meta ${key}`)];
    }
  }
  if (isFields(ct) && ct['key'] === 'state') {
    return [built(every(values, textOf), (states) => ({ on: 'state', not, states }), 'ct state')];
  }
  return [beyond(Object.keys(left)[0] ?? 'match')];
}

function matchOf(match: unknown, table: NftTable): ChainMatch[] {
  if (!isFields(match)) return [beyond('match')];
  const { op, left, right } = match;
  if (op !== '==' && op !== '!=' && op !== 'in') return [beyond(`operator ${String(op)}`)];
  const values = valuesOf(right, table);
  return values === null ? [beyond('values')] : matchesOn(left, values, op === '!=');
}

/** Statements that say nothing about where a packet goes. */
const silent = new Set([
  'counter',
  'log',
  'mangle',
  'notrack',
  'comment',
  'ct helper',
  'flow',
  'set',
  'last',
]);

function verdictOf(statement: Fields, table: NftTable): ChainRule['verdict'] | null {
  for (const kind of ['accept', 'drop', 'reject', 'return', 'continue'] as const) {
    if (kind in statement) return { kind };
  }
  for (const kind of ['jump', 'goto'] as const) {
    const jump = statement[kind];
    if (isFields(jump)) return { kind, chain: `${table.prefix} ${String(jump['target'])}` };
  }
  return null;
}

/** A rule as nftables prints it, as rules of a chain: one, or one for each entry of a verdict map. */
export function nftRules(expr: readonly Fields[], id: string, table: NftTable): ChainRule[] {
  const matches: ChainMatch[] = [];
  for (const statement of expr) {
    const verdict = verdictOf(statement, table);
    if (verdict !== null) return [{ id, matches, verdict }];
    if ('match' in statement) {
      matches.push(...matchOf(statement['match'], table));
      continue;
    }
    if (isFields(statement['vmap'])) return mapped(statement['vmap'], id, matches, table);
    const [name = 'statement'] = Object.keys(statement);
    if (silent.has(name)) continue;
    // A limit, a quota, a count of connections: it may or may not fit. A redirection ends the way somewhere else.
    const isTarget = isFields(statement['xt']) && statement['xt']['type'] === 'target';
    const diverts = ['dnat', 'snat', 'redirect', 'masquerade', 'tproxy', 'queue', 'synproxy', 'fwd', 'dup'];
    if (isTarget || diverts.includes(name))
      return [{ id, matches, verdict: { kind: 'unknown', what: name } }];
    matches.push(beyond(name));
  }
  return [{ id, matches, verdict: { kind: 'continue' } }];
}

function mapped(vmap: Fields, id: string, before: readonly ChainMatch[], table: NftTable): ChainRule[] {
  const entries = valuesOf(vmap['data'], table) ?? [];
  const rules: ChainRule[] = [];
  for (const entry of entries) {
    const [value, verdictPart]: unknown[] = Array.isArray(entry) ? entry : [];
    const verdict = isFields(verdictPart) ? verdictOf(verdictPart, table) : null;
    const matches = [...before, ...matchesOn(vmap['key'], valuesOf(value, table) ?? [], false)];
    rules.push({ id, matches, verdict: verdict ?? { kind: 'unknown', what: 'vmap' } });
  }
  return rules;
}
