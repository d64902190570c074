import { z } from 'zod';
import type { Answer, ChainRule, Family, FirewallChain } from '../machine/machineTypes.ts';
import { nftRules } from './nftRules.ts';
import type { NftTable } from './nftRules.ts';

const objectSchema = z.record(z.string(), z.unknown());
const listSchema = z.object({ nftables: z.array(objectSchema) });
const chainSchema = z.object({
  family: z.string(),
  table: z.string(),
  name: z.string(),
  hook: z.string().optional(),
  type: z.string().optional(),
  prio: z.number().optional(),
  policy: z.string().optional(),
});
const ruleSchema = z.object({
  family: z.string(),
  table: z.string(),
  chain: z.string(),
  handle: z.number(),
  expr: z.array(objectSchema).optional(),
});
const setSchema = z.object({
  family: z.string(),
  table: z.string(),
  name: z.string(),
  elem: z.array(z.unknown()).optional(),
});

const familiesOf: Readonly<Record<string, readonly Family[]>> = {
  ip: [4],
  ip6: [6],
  inet: [4, 6],
  netdev: [4, 6],
};
/** Hooks a packet to this machine passes, in their order; one hook's priorities stay far below the distance. */
const hooks = ['ingress', 'prerouting', 'input'];
const hookDistance = 2 ** 40;

/** The chains of `nft -j list ruleset` that see packets to this machine, and those they jump to. */
export function nftChains(printed: string): Answer<FirewallChain[]> {
  const unread = { ok: false, reason: 'not-understood', what: 'nft' } as const;
  let json: unknown;
  try {
    json = JSON.parse(printed);
  } catch {
    return unread;
  }
  const list = listSchema.safeParse(json);
  if (!list.success) return unread;

  const tables = new Map<string, Map<string, readonly unknown[]>>();
  for (const entry of list.data.nftables) {
    const set = setSchema.safeParse(entry['set'] ?? entry['map']);
    if (!set.success) continue;
    const key = `${set.data.family} ${set.data.table}`;
    const table = tables.get(key) ?? new Map<string, readonly unknown[]>();
    table.set(set.data.name, set.data.elem ?? []);
    tables.set(key, table);
  }
  const rules = new Map<string, ChainRule[]>();
  for (const entry of list.data.nftables) {
    if (entry['rule'] === undefined) continue;
    const rule = ruleSchema.safeParse(entry['rule']);
    if (!rule.success) return unread;
    const { family, table, chain, handle, expr = [] } = rule.data;
    const id = `${family} ${table} ${chain}`;
    const own: NftTable = {
      prefix: `${family} ${table}`,
      sets: tables.get(`${family} ${table}`) ?? new Map(),
    };
    rules.set(id, [...(rules.get(id) ?? []), ...nftRules(expr, `${id} ${handle}`, own)]);
  }
  const chains: FirewallChain[] = [];
  for (const entry of list.data.nftables) {
    if (entry['chain'] === undefined) continue;
    const chain = chainSchema.safeParse(entry['chain']);
    if (!chain.success) return unread;
    const { family, table, name, hook, prio = 0, policy = 'accept' } = chain.data;
    const families = familiesOf[family];
    if (families === undefined) continue;
    const rank = hooks.indexOf(hook ?? '');
    const id = `${family} ${table} ${name}`;
    chains.push({
      id,
      families,
      base: rank >= 0,
      priority: rank * hookDistance + prio,
      policy: policy === 'drop' ? 'drop' : 'accept',
      rules: rules.get(id) ?? [],
    });
  }
  return { ok: true, value: chains };
}
