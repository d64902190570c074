import { coversAll, inRanges } from './addressRanges.ts';
import { allOf, arrivesAt, familyOf } from './inboundPlace.ts';
import type { Fit } from './inboundPlace.ts';
import type { DecidingRule, InboundQuestion, InboundReason, InboundVerdict } from './letsInTypes.ts';
import type { AddressRange, ChainMatch, ChainRule, FirewallChain, LinuxFirewall } from './machineTypes.ts';

const tcp = 6;
/** The kernel itself allows 16 jumps inside each other. */
const deepestJump = 16;
const mostRules = 5;

type End = 'accept' | 'drop';

/** How packets may leave a chain, and which rule makes them; `on`: by none of them. */
interface Outcome {
  readonly ends: ReadonlyMap<End, ChainRule | null>;
  readonly on: boolean;
  /** The first rule that cannot be evaluated. */
  readonly beyond: ChainRule | null;
}

const turned = (fit: Fit, not: boolean): Fit =>
  fit === 'maybe' || !not ? fit : fit === 'yes' ? 'no' : 'yes';

function matchFits(match: ChainMatch, question: InboundQuestion): Fit {
  const address = (ranges: readonly AddressRange[], text: string | null): Fit => {
    if (text !== null) return inRanges(ranges, text) ? 'yes' : 'no';
    // Anybody: a network among many does not hold him.
    return coversAll(ranges, familyOf(question)) ? 'yes' : 'no';
  };
  switch (match.on) {
    case 'protocol':
      return turned(match.protocols.includes(tcp) ? 'yes' : 'no', match.not);
    case 'port': {
      const fits = match.ports.some(({ from, to }) => from <= question.port && question.port <= to);
      return turned(fits ? 'yes' : 'no', match.not);
    }
    case 'source':
      return turned(address(match.ranges, question.remote), match.not);
    case 'destination': {
      if (question.local !== null) return turned(address(match.ranges, question.local), match.not);
      const own = arrivesAt(question)?.addresses.map((each) => each.address) ?? [];
      if (own.length === 0) return 'maybe';
      const fits = own.map((text) => address(match.ranges, text));
      return fits.every((fit) => fit === fits[0]) ? turned(fits[0] ?? 'maybe', match.not) : 'maybe';
    }
    case 'interface': {
      const place = arrivesAt(question);
      if (place === null) return 'maybe';
      const fits = match.names.some((name) =>
        /[*+]$/.test(name) ? place.name.startsWith(name.slice(0, -1)) : place.name === name,
      );
      return turned(fits ? 'yes' : 'no', match.not);
    }
    case 'state':
      return turned(match.states.some((state) => state.toLowerCase() === 'new') ? 'yes' : 'no', match.not);
    case 'family':
      return turned(match.family === familyOf(question) ? 'yes' : 'no', match.not);
    case 'unknown':
      return 'maybe';
  }
}

/** Every way a packet may go through a chain; more than one where something cannot be evaluated. */
function walk(
  chain: FirewallChain,
  byId: ReadonlyMap<string, FirewallChain>,
  question: InboundQuestion,
  depth: number,
): Outcome {
  const ends = new Map<End, ChainRule | null>();
  let beyond: ChainRule | null = null;
  const end = (how: End, rule: ChainRule): void => {
    if (!ends.has(how)) ends.set(how, rule);
  };
  for (const rule of chain.rules) {
    const fit = allOf(rule.matches.map((match) => matchFits(match, question)));
    if (fit === 'no') continue;
    if (fit === 'maybe') beyond ??= rule;
    const { verdict } = rule;
    switch (verdict.kind) {
      case 'continue':
        continue;
      case 'unknown':
        beyond ??= rule;
        end('accept', rule);
        end('drop', rule);
        continue;
      case 'return':
        if (fit === 'yes') return { ends, on: true, beyond };
        continue;
      case 'accept':
      case 'drop':
      case 'reject':
        end(verdict.kind === 'accept' ? 'accept' : 'drop', rule);
        if (fit === 'yes') return { ends, on: false, beyond };
        continue;
      case 'jump':
      case 'goto': {
        const target = byId.get(verdict.chain);
        if (target === undefined || depth >= deepestJump) {
          beyond ??= rule;
          end('accept', rule);
          end('drop', rule);
          continue;
        }
        const inside = walk(target, byId, question, depth + 1);
        for (const [how, by] of inside.ends) end(how, by ?? rule);
        beyond ??= inside.beyond;
        const goesOn = verdict.kind === 'jump' && inside.on;
        if (fit === 'yes' && !goesOn) return { ends, on: inside.on, beyond };
      }
    }
  }
  return { ends, on: true, beyond };
}

/**
 * Whether the chains of Linux let a connection in: it has to get through every chain at the entrance; the first that
 * drops it decides. A `goto` that finds no end falls to the policy of the chain at the entrance, as a `return` does.
 */
export function chainsLetIn(firewall: LinuxFirewall, question: InboundQuestion): InboundVerdict {
  const byId = new Map(firewall.chains.map((chain) => [chain.id, chain]));
  const family = familyOf(question);
  const answer = (
    verdict: InboundVerdict['verdict'],
    because: InboundReason,
    rules: readonly (ChainRule | null)[],
  ): InboundVerdict => ({
    verdict,
    because,
    rules: rules
      .flatMap((rule): DecidingRule[] =>
        rule === null ? [] : [{ id: rule.id, name: rule.id, source: 'local' }],
      )
      .slice(0, mostRules),
    profiles: [],
  });

  const doors = firewall.chains
    .filter((chain) => chain.base && chain.families.includes(family))
    .toSorted((a, b) => a.priority - b.priority);
  const accepting: (ChainRule | null)[] = [];
  const doubtful: (ChainRule | null)[] = [];
  for (const door of doors) {
    const { ends, on, beyond } = walk(door, byId, question, 0);
    const policyDrops = on && door.policy === 'drop';
    const mayPass = ends.has('accept') || (on && !policyDrops);
    const mayStop = ends.has('drop') || policyDrops;
    if (mayStop && !mayPass) {
      if (!firewall.complete) return answer('cannot-tell', 'not-read', [ends.get('drop') ?? null]);
      return ends.has('drop') && !policyDrops
        ? answer('kept-out', 'rule', [ends.get('drop') ?? null])
        : answer('kept-out', 'default', []);
    }
    if (mayStop) doubtful.push(beyond ?? ends.get('drop') ?? null);
    else accepting.push(ends.get('accept') ?? null);
  }
  if (!firewall.complete) return answer('cannot-tell', 'not-read', doubtful);
  if (doubtful.length > 0) return answer('cannot-tell', 'beyond', doubtful);
  if (doors.length === 0) return answer('let-in', 'off', []);
  const rules = accepting.filter((rule) => rule !== null);
  return answer('let-in', rules.length > 0 ? 'rule' : 'default', rules);
}
