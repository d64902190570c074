import type {
  Firewall,
  Listener,
  MachineReader,
  ServiceFacts,
  SystemFacts,
} from '../../../../electron/engine/platform/machine/machineTypes.ts';
import { networkOf } from '../../platform/machine/machineMaking.ts';

const unread = { ok: false, reason: 'tool-failed', what: 'fake' } as const;

/** A machine of canned answers; what is not given cannot be read. */
export function fakeMachine(o: {
  readonly platform?: 'windows' | 'linux';
  readonly firewall?: Firewall;
  readonly services?: readonly ServiceFacts[];
  readonly system?: Partial<SystemFacts>;
  readonly listeners?: readonly Listener[];
  readonly processes?: readonly string[];
}): MachineReader {
  const system: SystemFacts = {
    platform: o.platform ?? 'windows',
    name: 'Windows 11 Pro 24H2',
    version: '10.0',
    build: 26_100,
    is64Bit: true,
    elevated: false,
    uptimeSeconds: 60,
    sleepAfter: { onMains: 0, onBattery: 900 },
    onBattery: null,
    restartPending: false,
    ...o.system,
  };
  const told = <T>(value: T | undefined) =>
    Promise.resolve(value === undefined ? unread : { ok: true as const, value });
  return {
    platform: o.platform ?? 'windows',
    listeners: () => told(o.listeners ?? []),
    connections: () => told([]),
    firewall: () => told(o.firewall),
    firewallInForce: () => told(o.firewall),
    network: () => Promise.resolve(networkOf('private')),
    processes: () =>
      told(o.processes?.map((name, index) => ({ pid: index + 10, name, path: null, startedAt: null }))),
    system: () => told(o.system === undefined ? undefined : system),
    services: () => told(o.services),
  };
}
