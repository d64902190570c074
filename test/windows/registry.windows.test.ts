import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { letsIn } from '../../electron/engine/platform/machine/letsIn.ts';
import type {
  Answer,
  SystemFacts,
  WindowsFirewall,
} from '../../electron/engine/platform/machine/machineTypes.ts';
import { networkOf, questionOf } from '../unit/platform/machine/machineMaking.ts';
import { openWindows } from './support/openWindows.ts';
import type { Windows } from './support/openWindows.ts';
import { windowsMissing } from './support/prepareWindows.ts';

const policy =
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';
const byDomain = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall';
const windowsNt = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';

/** Asks our own readers inside of Windows, with the real `reg.exe`. */
const readerScript = `
const { pathToFileURL } = require('node:url');
const from = (path) => import(pathToFileURL('C:\\\\Elo\\\\electron\\\\engine\\\\platform\\\\' + path).href);
(async () => {
  const { createRunTool } = await from('machine\\\\runTool.ts');
  const { createRegistryReader } = await from('windows\\\\registry.ts');
  const { readRegistryFirewall } = await from('windows\\\\registryFirewall.ts');
  const { createWindowsReader } = await from('windows\\\\windowsReader.ts');
  const clock = { now: Date.now, monotonic: () => performance.now(), after: (ms, run) => { const t = setTimeout(run, ms); return () => clearTimeout(t); } };
  const run = createRunTool(clock);
  const { signal } = new AbortController();
  const begun = performance.now();
  const firewall = await readRegistryFirewall(createRegistryReader(run, process.env), process.env, signal);
  const ms = Math.round(performance.now() - begun);
  const system = await createWindowsReader(run, process.env).system();
  console.log(JSON.stringify({ firewall, system, ms }));
})();
`;

/** A file of Windows' own registry editor: UTF-16 with a mark, so accents arrive whatever the code page. */
function registryFile(keys: Readonly<Record<string, Readonly<Record<string, string | number>>>>): Buffer {
  const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;
  const lines = ['Windows Registry Editor Version 5.00', ''];
  for (const [key, values] of Object.entries(keys)) {
    lines.push(`[${key}]`);
    for (const [name, value] of Object.entries(values)) {
      const data = typeof value === 'number' ? `dword:${value.toString(16).padStart(8, '0')}` : quoted(value);
      lines.push(`${quoted(name)}=${data}`);
    }
    lines.push('');
  }
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf16le');
}

describe('the registry of Windows', { skip: windowsMissing() ?? false }, () => {
  let windows: Windows;
  before(() => {
    windows = openWindows();
  });
  after(() => windows.close());

  const plant = async (keys: Parameters<typeof registryFile>[0]): Promise<void> => {
    writeFileSync(windows.linux('C:\\plant.reg'), registryFile(keys));
    assert.equal(await windows.program(['reg', 'import', 'C:\\plant.reg']), 0);
  };
  const read = async (): Promise<{ firewall: WindowsFirewall; system: SystemFacts; ms: number }> => {
    const { firewall, system, ms } = await windows.script<{
      firewall: Answer<WindowsFirewall>;
      system: Answer<SystemFacts>;
      ms: number;
    }>(readerScript);
    assert.ok(firewall.ok && system.ok, JSON.stringify({ firewall, system }));
    return { firewall: firewall.value, system: system.value, ms };
  };

  it('gives planted rules back, accents and repeated fields too', async (t) => {
    const rules: Record<string, string> = {
      'DMaster-In':
        'v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|Profile=Private|LPort=1666|LPort2_10=5000-5010|RA4=18.228.227.211|RA4=189.16.40.2|App=%ProgramFiles%\\DMaster\\servidor.exe|Name=Acesso on-line|',
      'TCP Query User{5A}C:\\loja são joão\\servidor.exe':
        'v2.31|Action=Block|Active=TRUE|Dir=In|Protocol=6|Profile=Public|App=C:\\loja são joão\\servidor.exe|Name=Ação|Desc=Ação|Defer=User|',
    };
    for (let index = 0; index < 400; index += 1)
      rules[`Rule-${index}`] =
        `v2.31|Action=Allow|Active=FALSE|Dir=Out|Protocol=17|LPort=${index + 1}|Name=@x.dll,-${index}|`;
    await plant({
      [policy]: {},
      [`${policy}\\DomainProfile`]: { EnableFirewall: 1 },
      [`${policy}\\StandardProfile`]: { EnableFirewall: 1, DoNotAllowExceptions: 0 },
      [`${policy}\\PublicProfile`]: { EnableFirewall: 1 },
      [`${policy}\\FirewallRules`]: rules,
      [windowsNt]: { ProductName: 'Windows 10 Pro', CurrentBuild: '26100', DisplayVersion: '24H2' },
    });
    const { firewall, system, ms } = await read();
    t.diagnostic(`402 rules read in ${ms} ms`);
    assert.deepEqual([firewall.complete, firewall.unread, firewall.rules.length], [true, [], 402]);
    const block = firewall.rules.find(({ action }) => action === 'block');
    assert.equal(block?.program, 'C:\\loja são joão\\servidor.exe');
    assert.equal(block?.id, 'TCP Query User{5A}C:\\loja são joão\\servidor.exe');
    const server = { pid: 9, name: 'servidor.exe', path: 'C:\\Program Files\\DMaster\\servidor.exe' };
    const asked = (port: number, remote: string, path = server.path) =>
      letsIn(firewall, questionOf({ port, remote, program: { ...server, path } }));
    assert.equal(asked(1666, '189.16.40.2').verdict, 'let-in');
    assert.equal(asked(5005, '18.228.227.211').verdict, 'let-in');
    assert.equal(asked(1666, '8.8.8.8').because, 'other-remote');
    assert.equal(asked(80, '189.16.40.2').because, 'default');
    const onPublic = letsIn(
      firewall,
      questionOf({
        network: networkOf('public'),
        program: { pid: 9, name: 'servidor.exe', path: 'C:\\Loja São João\\SERVIDOR.EXE' },
      }),
    );
    assert.deepEqual([onPublic.verdict, onPublic.because], ['kept-out', 'rule']);
    assert.equal(system.name, 'Windows 11 Pro 24H2');
    assert.equal(system.build, 26_100);
  });

  it('lets the policy of the domain have the last word', async () => {
    await plant({ [`${byDomain}\\PrivateProfile`]: { AllowLocalPolicyMerge: 0 } });
    const { firewall } = await read();
    const { verdict, because } = letsIn(
      firewall,
      questionOf({
        remote: '189.16.40.2',
        program: { pid: 9, name: 'servidor.exe', path: 'C:\\Program Files\\DMaster\\servidor.exe' },
      }),
    );
    assert.deepEqual([verdict, because], ['kept-out', 'local-rules-void']);
    assert.equal(firewall.profiles.find(({ name }) => name === 'private')?.source, 'policy');
  });

  it('says that nothing is known where the firewall has no place in it', async () => {
    assert.equal(await windows.program(['reg', 'delete', policy, '/f']), 0);
    const { firewall } = await read();
    assert.deepEqual([firewall.complete, firewall.unread], [false, ['local-rules']]);
  });
});
