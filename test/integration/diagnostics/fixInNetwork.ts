/** Runs inside a network of its own (`unshare -n`): a port that is kept out is opened and closed again, for real. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { writeSync } from 'node:fs';
import { createFixes } from '../../../electron/engine/diagnostics/fixes/createFixes.ts';
import { createLinuxRunFix } from '../../../electron/engine/diagnostics/fixes/runFix.ts';
import { createLinuxReader } from '../../../electron/engine/platform/linux/linuxReader.ts';
import { createRunTool } from '../../../electron/engine/platform/machine/runTool.ts';
import { systemClock } from '../../../shared/domain/clock.ts';

const rules = `
table inet loja {
  chain input { type filter hook input priority 0; policy drop; ct state established,related accept; tcp dport 22 accept; }
}
table ip outra {
  chain entrada { type filter hook input priority 10; policy accept; jump portas; }
  chain portas { tcp dport 1666 reject with tcp reset; }
}`;
const nft = (args: readonly string[], input?: string): string => {
  const { status, stdout, stderr } = spawnSync('nft', args, { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
};
spawnSync('ip', ['link', 'set', 'lo', 'up']);
nft(['-f', '-'], rules);
const before = nft(['list', 'ruleset']);
const server = createServer((socket) => socket.destroy()).listen(1666, '0.0.0.0');
await once(server, 'listening');
const connects = (): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: 1666, family: 4 });
    const timer = setTimeout(() => socket.destroy(new Error('late')), 150);
    const end = (answer: boolean) => () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', end(true));
    socket.once('error', end(false));
  });

const run = createRunTool(systemClock);
const values = new Map<string, unknown>();
const fixes = createFixes({
  ledger: {
    values: {
      get: (key: string) => values.get(key) ?? null,
      set: (key: string, value: unknown) => void values.set(key, value),
    },
  },
  clock: systemClock,
  look: () => createLinuxReader(run),
  run: createLinuxRunFix(run, true),
  log: () => undefined,
  onChanged: () => undefined,
});
const o = { code: 'open-port', facts: { port: 1666 } };
const closed = await connects();
const plan = await fixes.plan(o);
const untouched = nft(['list', 'ruleset']) === before;
const applied = await fixes.apply({ ...o, planId: plan.planId, consent: true });
const open = await connects();
const again = await fixes.plan(o).then(
  () => 'planned',
  (error: unknown) => (error as { code: string }).code,
);
await fixes.undo({ fixId: applied.fixId, consent: true });
const closedAgain = await connects();
const restored = nft(['list', 'ruleset']) === before;
server.close();
writeSync(
  1,
  JSON.stringify({ closed, plan, untouched, open, undo: applied.undo, again, closedAgain, restored }),
);
