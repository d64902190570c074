import { rangeOf } from '../machine/addressRanges.ts';
import type {
  AddressRange,
  AddressSet,
  FirewallRule,
  PortRange,
  ProfileName,
} from '../machine/machineTypes.ts';

/** Fields that say nothing about whom a rule lets in. `Edge` is for tunnels (Teredo), `Defer` leaves it to the program. */
const silent = new Set([
  'name',
  'desc',
  'embedctxt',
  'edge',
  'defer',
  'skip',
  'ttk',
  'ttk2_22',
  'ttk2_27',
  'ttk2_28',
  'nnm',
]);

const profileNames: Readonly<Record<string, ProfileName>> = {
  domain: 'domain',
  private: 'private',
  public: 'public',
};

/** IANA's numbers end at 255; Windows writes 256 for any. */
const anyProtocol = 256;

/** Ports as Windows writes them: `1666`, `5000-5010`, or a word that only Windows can resolve. */
export function portOf(text: string): PortRange | null {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text.trim());
  if (match === null) return null;
  const from = Number(match[1]);
  const to = match[2] === undefined ? from : Number(match[2]);
  return from <= to && to <= 65_535 ? { from, to } : null;
}

/** Addresses as Windows writes them; `null` = any. */
export function addressSet(texts: readonly string[]): AddressSet | null {
  const ranges: AddressRange[] = [];
  const unknown: string[] = [];
  let localSubnet = false;
  for (const text of texts) {
    const range = rangeOf(text);
    if (range !== null) ranges.push(range);
    else if (/^localsubnet[46]?$/i.test(text)) localSubnet = true;
    else if (/^(any|\*)$/i.test(text)) return null;
    else if (text !== '') unknown.push(text);
  }
  return ranges.length === 0 && unknown.length === 0 && !localSubnet
    ? null
    : { ranges, localSubnet, unknown };
}

/** `%variables%` filled in, whatever the case of their names; those that are not known stay. */
export function expandVariables(text: string, env: NodeJS.ProcessEnv): string {
  const known = new Map(Object.entries(env).map(([name, value]) => [name.toLowerCase(), value]));
  return text.replace(/%([^%\\]+)%/g, (whole, name: string) => known.get(name.toLowerCase()) ?? whole);
}

/**
 * A rule as the registry keeps it: `v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=1666|…|` (MS-GPFAS §2.2.2.20).
 * Fields may repeat. A field that is not known is named in `beyond`, so that nobody decides without it. `null`: no rule.
 */
export function parseRuleString(
  id: string,
  text: string,
  source: FirewallRule['source'],
  env: NodeJS.ProcessEnv,
): FirewallRule | null {
  const [version = '', ...parts] = text.split('|');
  if (!/^v\d+(\.\d+)?$/.test(version)) return null;
  const fields = new Map<string, string[]>();
  const spelled = new Map<string, string>();
  for (const part of parts) {
    const at = part.indexOf('=');
    if (at <= 0) continue;
    const name = part.slice(0, at);
    const key = name.toLowerCase();
    spelled.set(key, name);
    fields.set(key, [...(fields.get(key) ?? []), part.slice(at + 1)]);
  }
  const used = new Set<string>();
  const all = (...names: readonly string[]): readonly string[] =>
    names.flatMap((name) => {
      used.add(name);
      return fields.get(name) ?? [];
    });
  const one = (name: string): string | null => all(name).at(-1) ?? null;

  const action = one('action')?.toLowerCase();
  const direction = one('dir')?.toLowerCase();
  if (action === undefined || (direction !== 'in' && direction !== 'out')) return null;
  const protocol = Number(one('protocol') ?? anyProtocol);
  const ports = all('lport', 'lport2_10', 'lport2_20', 'lport2_24', 'lport2_29');
  const ranges = ports.map(portOf);
  const profiles = all('profile').flatMap((name) => profileNames[name.toLowerCase()] ?? []);
  const app = one('app');
  const service = one('svc');
  const remote = addressSet(all('ra4', 'ra6', 'ra42', 'ra62'));
  const local = addressSet(all('la4', 'la6', 'la42', 'la62'));
  const name = one('name') ?? id;
  const active = one('active');
  const beyond = [...fields.keys()]
    .filter((key) => !used.has(key) && !silent.has(key))
    .map((key) => spelled.get(key) ?? key);
  if (action !== 'allow' && action !== 'block') beyond.push('Action');
  return {
    id,
    name,
    action: action === 'block' ? 'block' : 'allow',
    enabled: active === null || active.toLowerCase() === 'true',
    direction,
    protocol: protocol === anyProtocol || !Number.isInteger(protocol) ? null : protocol,
    ports: ports.length === 0 ? null : ranges.filter((range) => range !== null),
    unknownPorts: ports.filter((_text, index) => ranges[index] === null),
    program: app === null || app === '' ? null : expandVariables(app, env),
    service: service === null || service === '' ? null : service,
    profiles: profiles.length === 0 ? null : profiles,
    remote,
    local,
    source,
    beyond: Number.isInteger(protocol) ? beyond : [...beyond, 'Protocol'],
  };
}
