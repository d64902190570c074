import type {
  Answer,
  FirewallProfile,
  FirewallRule,
  PortRange,
  ProfileName,
  WindowsFirewall,
} from '../machine/machineTypes.ts';
import type { RunTool } from '../machine/runTool.ts';
import { fieldsOf, listOf, numberOf, textOf, textsOf } from './jsonShapes.ts';
import { powershellCall } from './powershell.ts';
import { addressSet, expandVariables, portOf } from './ruleString.ts';
import { partOf } from './snapshot.ts';

/** A thousand rules take a minute on a cold machine; nobody waits for this on a screen. */
const timeoutMs = 120_000;
const maxBytes = 32 * 1024 * 1024;

const select = (what: string, fields: readonly string[]): string =>
  `@(${what} -PolicyStore ActiveStore | Select-Object ${fields.join(', ')})`;
const rules = select('Get-NetFirewallRule', [
  'InstanceID',
  'DisplayName',
  'Enabled',
  'Direction',
  'Action',
  "@{ n = 'Profile'; e = { [string]$_.Profile } }",
  'PolicyStoreSourceType',
]);
/** Ports, addresses and programs are not on the rule: six lists, each read once and joined by `InstanceID`. */
const filters = {
  ports: select('Get-NetFirewallPortFilter', ['InstanceID', 'Protocol', 'LocalPort', 'RemotePort']),
  addresses: select('Get-NetFirewallAddressFilter', ['InstanceID', 'LocalAddress', 'RemoteAddress']),
  programs: select('Get-NetFirewallApplicationFilter', ['InstanceID', 'Program', 'Package']),
  services: select('Get-NetFirewallServiceFilter', ['InstanceID', 'Service']),
  interfaces: select('Get-NetFirewallInterfaceTypeFilter', ['InstanceID', 'InterfaceType']),
  security: select('Get-NetFirewallSecurityFilter', [
    'InstanceID',
    'Authentication',
    'LocalUser',
    'RemoteUser',
    'RemoteMachine',
  ]),
} as const;
const profiles = select('Get-NetFirewallProfile', [
  'Name',
  'Enabled',
  'DefaultInboundAction',
  'AllowInboundRules',
  'AllowLocalFirewallRules',
]);

/** What is in force as Windows itself tells it, in one start. */
export const inForceScript = [
  '$value = @{',
  `  rules = ${rules}`,
  ...Object.entries(filters).map(([name, query]) => `  ${name} = ${query}`),
  `  profiles = ${profiles}`,
  '}',
  "[Console]::Out.WriteLine((ConvertTo-Json -Compress -Depth 6 -InputObject @{ part = 'in-force'; ok = $true; value = $value }))",
].join('\n');

type Fields = ReturnType<typeof fieldsOf>;

/** An enumeration by number or by name. */
function choice<T>(value: unknown, table: Readonly<Record<string, T>>): T | null {
  const text = textOf(value)?.toLowerCase();
  return (text === undefined ? undefined : table[text]) ?? null;
}

const yesNo = { '1': true, true: true, '2': false, false: false, '0': false };
/** GpoBoolean of a profile: 2 is "not configured", which leaves it at what Windows does. */
const ofProfile = { '1': true, true: true, '0': false, false: false };
const inOut = { '1': 'in', inbound: 'in', '2': 'out', outbound: 'out' } as const;
const allowBlock = { '2': 'allow', allow: 'allow', '4': 'block', block: 'block' } as const;
const protocols: Readonly<Record<string, number>> = { tcp: 6, udp: 17, icmpv4: 1, icmpv6: 58 };
const flags: readonly (readonly [number, ProfileName])[] = [
  [1, 'domain'],
  [2, 'private'],
  [4, 'public'],
];

const isAny = (text: string | null): boolean => text === null || /^any$/i.test(text);

/** `Domain, Private`, a mask, `Any`; `null` = all. */
function profilesOf(value: unknown): readonly ProfileName[] | null {
  const mask = numberOf(value);
  if (mask !== null) {
    const found = flags.flatMap(([bit, name]) => ((mask & bit) === 0 ? [] : [name]));
    return found.length === 0 ? null : found;
  }
  const names = new Set(textsOf(value).map((each) => each.toLowerCase()));
  const found = flags.flatMap(([, name]) => (names.has(name) ? [name] : []));
  return found.length === 0 ? null : found;
}

function ruleOf(
  fields: Fields,
  filter: (name: keyof typeof filters) => Fields | null,
  env: NodeJS.ProcessEnv,
): FirewallRule | null {
  const id = textOf(fields['InstanceID']);
  const direction = choice(fields['Direction'], inOut);
  const action = choice(fields['Action'], allowBlock);
  const enabled = choice(fields['Enabled'], yesNo);
  if (id === null || direction === null || enabled === null) return null;
  const beyond: string[] = action === null ? ['Action'] : [];
  const need = (name: keyof typeof filters): Fields => {
    const found = filter(name);
    // A filter that was not told is not "any".
    if (found === null) beyond.push(name);
    return found ?? {};
  };
  const port = need('ports');
  const address = need('addresses');
  const program = need('programs');
  const service = textOf(need('services')['Service']);
  const types = textsOf(need('interfaces')['InterfaceType']);
  const security = need('security');
  if (types.some((type) => !isAny(type) && type !== '0')) beyond.push('InterfaceType');
  if (!isAny(textOf(program['Package']))) beyond.push('AppPkgId');
  for (const who of ['LocalUser', 'RemoteUser', 'RemoteMachine'])
    if (!isAny(textOf(security[who]))) beyond.push(who);
  const authentication = textOf(security['Authentication']);
  if (authentication !== null && !/^(0|notrequired)$/i.test(authentication)) beyond.push('Authentication');
  const named = (textOf(port['Protocol']) ?? 'any').toLowerCase();
  const number = protocols[named] ?? numberOf(port['Protocol']);
  if (number === null && named !== 'any') beyond.push('Protocol');
  if (textsOf(port['RemotePort']).some((each) => !isAny(each))) beyond.push('RPort');
  const ports = textsOf(port['LocalPort']).filter((each) => !isAny(each));
  const ranges: (PortRange | null)[] = ports.map(portOf);
  const path = textOf(program['Program']);
  return {
    id,
    name: textOf(fields['DisplayName']) ?? id,
    action: action ?? 'allow',
    enabled,
    direction,
    protocol: number,
    ports: ports.length === 0 ? null : ranges.filter((range) => range !== null),
    unknownPorts: ports.filter((_each, index) => ranges[index] === null),
    program: path === null || isAny(path) ? null : expandVariables(path, env),
    service: service === null || isAny(service) ? null : service,
    profiles: profilesOf(fields['Profile']),
    remote: addressSet(textsOf(address['RemoteAddress'])),
    local: addressSet(textsOf(address['LocalAddress'])),
    // PolicyStoreType: 1 local, 3 dynamic; others are set by an organisation or by Windows.
    source:
      choice(fields['PolicyStoreSourceType'], {
        '1': 'local',
        local: 'local',
        '3': 'local',
        dynamic: 'local',
      } as const) ?? 'policy',
    beyond,
  };
}

function profileOf(fields: Fields, active: ReadonlySet<ProfileName> | null): FirewallProfile | null {
  const name = choice(fields['Name'], { domain: 'domain', private: 'private', public: 'public' } as const);
  if (name === null) return null;
  return {
    name,
    active: active === null ? null : active.has(name),
    enabled: choice(fields['Enabled'], ofProfile) ?? true,
    defaultInbound: choice(fields['DefaultInboundAction'], allowBlock) ?? 'block',
    allowLocalRules: choice(fields['AllowLocalFirewallRules'], ofProfile) ?? true,
    blockAll: choice(fields['AllowInboundRules'], ofProfile) === false,
    source: 'local',
  };
}

/** The answer of the script, in whatever shapes it came. */
export function inForceFirewall(
  raw: unknown,
  active: ReadonlySet<ProfileName> | null,
  thirdParty: readonly string[] | null,
  env: NodeJS.ProcessEnv,
): Answer<WindowsFirewall> {
  const value = fieldsOf(raw);
  const byId = new Map<string, ReadonlyMap<string, Fields>>();
  for (const name of Object.keys(filters)) {
    const entries = listOf(value[name]).map(fieldsOf);
    byId.set(name, new Map(entries.map((entry) => [textOf(entry['InstanceID']) ?? '', entry])));
  }
  const found: FirewallRule[] = [];
  const unread: string[] = [];
  for (const entry of listOf(value['rules']).map(fieldsOf)) {
    const id = textOf(entry['InstanceID']) ?? '';
    const rule = ruleOf(entry, (name) => byId.get(name)?.get(id) ?? null, env);
    if (rule === null) unread.push('rule-not-understood');
    else found.push(rule);
  }
  const states = listOf(value['profiles']).flatMap((entry) => profileOf(fieldsOf(entry), active) ?? []);
  if (new Set(states.map(({ name }) => name)).size !== 3)
    return { ok: false, reason: 'not-understood', what: 'profiles' };
  return {
    ok: true,
    value: {
      kind: 'windows',
      profiles: states,
      rules: found,
      thirdParty,
      complete: unread.length === 0,
      unread: [...new Set(unread)],
      from: 'system',
    },
  };
}

/** Asks Windows itself what is in force; slow. */
export async function readInForce(
  run: RunTool,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Answer<unknown>> {
  const printed = await run({ ...powershellCall(env, inForceScript), timeoutMs, maxBytes, signal });
  if (!printed.ok) return printed;
  const told = printed.value.split(/\r?\n/).flatMap((line) => partOf(line) ?? []);
  return (
    told.find(({ part }) => part === 'in-force')?.answer ?? {
      ok: false,
      reason: 'not-understood',
      what: 'in-force',
    }
  );
}
