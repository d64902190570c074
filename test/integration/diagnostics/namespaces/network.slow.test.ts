import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import type { CheckResult } from '../../../../shared/contract/diagnosisSchemas.ts';
import { noLab } from '../../../support/namespaces/lab.ts';
import { addresses, buildStoreNetwork } from '../../../support/namespaces/storeNetwork.ts';
import type { StoreNetwork } from '../../../support/namespaces/storeNetwork.ts';

const support = join(import.meta.dirname, '..', '..', '..', 'support', 'namespaces');

interface Found {
  readonly brokenLink: string | null;
  readonly durationMs: number;
  readonly checks: readonly CheckResult[];
}

/** A profile of the network alone; the hosts outside are those of the lab. */
const profile = {
  schema: 1,
  id: 'rede',
  label: 'Rede',
  goal: ['local-network', 'gateway'],
  checks: [
    { code: 'local-network' },
    { code: 'gateway' },
    { code: 'proxy' },
    { code: 'name-servers', with: { resolvers: addresses.foccoLojas } },
    { code: 'captive-portal', with: { url: `http://${addresses.foccoLojas}/` } },
    { code: 'certificate' },
    { code: 'ip-families' },
    { code: 'line-quality' },
    { code: 'large-packets' },
  ],
};

function diagnose(net: StoreNetwork, o: { trusted?: boolean; servers?: string } = {}): Found {
  const file = join(net.folder, 'profile.json');
  writeFileSync(file, JSON.stringify(profile));
  const names = join(net.folder, 'resolv.conf');
  writeFileSync(names, `nameserver ${o.servers ?? addresses.foccoLojas}\noptions timeout:1 attempts:1\n`);
  const trust = o.trusted === false ? [] : [`NODE_EXTRA_CA_CERTS=${join(net.folder, 'certificate.pem')}`];
  const found = JSON.parse(
    // A mount of its own: the machine's own list of name servers stays as it is.
    net.run(
      'store',
      'unshare',
      '-m',
      'sh',
      '-c',
      `mount --bind "$0" /etc/resolv.conf && exec env "$@"`,
      names,
      ...trust,
      process.execPath,
      '--disable-warning=ExperimentalWarning',
      join(support, 'diagnoseHere.ts'),
      `https://${addresses.foccoLojas}`,
      '',
      '',
      file,
    ),
  ) as Found;
  // The run is bounded to 10 s; a machine that is busy with other tests may be a little late to say so.
  assert.ok(found.durationMs < 11_000, `it took ${found.durationMs} ms`);
  return found;
}

function of(found: Found, code: string): string {
  const check = found.checks.find((each) => each.code === code);
  if (check === undefined) return 'absent';
  const { reason } = check.evidence;
  const why = check.condition ?? (typeof reason === 'string' ? reason : undefined);
  return why === undefined ? check.status : `${check.status} ${why}`;
}
const evidence = (found: Found, code: string) =>
  found.checks.find((each) => each.code === code)?.evidence ?? {};

async function network(t: TestContext): Promise<StoreNetwork> {
  const net = await buildStoreNetwork({ speaks: 'nothing' });
  t.after(() => net.close());
  return net;
}

describe('the network, in networks of its own', { skip: noLab() }, () => {
  it('is sound, and says who opens the protected connection although it is trusted', async (t) => {
    const net = await network(t);
    await net.foccoLojas();
    await net.names('inet', 'answers');
    const found = diagnose(net);
    for (const code of [
      'local-network',
      'gateway',
      'proxy',
      'name-servers',
      'captive-portal',
      'ip-families',
      'line-quality',
      'large-packets',
    ]) {
      assert.equal(of(found, code), 'ok', `${code} ${JSON.stringify(evidence(found, code))}`);
    }
    assert.equal(of(found, 'certificate'), 'warning connection-inspected');
    assert.equal(evidence(found, 'certificate')['issuer'], 'Inspetor de Teste');
    assert.equal(evidence(found, 'gateway')['gateway'], addresses.router);
    assert.equal(evidence(found, 'large-packets')['mtuBytes'], 1_500);
    t.diagnostic(`everything in ${found.durationMs} ms`);
  });

  it('has a certificate that is not trusted, or is another’s', async (t) => {
    const untrusted = await network(t);
    await untrusted.foccoLojas();
    assert.equal(of(diagnose(untrusted, { trusted: false }), 'certificate'), 'failed certificate-untrusted');
    const another = await network(t);
    await another.foccoLojas('177.20.30.99');
    assert.equal(of(diagnose(another), 'certificate'), 'failed certificate-wrong-name');
  });

  it('loses large packets and says nothing', async (t) => {
    const net = await network(t);
    await net.foccoLojas();
    net.rules(
      'router',
      'table inet hole { chain forward { type filter hook forward priority -10; policy accept; meta length > 1200 drop; } }',
    );
    const found = diagnose(net);
    assert.equal(of(found, 'large-packets'), 'failed large-packets-lost');
    assert.equal(of(found, 'line-quality'), 'ok');
    assert.equal(evidence(found, 'large-packets')['mtuBytes'], 1_200);
  });

  it('has a line for smaller packets, in a router that says so and in one that does not: the size is measured', async (t) => {
    for (const mtu of [1_400, 1_280]) {
      const net = await network(t);
      await net.foccoLojas();
      net.run('router', 'ip', 'link', 'set', 'eth0', 'mtu', String(mtu));
      const told = diagnose(net);
      assert.equal(of(told, 'large-packets'), 'ok');
      const { mtuBytes, mtuBy, family } = evidence(told, 'large-packets');
      assert.deepEqual([mtuBytes, mtuBy, family], [mtu, 'told', 'IPv4']);

      // Another machine behind the same router, which has not heard of it yet.
      const silent = await network(t);
      await silent.foccoLojas();
      silent.run('router', 'ip', 'link', 'set', 'eth0', 'mtu', String(mtu));
      silent.rules(
        'router',
        'table inet mute { chain out { type filter hook output priority 0; policy accept; icmp type destination-unreachable drop; } }',
      );
      const tried = diagnose(silent);
      assert.equal(of(tried, 'large-packets'), 'failed large-packets-lost');
      const searched = evidence(tried, 'large-packets');
      assert.deepEqual([searched['mtuBytes'], searched['mtuBy'], searched['family']], [mtu, 'tried', 'IPv4']);
      t.diagnostic(`${mtu}: told in ${told.durationMs} ms, searched in ${tried.durationMs} ms`);
    }
  });

  it('loses every other packet', async (t) => {
    const net = await network(t);
    await net.foccoLojas();
    net.rules(
      'router',
      'table inet loss { chain forward { type filter hook forward priority -10; policy accept; tcp flags syn / syn,ack numgen inc mod 2 == 0 drop; } }',
    );
    const found = diagnose(net);
    assert.equal(of(found, 'line-quality'), 'warning line-poor');
  });

  it('has a name server that fails, one that invents, or none', async (t) => {
    const net = await network(t);
    await net.foccoLojas();
    await net.names('router', 'fails');
    // The other one is silent as well.
    assert.equal(of(diagnose(net, { servers: addresses.router }), 'name-servers'), 'failed names-not-found');
    await net.names('inet', 'answers');
    const faulty = diagnose(net, { servers: addresses.router });
    assert.equal(of(faulty, 'name-servers'), 'failed name-server-faulty');
    const invents = await network(t);
    await invents.foccoLojas();
    await invents.names('router', 'invents');
    const found = diagnose(invents, { servers: addresses.router });
    assert.equal(of(found, 'name-servers'), 'warning names-invented');
    assert.equal(evidence(found, 'name-servers')['invented'], addresses.foccoLojas);
  });

  it('asks to sign in by a page', async (t) => {
    const net = await network(t);
    await net.foccoLojas();
    await net.start(
      'router',
      /ready/,
      process.execPath,
      join(support, 'portal.ts'),
      addresses.router,
      '8080',
    );
    net.rules(
      'router',
      `add rule inet filter by_hand iifname "br0" tcp dport 80 dnat ip to ${addresses.router}:8080`,
    );
    const found = diagnose(net);
    assert.equal(of(found, 'captive-portal'), 'failed captive-portal');
    assert.equal(evidence(found, 'captive-portal')['portal'], 'entrada.example');
  });

  it('has no way out, a router that is off, no cable: each its own, and the first is the cause', async (t) => {
    const net = await network(t);
    net.run('router', 'ip', 'link', 'set', 'br0', 'down');
    const off = diagnose(net, { trusted: false });
    assert.deepEqual([off.brokenLink, of(off, 'gateway')], ['gateway', 'failed router-not-reached']);
    net.run('store', 'ip', 'route', 'del', 'default');
    const noWay = diagnose(net, { trusted: false });
    assert.deepEqual([noWay.brokenLink, of(noWay, 'gateway')], ['gateway', 'failed no-way-out']);
    net.run('store', 'ip', 'link', 'set', 'eth0', 'down');
    const noCable = diagnose(net, { trusted: false });
    assert.deepEqual(
      [noCable.brokenLink, of(noCable, 'local-network'), of(noCable, 'gateway')],
      ['local-network', 'failed no-network', 'skipped needs'],
    );
  });
});
