import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import type { CheckResult } from '../../../../shared/contract/diagnosisSchemas.ts';
import { noLab } from '../../../support/namespaces/lab.ts';
import { addresses, buildStoreNetwork } from '../../../support/namespaces/storeNetwork.ts';
import type { StoreNetwork, StoreNetworkOptions } from '../../../support/namespaces/storeNetwork.ts';

interface Found {
  readonly verdict: string;
  readonly proved: boolean;
  readonly brokenLink: string | null;
  readonly durationMs: number;
  readonly checks: readonly CheckResult[];
}

const here = join(import.meta.dirname, '..', '..', '..', 'support', 'namespaces', 'diagnoseHere.ts');

function diagnose(
  net: StoreNetwork,
  o: { server?: boolean; consent?: boolean; admits?: string } = {},
): Found {
  const server = o.server === true ? `https://${addresses.foccoLojas}` : 'none';
  const certificate = `NODE_EXTRA_CA_CERTS=${join(net.folder, 'certificate.pem')}`;
  const found = JSON.parse(
    net.run(
      'store',
      'env',
      ...(o.server === true ? [certificate] : []),
      process.execPath,
      '--disable-warning=ExperimentalWarning',
      here,
      server,
      o.consent === true ? 'sim' : '',
      o.admits ?? '',
    ),
  ) as Found;
  // The run is bounded to 10 s; a machine that is busy with other tests may be a little late to say so.
  assert.ok(found.durationMs < 11_000, `it took ${found.durationMs} ms`);
  return found;
}
/** The same by the command line of the machine, which needs no server, no sign-in and no field. */
function elo(net: StoreNetwork, ...args: string[]): { readonly code: number; readonly found: Found } {
  const script = join(import.meta.dirname, '..', '..', '..', '..', 'electron', 'headless', 'elo.ts');
  const data = join(net.folder, 'data');
  const profile = ['--profile', 'dmaster-acesso-online', '--json', '--data', data, '--vault', 'memory'];
  const quoted = [
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    script,
    'diagnose',
    ...profile,
    ...args,
  ];
  const printed = net.run('store', 'sh', '-c', '"$@"; echo " $?"', 'sh', ...quoted);
  const at = printed.trimEnd().lastIndexOf(' ');
  return { code: Number(printed.slice(at)), found: JSON.parse(printed.slice(0, at)) as Found };
}
const fromOutside = { server: true, consent: true };

/** Status and condition of a check, as one word pair. */
function of(found: Found, code: string): string {
  const check = found.checks.find((each) => each.code === code);
  if (check === undefined) return 'absent';
  const { reason } = check.evidence;
  const why = check.condition ?? (typeof reason === 'string' ? reason : undefined);
  return why === undefined ? check.status : `${check.status} ${why}`;
}
const evidence = (found: Found, code: string) =>
  found.checks.find((each) => each.code === code)?.evidence ?? {};

async function network(t: TestContext, options?: StoreNetworkOptions): Promise<StoreNetwork> {
  const net = await buildStoreNetwork(options);
  t.after(() => net.close());
  return net;
}

describe('port 1666 in real networks', { skip: noLab() }, () => {
  it('is proved open from outside, to the program that has it, and fast', async (t) => {
    const net = await network(t);
    net.map('store');
    await net.foccoLojas();
    await net.listen('0.0.0.0');
    const found = diagnose(net, fromOutside);
    assert.deepEqual([found.verdict, found.proved, found.brokenLink], ['ok', true, null]);
    assert.equal(evidence(found, 'port-outside')['proof'], 'own-connection');
    assert.equal(evidence(found, 'port-outside')['publicAddress'], addresses.outer);
    assert.equal(evidence(found, 'port-mapping')['target'], addresses.store);
    t.diagnostic(`everything in ${found.durationMs} ms`);
  });

  it('is proved by the one-time code where nothing listens, and the program is what is missing', async (t) => {
    const net = await network(t);
    net.map('store');
    await net.foccoLojas();
    const found = diagnose(net, fromOutside);
    assert.deepEqual([found.verdict, found.proved, found.brokenLink], ['failed', false, 'port-listener']);
    assert.equal(of(found, 'port-listener'), 'failed port-nothing-listens');
    assert.equal(of(found, 'port-outside'), 'ok');
    assert.equal(evidence(found, 'port-outside')['proof'], 'one-time-code');
  });

  it('is never green without the proof from outside, and says what it lacks', async (t) => {
    const net = await network(t);
    net.map('store');
    await net.listen('0.0.0.0');
    const asked = diagnose(net);
    assert.deepEqual([asked.verdict, asked.proved], ['unknown', false]);
    assert.equal(evidence(asked, 'port-outside')['lacks'], 'consent:outside-probe');
    assert.equal(of(asked, 'port-mapping'), 'ok');
    const allowed = diagnose(net, { consent: true });
    assert.equal(evidence(allowed, 'port-outside')['lacks'], 'server');
    // The server is set and cannot be reached: the test failed, which says nothing about the port.
    const unreached = diagnose(net, fromOutside);
    assert.equal(of(unreached, 'port-outside'), 'unknown outside-probe-failed');
    assert.equal(unreached.proved, false);
  });

  it('listens on the loopback only: that is what is broken', async (t) => {
    const net = await network(t);
    net.map('store');
    await net.listen('127.0.0.1');
    const found = diagnose(net);
    assert.deepEqual([found.verdict, found.brokenLink], ['failed', 'port-listener']);
    assert.equal(of(found, 'port-listener'), 'failed port-loopback-only');
    assert.equal(of(found, 'port-lan'), 'skipped needs');
  });

  it('is kept out by the firewall of the machine: dropped, rejected', async (t) => {
    for (const verdict of ['drop', 'reject with tcp reset']) {
      const net = await network(t);
      net.map('store');
      await net.foccoLojas();
      await net.listen('0.0.0.0');
      net.rules(
        'store',
        `table inet guard { chain input { type filter hook input priority 0; policy accept; iifname "eth0" tcp dport 1666 ${verdict}; } }`,
      );
      const found = diagnose(net, fromOutside);
      assert.deepEqual([found.verdict, found.brokenLink], ['failed', 'port-firewall']);
      assert.equal(of(found, 'port-firewall'), 'failed firewall-rule-blocks');
      assert.equal(of(found, 'port-outside'), 'failed port-closed-from-outside');
      assert.equal(evidence(found, 'port-outside')['why'], verdict === 'drop' ? 'timeout' : 'refused');
    }
  });

  it('is not passed on by a router that answers: a warning without proof, the cause with it', async (t) => {
    const net = await network(t);
    await net.foccoLojas();
    await net.listen('0.0.0.0');
    const blind = diagnose(net);
    assert.equal(of(blind, 'port-mapping'), 'warning router-mapping-missing');
    assert.equal(blind.proved, false);
    const found = diagnose(net, fromOutside);
    assert.deepEqual([found.verdict, found.brokenLink], ['failed', 'port-mapping']);
    assert.equal(of(found, 'port-mapping'), 'failed router-mapping-missing');
    assert.equal(evidence(found, 'port-mapping')['routerModel'], 'Casa R-100 2');
    assert.equal(of(found, 'router-address'), 'ok');
  });

  it('is passed on by hand, which the router does not tell: the proof from outside counts', async (t) => {
    const net = await network(t, { byHand: true });
    await net.foccoLojas();
    await net.listen('0.0.0.0');
    const found = diagnose(net, fromOutside);
    assert.deepEqual([found.verdict, found.proved], ['ok', true]);
    assert.equal(of(found, 'port-mapping'), 'ok');
  });

  it('is passed on to another machine, and the two are told apart', async (t) => {
    const net = await network(t);
    net.map('till');
    await net.foccoLojas();
    await net.listen('0.0.0.0');
    await net.listen('0.0.0.0', 'till');
    const held = diagnose(net, fromOutside);
    assert.deepEqual([held.verdict, held.brokenLink], ['failed', 'port-mapping']);
    assert.equal(of(held, 'port-mapping'), 'failed router-mapping-elsewhere');
    assert.equal(evidence(held, 'port-mapping')['target'], addresses.till);
    // Open from outside, and nothing of it was seen here.
    assert.equal(of(held, 'port-outside'), 'unknown port-open-not-proved-here');
  });

  it('is answered by another machine where nothing listens here: the code did not come', async (t) => {
    const net = await network(t);
    net.map('till');
    await net.foccoLojas();
    await net.listen('0.0.0.0', 'till');
    const found = diagnose(net, fromOutside);
    assert.equal(of(found, 'port-outside'), 'failed port-answered-by-another');
  });

  it('is behind a router that answers nothing: closed by proof, or not testable', async (t) => {
    const net = await network(t, { speaks: 'nothing' });
    await net.foccoLojas();
    await net.listen('0.0.0.0');
    const blind = diagnose(net);
    assert.equal(of(blind, 'port-mapping'), 'unknown router-silent');
    assert.equal(blind.verdict, 'unknown');
    const found = diagnose(net, fromOutside);
    assert.deepEqual([found.verdict, found.brokenLink], ['failed', 'port-outside']);
    assert.equal(of(found, 'port-outside'), 'failed port-closed-from-outside');
  });

  it('is behind the provider’s shared address: that is the cause, not the port', async (t) => {
    const net = await network(t, { outside: 'carrier-grade', speaks: 'address' });
    await net.foccoLojas();
    await net.listen('0.0.0.0');
    for (const found of [diagnose(net), diagnose(net, fromOutside)]) {
      assert.deepEqual([found.verdict, found.brokenLink], ['failed', 'router-address']);
      assert.equal(of(found, 'router-address'), 'failed carrier-grade-nat');
      assert.equal(evidence(found, 'router-address')['routerAddress'], addresses.carrierGrade);
    }
    assert.equal(evidence(diagnose(net, fromOutside), 'router-address')['publicAddress'], addresses.outer);
  });

  it('is behind two routers', async (t) => {
    const net = await network(t, { outside: 'double-nat', speaks: 'address' });
    await net.foccoLojas();
    await net.listen('0.0.0.0');
    const blind = diagnose(net);
    assert.equal(of(blind, 'router-address'), 'warning double-nat');
    const found = diagnose(net, fromOutside);
    assert.deepEqual([found.verdict, found.brokenLink], ['failed', 'router-address']);
    assert.equal(of(found, 'router-address'), 'failed double-nat');
  });

  it('is behind something that leaves the router without a public address, which it says', async (t) => {
    for (const outside of ['carrier-grade', 'double-nat'] as const) {
      const net = await network(t, { outside });
      await net.foccoLojas();
      await net.listen('0.0.0.0');
      const found = diagnose(net, fromOutside);
      assert.deepEqual([found.verdict, found.brokenLink], ['failed', 'router-address']);
      assert.equal(of(found, 'router-address'), 'failed router-without-public-address');
      assert.equal(evidence(found, 'router-address')['publicAddress'], addresses.outer);
    }
  });

  it('has no way out: no route, no cable', async (t) => {
    const net = await network(t);
    await net.listen('0.0.0.0');
    net.run('store', 'ip', 'route', 'del', 'default');
    const noRoute = diagnose(net);
    assert.equal(of(noRoute, 'port-mapping'), 'unknown no-router');
    assert.deepEqual([noRoute.verdict, noRoute.brokenLink], ['failed', 'gateway']);
    net.run('store', 'ip', 'link', 'set', 'eth0', 'down');
    const noCable = diagnose(net);
    assert.deepEqual([noCable.verdict, noCable.brokenLink], ['failed', 'local-network']);
    assert.equal(of(noCable, 'port-lan'), 'unknown no-network');
  });

  it('is told by the command line: no listener, loopback only, behind a shared address; exit 1', async (t) => {
    const net = await network(t, { outside: 'carrier-grade', speaks: 'address' });
    const nothing = elo(net);
    assert.equal(nothing.code, 1);
    assert.equal(of(nothing.found, 'port-listener'), 'failed port-nothing-listens');
    assert.equal(nothing.found.brokenLink, 'port-listener');
    await net.listen('127.0.0.1');
    const loopback = elo(net);
    assert.equal(of(loopback.found, 'port-listener'), 'failed port-loopback-only');
    // Another port of the same machine, which something answers on for everybody.
    await net.listen('0.0.0.0', 'store', 1667);
    const shared = elo(net, '--set', 'port=1667', '--set', 'outside-probe=sim');
    assert.deepEqual([shared.code, shared.found.brokenLink], [1, 'router-address']);
    assert.equal(of(shared.found, 'router-address'), 'failed carrier-grade-nat');
    assert.equal(evidence(shared.found, 'port-outside')['lacks'], 'server');
    t.diagnostic(`by the command line in ${shared.found.durationMs} ms`);
  });

  it('is for a vendor only: kept out is not closed, let in is open to everyone', async (t) => {
    const net = await network(t, { byHand: true });
    await net.foccoLojas();
    await net.listen('0.0.0.0');
    const vendor = '18.228.227.211';
    const open = diagnose(net, { ...fromOutside, admits: vendor });
    assert.equal(of(open, 'port-outside'), 'warning port-open-to-everyone');
    // The same where the port leads to another machine of the store.
    const other = await network(t);
    other.map('till');
    await other.foccoLojas();
    await other.listen('0.0.0.0', 'till');
    const led = diagnose(other, { ...fromOutside, admits: vendor });
    assert.equal(of(led, 'port-outside'), 'warning port-open-to-everyone');
    net.rules(
      'store',
      `table inet guard { chain input { type filter hook input priority 0; policy accept; iifname "eth0" ip saddr != ${vendor} tcp dport 1666 drop; } }`,
    );
    const kept = diagnose(net, { ...fromOutside, admits: vendor });
    assert.equal(of(kept, 'port-outside'), 'unknown port-not-tested-from-vendor');
    assert.equal(of(kept, 'port-firewall'), 'ok');
    // The same port, were it for everybody, is shut by that rule.
    assert.match(of(diagnose(net, fromOutside), 'port-firewall'), /^failed firewall/);
  });
});
