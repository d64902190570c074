import type { SystemFacts } from '../machine/machineTypes.ts';

export interface LinuxSystemInput {
  /** `/etc/os-release`; `null` where there is none. */
  readonly osRelease: string | null;
  readonly kernel: string;
  readonly architecture: string;
  readonly uptimeSeconds: number;
  readonly root: boolean | null;
  /** Kind and, for mains, whether it gives power (`1`): from `/sys/class/power_supply`. */
  readonly supplies: readonly { readonly type: string; readonly online: string | null }[];
  /** `/run/reboot-required` is there. */
  readonly restartFlag: boolean;
}

/** The system, its rights and its power. Linux has no one place that tells when a desktop goes to sleep. */
export function linuxSystem(input: LinuxSystemInput): SystemFacts {
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(input.osRelease ?? '')?.[1];
  const family = `${field('ID') ?? ''} ${field('ID_LIKE') ?? ''}`;
  const battery = input.supplies.some(({ type }) => type === 'Battery');
  const mains = input.supplies.filter(({ type }) => type === 'Mains' || type === 'USB');
  return {
    platform: 'linux',
    name: field('PRETTY_NAME') ?? 'Linux',
    version: input.kernel,
    build: null,
    is64Bit: /64/.test(input.architecture),
    elevated: input.root,
    uptimeSeconds: Math.round(input.uptimeSeconds),
    sleepAfter: { onMains: null, onBattery: null },
    onBattery: battery && mains.length > 0 ? !mains.some(({ online }) => online === '1') : null,
    // Only Debian and its kin leave a note.
    restartPending: input.restartFlag ? true : /debian|ubuntu/.test(family) ? false : null,
  };
}
