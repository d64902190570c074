import { z } from 'zod';
import type { Answer, DefaultRoute, NetworkFacts, NetworkInterface } from '../machine/machineTypes.ts';

const addressSchema = z.array(
  z.object({
    ifindex: z.number(),
    ifname: z.string(),
    flags: z.array(z.string()).default([]),
    link_type: z.string().default(''),
    addr_info: z
      .array(
        z.object({
          family: z.string().default(''),
          local: z.string().default(''),
          prefixlen: z.number().default(0),
        }),
      )
      .default([]),
  }),
);
const routeSchema = z.array(
  z.object({
    dst: z.string(),
    dev: z.string().optional(),
    gateway: z.string().optional(),
    metric: z.number().default(0),
  }),
);

function parsed<T>(schema: z.ZodType<T>, printed: string, what: string): Answer<T> {
  try {
    // With nothing to tell, `ip -j` prints nothing at all.
    const found = schema.safeParse(printed.trim() === '' ? [] : JSON.parse(printed));
    if (found.success) return { ok: true, value: found.data };
  } catch {
    // Not JSON: an `ip` too old for it.
  }
  return { ok: false, reason: 'not-understood', what };
}

/** Addresses of name servers in a resolv.conf. */
export function nameServersOf(text: string): string[] {
  return [...text.matchAll(/^\s*nameserver\s+(\S+)/gm)].map(([, address]) => address ?? '');
}

export interface LinuxNetworkInput {
  /** What `ip -j addr`, `ip -j -4 route show default` and `ip -j -6 route show default` print. */
  readonly addresses: string;
  readonly routes4: string;
  readonly routes6: string;
  readonly nameServers: readonly string[];
  /** Whether an interface is a radio, and whether hardware stands behind it. */
  readonly hardware: ReadonlyMap<string, { readonly wireless: boolean; readonly device: boolean }>;
}

/** Interfaces, ways out and name servers. */
export function linuxNetwork(input: LinuxNetworkInput): Answer<NetworkFacts> {
  const list = parsed(addressSchema, input.addresses, 'ip addr');
  if (!list.ok) return list;
  const routes: DefaultRoute[] = [];
  for (const [family, printed] of [
    [4, input.routes4],
    [6, input.routes6],
  ] as const) {
    const found = parsed(routeSchema, printed, 'ip route');
    if (!found.ok) return found;
    for (const { dev, gateway, metric } of found.value) {
      if (dev !== undefined) routes.push({ family, gateway: gateway ?? null, interfaceName: dev, metric });
    }
  }
  const kindOf = (name: string, linkType: string): NetworkInterface['kind'] => {
    if (linkType === 'loopback') return 'loopback';
    const found = input.hardware.get(name);
    if (found === undefined) return 'unknown';
    if (found.wireless) return 'wireless';
    return found.device ? 'wired' : 'virtual';
  };
  const interfaces = list.value.map(
    ({ ifindex, ifname, flags, link_type: linkType, addr_info: own }): NetworkInterface => ({
      name: ifname,
      index: ifindex,
      up: flags.includes('LOWER_UP') && linkType !== 'loopback',
      kind: kindOf(ifname, linkType),
      addresses: own.flatMap(({ family, local, prefixlen }) =>
        local === '' ? [] : [{ family: family === 'inet6' ? 6 : 4, address: local, prefix: prefixlen }],
      ),
      dnsServers: [],
      category: null,
    }),
  );
  routes.sort((a, b) => a.metric - b.metric);
  return { ok: true, value: { interfaces, routes, dnsServers: [...input.nameServers] } };
}
