import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { noLab } from '../../support/namespaces/lab.ts';

const script = join(import.meta.dirname, '..', '..', '..', 'electron', 'headless', 'elo.ts');

/** A network whose router and name servers swallow everything: two servers, as most stores have. */
const network = (folder: string): string => `
set -e
mount --make-rprivate /
ip link set lo up
ip link add here type veth peer name there
ip addr add 192.168.9.2/24 dev here
ip link set here up
ip link set there up
ip neigh add 192.168.9.1 lladdr 02:00:00:00:00:01 dev here nud permanent
ip neigh add 192.168.9.53 lladdr 02:00:00:00:00:02 dev here nud permanent
ip route add default via 192.168.9.1
mount --bind '${folder}/names' /etc/resolv.conf
shift
exec "$@"`;

describe('the command line where name servers are silent', { skip: noLab() }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'elo-names-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'names'), 'nameserver 192.168.9.1\nnameserver 192.168.9.53\n');

  const profiles: readonly (readonly string[])[] = [
    ['foccolojas-promob', '--server', 'https://loja.exemplo.com.br'],
    ['personalizado', '--set', 'host=loja.exemplo.com.br', '--set', 'port=443', '--set', 'protocol=https'],
  ];
  for (const [profile = '', ...args] of profiles) {
    it(`has ended within 10 s: ${profile}`, (t) => {
      const elo = [process.execPath, '--disable-warning=ExperimentalWarning', script, 'diagnose'];
      const own = ['--json', '--vault', 'system', '--data', join(folder, profile)];
      const begun = performance.now();
      const { status, stdout } = spawnSync(
        'unshare',
        ['-n', '-m', 'sh', '-c', network(folder), 'sh', '--', ...elo, '--profile', profile, ...args, ...own],
        { encoding: 'utf8' },
      );
      const took = performance.now() - begun;
      const { verdict, proved } = JSON.parse(stdout) as { verdict: string; proved: boolean };
      assert.deepEqual([status, verdict, proved], [1, 'failed', false]);
      assert.ok(took < 10_000, `the whole process took ${Math.round(took)} ms`);
      t.diagnostic(`${Math.round(took)} ms`);
    });
  }
});
