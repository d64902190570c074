import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { KernelAnswer, RuleSet } from './kernelVerdicts.ts';

const missing = ['nft', 'iptables-save', 'iptables-restore', 'unshare', 'ip'].find(
  (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0,
);
const skip =
  process.platform !== 'linux' || process.getuid?.() !== 0
    ? 'networks of its own need root on Linux'
    : missing !== undefined
      ? `${missing} is not installed`
      : false;

const remotes = fc.constantFrom('127.0.0.1', '127.0.0.5', '127.0.0.77');

const nftMatch = fc.constantFrom(
  'tcp dport 1666',
  'tcp dport { 1, 1666 }',
  'tcp dport != 1666',
  'tcp dport 1000-2000',
  'tcp dport { 80-90, 443 }',
  'tcp dport @ports',
  'ip saddr 127.0.0.5',
  'ip saddr != 127.0.0.0/29',
  'ip saddr { 127.0.0.1-127.0.0.6, 127.0.0.96/27 }',
  'ip saddr @people',
  'ip daddr 127.0.0.1',
  'iifname lo',
  'iif lo',
  'iifname "e*"',
  'meta l4proto tcp',
  'meta l4proto { icmp, udp }',
  'udp dport 1666',
  'ip protocol tcp',
  'meta nfproto ipv4',
  'ip6 saddr ::1',
  'ct state new',
  'ct state { established, related }',
  'ct state invalid',
  'limit rate 1000/second',
);
const nftEnd = (chains: readonly string[]) =>
  fc.constantFrom(
    'accept',
    'drop',
    'reject',
    'reject with tcp reset',
    'return',
    'counter',
    'log prefix "elo"',
    'tcp dport vmap { 1 : accept, 1666 : drop }',
    'tcp dport vmap { 1 : drop, 1666 : accept }',
    ...chains.flatMap((chain) => [`jump ${chain}`, `goto ${chain}`]),
  );
const nftRule = (chains: readonly string[]) =>
  fc
    .tuple(fc.array(nftMatch, { maxLength: 2 }), nftEnd(chains))
    .map(([matches, end]) => [...matches, end].join(' '));
const nftRules = (chains: readonly string[]) => fc.array(nftRule(chains), { maxLength: 5 });
const answers = 'ct state established,related accept';
const nftSet: fc.Arbitrary<RuleSet> = fc
  .record({
    inner: nftRules([]),
    middle: nftRules(['inner']),
    input: nftRules(['inner', 'middle']),
    before: nftRules([]),
    policy: fc.constantFrom('accept', 'drop'),
    family: fc.constantFrom('inet', 'ip'),
    remote: remotes,
  })
  .map(({ inner, middle, input, before, policy, family, remote }) => {
    const rules = (list: readonly string[]): string => list.join('\n');
    const own = (text: string): string =>
      family === 'ip' ? text.replaceAll('ip6 saddr ::1', 'tcp dport 9') : text;
    const text = own(`table ${family} elo {
set ports { type inet_service; flags interval; elements = { 5, 1600-1700 } }
set people { type ipv4_addr; flags interval; elements = { 127.0.0.5, 127.0.0.64/27 } }
chain inner {\n${rules(inner)}\n}
chain middle {\n${rules(middle)}\n}
chain before { type filter hook prerouting priority -150; policy accept;\n${answers}\n${rules(before.slice(0, 1))}\n}
chain input { type filter hook input priority 0; policy ${policy};\n${answers}\n${rules(input)}\n}
}\n`);
    return { tool: 'nft', text, remote };
  });

const tablesMatch = fc.constantFrom(
  '-p tcp -m tcp --dport 1666',
  '-p tcp -m tcp ! --dport 1666',
  '-p tcp -m tcp --dport 1000:2000',
  '-p tcp -m multiport --dports 80,1666:1670',
  '-p udp -m udp --dport 1666',
  '-s 127.0.0.5/32',
  '! -s 127.0.0.0/29',
  '-d 127.0.0.1/32',
  '-i lo',
  '-i e+',
  '! -i lo',
  '-m conntrack --ctstate NEW',
  '-m state --state RELATED,ESTABLISHED',
  '-m comment --comment "duas palavras -j DROP"',
  '-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN',
  '-m limit --limit 1000/sec',
);
const tablesEnd = (chains: readonly string[]) =>
  fc.constantFrom(
    '-j ACCEPT',
    '-j DROP',
    '-j REJECT --reject-with icmp-port-unreachable',
    '-j RETURN',
    '-j LOG --log-prefix "elo "',
    ...chains.flatMap((chain) => [`-j ${chain}`, `-g ${chain}`]),
  );
const tablesRules = (chain: string, chains: readonly string[]) =>
  fc.array(
    fc
      .tuple(fc.constant(chain), fc.option(tablesMatch), tablesEnd(chains))
      .map(([name, match, end]) => `-A ${name} ${match === null ? '' : `${match} `}${end}`),
    { maxLength: 5 },
  );
const tablesSet: fc.Arbitrary<RuleSet> = fc
  .record({
    inner: tablesRules('INNER', []),
    middle: tablesRules('MIDDLE', ['INNER']),
    input: tablesRules('INPUT', ['INNER', 'MIDDLE']),
    policy: fc.constantFrom('ACCEPT', 'DROP'),
    remote: remotes,
  })
  .map(({ inner, middle, input, policy, remote }) => ({
    tool: 'iptables',
    remote,
    text: [
      '*filter',
      `:INPUT ${policy} [0:0]`,
      ':INNER - [0:0]',
      ':MIDDLE - [0:0]',
      '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
      ...inner,
      ...middle,
      ...input,
      'COMMIT',
      '',
    ].join('\n'),
  }));

function inKernel(sets: readonly RuleSet[]): KernelAnswer[] {
  const folder = mkdtempSync(join(tmpdir(), 'elo-kernel-'));
  try {
    const file = join(folder, 'sets.json');
    writeFileSync(file, JSON.stringify(sets));
    const program = fileURLToPath(new URL('./kernelVerdicts.ts', import.meta.url));
    const { stdout, stderr, status } = spawnSync(
      'unshare',
      ['-n', process.execPath, '--disable-warning=ExperimentalWarning', program, file],
      { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    assert.equal(status, 0, stderr);
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as KernelAnswer);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('what we say of a firewall against what the kernel does', { skip }, () => {
  for (const [name, sets, count] of [
    ['nftables', nftSet, 150],
    ['iptables', tablesSet, 100],
  ] as const) {
    it(`agrees with the kernel on ${name}`, (test) => {
      const tried = fc.sample(sets, { numRuns: count, seed: 20_261_129 });
      const found = inKernel(tried);
      assert.equal(found.length, count);
      const tally: Record<string, number> = {};
      for (const [index, { said, because, connected }] of found.entries()) {
        if (said === 'not-loaded') continue;
        tally[said] = (tally[said] ?? 0) + 1;
        const set = tried[index];
        const shown = `${said} (${because}), connected: ${connected}, from ${set?.remote}\n${set?.text}`;
        if (said === 'cannot-tell') assert.match(set?.text ?? '', /limit/, shown);
        else assert.equal(said, connected ? 'let-in' : 'kept-out', shown);
      }
      test.diagnostic(JSON.stringify(tally));
      // Enough of each, or the rules prove nothing.
      assert.ok(
        (tally['let-in'] ?? 0) > count / 8 && (tally['kept-out'] ?? 0) > count / 8,
        JSON.stringify(tally),
      );
      assert.ok((tally['cannot-tell'] ?? 0) < count / 4, JSON.stringify(tally));
    });
  }
});
