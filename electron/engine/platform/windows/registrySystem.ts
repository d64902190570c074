import type { SystemFacts } from '../machine/machineTypes.ts';
import { keyPath, numberIn, textIn } from './registry.ts';
import type { RegistryReader, RegistryTree } from './registry.ts';

const versionKey = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const servicingKey = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing';
const updateKey = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update';
const schemesKey = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Power\\User\\PowerSchemes';
/** "Sleep after" in the group "sleep", Windows' own identifiers (powercfg /aliases: SUB_SLEEP, STANDBYIDLE). */
const sleepGroup = '238c9fa8-0aad-41ed-83f4-97be242c8f20';
const sleepAfter = '29f6c1db-86da-48c5-9fdb-f2b67b1f44da';
const sleepPolicyKey = `HKLM\\SOFTWARE\\Policies\\Microsoft\\Power\\PowerSettings\\${sleepAfter}`;
const sleepDefaultsKey = `HKLM\\SYSTEM\\CurrentControlSet\\Control\\Power\\PowerSettings\\${sleepGroup}\\${sleepAfter}\\DefaultPowerSchemeValues`;

/** Builds from here on call themselves Windows 11; the registry's product name still says 10. */
const firstBuildOf11 = 22_000;

export type RegistrySystem = Pick<
  SystemFacts,
  'name' | 'version' | 'build' | 'sleepAfter' | 'restartPending'
>;

/** Version, sleep and a restart that waits, out of the registry. */
export async function readRegistrySystem(
  registry: RegistryReader,
  signal: AbortSignal,
): Promise<RegistrySystem> {
  const read = async (key: string, deep = false): Promise<RegistryTree | null> => {
    const answer = await registry.query(key, { deep, signal });
    return answer.ok ? answer.value : null;
  };
  const [version, servicing, update, schemes, policy] = await Promise.all([
    read(versionKey),
    read(servicingKey),
    read(updateKey),
    read(schemesKey),
    read(sleepPolicyKey),
  ]);
  const scheme = schemes === null ? null : textIn(schemes, schemesKey, 'ActivePowerScheme');
  const [own, defaults] =
    scheme === null
      ? [null, null]
      : await Promise.all([
          read(`${schemesKey}\\${scheme}\\${sleepGroup}\\${sleepAfter}`),
          read(`${sleepDefaultsKey}\\${scheme}`),
        ]);
  const sleep = (kind: 'AC' | 'DC'): number | null => {
    const name = `${kind}SettingIndex`;
    const from = (tree: RegistryTree | null, key: string): number | null =>
      tree === null ? null : numberIn(tree, key, name);
    return (
      from(policy, sleepPolicyKey) ??
      from(own, `${schemesKey}\\${scheme ?? ''}\\${sleepGroup}\\${sleepAfter}`) ??
      from(defaults, `${sleepDefaultsKey}\\${scheme ?? ''}`)
    );
  };
  const text = (name: string): string | null => (version === null ? null : textIn(version, versionKey, name));
  const build = Number(text('CurrentBuild') ?? text('CurrentBuildNumber') ?? Number.NaN);
  const product = text('ProductName');
  const named = build >= firstBuildOf11 ? product?.replace('Windows 10', 'Windows 11') : product;
  const release = text('DisplayVersion');
  const pending =
    servicing === null || update === null
      ? null
      : servicing.has(keyPath(`${servicingKey}\\RebootPending`)) ||
        update.has(keyPath(`${updateKey}\\RebootRequired`));
  return {
    name: [named ?? 'Windows', release].filter((part) => part !== null && part !== '').join(' '),
    version: text('CurrentMajorVersionNumber') === null ? (text('CurrentVersion') ?? '') : '10.0',
    build: Number.isInteger(build) ? build : null,
    sleepAfter: { onMains: sleep('AC'), onBattery: sleep('DC') },
    restartPending: pending,
  };
}
