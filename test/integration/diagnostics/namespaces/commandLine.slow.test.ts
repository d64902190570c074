import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { diagnosisSchema } from '../../../../shared/contract/diagnosisSchemas.ts';
import type { Diagnosis } from '../../../../shared/contract/diagnosisSchemas.ts';
import { noLab } from '../../../support/namespaces/lab.ts';
import { addresses, buildStoreNetwork } from '../../../support/namespaces/storeNetwork.ts';
import type { StoreNetwork } from '../../../support/namespaces/storeNetwork.ts';
import { readLines } from '../../../support/processes/lineReader.ts';
import { missingForKeyring, startKeyring } from '../../../torture/support/keyring.ts';
import type { Keyring } from '../../../torture/support/keyring.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const browser = join(root, 'test', 'support', 'namespaces', 'browser.ts');
const skip =
  noLab() || (missingForKeyring().length > 0 && `not installed: ${missingForKeyring().join(', ')}`);

/** Blocks the port in the router, whatever is mapped there. */
const block =
  'table inet shut { chain early { type filter hook prerouting priority -300; policy accept; iifname "eth0" tcp dport 1666 drop; } }';

describe('elo diagnose --profile dmaster-acesso-online, signed in, in a network of its own', { skip }, () => {
  let net: StoreNetwork;
  let keyring: Keyring;
  before(async () => {
    net = await buildStoreNetwork();
    net.map('store');
    await net.foccoLojas(addresses.foccoLojas, 'sandbox');
    await net.listen('0.0.0.0');
    keyring = await startKeyring(join(net.folder, 'keyring'), net.inside('store'));
  });
  after(async () => {
    await keyring?.stop();
    await net?.close();
  });

  const words = (...args: string[]): readonly [string, ...string[]] => [
    ...net.inside('store'),
    'env',
    '-i',
    `PATH=${process.env['PATH'] ?? ''}`,
    `HOME=${join(net.folder, 'home')}`,
    `DBUS_SESSION_BUS_ADDRESS=${keyring.busAddress}`,
    `NODE_EXTRA_CA_CERTS=${join(net.folder, 'certificate.pem')}`,
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    ...args,
  ];
  const elo = (...args: string[]): readonly [string, ...string[]] =>
    words(
      join(root, 'electron', 'headless', 'elo.ts'),
      ...args,
      '--data',
      join(net.folder, 'data'),
      '--server',
      `https://${addresses.foccoLojas}`,
    );

  /** Runs a command to its end. */
  async function run([program, ...args]: readonly [string, ...string[]]) {
    const begun = performance.now();
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (part: string) => (stdout += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stdout, stderr, ms: Math.round(performance.now() - begun) };
  }

  async function diagnose(...args: string[]) {
    const answer = await run(elo('diagnose', '--profile', 'dmaster-acesso-online', '--json', ...args));
    assert.match(answer.stdout, /^[^\n]+\n$/, answer.stderr);
    const found: Diagnosis = diagnosisSchema.parse(JSON.parse(answer.stdout));
    // The run is bounded to 10 s; a machine that is busy with other tests may be a little late to say so.
    assert.ok(found.durationMs < 11_000, `it took ${found.durationMs} ms`);
    const outside = found.checks.find(({ code }) => code === 'port-outside');
    return { ...answer, found, outside: outside ?? assert.fail('nothing of the way from outside') };
  }

  async function signIn(): Promise<void> {
    const [program, ...args] = elo('sign-in', '--open', 'none', '--json');
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = once(child, 'close');
    const line = await readLines(child.stderr).find(
      (each) => each.includes('https://'),
      30_000,
      'the address to open',
    );
    const url = /https:\/\/\S+/.exec(line)?.[0] ?? assert.fail(line);
    const browsed = await run(words(browser, url, 'designer', 'elo'));
    assert.equal(browsed.code, 0, browsed.stderr);
    assert.deepEqual(await ended, [0, null]);
  }

  it('could not be tested before anybody signed in: says so, exit 1', async () => {
    const { code, found, outside } = await diagnose('--set', 'outside-probe=sim');
    assert.deepEqual([code, found.verdict, found.proved], [1, 'unknown', false]);
    assert.equal(outside.status, 'unknown');
    assert.equal(outside.evidence['lacks'], 'sign-in');
    const people = await run(
      elo('diagnose', '--profile', 'dmaster-acesso-online', '--set', 'outside-probe=sim'),
    );
    assert.equal(people.code, 1);
    assert.match(people.stdout, /Não foi possível testar: Teste de fora\. Falta: a entrada no FoccoLojas\./);
    assert.match(people.stderr, /Para entrar: elo sign-in/);
  });

  it('could not be tested without consent: says so, exit 1, and nobody knocked', async () => {
    await signIn();
    const { code, found, outside } = await diagnose();
    assert.deepEqual([code, found.verdict, found.proved], [1, 'unknown', false]);
    assert.equal(outside.status, 'unknown');
    assert.equal(outside.evidence['lacks'], 'consent:outside-probe');
    const people = await run(elo('diagnose', '--profile', 'dmaster-acesso-online'));
    assert.equal(people.code, 1);
    assert.match(
      people.stdout,
      /Não foi possível testar: Teste de fora\. Falta: a sua autorização para o teste de fora\./,
    );
    assert.doesNotMatch(people.stdout, /fechada/i);
    assert.match(people.stderr, /Para autorizar: --set outside-probe=sim/);
  });

  it('is proved open from outside: exit 0, with who was asked, from where and when', async (t) => {
    const { code, found, outside, ms } = await diagnose('--set', 'outside-probe=sim');
    assert.deepEqual([code, found.verdict, found.proved, found.brokenLink], [0, 'ok', true, null]);
    assert.equal(outside.evidence['answer'], 'open');
    assert.equal(outside.evidence['proof'], 'own-connection');
    assert.equal(outside.evidence['publicAddress'], addresses.outer);
    assert.equal(outside.evidence['family'], 'IPv4');
    t.diagnostic(`checks in ${found.durationMs} ms, the whole command in ${ms} ms`);
  });

  it('is proved closed where the router keeps it out: exit 1, and open again when it does not', async (t) => {
    net.rules('router', block);
    const shut = await diagnose('--set', 'outside-probe=sim');
    assert.deepEqual([shut.code, shut.found.verdict, shut.found.proved], [1, 'failed', false]);
    assert.equal(shut.outside.condition, 'port-closed-from-outside');
    assert.equal(shut.outside.evidence['answer'], 'closed');
    assert.equal(shut.outside.evidence['why'], 'timeout');
    t.diagnostic(`checks in ${shut.found.durationMs} ms, the whole command in ${shut.ms} ms`);
    const only = await diagnose('--set', 'outside-probe=sim', '--only', 'port-outside');
    assert.deepEqual([only.code, only.outside.condition], [1, 'port-closed-from-outside']);
    net.run('router', 'nft', 'delete', 'table', 'inet', 'shut');
    const open = await diagnose('--set', 'outside-probe=sim');
    assert.deepEqual([open.code, open.found.proved], [0, true]);
  });

  it('could not be tested after signing out: says so, exit 1', async () => {
    assert.equal((await run(elo('sign-out'))).code, 0);
    const { code, found, outside } = await diagnose('--set', 'outside-probe=sim');
    assert.deepEqual([code, found.verdict], [1, 'unknown']);
    assert.equal(outside.evidence['lacks'], 'sign-in');
  });
});
