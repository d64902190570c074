import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why these networks cannot be built here; `false` where they can. */
export function noLab(): string | false {
  if (process.platform !== 'linux') return 'network namespaces are a thing of Linux';
  if (process.getuid?.() !== 0) return 'building networks needs root';
  for (const [tool, args] of [
    ['ip', ['-V']],
    ['nft', ['--version']],
    ['miniupnpd', ['--version']],
    ['openssl', ['version']],
    ['ss', ['-V']],
  ] as const) {
    if (spawnSync(tool, args).error !== undefined) return `${tool} is not installed`;
  }
  const name = `elo${process.pid}try`;
  if (spawnSync('ip', ['netns', 'add', name]).status !== 0) return 'namespaces may not be made here';
  spawnSync('ip', ['netns', 'del', name]);
  return false;
}

/** Machines, each a network namespace, with cables between them. Nothing of it touches the network outside. */
export interface Lab {
  /** A folder of the lab's own, gone with it. */
  readonly folder: string;
  machine(name: string): void;
  /** A cable between two machines, an address at each end; `null` for an end that a bridge takes. */
  cable(a: End, b: End): void;
  /** The words before a command that put it inside a machine. */
  inside(machine: string): readonly [string, ...string[]];
  /** Runs a command inside a machine to its end. @returns what it printed */
  run(machine: string, command: string, ...args: string[]): string;
  /** Feeds rules to nft inside a machine. */
  rules(machine: string, text: string): void;
  /** Starts a program inside a machine; resolves when it printed what says that it is ready. */
  start(machine: string, ready: RegExp, command: string, ...args: string[]): Promise<ChildProcess>;
  close(): Promise<void>;
}
export interface End {
  readonly machine: string;
  readonly name: string;
  readonly address: string | null;
}

let labs = 0;

export function openLab(): Lab {
  labs += 1;
  const prefix = `elo${process.pid}n${labs}`;
  const folder = mkdtempSync(join(tmpdir(), 'elo-lab-'));
  const machines: string[] = [];
  const started: ChildProcess[] = [];
  const real = (machine: string): string => `${prefix}${machine}`;
  const ip = (...args: string[]): string => execFileSync('ip', args, { encoding: 'utf8' });
  const run: Lab['run'] = (machine, command, ...args) =>
    execFileSync('ip', ['netns', 'exec', real(machine), command, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 16 * 1024 * 1024,
      timeout: 60_000,
    });
  return {
    folder,
    machine(name) {
      ip('netns', 'add', real(name));
      machines.push(name);
      ip('-n', real(name), 'link', 'set', 'lo', 'up');
    },
    cable(a, b) {
      ip(
        '-n',
        real(a.machine),
        'link',
        'add',
        a.name,
        'type',
        'veth',
        'peer',
        b.name,
        'netns',
        real(b.machine),
      );
      for (const { machine, name, address } of [a, b]) {
        if (address !== null) ip('-n', real(machine), 'addr', 'add', address, 'dev', name);
        ip('-n', real(machine), 'link', 'set', name, 'up');
      }
    },
    inside: (machine) => ['ip', 'netns', 'exec', real(machine)],
    run,
    rules(machine, text) {
      execFileSync('ip', ['netns', 'exec', real(machine), 'nft', '-f', '-'], {
        input: text.replaceAll(/;\s*/g, ';\n').replaceAll(/([{}])\s*/g, '$1\n'),
      });
    },
    async start(machine, ready, command, ...args) {
      // Into a file: while a command runs to its end nobody reads a pipe, and who prints much would stand still.
      const log = join(folder, `${machine}-${started.length}.log`);
      const out = openSync(log, 'w');
      const child = spawn('ip', ['netns', 'exec', real(machine), command, ...args], {
        stdio: ['ignore', out, out],
      });
      closeSync(out);
      started.push(child);
      const printed = (): string => readFileSync(log, 'utf8');
      const watcher = watch(log);
      try {
        await new Promise<void>((resolve, reject) => {
          const look = (): void => {
            if (ready.test(printed())) resolve();
          };
          watcher.on('change', look);
          child.once('error', reject);
          child.once('exit', () => reject(new Error(`${command} ended: ${printed()}`)));
          look();
        });
      } finally {
        watcher.close();
      }
      return child;
    },
    async close() {
      for (const child of started) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      for (const name of machines) spawnSync('ip', ['netns', 'del', real(name)]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
