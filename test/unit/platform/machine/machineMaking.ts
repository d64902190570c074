import type {
  Answer,
  FirewallProfile,
  FirewallRule,
  NetworkFacts,
  ProfileName,
  WindowsFirewall,
} from '../../../../electron/engine/platform/machine/machineTypes.ts';
import type { InboundQuestion } from '../../../../electron/engine/platform/machine/letsInTypes.ts';

/** A rule that lets everything in, but for what is said of it. */
export const ruleOf = (o: Partial<FirewallRule> = {}): FirewallRule => ({
  id: '{1}',
  name: 'Regra',
  action: 'allow',
  enabled: true,
  direction: 'in',
  protocol: 6,
  ports: [{ from: 1666, to: 1666 }],
  unknownPorts: [],
  program: null,
  service: null,
  profiles: null,
  remote: null,
  local: null,
  source: 'local',
  beyond: [],
  ...o,
});

export const profilesOf = (
  active: readonly ProfileName[],
  o: Partial<FirewallProfile> = {},
): readonly FirewallProfile[] =>
  (['domain', 'private', 'public'] as const).map((name) => ({
    name,
    active: active.includes(name),
    enabled: true,
    defaultInbound: 'block',
    allowLocalRules: true,
    blockAll: false,
    source: 'local',
    ...o,
  }));

export const firewallOf = (o: Partial<WindowsFirewall> = {}): WindowsFirewall => ({
  kind: 'windows',
  profiles: profilesOf(['private']),
  rules: [],
  thirdParty: [],
  complete: true,
  unread: [],
  from: 'registry',
  ...o,
});

/** One network card at 192.168.0.10/24 behind 192.168.0.1. */
export const networkOf = (category: ProfileName | null): Answer<NetworkFacts> => ({
  ok: true,
  value: {
    interfaces: [
      {
        name: 'Loopback',
        index: 1,
        up: false,
        kind: 'loopback',
        addresses: [{ family: 4, address: '127.0.0.1', prefix: 8 }],
        dnsServers: [],
        category: null,
      },
      {
        name: 'Ethernet',
        index: 7,
        up: true,
        kind: 'wired',
        addresses: [{ family: 4, address: '192.168.0.10', prefix: 24 }],
        dnsServers: [],
        category,
      },
    ],
    routes: [{ family: 4, gateway: '192.168.0.1', interfaceName: 'Ethernet', metric: 25 }],
    dnsServers: [],
  },
});

export const questionOf = (o: Partial<InboundQuestion> = {}): InboundQuestion => ({
  port: 1666,
  program: null,
  remote: null,
  local: null,
  network: networkOf('private'),
  ...o,
});
