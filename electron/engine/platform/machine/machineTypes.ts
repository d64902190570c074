/**
 * What can be asked of the machine Elo runs on, the same on Windows and on Linux. Nothing here changes the machine, and
 * nothing is told from words a system translates. Every answer is a value or the reason why there is none: what could
 * not be read is never taken for "there is none".
 */

/** Why an answer could not be had. */
export type UnreadReason =
  /** The tool that knows is not on this machine. */
  | 'no-tool'
  /** This user may not read it. */
  | 'not-permitted'
  /** It took longer than it may. */
  | 'took-too-long'
  /** More came than is read (bytes, rows). */
  | 'too-much'
  /** What came is not in a shape that is known. */
  | 'not-understood'
  /** The tool ended with an error. */
  | 'tool-failed'
  /** It is not a thing of this platform. */
  | 'other-platform';

export interface Unread {
  readonly ok: false;
  readonly reason: UnreadReason;
  /** Which part could not be read, as a code or an error code; never a sentence. */
  readonly what: string;
}
export type Answer<T> = { readonly ok: true; readonly value: T } | Unread;

export type Family = 4 | 6;

/** The program behind a socket or a process; `null` where the system does not tell this user. */
export interface ProgramRef {
  readonly pid: number | null;
  /** File name without folder: `Promob.exe`. */
  readonly name: string | null;
  readonly path: string | null;
}

/** A TCP socket that waits for connections. */
export interface Listener {
  readonly family: Family;
  /**
   * Literal address, without zone; `0.0.0.0` and `::` stand for all. Several programs of one port are several listeners.
   */
  readonly address: string;
  readonly port: number;
  /** A `::` that takes IPv4 too; `null` where the system does not tell. Always `null` but on `::`. */
  readonly dualStack: boolean | null;
  readonly program: ProgramRef;
}

/** A TCP connection to a port of this machine; also one that has ended moments ago (`closed`). */
export interface Connection {
  readonly family: Family;
  readonly localAddress: string;
  readonly localPort: number;
  /** IPv4 in its own spelling also where it came in through an IPv6 socket. */
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly state: 'open' | 'closing' | 'closed';
  readonly program: ProgramRef;
}

export type ProfileName = 'domain' | 'private' | 'public';

/** One of Windows' three firewall profiles, as it stands after policy. */
export interface FirewallProfile {
  readonly name: ProfileName;
  /** Some connected network is of this profile; `null` where that could not be read. */
  readonly active: boolean | null;
  readonly enabled: boolean;
  readonly defaultInbound: 'allow' | 'block';
  /** `false`: the rules made on this machine count for nothing, only those of the policy. */
  readonly allowLocalRules: boolean;
  /** "Block all incoming connections, including those in the list of allowed programs". */
  readonly blockAll: boolean;
  /** Who decided `enabled`, `defaultInbound` or `allowLocalRules`. */
  readonly source: 'local' | 'policy';
}

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** First and last address of a range, literal, of one family. */
export interface AddressRange {
  readonly from: string;
  readonly to: string;
}

/** Addresses a rule is for. `unknown`: entries that only the system can resolve (a keyword). */
export interface AddressSet {
  readonly ranges: readonly AddressRange[];
  /** `LocalSubnet`: the networks this machine is in. */
  readonly localSubnet: boolean;
  /** Other keywords (`DNS`, `DefaultGateway`, dynamic groups …): cannot be decided here. */
  readonly unknown: readonly string[];
}

/** A rule of Windows' firewall, normalised. */
export interface FirewallRule {
  /** The name of its value in the registry (`InstanceID`). */
  readonly id: string;
  /** As written; may be an indirect string (`@FirewallAPI.dll,-28502`). */
  readonly name: string;
  readonly action: 'allow' | 'block';
  readonly enabled: boolean;
  readonly direction: 'in' | 'out';
  /** IANA protocol number; `null` = any. TCP is 6, UDP 17. */
  readonly protocol: number | null;
  /** Local ports; `null` = any. A port only the system knows (`RPC`, `RPC-EPMap`, `IPHTTPS` …) is in `unknownPorts`. */
  readonly ports: readonly PortRange[] | null;
  readonly unknownPorts: readonly string[];
  /** Path of the program, `%variables%` filled in where known; `null` = any; `System` is the kernel itself. */
  readonly program: string | null;
  /** Short name of the service; `null` = none named, `*` = any service. */
  readonly service: string | null;
  /** `null` = all. */
  readonly profiles: readonly ProfileName[] | null;
  /** `null` = any. */
  readonly remote: AddressSet | null;
  /** This machine's own addresses it is for; `null` = any. */
  readonly local: AddressSet | null;
  /** `local`: made on this machine; `policy`: by the domain or the organisation. */
  readonly source: 'local' | 'policy';
  /** Names of conditions that are not evaluated here (users, interfaces, packages, secured connections …). */
  readonly beyond: readonly string[];
}

/** What happens to a packet that reaches a rule of a chain. */
export type ChainVerdict =
  | { readonly kind: 'accept' | 'drop' | 'reject' | 'return' | 'continue' }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string };

/** One condition of a chain's rule. `unknown`: beyond what is evaluated. */
export type ChainMatch =
  | { readonly on: 'protocol'; readonly not: boolean; readonly protocols: readonly number[] }
  | { readonly on: 'port'; readonly not: boolean; readonly ports: readonly PortRange[] }
  | { readonly on: 'source' | 'destination'; readonly not: boolean; readonly ranges: readonly AddressRange[] }
  | {
      readonly on: 'interface';
      readonly not: boolean;
      /** `+` or `*` at the end stands for the rest. */ readonly names: readonly string[];
    }
  | { readonly on: 'state'; readonly not: boolean; readonly states: readonly string[] }
  | { readonly on: 'family'; readonly not: boolean; readonly family: Family }
  | { readonly on: 'unknown'; readonly what: string };

export interface ChainRule {
  /** Where it stands: `inet filter input 7` (nftables' handle) or `INPUT 3` (iptables' number). */
  readonly id: string;
  readonly matches: readonly ChainMatch[];
  readonly verdict: ChainVerdict | { readonly kind: 'unknown'; readonly what: string };
}

/** A chain of nftables or iptables. */
export interface FirewallChain {
  /** Unique within the answer: `inet filter input`, `ip filter INPUT`. */
  readonly id: string;
  /** Families it sees. */
  readonly families: readonly Family[];
  /** It is asked about every packet to this machine, before it is delivered; others are only jumped to. */
  readonly base: boolean;
  /** Lower ones are asked first. */
  readonly priority: number;
  readonly policy: 'accept' | 'drop';
  readonly rules: readonly ChainRule[];
}

/** The firewall of this machine. Ask `letsIn` (`letsIn.ts`) what it does to a connection rather than reading it by hand. */
export type Firewall = WindowsFirewall | LinuxFirewall;

export interface WindowsFirewall {
  readonly kind: 'windows';
  /** Always the three of them. */
  readonly profiles: readonly FirewallProfile[];
  /** Inbound and outbound, local and of the policy. */
  readonly rules: readonly FirewallRule[];
  /** Products that have registered as a firewall beside Windows' own; `null` where that could not be read. */
  readonly thirdParty: readonly string[] | null;
  /** `false`: something that could change the verdict was not read; `unread` says what. */
  readonly complete: boolean;
  readonly unread: readonly string[];
  /** `registry`: read at once; `system`: confirmed by what is in force (ActiveStore). */
  readonly from: 'registry' | 'system';
}

export interface LinuxFirewall {
  readonly kind: 'linux';
  /** None: nothing filters. */
  readonly chains: readonly FirewallChain[];
  readonly complete: boolean;
  readonly unread: readonly string[];
}

export interface InterfaceAddress {
  readonly family: Family;
  readonly address: string;
  readonly prefix: number;
}

export interface NetworkInterface {
  readonly name: string;
  readonly index: number | null;
  /** Connected, and not the loopback. */
  readonly up: boolean;
  readonly kind: 'wired' | 'wireless' | 'virtual' | 'loopback' | 'unknown';
  readonly addresses: readonly InterfaceAddress[];
  readonly dnsServers: readonly string[];
  /** Windows' network category; `null` on Linux, or where it could not be read. */
  readonly category: ProfileName | null;
}

/** A way out to everywhere (`0.0.0.0/0`, `::/0`). */
export interface DefaultRoute {
  readonly family: Family;
  /** `null`: the interface itself is the way (a tunnel). */
  readonly gateway: string | null;
  readonly interfaceName: string;
  /** The lowest is taken. */
  readonly metric: number;
}

export interface NetworkFacts {
  readonly interfaces: readonly NetworkInterface[];
  /** The one in use first. */
  readonly routes: readonly DefaultRoute[];
  /** In the order they are asked. */
  readonly dnsServers: readonly string[];
}

export interface ProcessFacts {
  readonly pid: number;
  readonly name: string;
  readonly path: string | null;
  readonly startedAt: string | null;
}

export interface SystemFacts {
  readonly platform: 'windows' | 'linux';
  /** `Microsoft Windows 11 Pro`, `Debian GNU/Linux 12 (bookworm)`: as the system calls itself, for people to read. */
  readonly name: string;
  /** `10.0`, or the kernel's on Linux. */
  readonly version: string;
  /** Windows' build number; `null` on Linux. */
  readonly build: number | null;
  readonly is64Bit: boolean;
  /** Rights above an ordinary user's, in this very process. */
  readonly elevated: boolean | null;
  readonly uptimeSeconds: number;
  /** Seconds without use until it sleeps; 0 = never; `null` = could not be read or there is none. */
  readonly sleepAfter: { readonly onMains: number | null; readonly onBattery: number | null };
  /** Runs on its battery now; `null`: no battery, or not known. */
  readonly onBattery: boolean | null;
  /** An installation waits for a restart; `null` = could not be read. */
  readonly restartPending: boolean | null;
}

export interface ServiceFacts {
  /** Short name, never translated. */
  readonly name: string;
  readonly displayName: string;
  readonly state: 'running' | 'stopped' | 'changing';
  readonly startsBy: 'system' | 'hand' | 'never' | 'unknown';
  readonly program: ProgramRef;
}

/**
 * One look at the machine. Answers asked twice of one look are read once, and whatever one process can answer is asked of
 * one process; `connections` alone are read anew each time. Nothing throws but `cancelled` (EloError) when the signal is
 * aborted; a look needs no closing.
 */
export interface MachineReader {
  readonly platform: 'windows' | 'linux';
  listeners(signal?: AbortSignal): Promise<Answer<readonly Listener[]>>;
  /** Connections to a port of this machine, those that other machines (or itself) have opened to it. */
  connections(localPort: number, signal?: AbortSignal): Promise<Answer<readonly Connection[]>>;
  firewall(signal?: AbortSignal): Promise<Answer<Firewall>>;
  /** What is in force as the system itself tells it; slow on Windows (up to a minute): never wait for it on a screen. */
  firewallInForce(signal?: AbortSignal): Promise<Answer<Firewall>>;
  network(signal?: AbortSignal): Promise<Answer<NetworkFacts>>;
  /** Running programs of these names (`Promob.exe`), compared without case on Windows. */
  processes(names: readonly string[], signal?: AbortSignal): Promise<Answer<readonly ProcessFacts[]>>;
  system(signal?: AbortSignal): Promise<Answer<SystemFacts>>;
  services(signal?: AbortSignal): Promise<Answer<readonly ServiceFacts[]>>;
}

/** Begins a look; each run of a diagnosis takes a new one. */
export type LookAtMachine = () => MachineReader;
