import os from 'node:os';
import type {
  Answer,
  Connection,
  MachineReader,
  ProfileName,
  SystemFacts,
  WindowsFirewall,
} from '../machine/machineTypes.ts';
import { once, shared } from '../machine/once.ts';
import type { RunTool } from '../machine/runTool.ts';
import { inForceFirewall, readInForce } from './inForce.ts';
import { booleanOf } from './jsonShapes.ts';
import { netstatConnections, netstatListeners } from './netstat.ts';
import { powershellCall } from './powershell.ts';
import { createRegistryReader } from './registry.ts';
import { readRegistryFirewall } from './registryFirewall.ts';
import { readRegistrySystem } from './registrySystem.ts';
import { partOf, takeSnapshot } from './snapshot.ts';
import {
  categoriesOf,
  onBatteryOf,
  processesOf,
  programsOf,
  thirdPartyOf,
  windowsConnectionsOf,
  windowsListenersOf,
  windowsNetworkOf,
  windowsServicesOf,
} from './snapshotFacts.ts';
import { connectionsScript } from './snapshotScript.ts';
import type { SnapshotPart } from './snapshotScript.ts';
import { systemTool } from './systemTool.ts';

const timeoutMs = 6_000;
const maxBytes = 8 * 1024 * 1024;

/** One look at a Windows machine: one start of PowerShell, and the registry beside it. */
export function createWindowsReader(run: RunTool, env: NodeJS.ProcessEnv): MachineReader {
  const registry = createRegistryReader(run, env);
  const snapshot = shared((signal) => takeSnapshot(run, env, signal));
  const part = (name: SnapshotPart, signal?: AbortSignal): Promise<Answer<unknown>> =>
    snapshot((parts) => parts[name], signal);
  const netstat = (signal?: AbortSignal): Promise<Answer<string>> =>
    run({
      command: systemTool(env, 'netstat.exe'),
      args: ['-ano', '-p', 'TCP'],
      timeoutMs,
      maxBytes,
      signal,
    });
  const read = async <T>(
    name: SnapshotPart,
    parse: (raw: unknown) => Answer<T>,
    signal?: AbortSignal,
  ): Promise<Answer<T>> => {
    const raw = await part(name, signal);
    return raw.ok ? parse(raw.value) : raw;
  };
  const processes = (signal?: AbortSignal) => read('processes', processesOf, signal);
  /** Networks that are connected; none is an answer too. */
  const categories = (signal?: AbortSignal) => read('profiles', categoriesOf, signal);

  const withActive = (
    firewall: WindowsFirewall,
    active: ReadonlySet<ProfileName> | null,
    thirdParty: readonly string[] | null,
  ): WindowsFirewall => ({
    ...firewall,
    profiles: firewall.profiles.map((profile) => ({
      ...profile,
      active: active === null ? null : active.has(profile.name),
    })),
    thirdParty,
  });
  const around = async (signal: AbortSignal) => {
    const [connected, others] = await Promise.all([
      categories(signal),
      read('firewalls', thirdPartyOf, signal),
    ]);
    return {
      active: connected.ok ? new Set(connected.value.values()) : null,
      thirdParty: others.ok ? others.value : null,
    };
  };

  return {
    platform: 'windows',
    listeners: once(async (signal) => {
      const [raw, running] = await Promise.all([part('listeners', signal), processes(signal)]);
      if (raw.ok) return windowsListenersOf(raw.value, programsOf(running));
      const printed = await netstat(signal);
      return printed.ok ? windowsListenersOf(netstatListeners(printed.value), programsOf(running)) : raw;
    }),
    async connections(localPort, signal): Promise<Answer<readonly Connection[]>> {
      const program = programsOf(await processes(signal));
      const call = powershellCall(env, connectionsScript(localPort));
      const printed = await run({ ...call, timeoutMs, maxBytes, signal });
      const raw: Answer<unknown> = printed.ok
        ? (partOf(printed.value.trim())?.answer ?? {
            ok: false,
            reason: 'not-understood',
            what: 'connections',
          })
        : printed;
      if (raw.ok) return windowsConnectionsOf(raw.value, program);
      const listed = await netstat(signal);
      return listed.ok ? windowsConnectionsOf(netstatConnections(listed.value, localPort), program) : raw;
    },
    firewall: once(async (signal) => {
      const [firewall, { active, thirdParty }] = await Promise.all([
        readRegistryFirewall(registry, env, signal),
        around(signal),
      ]);
      return firewall.ok ? { ok: true, value: withActive(firewall.value, active, thirdParty) } : firewall;
    }),
    firewallInForce: once(async (signal) => {
      const [raw, { active, thirdParty }] = await Promise.all([
        readInForce(run, env, signal),
        around(signal),
      ]);
      return raw.ok ? inForceFirewall(raw.value, active, thirdParty, env) : raw;
    }),
    network: once(async (signal) => {
      const [addresses, adapters, interfaces, routes, dns, connected] = await Promise.all([
        part('addresses', signal),
        part('adapters', signal),
        part('interfaces', signal),
        part('routes', signal),
        part('dns', signal),
        categories(signal),
      ]);
      for (const needed of [addresses, interfaces, routes]) if (!needed.ok) return needed;
      const value = (answer: Answer<unknown>): unknown => (answer.ok ? answer.value : null);
      return windowsNetworkOf({
        addresses: value(addresses),
        adapters: value(adapters),
        interfaces: value(interfaces),
        routes: value(routes),
        dns: value(dns),
        categories: connected.ok ? connected.value : null,
      });
    }),
    async processes(names, signal) {
      const all = await processes(signal);
      if (!all.ok) return all;
      const wanted = new Set(names.map((name) => name.toLowerCase()));
      return { ok: true, value: all.value.filter(({ name }) => wanted.has(name.toLowerCase())) };
    },
    system: once(async (signal): Promise<Answer<SystemFacts>> => {
      const [facts, rights, battery] = await Promise.all([
        readRegistrySystem(registry, signal),
        part('rights', signal),
        part('battery', signal),
      ]);
      return {
        ok: true,
        value: {
          platform: 'windows',
          ...facts,
          is64Bit:
            os.arch() === 'x64' || os.arch() === 'arm64' || env['PROCESSOR_ARCHITEW6432'] !== undefined,
          elevated: rights.ok ? booleanOf(rights.value) : null,
          uptimeSeconds: Math.round(os.uptime()),
          onBattery: battery.ok ? onBatteryOf(battery.value) : null,
        },
      };
    }),
    services: once((signal) => read('services', windowsServicesOf, signal)),
  };
}
