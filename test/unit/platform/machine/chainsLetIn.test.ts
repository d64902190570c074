import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { iptablesChains } from '../../../../electron/engine/platform/linux/iptables.ts';
import { nftChains } from '../../../../electron/engine/platform/linux/nftables.ts';
import { readLinuxFirewall } from '../../../../electron/engine/platform/linux/linuxFirewall.ts';
import { letsIn } from '../../../../electron/engine/platform/machine/letsIn.ts';
import type { FirewallChain } from '../../../../electron/engine/platform/machine/machineTypes.ts';
import type { RunTool } from '../../../../electron/engine/platform/machine/runTool.ts';
import { networkOf, questionOf } from './machineMaking.ts';

const inRoot = { family: 'inet', table: 'f', chain: 'in' };
const door = { ...inRoot, name: 'in', type: 'filter', hook: 'input', prio: 0, policy: 'drop' };
const dport = (right: unknown) => ({
  match: { op: '==', left: { payload: { protocol: 'tcp', field: 'dport' } }, right },
});
const printed = (rules: readonly unknown[][], policy = 'drop', more: readonly unknown[] = []): string =>
  JSON.stringify({
    nftables: [
      { metainfo: { version: '1.0.6' } },
      { table: { family: 'inet', name: 'f', handle: 1 } },
      ...more,
      { chain: { ...door, policy } },
      ...rules.map((expr, index) => ({ rule: { ...inRoot, handle: index + 2, expr } })),
    ],
  });

const chainsOf = (text: string): readonly FirewallChain[] => {
  const chains = nftChains(text);
  assert.ok(chains.ok);
  return chains.value;
};
const told = (chains: readonly FirewallChain[], question = questionOf()): string => {
  const { verdict, because, rules } = letsIn({ kind: 'linux', chains, complete: true, unread: [] }, question);
  return [verdict, because, ...rules.map(({ id }) => id)].join(' ');
};

describe('what the chains of Linux do to a connection', () => {
  it('decides by rule, by policy, or not at all', () => {
    assert.equal(told([]), 'let-in off');
    assert.equal(told(chainsOf(printed([]))), 'kept-out default');
    assert.equal(told(chainsOf(printed([], 'accept'))), 'let-in default');
    assert.equal(told(chainsOf(printed([[dport(1666), { accept: null }]]))), 'let-in rule inet f in 2');
    assert.equal(
      told(chainsOf(printed([[dport({ range: [1000, 2000] }), { reject: null }]], 'accept'))),
      'kept-out rule inet f in 2',
    );
  });

  it('says so where a condition is beyond it, and only where it matters', () => {
    const odd = { match: { op: '==', left: { fib: { flags: ['saddr'] } }, right: 1 } };
    assert.equal(
      told(chainsOf(printed([[odd, { drop: null }]], 'accept'))),
      'cannot-tell beyond inet f in 2',
    );
    assert.equal(told(chainsOf(printed([[odd, { drop: null }]]))), 'kept-out default');
    assert.equal(
      told(chainsOf(printed([[{ future: { thing: 1 } }, { accept: null }]]))),
      'cannot-tell beyond inet f in 2',
    );
    assert.equal(
      told(chainsOf(printed([[{ redirect: { port: 80 } }], [dport(1666), { accept: null }]]))),
      'cannot-tell beyond inet f in 2',
    );
    assert.equal(told(chainsOf(printed([[{ jump: { target: 'gone' } }]]))), 'cannot-tell beyond inet f in 2');
  });

  it('takes a network card it does not know for one it cannot tell', () => {
    const card = { match: { op: '==', left: { meta: { key: 'iifname' } }, right: 'Ethernet' } };
    const chains = chainsOf(printed([[card, { accept: null }]]));
    assert.equal(told(chains), 'let-in rule inet f in 2');
    const blind = questionOf({ network: { ok: false, reason: 'no-tool', what: 'ip' } });
    assert.match(told(chains, blind), /^cannot-tell beyond/);
    const other = questionOf({ network: networkOf('public'), local: '127.0.0.1' });
    assert.equal(told(chains, other), 'kept-out default');
  });

  it('reads sets, maps and concatenations it does not know without guessing', () => {
    const set = {
      set: { family: 'inet', name: 's', table: 'f', elem: [{ elem: { val: 1666, counter: {} } }] },
    };
    assert.equal(
      told(chainsOf(printed([[dport('@s'), { accept: null }]], 'drop', [set]))),
      'let-in rule inet f in 2',
    );
    assert.match(told(chainsOf(printed([[dport('@gone'), { accept: null }]]))), /^cannot-tell/);
    assert.match(told(chainsOf(printed([[dport({ concat: [1, 2] }), { accept: null }]]))), /^cannot-tell/);
  });

  it('refuses what is not the answer of nft', () => {
    for (const text of ['', 'table inet f {}', '[]', '{"nftables":1}', '{"nftables":[{"rule":{}}]}']) {
      assert.deepEqual(nftChains(text), { ok: false, reason: 'not-understood', what: 'nft' }, text);
    }
  });

  it('never ends in a circle of jumps', () => {
    const text = [
      '*filter',
      ':INPUT ACCEPT [0:0]',
      ':A - [0:0]',
      ':B - [0:0]',
      '-A INPUT -j A',
      '-A A -j B',
      '-A B -j A',
      'COMMIT',
    ].join('\n');
    assert.match(told(iptablesChains(text, 4)), /^cannot-tell beyond/);
  });

  it('asks nothing without the rights, and is incomplete where a part fails', async () => {
    const tools: Record<string, string | undefined> = { nft: printed([], 'accept') };
    const run: RunTool = ({ command }) => {
      const value = tools[command];
      return Promise.resolve(
        value === undefined ? { ok: false, reason: 'no-tool', what: command } : { ok: true, value },
      );
    };
    const { signal } = new AbortController();
    const readText = (path: string) => Promise.resolve(path.endsWith('ip_tables_names') ? 'filter\n' : null);
    assert.deepEqual(await readLinuxFirewall({ run, readText, root: false }, signal), {
      ok: false,
      reason: 'not-permitted',
      what: 'nft',
    });
    const partly = await readLinuxFirewall({ run, readText, root: true }, signal);
    assert.ok(partly.ok);
    assert.deepEqual([partly.value.complete, partly.value.unread], [false, ['iptables-legacy-save']]);
    assert.equal(letsIn(partly.value, questionOf()).verdict, 'cannot-tell');
    tools['nft'] = undefined;
    assert.equal((await readLinuxFirewall({ run, readText, root: true }, signal)).ok, false);
    tools['iptables-save'] = '*filter\n:INPUT DROP [0:0]\nCOMMIT\n';
    const old = await readLinuxFirewall({ run, readText, root: true }, signal);
    assert.ok(old.ok);
    assert.equal(letsIn(old.value, questionOf()).verdict, 'kept-out');
  });
});
