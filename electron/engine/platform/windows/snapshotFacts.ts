import { addressNumber, addressText } from '../machine/addressRanges.ts';
import type {
  Answer,
  Connection,
  DefaultRoute,
  Family,
  Listener,
  NetworkFacts,
  NetworkInterface,
  ProcessFacts,
  ProfileName,
  ProgramRef,
  ServiceFacts,
} from '../machine/machineTypes.ts';
import { booleanOf, fieldsOf, listOf, numberOf, textOf, textsOf } from './jsonShapes.ts';

const notUnderstood = (what: string): Answer<never> => ({ ok: false, reason: 'not-understood', what });

/** Reads each entry of a list; one that is not understood spoils the whole, since it could be the one that matters. */
function each<T>(
  raw: unknown,
  what: string,
  read: (fields: ReturnType<typeof fieldsOf>) => T | null,
): Answer<T[]> {
  const all: T[] = [];
  for (const entry of listOf(raw)) {
    const one = read(fieldsOf(entry));
    if (one === null) return notUnderstood(what);
    all.push(one);
  }
  return { ok: true, value: all };
}

export function processesOf(raw: unknown): Answer<ProcessFacts[]> {
  return each(raw, 'processes', (fields) => {
    const pid = numberOf(fields['pid']);
    const name = textOf(fields['name']);
    if (pid === null || name === null) return null;
    const at = Date.parse(textOf(fields['at']) ?? '');
    return {
      pid,
      name,
      path: textOf(fields['path']),
      startedAt: Number.isNaN(at) ? null : new Date(at).toISOString(),
    };
  });
}

/** The program of a process id; processes that were not read leave the id alone. */
export function programsOf(processes: Answer<readonly ProcessFacts[]>): (pid: number | null) => ProgramRef {
  const known = new Map((processes.ok ? processes.value : []).map((each_) => [each_.pid, each_]));
  return (pid) => {
    const found = pid === null ? undefined : known.get(pid);
    return { pid, name: found?.name ?? null, path: found?.path ?? null };
  };
}

const plain = (text: string): string => {
  const number = addressNumber(text);
  return number?.family === 4 ? addressText(number) : text.replace(/%.*$/, '');
};
const familyOf = (address: string): Family | null => addressNumber(address)?.family ?? null;

export function windowsListenersOf(
  raw: unknown,
  program: (pid: number | null) => ProgramRef,
): Answer<Listener[]> {
  return each(raw, 'listeners', (fields) => {
    const address = textOf(fields['la']);
    const port = numberOf(fields['lp']);
    const family = address === null ? null : familyOf(address);
    if (address === null || port === null || family === null) return null;
    // Windows lists a socket for both families twice, so `::` alone takes IPv6 only.
    const dualStack = address === '::' ? false : null;
    return {
      family,
      address: address.replace(/%.*$/, ''),
      port,
      dualStack,
      program: program(numberOf(fields['pid'])),
    };
  });
}

/** MIB_TCP_STATE, but for listen (2), SYN sent (3) and gone (12). */
const states: Readonly<Record<number, Connection['state']>> = {
  1: 'closed',
  4: 'open',
  5: 'open',
  6: 'closing',
  7: 'closing',
  8: 'closing',
  9: 'closing',
  10: 'closed',
  11: 'closed',
};

export function windowsConnectionsOf(
  raw: unknown,
  program: (pid: number | null) => ProgramRef,
): Answer<Connection[]> {
  const all = each(raw, 'connections', (fields): Connection | 'other' | null => {
    const state = numberOf(fields['st']);
    const localAddress = textOf(fields['la']);
    const remoteAddress = textOf(fields['ra']);
    const localPort = numberOf(fields['lp']);
    const remotePort = numberOf(fields['rp']);
    if (state === null || localAddress === null || localPort === null) return null;
    const known = states[state];
    if (known === undefined || remoteAddress === null || remotePort === null) return 'other';
    const address = plain(remoteAddress);
    return {
      family: familyOf(address) ?? 4,
      localAddress: plain(localAddress),
      localPort,
      remoteAddress: address,
      remotePort,
      state: known,
      program: program(numberOf(fields['pid'])),
    };
  });
  return all.ok ? { ok: true, value: all.value.filter((one) => one !== 'other') } : all;
}

/** NetworkCategory: 0 public, 1 private, 2 domain. */
const categories: readonly ProfileName[] = ['public', 'private', 'domain'];

/** Networks that are connected, by the index of their interface. */
export function categoriesOf(raw: unknown): Answer<ReadonlyMap<number, ProfileName>> {
  const all = each(raw, 'profiles', (fields) => {
    const index = numberOf(fields['i']);
    const category = categories[numberOf(fields['c']) ?? -1];
    return index === null || category === undefined ? null : ([index, category] as const);
  });
  return all.ok ? { ok: true, value: new Map(all.value) } : all;
}

export interface NetworkParts {
  readonly addresses: unknown;
  readonly adapters: unknown;
  readonly interfaces: unknown;
  readonly routes: unknown;
  readonly dns: unknown;
  /** `null`: not read. */
  readonly categories: ReadonlyMap<number, ProfileName> | null;
}

/** NDIS_PHYSICAL_MEDIUM: 9 native 802.11, 1 wireless LAN, 8 wireless WAN, 10 Bluetooth, 14 802.3. */
const wireless = new Set([1, 8, 9, 10]);

export function windowsNetworkOf(parts: NetworkParts): Answer<NetworkFacts> {
  const adapters = new Map<number, ReturnType<typeof fieldsOf>>();
  for (const raw of listOf(parts.adapters)) {
    const index = numberOf(fieldsOf(raw)['i']);
    if (index !== null) adapters.set(index, fieldsOf(raw));
  }
  const dns = new Map<number, string[]>();
  for (const raw of listOf(parts.dns)) {
    const index = numberOf(fieldsOf(raw)['i']);
    if (index !== null) dns.set(index, [...(dns.get(index) ?? []), ...textsOf(fieldsOf(raw)['a'])]);
  }
  const own = each(parts.addresses, 'addresses', (fields) => {
    const index = numberOf(fields['i']);
    const address = textOf(fields['a'])?.replace(/%.*$/, '');
    const family = address === undefined ? null : familyOf(address);
    const prefix = numberOf(fields['p']);
    return index === null || address === undefined || family === null || prefix === null
      ? null
      : { index, family, address, prefix };
  });
  if (!own.ok) return own;

  const found = new Map<number, { name: string; up: boolean; metrics: Map<Family, number> }>();
  for (const raw of listOf(parts.interfaces)) {
    const fields = fieldsOf(raw);
    const index = numberOf(fields['i']);
    if (index === null) return notUnderstood('interfaces');
    const entry = found.get(index) ?? {
      name: textOf(fields['name']) ?? String(index),
      up: false,
      metrics: new Map<Family, number>(),
    };
    // ConnectionState: 1 = connected; AddressFamily: 2 = IPv4, 23 = IPv6.
    entry.up ||= numberOf(fields['up']) === 1;
    entry.metrics.set(numberOf(fields['f']) === 23 ? 6 : 4, numberOf(fields['m']) ?? 0);
    found.set(index, entry);
  }
  const interfaces = [...found].map(([index, { name, up }]): NetworkInterface => {
    const addresses = own.value.filter((one) => one.index === index);
    const adapter = adapters.get(index);
    const loopback = addresses.some(({ address }) => address === '127.0.0.1' || address === '::1');
    const medium = numberOf(adapter?.['medium']);
    const kind: NetworkInterface['kind'] = loopback
      ? 'loopback'
      : adapter === undefined
        ? 'unknown'
        : booleanOf(adapter['virtual']) === true
          ? 'virtual'
          : wireless.has(medium ?? -1)
            ? 'wireless'
            : 'wired';
    return {
      name,
      index,
      up: up && !loopback,
      kind,
      addresses: addresses.map(({ family, address, prefix }) => ({ family, address, prefix })),
      dnsServers: dns.get(index) ?? [],
      category: parts.categories?.get(index) ?? null,
    };
  });
  const routes: DefaultRoute[] = [];
  for (const raw of listOf(parts.routes)) {
    const fields = fieldsOf(raw);
    const index = numberOf(fields['i']);
    if (index === null) return notUnderstood('routes');
    const family: Family = textOf(fields['d'])?.includes(':') === true ? 6 : 4;
    const gateway = textOf(fields['g']);
    const number = gateway === null ? null : addressNumber(gateway);
    routes.push({
      family,
      gateway: number === null || number.value === 0n ? null : gateway,
      interfaceName: found.get(index)?.name ?? String(index),
      // Windows adds both up and takes the lowest.
      metric: (numberOf(fields['m']) ?? 0) + (found.get(index)?.metrics.get(family) ?? 0),
    });
  }
  routes.sort((a, b) => a.metric - b.metric);
  const order = new Map(routes.map(({ interfaceName }, index) => [interfaceName, routes.length - index]));
  const servers = interfaces
    .filter(({ up }) => up)
    .toSorted((a, b) => (order.get(b.name) ?? 0) - (order.get(a.name) ?? 0))
    .flatMap(({ dnsServers }) => dnsServers);
  return { ok: true, value: { interfaces, routes, dnsServers: [...new Set(servers)] } };
}

const serviceStates: Readonly<Record<string, ServiceFacts['state']>> = {
  Running: 'running',
  Stopped: 'stopped',
};
const serviceStarts: Readonly<Record<string, ServiceFacts['startsBy']>> = {
  Auto: 'system',
  Boot: 'system',
  System: 'system',
  Manual: 'hand',
  Disabled: 'never',
};

/** The program in a service's command line: quoted, or up to the first `.exe`. */
function programIn(command: string | null): string | null {
  const match = /^\s*"([^"]+)"|^\s*(.*?\.exe)(?=\s|$)/i.exec(command ?? '');
  return match?.[1] ?? match?.[2] ?? null;
}

export function windowsServicesOf(raw: unknown): Answer<ServiceFacts[]> {
  return each(raw, 'services', (fields) => {
    const name = textOf(fields['name']);
    if (name === null) return null;
    const pid = numberOf(fields['pid']);
    const path = programIn(textOf(fields['path']));
    return {
      name,
      displayName: textOf(fields['shown']) ?? name,
      state: serviceStates[textOf(fields['state']) ?? ''] ?? 'changing',
      startsBy: serviceStarts[textOf(fields['start']) ?? ''] ?? 'unknown',
      program: {
        pid: pid === null || pid === 0 ? null : pid,
        name: path?.split(/[\\/]/).at(-1) ?? null,
        path,
      },
    };
  });
}

/** Names of firewalls that have registered and say that they are on (bits 12–15 of the state: 1). */
export function thirdPartyOf(raw: unknown): Answer<string[]> {
  const all = each(raw, 'firewalls', (fields) => {
    const state = numberOf(fields['state']);
    const name = textOf(fields['name']);
    return state === null || name === null ? null : ((state >> 12) & 0xf) === 1 ? [name] : [];
  });
  return all.ok ? { ok: true, value: all.value.flat() } : all;
}

/** BatteryStatus 1 discharges, 4 low, 5 critical; others are on the mains. `null`: no battery. */
export function onBatteryOf(raw: unknown): boolean | null {
  const all = listOf(raw).map((entry) => numberOf(fieldsOf(entry)['s']));
  return all.length === 0 ? null : all.some((state) => state === 1 || state === 4 || state === 5);
}
