import type { Answer, FirewallChain, LinuxFirewall } from '../machine/machineTypes.ts';
import type { RunTool, ToolCall } from '../machine/runTool.ts';
import { iptablesChains } from './iptables.ts';
import { nftChains } from './nftables.ts';

/** A router's rule set is some hundred kilobytes. */
const maxBytes = 8 * 1024 * 1024;
const timeoutMs = 4_000;

/** Chains that iptables manages inside nftables: nft sees some of their conditions as closed boxes. */
const managed = /^(ip|ip6) (filter|raw|mangle|nat|security) /;

interface FirewallSources {
  readonly run: RunTool;
  readonly readText: (path: string) => Promise<string | null>;
  readonly root: boolean;
}

const closedBox = (chains: readonly FirewallChain[], family: string): boolean =>
  chains.some(
    ({ id, rules }) =>
      managed.test(id) &&
      id.startsWith(`${family} `) &&
      rules.some(
        ({ matches, verdict }) =>
          verdict.kind === 'unknown' ||
          matches.some((match) => match.on === 'unknown' && match.what === 'xt'),
      ),
  );

/**
 * The firewall of Linux: nftables, and what iptables has put beside it or into it. Without the rights to read it there
 * is no answer; a part that could not be read makes it incomplete.
 */
export async function readLinuxFirewall(
  { run, readText, root }: FirewallSources,
  signal: AbortSignal,
): Promise<Answer<LinuxFirewall>> {
  if (!root) return { ok: false, reason: 'not-permitted', what: 'nft' };
  const ask = (command: string, args: readonly string[] = []): Promise<Answer<string>> =>
    run({ command, args, timeoutMs, maxBytes, signal } satisfies ToolCall);
  const unread: string[] = [];

  const printed = await ask('nft', ['-j', 'list', 'ruleset']);
  const fromNft = printed.ok ? nftChains(printed.value) : printed;
  if (!fromNft.ok && fromNft.reason !== 'no-tool') return fromNft;
  let chains: readonly FirewallChain[] = fromNft.ok ? fromNft.value : [];

  for (const [prefix, family, tool] of [
    ['ip', 4, 'iptables'],
    ['ip6', 6, 'ip6tables'],
  ] as const) {
    if (!fromNft.ok || closedBox(chains, prefix)) {
      const saved = await ask(`${tool}-save`);
      if (saved.ok) {
        const others = chains.filter(({ id }) => !(managed.test(id) && id.startsWith(`${prefix} `)));
        chains = [...others, ...iptablesChains(saved.value, family)];
      } else if (fromNft.ok || saved.reason !== 'no-tool') unread.push(saved.what);
      else if (family === 4) return { ok: false, reason: 'no-tool', what: 'nft iptables-save' };
    }
    // The older kernel tables stand beside nftables and are asked too.
    const names = await readText(`/proc/net/${prefix}_tables_names`);
    if (names !== null && names.trim() !== '' && fromNft.ok) {
      const legacy = await ask(`${tool}-legacy-save`);
      if (legacy.ok) {
        const old = iptablesChains(legacy.value, family).map((chain) => ({
          ...chain,
          id: `legacy ${chain.id}`,
        }));
        chains = [...chains, ...old];
      } else unread.push(legacy.what);
    }
  }
  return { ok: true, value: { kind: 'linux', chains, complete: unread.length === 0, unread } };
}
