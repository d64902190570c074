import { readdir, readFile, readlink } from 'node:fs/promises';
import os from 'node:os';
import { isoTime } from '../../../../shared/domain/clock.ts';
import type {
  Answer,
  MachineReader,
  NetworkFacts,
  ProcessFacts,
  SystemFacts,
} from '../machine/machineTypes.ts';
import { once } from '../machine/once.ts';
import { cancelled } from '../machine/runTool.ts';
import type { RunTool } from '../machine/runTool.ts';
import { readLinuxFirewall } from './linuxFirewall.ts';
import { linuxNetwork, nameServersOf } from './linuxNetwork.ts';
import { linuxServices } from './linuxServices.ts';
import { linuxSystem } from './linuxSystem.ts';
import { connectionsOf, listenersOf } from './sockets.ts';

const timeoutMs = 3_000;
/** A server with ten thousand connections prints about a megabyte. */
const maxBytes = 8 * 1024 * 1024;
/** No resolv.conf or process line is longer. */
const maxTextBytes = 256 * 1024;
/** Linux' clock ticks for process times: fixed at 100 a second towards programs (`USER_HZ`). */
const ticksPerSecond = 100;

async function readText(path: string): Promise<string | null> {
  try {
    const text = await readFile(path, 'utf8');
    return text.length > maxTextBytes ? null : text;
  } catch {
    return null;
  }
}

async function names(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

/** Path of a process' program, where this user may see it. */
async function pathOf(pid: number): Promise<string | null> {
  try {
    const path = await readlink(`/proc/${pid}/exe`);
    return path.replace(/ \(deleted\)$/, '');
  } catch {
    return null;
  }
}

async function readNetwork(run: RunTool, signal: AbortSignal): Promise<Answer<NetworkFacts>> {
  const ip = (...args: string[]): Promise<Answer<string>> =>
    run({ command: 'ip', args: ['-j', ...args], timeoutMs, maxBytes, signal });
  const [addresses, routes4, routes6] = await Promise.all([
    ip('addr'),
    ip('-4', 'route', 'show', 'default'),
    ip('-6', 'route', 'show', 'default'),
  ]);
  if (!addresses.ok) return addresses;
  if (!routes4.ok) return routes4;
  if (!routes6.ok) return routes6;
  const hardware = new Map<string, { wireless: boolean; device: boolean }>();
  for (const name of await names('/sys/class/net')) {
    const inside = await names(`/sys/class/net/${name}`);
    hardware.set(name, { wireless: inside.includes('wireless'), device: inside.includes('device') });
  }
  const own = nameServersOf((await readText('/etc/resolv.conf')) ?? '');
  // systemd's own resolver stands in front of the real ones.
  const behind = own.every((address) => address === '127.0.0.53')
    ? nameServersOf((await readText('/run/systemd/resolve/resolv.conf')) ?? '')
    : [];
  return linuxNetwork({
    addresses: addresses.value,
    routes4: routes4.value,
    routes6: routes6.value,
    nameServers: behind.length > 0 ? behind : own,
    hardware,
  });
}

async function readSystem(root: boolean): Promise<Answer<SystemFacts>> {
  const supplies = await Promise.all(
    (await names('/sys/class/power_supply')).map(async (name) => ({
      type: ((await readText(`/sys/class/power_supply/${name}/type`)) ?? '').trim(),
      online: (await readText(`/sys/class/power_supply/${name}/online`))?.trim() ?? null,
    })),
  );
  return {
    ok: true,
    value: linuxSystem({
      osRelease: (await readText('/etc/os-release')) ?? (await readText('/usr/lib/os-release')),
      kernel: os.release(),
      architecture: os.arch(),
      uptimeSeconds: os.uptime(),
      root,
      supplies,
      restartFlag: (await names('/run')).includes('reboot-required'),
    }),
  };
}

async function readProcesses(wanted: readonly string[]): Promise<Answer<readonly ProcessFacts[]>> {
  const entries = await names('/proc');
  if (entries.length === 0) return { ok: false, reason: 'not-permitted', what: '/proc' };
  const bootSeconds = Number(/^btime (\d+)$/m.exec((await readText('/proc/stat')) ?? '')?.[1] ?? Number.NaN);
  const found = await Promise.all(
    entries
      .filter((name) => /^\d+$/.test(name))
      .map(async (name): Promise<ProcessFacts | null> => {
        const stat = await readText(`/proc/${name}/stat`);
        if (stat === null) return null;
        // The name stands in brackets and may hold anything, brackets too.
        const comm = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
        const path = await pathOf(Number(name));
        const program = path?.split('/').at(-1) ?? comm;
        if (!wanted.includes(program) && !wanted.includes(comm)) return null;
        const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
        const startedMs = (bootSeconds + ticks / ticksPerSecond) * 1_000;
        return {
          pid: Number(name),
          name: program,
          path,
          startedAt: Number.isFinite(startedMs) ? isoTime(startedMs) : null,
        };
      }),
  );
  return { ok: true, value: found.filter((each) => each !== null) };
}

/** One look at a Linux machine: `ss`, `ip`, `nft`, `iptables-save`, `systemctl` and the kernel's own folders. */
export function createLinuxReader(run: RunTool): MachineReader {
  const root = process.getuid?.() === 0;
  const sockets = (signal: AbortSignal | undefined, ...args: string[]): Promise<Answer<string>> =>
    run({ command: 'ss', args, timeoutMs, maxBytes, signal });
  const firewall = once((signal) => readLinuxFirewall({ run, readText, root }, signal));
  return {
    platform: 'linux',
    listeners: once(async (signal) => {
      const printed = await sockets(signal, '-H', '-ltnp');
      return printed.ok ? { ok: true, value: await listenersOf(printed.value, pathOf) } : printed;
    }),
    async connections(localPort, signal) {
      const printed = await sockets(signal, '-H', '-tanp', 'sport', '=', `:${localPort}`);
      return printed.ok
        ? { ok: true, value: await connectionsOf(printed.value, localPort, pathOf) }
        : printed;
    },
    firewall,
    // What nft tells is what is in force.
    firewallInForce: firewall,
    network: once((signal) => readNetwork(run, signal)),
    async processes(wanted, signal) {
      if (signal?.aborted === true) throw cancelled();
      return readProcesses(wanted);
    },
    system: once(() => readSystem(root)),
    services: once(async (signal) => {
      const properties = 'Id,Description,ActiveState,UnitFileState,MainPID';
      const args = ['show', '*.service', `--property=${properties}`];
      const printed = await run({ command: 'systemctl', args, timeoutMs, maxBytes, signal });
      return printed.ok ? { ok: true, value: linuxServices(printed.value) } : printed;
    }),
  };
}
