/**
 * Runs inside a network of its own (`unshare -n`): loads one rule set after another, asks our reader what it would do to
 * a connection, and then connects. One JSON line for each on standard output.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { systemClock } from '../../../shared/domain/clock.ts';
import { createLinuxReader } from '../../../electron/engine/platform/linux/linuxReader.ts';
import { letsIn } from '../../../electron/engine/platform/machine/letsIn.ts';
import { createRunTool } from '../../../electron/engine/platform/machine/runTool.ts';

export interface RuleSet {
  readonly tool: 'nft' | 'iptables';
  readonly text: string;
  /** The caller's address, one of 127.0.0.0/8. */
  readonly remote: string;
}

export interface KernelAnswer {
  /** The verdict, or `not-loaded`. */
  readonly said: string;
  readonly because: string;
  readonly connected: boolean;
}

const port = 1666;
/** Loopback answers in well under a millisecond; what is dropped never does. */
const patienceMs = 120;

/** `false`: conditions that exclude each other, which nft itself refuses. */
function load({ tool, text }: RuleSet): boolean {
  const run = (command: string, args: string[], input?: string): boolean =>
    spawnSync(command, args, { input, encoding: 'utf8' }).status === 0;
  if (!run('nft', ['flush', 'ruleset'])) throw new Error('nft cannot be used here');
  return tool === 'nft' ? run('nft', ['-f', '-'], text) : run('iptables-restore', [], text);
}

function connects(remote: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, localAddress: remote, family: 4 });
    const timer = setTimeout(() => socket.destroy(new Error('late')), patienceMs);
    const end = (answer: boolean) => () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', end(true));
    socket.once('error', end(false));
  });
}

const sets = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as readonly RuleSet[];
spawnSync('ip', ['link', 'set', 'lo', 'up']);
const server = createServer((socket) => socket.destroy()).listen(port, '0.0.0.0');
await once(server, 'listening');
const run = createRunTool(systemClock);
for (const set of sets) {
  if (!load(set)) {
    writeSync(1, `${JSON.stringify({ said: 'not-loaded', because: '', connected: false })}\n`);
    continue;
  }
  const reader = createLinuxReader(run);
  const firewall = await reader.firewall();
  const network = await reader.network();
  const verdict = firewall.ok
    ? letsIn(firewall.value, { port, program: null, remote: set.remote, local: '127.0.0.1', network })
    : { verdict: firewall.reason, because: firewall.what };
  const answer: KernelAnswer = {
    said: verdict.verdict,
    because: verdict.because,
    connected: await connects(set.remote),
  };
  writeSync(1, `${JSON.stringify(answer)}\n`);
}
server.close();
