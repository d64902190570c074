import { win32 } from 'node:path';
import { coversAll, inRanges } from './addressRanges.ts';
import { allOf, arrivesAt, familyOf, ownNetworks } from './inboundPlace.ts';
import type { Fit } from './inboundPlace.ts';
import type { InboundQuestion, InboundReason, InboundVerdict } from './letsInTypes.ts';
import type {
  AddressSet,
  FirewallProfile,
  FirewallRule,
  ProfileName,
  WindowsFirewall,
} from './machineTypes.ts';

const tcp = 6;
const mostRules = 5;
/** Process 4 is the kernel, which holds the ports of `http.sys` (web services of Windows itself). */
const systemPid = 4;

/** How a rule fits a question, condition by condition; the profile stands apart, since it explains so much. */
interface Fitting {
  readonly rule: FirewallRule;
  readonly remote: Fit;
  /** Everything but profile, remote address and being switched on. */
  readonly rest: Fit;
}

function portFits(rule: FirewallRule, port: number): Fit {
  if (rule.ports === null && rule.unknownPorts.length === 0) return 'yes';
  if ((rule.ports ?? []).some(({ from, to }) => from <= port && port <= to)) return 'yes';
  return rule.unknownPorts.length > 0 ? 'maybe' : 'no';
}

/** Store apps run from these folders alone; rules for packages are for them. */
const storeFolder = /\\(windowsapps|systemapps)\\/i;
const forPackages = (rule: FirewallRule): boolean =>
  rule.beyond.some((what) => what === 'AppPkgId' || what === 'PFN');

/** A path with parts that are not known: `%variables%` that were not filled in, letters lost in a code page. */
function pathPattern(path: string): RegExp {
  const escaped = path.replace(/[.*+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/%[^%\\]+%/g, '.*').replace(/[?\ufffd]/g, '.')}$`, 'i');
}

function programFits(rule: FirewallRule, { program }: InboundQuestion): Fit {
  if (forPackages(rule) && (program === null || (program.path !== null && !storeFolder.test(program.path))))
    return 'no';
  if (rule.program === null) return 'yes';
  if (program === null) return 'no';
  const wanted = rule.program.toLowerCase();
  const kernel = program.pid === systemPid || program.name?.toLowerCase() === 'system';
  if (wanted === 'system' || kernel) return wanted === 'system' && kernel ? 'yes' : 'no';
  const name = win32.basename(wanted);
  if (program.path === null) {
    if (program.name === null) return 'maybe';
    return pathPattern(name).test(program.name) ? 'maybe' : 'no';
  }
  if (/[%?\ufffd]/.test(wanted)) return pathPattern(wanted).test(program.path) ? 'maybe' : 'no';
  return win32.normalize(wanted) === win32.normalize(program.path.toLowerCase()) ? 'yes' : 'no';
}

function serviceFits(rule: FirewallRule, { program, service }: InboundQuestion): Fit {
  if (rule.service === null) return 'yes';
  if (program === null) return 'no';
  if (service === undefined || service === null) return 'maybe';
  return rule.service === '*' || rule.service.toLowerCase() === service.toLowerCase() ? 'yes' : 'no';
}

function addressFits(set: AddressSet | null, address: string | null, question: InboundQuestion): Fit {
  if (set === null) return 'yes';
  const unknown: Fit = set.unknown.length > 0 ? 'maybe' : 'no';
  // Anybody on the internet is let in by what holds every address; no keyword for near places holds him.
  if (address === null) return coversAll(set.ranges, familyOf(question)) ? 'yes' : unknown;
  if (inRanges(set.ranges, address)) return 'yes';
  if (!set.localSubnet) return unknown;
  const networks = ownNetworks(question);
  if (networks === null) return 'maybe';
  return inRanges(networks, address) ? 'yes' : unknown;
}

function fitting(rule: FirewallRule, question: InboundQuestion): Fitting {
  const local: Fit =
    rule.local === null
      ? 'yes'
      : question.local === null
        ? 'maybe'
        : addressFits(rule.local, question.local, question);
  return {
    rule,
    remote: addressFits(rule.remote, question.remote, question),
    rest: allOf([
      rule.protocol === null || rule.protocol === tcp ? 'yes' : 'no',
      portFits(rule, question.port),
      programFits(rule, question),
      serviceFits(rule, question),
      local,
      rule.beyond.length > 0 ? 'maybe' : 'yes',
    ]),
  };
}

type Decision = Pick<InboundVerdict, 'verdict' | 'because'> & { readonly rules: readonly FirewallRule[] };

/** One profile: a block that fits beats every allow; what fits neither is for the default. */
function decide(profile: FirewallProfile, all: readonly Fitting[]): Decision {
  if (!profile.enabled) return { verdict: 'let-in', because: 'off', rules: [] };
  if (profile.blockAll) return { verdict: 'kept-out', because: 'block-all', rules: [] };
  const here = ({ rule }: Fitting): boolean => rule.profiles === null || rule.profiles.includes(profile.name);
  const counts = ({ rule }: Fitting): boolean => rule.source === 'policy' || profile.allowLocalRules;
  const inForce = all.filter((each) => each.rule.enabled && here(each) && counts(each));
  const that = (action: FirewallRule['action'], fit: Fit): FirewallRule[] =>
    inForce
      .filter((each) => each.rule.action === action && allOf([each.rest, each.remote]) === fit)
      .map(({ rule }) => rule);

  const blocks = that('block', 'yes');
  if (blocks.length > 0) return { verdict: 'kept-out', because: 'rule', rules: blocks };
  const mayBlock = that('block', 'maybe');
  const allows = that('allow', 'yes');
  const open = profile.defaultInbound === 'allow' || allows.length > 0;
  if (open && mayBlock.length > 0) return { verdict: 'cannot-tell', because: 'beyond', rules: mayBlock };
  if (allows.length > 0) return { verdict: 'let-in', because: 'rule', rules: allows };
  if (open) return { verdict: 'let-in', because: 'default', rules: [] };
  const mayAllow = that('allow', 'maybe');
  if (mayAllow.length > 0) return { verdict: 'cannot-tell', because: 'beyond', rules: mayAllow };

  // Kept out by default: what nearly let it in tells the user most.
  const nearly = all.filter(({ rule, rest }) => rule.action === 'allow' && rest === 'yes');
  const reasons: readonly (readonly [InboundReason, (each: Fitting) => boolean])[] = [
    ['local-rules-void', (each) => each.rule.enabled && here(each) && each.remote === 'yes' && !counts(each)],
    ['other-profile', (each) => each.rule.enabled && !here(each) && each.remote === 'yes'],
    ['other-remote', (each) => each.rule.enabled && here(each) && counts(each) && each.remote === 'no'],
    ['rule-off', (each) => !each.rule.enabled && here(each) && each.remote === 'yes'],
  ];
  for (const [because, fits] of reasons) {
    const found = nearly.filter(fits).map(({ rule }) => rule);
    if (found.length > 0) return { verdict: 'kept-out', because, rules: found };
  }
  return { verdict: 'kept-out', because: 'default', rules: [] };
}

/** Profiles the connection is judged by: that of the interface it comes in at, else all that are active, else all. */
function judgedBy(firewall: WindowsFirewall, question: InboundQuestion): readonly FirewallProfile[] {
  const category: ProfileName | null = arrivesAt(question)?.category ?? null;
  if (category !== null) return firewall.profiles.filter(({ name }) => name === category);
  const active = firewall.profiles.filter((profile) => profile.active === true);
  return active.length > 0 ? active : firewall.profiles;
}

/** Whether Windows' firewall lets a connection in. What was not read makes it `cannot-tell`, never an answer. */
export function windowsLetsIn(firewall: WindowsFirewall, question: InboundQuestion): InboundVerdict {
  const profiles = judgedBy(firewall, question);
  const all = firewall.rules.filter((rule) => rule.direction === 'in').map((rule) => fitting(rule, question));
  const decisions = profiles.map((profile) => decide(profile, all));
  const [first] = decisions;
  const answer = (
    verdict: InboundVerdict['verdict'],
    because: InboundReason,
    rules: readonly FirewallRule[],
  ): InboundVerdict => ({
    verdict,
    because,
    rules: rules.slice(0, mostRules).map(({ id, name, source }) => ({ id, name, source })),
    profiles: profiles.map(({ name }) => name),
  });
  if (first === undefined) return answer('cannot-tell', 'not-read', []);
  if (!firewall.complete) return answer('cannot-tell', 'not-read', first.rules);
  if (decisions.some(({ verdict }) => verdict !== first.verdict)) {
    return answer(
      'cannot-tell',
      'unknown-profile',
      decisions.flatMap(({ rules }) => rules),
    );
  }
  if (first.verdict !== 'kept-out' && (firewall.thirdParty ?? []).length > 0)
    return answer('cannot-tell', 'third-party', first.rules);
  return answer(first.verdict, first.because, first.rules);
}
