import type {
  Answer,
  FirewallProfile,
  FirewallRule,
  ProfileName,
  WindowsFirewall,
} from '../machine/machineTypes.ts';
import { keyPath, numberIn } from './registry.ts';
import type { RegistryReader, RegistryTree } from './registry.ts';
import { parseRuleString } from './ruleString.ts';

/** What was set on this machine, with its rules; below it also what a device management has set (`Mdm`). */
export const localKey = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';
/** What the domain has set. */
export const policyKey = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall';
const managedKey = `${localKey}\\Mdm`;

/** The registry's names of the profiles; the private one is "standard" since the days before Vista. */
const profileKeys: Readonly<Record<ProfileName, readonly string[]>> = {
  domain: ['DomainProfile'],
  private: ['PrivateProfile', 'StandardProfile'],
  public: ['PublicProfile'],
};

function rulesIn(
  tree: RegistryTree,
  key: string,
  source: FirewallRule['source'],
  env: NodeJS.ProcessEnv,
): { readonly rules: FirewallRule[]; readonly odd: boolean } {
  const rules: FirewallRule[] = [];
  let odd = false;
  for (const { name, type, data } of tree.get(keyPath(`${key}\\FirewallRules`))?.values() ?? []) {
    if (type !== 'REG_SZ' || !data.startsWith('v')) continue;
    const rule = parseRuleString(name, data, source, env);
    if (rule === null) odd = true;
    else rules.push(rule);
  }
  return { rules, odd };
}

/** A profile: the policy's word where it has one, else this machine's, else what Windows does by itself. */
function profileOf(name: ProfileName, local: RegistryTree, policy: RegistryTree): FirewallProfile {
  const ask = (value: string, tree: RegistryTree, key: string): number | null => {
    for (const each of profileKeys[name]) {
      const found = numberIn(tree, `${key}\\${each}`, value);
      if (found !== null) return found;
    }
    return null;
  };
  const byPolicy = (value: string): number | null =>
    ask(value, policy, policyKey) ?? ask(value, local, managedKey);
  const value = (each: string): number | null => byPolicy(each) ?? ask(each, local, localKey);
  const decisive = [
    'EnableFirewall',
    'DefaultInboundAction',
    'AllowLocalPolicyMerge',
    'DoNotAllowExceptions',
  ];
  return {
    name,
    active: null,
    enabled: value('EnableFirewall') !== 0,
    defaultInbound: value('DefaultInboundAction') === 0 ? 'allow' : 'block',
    // Only a policy can take the word from this machine's rules.
    allowLocalRules: byPolicy('AllowLocalPolicyMerge') !== 0,
    blockAll: value('DoNotAllowExceptions') === 1,
    source: decisive.some((each) => byPolicy(each) !== null) ? 'policy' : 'local',
  };
}

/** The firewall out of both places of the registry; an unread one makes it incomplete. Profiles' `active` is not there. */
export function firewallOfRegistry(
  local: Answer<RegistryTree>,
  policy: Answer<RegistryTree>,
  env: NodeJS.ProcessEnv,
): WindowsFirewall {
  const localTree = local.ok ? local.value : new Map<string, never>();
  const policyTree = policy.ok ? policy.value : new Map<string, never>();
  const found = [
    rulesIn(localTree, localKey, 'local', env),
    rulesIn(localTree, managedKey, 'policy', env),
    rulesIn(policyTree, policyKey, 'policy', env),
  ];
  const unread = [
    // Windows always has something there: without it, nothing is known.
    ...(localTree.size > 0 ? [] : ['local-rules']),
    ...(policy.ok ? [] : ['policy-rules']),
    ...(found.some(({ odd }) => odd) ? ['rule-not-understood'] : []),
  ];
  return {
    kind: 'windows',
    profiles: (['domain', 'private', 'public'] as const).map((name) =>
      profileOf(name, localTree, policyTree),
    ),
    rules: found.flatMap(({ rules }) => rules),
    thirdParty: null,
    complete: unread.length === 0,
    unread,
    from: 'registry',
  };
}

/** Reads it: two starts of `reg.exe`. */
export async function readRegistryFirewall(
  registry: RegistryReader,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Answer<WindowsFirewall>> {
  const [local, policy] = await Promise.all([
    registry.query(localKey, { deep: true, signal }),
    registry.query(policyKey, { deep: true, signal }),
  ]);
  if (!local.ok && !policy.ok) return local;
  return { ok: true, value: firewallOfRegistry(local, policy, env) };
}
