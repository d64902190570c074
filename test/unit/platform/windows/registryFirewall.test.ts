import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { letsIn } from '../../../../electron/engine/platform/machine/letsIn.ts';
import type { WindowsFirewall } from '../../../../electron/engine/platform/machine/machineTypes.ts';
import { createRegistryReader } from '../../../../electron/engine/platform/windows/registry.ts';
import { parseRegistryFile } from '../../../../electron/engine/platform/windows/registryFile.ts';
import {
  localKey,
  policyKey,
  readRegistryFirewall,
} from '../../../../electron/engine/platform/windows/registryFirewall.ts';
import { parseRuleString } from '../../../../electron/engine/platform/windows/ruleString.ts';
import { networkOf, questionOf } from '../machine/machineMaking.ts';
import { fakeWindows, regKey } from './fakeWindows.ts';

const env = { SystemRoot: 'C:\\Windows', ProgramFiles: 'C:\\Program Files' };
const rule = (text: string) => parseRuleString('{id}', text, 'local', env);

const sz = (data: string) => ['REG_SZ', data] as const;
const dword = (data: string) => ['REG_DWORD', data] as const;
const nls = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage';
const usual = {
  [nls]: regKey(nls, { OEMCP: sz('850') }),
  'HKLM\\SOFTWARE\\Policies\\Microsoft': regKey('HKLM\\SOFTWARE\\Policies\\Microsoft', {}, [
    'SystemCertificates',
  ]),
};
const profile = (name: string, values: Parameters<typeof regKey>[1] = {}): string =>
  regKey(`${localKey}\\${name}`, { EnableFirewall: dword('0x1'), ...values });
const allowPort = 'v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|Profile=Private|LPort=1666|Name=DMaster|';

async function read(registry: Readonly<Record<string, string>>): Promise<WindowsFirewall> {
  const windows = fakeWindows({ registry });
  const reader = createRegistryReader(windows.run, windows.env);
  const answer = await readRegistryFirewall(reader, windows.env, new AbortController().signal);
  assert.ok(answer.ok);
  return answer.value;
}
const told = (firewall: WindowsFirewall, question = questionOf()): string => {
  const { verdict, because } = letsIn(firewall, question);
  return `${verdict} ${because}`;
};

describe("a rule of Windows' firewall as the registry keeps it", () => {
  it('is read field by field, repeated ones too', () => {
    assert.deepEqual(
      rule(
        'v2.33|Action=Block|Active=FALSE|Dir=In|Protocol=6|Profile=Domain|Profile=Public|LPort=80|LPort=443|LPort2_10=5000-5010|RA4=10.0.0.0/255.0.0.0|RA4=18.228.227.211|RA6=fe80::/64|RA42=LocalSubnet|App=%ProgramFiles%\\Senior\\crm.exe|Svc=Senior|Name=@FirewallAPI.dll,-28502|Desc=a=b|EmbedCtxt=x|Edge=TRUE|',
      ),
      {
        id: '{id}',
        name: '@FirewallAPI.dll,-28502',
        action: 'block',
        enabled: false,
        direction: 'in',
        protocol: 6,
        ports: [
          { from: 80, to: 80 },
          { from: 443, to: 443 },
          { from: 5000, to: 5010 },
        ],
        unknownPorts: [],
        program: 'C:\\Program Files\\Senior\\crm.exe',
        service: 'Senior',
        profiles: ['domain', 'public'],
        remote: {
          ranges: [
            { from: '10.0.0.0', to: '10.255.255.255' },
            { from: '18.228.227.211', to: '18.228.227.211' },
            { from: 'fe80:0:0:0:0:0:0:0', to: 'fe80:0:0:0:ffff:ffff:ffff:ffff' },
          ],
          localSubnet: true,
          unknown: [],
        },
        local: null,
        source: 'local',
        beyond: [],
      },
    );
  });

  it('keeps what only Windows can resolve apart from what is any', () => {
    const odd = rule(
      'v2.10|Action=Allow|Dir=In|Protocol=6|LPort=RPC|RA42=DefaultGateway|App=%Nowhere%\\x.exe|',
    );
    assert.deepEqual(odd?.unknownPorts, ['RPC']);
    assert.deepEqual(odd?.ports, []);
    assert.deepEqual(odd?.remote?.unknown, ['DefaultGateway']);
    assert.equal(odd?.program, '%Nowhere%\\x.exe');
    assert.equal(odd?.enabled, true);
    const any = rule('v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=256|');
    assert.deepEqual([any?.protocol, any?.ports, any?.remote, any?.profiles], [null, null, null, null]);
  });

  it('names every condition that it does not evaluate', () => {
    const found = rule(
      'v2.30|Action=Allow|Active=TRUE|Dir=In|IFType=Wireless|LUOwn=S-1-5-21|AppPkgId=S-1-15-2|Security=Authenticate|RPort=53|Platform2=GTEQ|New_Field=1|',
    );
    assert.deepEqual(found?.beyond, [
      'IFType',
      'LUOwn',
      'AppPkgId',
      'Security',
      'RPort',
      'Platform2',
      'New_Field',
    ]);
    assert.deepEqual(rule('v2.30|Action=ByPass|Active=TRUE|Dir=In|')?.beyond, ['Action']);
  });

  it('refuses what is no rule, and never throws', () => {
    for (const text of [
      '',
      'x',
      'v2.30',
      'v2.30|',
      'v2.30|Action=Allow|',
      'v2.30|Dir=In|Action=Allow'.slice(1),
    ])
      assert.equal(rule(text), null, text);
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: fc.constantFrom('|', '=', 'v2.', ',', '-', '%', '\\', 'LPort', 'RA4', '16') }),
        ),
        (parts) => {
          rule(`v2.30|Action=Allow|Dir=In|${parts.join('|')}`);
        },
      ),
    );
  });

  it('takes a rule for a Store app for nobody else', async () => {
    const app =
      'v2.31|Action=Allow|Active=TRUE|Dir=In|Profile=Private|LUOwn=S-1-5-21-1|AppPkgId=S-1-15-2-1|Name=Jogo|';
    const firewall = await read({
      ...usual,
      [localKey]: [
        regKey(localKey),
        profile('StandardProfile'),
        regKey(`${localKey}\\FirewallRules`, { '{1}': sz(app) }),
      ].join('\r\n'),
    });
    const network = networkOf('private');
    assert.equal(told(firewall, questionOf({ network })), 'kept-out default');
    const server = { pid: 5, name: 'servidor.exe', path: 'C:\\DMaster\\servidor.exe' };
    assert.equal(told(firewall, questionOf({ network, program: server })), 'kept-out default');
    const game = { pid: 5, name: 'jogo.exe', path: 'C:\\Program Files\\WindowsApps\\Jogo\\jogo.exe' };
    assert.equal(told(firewall, questionOf({ network, program: game })), 'cannot-tell beyond');
  });
});

describe("Windows' firewall out of the registry", () => {
  it('is one read of each place, and needs no policy', async () => {
    const windows = fakeWindows({
      registry: {
        ...usual,
        [localKey]: [
          regKey(localKey),
          profile('DomainProfile'),
          profile('StandardProfile'),
          profile('PublicProfile', { EnableFirewall: dword('0x0') }),
          regKey(`${localKey}\\FirewallRules`, { DMaster: sz(allowPort), '(Padrão)': sz('') }),
        ].join('\r\n'),
      },
    });
    const reader = createRegistryReader(windows.run, windows.env);
    const answer = await readRegistryFirewall(reader, windows.env, new AbortController().signal);
    assert.ok(answer.ok);
    assert.deepEqual([answer.value.complete, answer.value.unread], [true, []]);
    assert.equal(answer.value.rules.length, 1);
    assert.equal(told(answer.value), 'let-in rule');
    assert.equal(told(answer.value, questionOf({ network: networkOf('domain') })), 'kept-out other-profile');
    assert.equal(told(answer.value, questionOf({ network: networkOf('public') })), 'let-in off');
    const asked = windows.calls.map(({ args }) => args.join(' '));
    assert.equal(asked.filter((args) => args.startsWith('export ')).length, 2);
    assert.ok(windows.calls.every(({ command }) => command === 'C:\\Windows\\System32\\reg.exe'));
  });

  it('lets the policy have the last word', async () => {
    const local = [
      regKey(localKey),
      profile('StandardProfile'),
      regKey(`${localKey}\\FirewallRules`, { DMaster: sz(allowPort) }),
    ].join('\r\n');
    const withPolicy = (values: Parameters<typeof regKey>[1], rules: Parameters<typeof regKey>[1] = {}) =>
      read({
        ...usual,
        [localKey]: local,
        [policyKey]: [
          regKey(`${policyKey}\\PrivateProfile`, values),
          regKey(`${policyKey}\\FirewallRules`, rules),
        ].join('\r\n'),
      });
    assert.equal(
      told(await withPolicy({ AllowLocalPolicyMerge: dword('0x0') })),
      'kept-out local-rules-void',
    );
    assert.equal(told(await withPolicy({ DoNotAllowExceptions: dword('0x1') })), 'kept-out block-all');
    assert.equal(told(await withPolicy({ EnableFirewall: dword('0x0') })), 'let-in off');
    const block = allowPort.replace('Allow', 'Block');
    assert.equal(told(await withPolicy({}, { Bloqueio: sz(block) })), 'kept-out rule');
    const managed = await read({
      ...usual,
      [localKey]: `${local}\r\n${regKey(`${localKey}\\Mdm\\FirewallRules`, { Mdm: sz(block) })}`,
    });
    assert.equal(told(managed), 'kept-out rule');
    assert.deepEqual(
      managed.rules.map(({ source }) => source),
      ['local', 'policy'],
    );
  });

  it('never takes a part that was not read for one that is empty', async () => {
    const local = [regKey(localKey), profile('StandardProfile')].join('\r\n');
    const forbidden = regKey('HKLM\\SOFTWARE\\Policies\\Microsoft', {}, ['WindowsFirewall']);
    const partly = await read({
      ...usual,
      [localKey]: local,
      'HKLM\\SOFTWARE\\Policies\\Microsoft': forbidden,
    });
    assert.deepEqual([partly.complete, partly.unread], [false, ['policy-rules']]);
    assert.equal(told(partly), 'cannot-tell not-read');
    const without = await read({ ...usual, 'HKLM\\SYSTEM': regKey('HKLM\\SYSTEM', {}, ['Setup']) });
    assert.deepEqual(without.unread, ['local-rules']);
    const odd = await read({
      ...usual,
      [localKey]: `${local}\r\n${regKey(`${localKey}\\FirewallRules`, { x: sz('v3.0|Dir=Sideways|') })}`,
    });
    assert.deepEqual(odd.unread, ['rule-not-understood']);
  });

  it('keeps accents, whatever the console has place for', async () => {
    const path = 'C:\\São João\\Çã "nova".exe';
    const firewall = await read({
      ...usual,
      [localKey]: [
        regKey(localKey),
        profile('StandardProfile'),
        regKey(`${localKey}\\FirewallRules`, {
          a: sz(`v2.31|Action=Block|Active=TRUE|Dir=In|App=${path}|Name=x|`),
        }),
      ].join('\r\n'),
    });
    assert.equal(firewall.rules[0]?.program, path);
    const question = questionOf({ program: { pid: 1, name: 'x.exe', path: path.toUpperCase() } });
    assert.equal(told(firewall, question), 'kept-out rule');
  });

  it('reads every kind of value of a registry file, and refuses what is none', () => {
    const text = [
      'Windows Registry Editor Version 5.00',
      '',
      '[HKEY_LOCAL_MACHINE\\A]',
      '@="nameless"',
      '"with \\"quotes\\" and \\\\"="one\ntwo"',
      '"number"=dword:0000000a',
      '"expand"=hex(2):25,00,41,00,\\',
      '  25,00,00,00',
      '"other"=hex:01,02',
      'nonsense',
      '[HKEY_LOCAL_MACHINE\\A\\B]',
      '',
    ].join('\r\n');
    const tree = parseRegistryFile(Buffer.from(`\ufeff${text}`, 'utf16le'));
    assert.deepEqual(
      [...(tree?.get('hkey_local_machine\\a')?.values() ?? [])].map(({ name, data }) => [name, data]),
      [
        ['', 'nameless'],
        ['with "quotes" and \\', 'one\ntwo'],
        ['number', '0xa'],
        ['expand', '%A%'],
        ['other', 'hex:01,02'],
      ],
    );
    assert.deepEqual([...(tree?.keys() ?? [])], ['hkey_local_machine\\a', 'hkey_local_machine\\a\\b']);
    for (const bytes of [Buffer.from(''), Buffer.from(text), Buffer.from('\ufeffREGEDIT4', 'utf16le')])
      assert.equal(parseRegistryFile(bytes), null);
  });
});
