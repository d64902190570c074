import { rangeOf } from '../machine/addressRanges.ts';
import type { ChainMatch, ChainRule, Family, FirewallChain, PortRange } from '../machine/machineTypes.ts';
import { protocolNumber } from './protocols.ts';

/** Chains the kernel itself asks about a packet to this machine, in their order, table by table. */
const doors = [
  'raw PREROUTING',
  'mangle PREROUTING',
  'nat PREROUTING',
  'mangle INPUT',
  'filter INPUT',
  'security INPUT',
  'nat INPUT',
];
/** Targets after which the packet simply goes on. */
const silent = new Set([
  'LOG',
  'NFLOG',
  'ULOG',
  'MARK',
  'CONNMARK',
  'CT',
  'TRACE',
  'SET',
  'AUDIT',
  'TCPMSS',
  'CHECKSUM',
  'NOTRACK',
  'DSCP',
  'TOS',
  'CLASSIFY',
]);
/** Options that say nothing about where a packet goes. */
const quiet = new Set([
  '--comment',
  '--reject-with',
  '--log-prefix',
  '--log-level',
  '--nflog-group',
  '--nflog-prefix',
]);

const plainModules = new Set(['tcp', 'udp', 'multiport', 'conntrack', 'state', 'comment']);

/** Words of a line; `"a b \" c"` is one. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '') : quoted.replace(/\\(.)/g, '$1'),
  );
}

function portsOf(text: string): PortRange[] | null {
  const ranges: PortRange[] = [];
  for (const part of text.split(',')) {
    const match = /^(\d{0,5})(?::(\d{0,5}))?$/.exec(part);
    if (match === null || part === '') return null;
    const from = match[1] === '' ? 0 : Number(match[1]);
    ranges.push({ from, to: match[2] === undefined ? from : match[2] === '' ? 65_535 : Number(match[2]) });
  }
  return ranges;
}

function matchOf(option: string, values: readonly string[], not: boolean): ChainMatch {
  const beyond: ChainMatch = { on: 'unknown', what: option.replace(/^-+/, '') };
  const [value = ''] = values;
  switch (option) {
    case '-p': {
      if (value === 'all') return { on: 'protocol', not: !not, protocols: [] };
      const number = protocolNumber(value);
      return number === null ? beyond : { on: 'protocol', not, protocols: [number] };
    }
    case '-s':
    case '-d': {
      const ranges = value.split(',').map((each) => rangeOf(each));
      if (ranges.some((range) => range === null)) return beyond;
      return {
        on: option === '-s' ? 'source' : 'destination',
        not,
        ranges: ranges.filter((range) => range !== null),
      };
    }
    case '-i':
      return { on: 'interface', not, names: [value] };
    case '--dport':
    case '--dports':
    case '--destination-port': {
      const ports = portsOf(value);
      return ports === null ? beyond : { on: 'port', not, ports };
    }
    case '--ctstate':
    case '--state':
      return { on: 'state', not, states: value.split(',') };
    case '--syn':
      return { on: 'state', not, states: ['NEW'] };
    case '--tcp-flags':
      // The first packet of a connection carries SYN alone.
      return value.split(',').includes('SYN') && values[1] === 'SYN'
        ? { on: 'state', not, states: ['NEW'] }
        : beyond;
    default:
      return beyond;
  }
}

/** One `-A CHAIN …` line. */
function ruleOf(words: readonly string[], id: string, chainId: (name: string) => string): ChainRule {
  const matches: ChainMatch[] = [];
  let verdict: ChainRule['verdict'] = { kind: 'continue' };
  let not = false;
  let at = 0;
  while (at < words.length) {
    const option = words[at] ?? '';
    at += 1;
    if (option === '!') {
      not = true;
      continue;
    }
    const values: string[] = [];
    while (at < words.length && !/^(-|!$)/.test(words[at] ?? '')) {
      values.push(words[at] ?? '');
      at += 1;
    }
    const [value = ''] = values;
    if (option === '-j' || option === '-g') {
      if (value === 'ACCEPT') verdict = { kind: 'accept' };
      else if (value === 'DROP') verdict = { kind: 'drop' };
      else if (value === 'REJECT') verdict = { kind: 'reject' };
      else if (value === 'RETURN') verdict = { kind: 'return' };
      else if (!silent.has(value))
        verdict = { kind: option === '-j' ? 'jump' : 'goto', chain: chainId(value) };
      // What belongs to the target says nothing about what fits.
      break;
    }
    if (option === '-m') {
      // These ask nothing by themselves: what they ask comes as options of their own. Others may.
      if (!plainModules.has(value)) matches.push({ on: 'unknown', what: value });
    } else if (!quiet.has(option)) matches.push(matchOf(option, values, not));
    not = false;
  }
  return { id, matches, verdict };
}

/** Chains out of `iptables-save` or `ip6tables-save`. */
export function iptablesChains(printed: string, family: Family): FirewallChain[] {
  const prefix = family === 4 ? 'ip' : 'ip6';
  const chains = new Map<
    string,
    { policy: 'accept' | 'drop'; base: boolean; priority: number; rules: ChainRule[] }
  >();
  let table = '';
  const idOf = (name: string): string => `${prefix} ${table} ${name}`;
  for (const line of printed.split('\n')) {
    if (line.startsWith('*')) table = line.slice(1).trim();
    else if (line.startsWith(':')) {
      const [name = '', policy = '-'] = line.slice(1).split(/\s+/);
      const priority = doors.indexOf(`${table} ${name}`);
      chains.set(idOf(name), {
        policy: policy === 'DROP' ? 'drop' : 'accept',
        base: priority >= 0,
        priority,
        rules: [],
      });
    } else if (line.startsWith('-A ')) {
      const [, name = '', ...words] = wordsOf(line);
      const chain = chains.get(idOf(name));
      chain?.rules.push(ruleOf(words, `${idOf(name)} ${chain.rules.length + 1}`, idOf));
    }
  }
  return [...chains].map(([id, chain]) => ({ id, families: [family], ...chain }));
}
