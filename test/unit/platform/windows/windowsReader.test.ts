import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { letsIn } from '../../../../electron/engine/platform/machine/letsIn.ts';
import type { Answer, MachineReader } from '../../../../electron/engine/platform/machine/machineTypes.ts';
import { inForceScript } from '../../../../electron/engine/platform/windows/inForce.ts';
import { powershellCall } from '../../../../electron/engine/platform/windows/powershell.ts';
import {
  connectionsScript,
  snapshotScript,
} from '../../../../electron/engine/platform/windows/snapshotScript.ts';
import { createWindowsReader } from '../../../../electron/engine/platform/windows/windowsReader.ts';
import { questionOf } from '../machine/machineMaking.ts';
import { fakeWindows, regKey, scriptOf } from './fakeWindows.ts';

const line = (part: string, value: unknown): string => JSON.stringify({ ok: true, value, part });
const server = {
  pid: 812,
  name: 'servidor.exe',
  path: 'C:\\São João\\servidor.exe',
  at: '2026-11-29T11:00:00.0000000Z',
};

/** A store's machine, in the shapes Windows PowerShell 5.1 gives lists of several, one and none. */
const several = [
  line('listeners', [
    { la: '0.0.0.0', lp: 1666, pid: 812 },
    { la: '::', lp: 1666, pid: 812 },
    { la: 'fe80::1%7', lp: 139, pid: 4 },
  ]),
  line('processes', [
    server,
    { pid: 4, name: 'System', path: null, at: null },
    { pid: 9, name: 'PROMOB.EXE', path: '' },
  ]),
  line('profiles', [
    { i: 7, c: 1 },
    { i: 12, c: 0 },
  ]),
  line('firewalls', [
    { name: 'Antivírus São João', state: 266240 },
    { name: 'Desligado', state: 262144 },
  ]),
  line('addresses', [
    { i: 1, a: '127.0.0.1', p: 8 },
    { i: 7, a: '192.168.0.10', p: 24 },
    { i: 12, a: '10.8.0.2', p: 24 },
  ]),
  line('interfaces', [
    { i: 1, f: 2, m: 75, up: 1, name: 'Loopback Pseudo-Interface 1' },
    { i: 7, f: 2, m: 25, up: 1, name: 'Conexão local' },
    { i: 12, f: 2, m: 5, up: 0, name: 'VPN da loja' },
  ]),
  line('routes', [
    { i: 12, d: '0.0.0.0/0', g: '0.0.0.0', m: 9_000 },
    { i: 7, d: '0.0.0.0/0', g: '192.168.0.1', m: 0 },
    { i: 7, d: '::/0', g: 'fe80::2', m: 16 },
  ]),
  line('adapters', [
    { i: 7, name: 'Conexão local', up: 1, medium: 14, virtual: false },
    { i: 12, name: 'VPN da loja', up: 2, medium: 0, virtual: true },
  ]),
  line('dns', [
    { i: 7, a: ['192.168.0.1', '1.1.1.1'] },
    { i: 12, a: ['10.8.0.1'] },
  ]),
  line('rights', false),
  line('battery', []),
  line('services', [
    {
      name: 'MSSQLSERVER',
      shown: 'SQL Server',
      state: 'Stopped',
      start: 'Auto',
      pid: 0,
      path: '"C:\\SQL\\sqlservr.exe" -s X',
    },
    {
      name: 'DMaster',
      shown: 'Serviço DMaster',
      state: 'Running',
      start: 'Manual',
      pid: 812,
      path: 'C:\\D M\\d.exe -k',
    },
  ]),
];

/** The same facts as other versions spell them: bare, wrapped, numbers as text, empty text for none. */
const otherShapes = [
  `\ufeff${line('listeners', { la: '0.0.0.0', lp: { value: 1666 }, pid: '812' })}`,
  line('processes', { value: [server], Count: 1 }),
  line('profiles', { i: 7, c: '1' }),
  line('firewalls', ''),
  line('addresses', { i: 7, a: '192.168.0.10', p: '24' }),
  line('interfaces', { i: 7, f: 2, m: 25, up: 1, name: 'Conexão local' }),
  line('routes', { i: 7, d: '0.0.0.0/0', g: '192.168.0.1', m: 0 }),
  JSON.stringify({ part: 'adapters', ok: false, error: 'PermissionDenied' }),
  line('dns', { i: 7, a: { value: '192.168.0.1', Count: 1 } }),
  line('rights', 'True'),
  line('battery', { s: 1 }),
  line('services', {
    name: 'DMaster',
    shown: 'Serviço DMaster',
    state: 'Running',
    start: 'Auto',
    pid: 812,
    path: null,
  }),
];

const look = (lines: readonly string[] | null, o: Partial<Parameters<typeof fakeWindows>[0]> = {}) => {
  const windows = fakeWindows({
    ...o,
    ...(lines === null ? {} : { powershell: { FirewallProduct: lines, ...o.powershell } }),
  });
  return { reader: createWindowsReader(windows.run, windows.env), windows };
};
async function value<T>(answer: Promise<Answer<T>>): Promise<T> {
  const found = await answer;
  assert.ok(found.ok, JSON.stringify(found));
  return found.value;
}
const listening = async (reader: MachineReader): Promise<string[]> =>
  (await value(reader.listeners())).map(
    ({ family, address, port, program }) =>
      `${family} ${address} ${port} ${program.name ?? '?'} ${program.path ?? '?'}`,
  );

describe('a look at a Windows machine', () => {
  it('is one start of PowerShell for everything it tells', async () => {
    const { reader, windows } = look(several);
    assert.deepEqual(await listening(reader), [
      '4 0.0.0.0 1666 servidor.exe C:\\São João\\servidor.exe',
      '6 :: 1666 servidor.exe C:\\São João\\servidor.exe',
      '6 fe80::1 139 System ?',
    ]);
    const network = await value(reader.network());
    assert.deepEqual(
      network.interfaces.map(({ name, up, kind, category }) => ({ name, up, kind, category })),
      [
        { name: 'Loopback Pseudo-Interface 1', up: false, kind: 'loopback', category: null },
        { name: 'Conexão local', up: true, kind: 'wired', category: 'private' },
        { name: 'VPN da loja', up: false, kind: 'virtual', category: 'public' },
      ],
    );
    assert.deepEqual(
      network.routes.map(({ family, gateway, metric }) => [family, gateway, metric]),
      [
        [6, 'fe80::2', 16],
        [4, '192.168.0.1', 25],
        [4, null, 9_005],
      ],
    );
    assert.deepEqual(network.dnsServers, ['192.168.0.1', '1.1.1.1']);
    assert.deepEqual(
      (await value(reader.processes(['Promob.exe']))).map(({ pid, path }) => ({ pid, path })),
      [{ pid: 9, path: null }],
    );
    assert.deepEqual(
      (await value(reader.services())).map(({ name, state, startsBy, program }) => [
        name,
        state,
        startsBy,
        program.path,
      ]),
      [
        ['MSSQLSERVER', 'stopped', 'system', 'C:\\SQL\\sqlservr.exe'],
        ['DMaster', 'running', 'hand', 'C:\\D M\\d.exe'],
      ],
    );
    const system = await value(reader.system());
    assert.deepEqual([system.elevated, system.onBattery], [false, null]);
    assert.equal(windows.calls.filter(({ command }) => command.endsWith('powershell.exe')).length, 1);
  });

  it('reads every shape its lists may come in', async () => {
    const { reader } = look(otherShapes);
    assert.deepEqual(await listening(reader), ['4 0.0.0.0 1666 servidor.exe C:\\São João\\servidor.exe']);
    const network = await value(reader.network());
    assert.deepEqual(
      network.interfaces.map(({ name, kind, category, dnsServers }) => [
        name,
        kind,
        category,
        dnsServers.join(),
      ]),
      [['Conexão local', 'unknown', 'private', '192.168.0.1']],
    );
    const system = await value(reader.system());
    assert.deepEqual([system.elevated, system.onBattery], [true, true]);
    assert.equal((await value(reader.services())).length, 1);
  });

  it('says what it could not read, part by part, and guesses nothing', async () => {
    const broken = [
      line('listeners', [{ la: 'nonsense', lp: 1 }]),
      line('processes', [{ pid: 1 }]),
      JSON.stringify({ part: 'profiles', ok: false, error: 'PermissionDenied' }),
      'this is not JSON',
      JSON.stringify({ ok: true }),
    ];
    const { reader } = look(broken);
    assert.deepEqual(await reader.listeners(), { ok: false, reason: 'not-understood', what: 'listeners' });
    assert.deepEqual(await reader.processes(['a']), {
      ok: false,
      reason: 'not-understood',
      what: 'processes',
    });
    assert.deepEqual(await reader.network(), { ok: false, reason: 'not-understood', what: 'addresses' });
    assert.deepEqual(await reader.services(), { ok: false, reason: 'not-understood', what: 'services' });
  });

  it('goes by the columns of netstat where PowerShell may not be used', async () => {
    const netstat = [
      '',
      'Conexões ativas',
      '',
      '  Proto  Endereço local         Endereço externo       Estado          PID',
      '  TCP    0.0.0.0:1666           0.0.0.0:0              ESCUTANDO       812',
      '  TCP    [::]:1666              [::]:0                 ESCUTANDO       812',
      '  TCP    192.168.0.10:1666      177.1.2.3:50123        ESTABELECIDA    812',
      '  TCP    192.168.0.10:50200     177.1.2.3:443          ESTABELECIDA    900',
      '',
    ].join('\r\n');
    const { reader } = look(null, { netstat });
    assert.deepEqual(await listening(reader), ['4 0.0.0.0 1666 ? ?', '6 :: 1666 ? ?']);
    assert.deepEqual(
      (await value(reader.connections(1666))).map(({ remoteAddress, remotePort, program }) => [
        remoteAddress,
        remotePort,
        program.pid,
      ]),
      [['177.1.2.3', 50123, 812]],
    );
    const none = look(null);
    assert.deepEqual(await none.reader.listeners(), { ok: false, reason: 'no-tool', what: 'powershell.exe' });
  });

  it('asks anew for connections, and for one port alone', async () => {
    const connections = line('connections', [
      { la: '::ffff:192.168.0.10', lp: 1666, ra: '::ffff:177.1.2.3', rp: 50123, st: 5, pid: 812 },
      { la: '192.168.0.10', lp: 1666, ra: '177.1.2.4', rp: 50124, st: 11, pid: 0 },
      { la: '0.0.0.0', lp: 1666, ra: '0.0.0.0', rp: 0, st: 2, pid: 812 },
    ]);
    const { reader, windows } = look(several, { powershell: { 'LocalPort=1666': [connections] } });
    for (let round = 0; round < 2; round += 1) {
      assert.deepEqual(
        (await value(reader.connections(1666))).map(({ remoteAddress, localAddress, state, program }) => [
          remoteAddress,
          localAddress,
          state,
          program.name,
        ]),
        [
          ['177.1.2.3', '192.168.0.10', 'open', 'servidor.exe'],
          ['177.1.2.4', '192.168.0.10', 'closed', null],
        ],
      );
    }
    assert.equal(windows.calls.filter((call) => scriptOf(call).includes('LocalPort=1666')).length, 2);
    for (const port of [0, 65_536, 1.5, Number.NaN]) assert.throws(() => connectionsScript(port));
  });

  it('sends scripts that fit a command line, hold no quotes in it and are UTF-8', () => {
    for (const script of [snapshotScript, inForceScript, connectionsScript(1666)]) {
      const { command, args } = powershellCall({ SystemRoot: 'C:\\Windows' }, script);
      assert.equal(command, 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
      // CreateProcess takes 32,767 letters.
      assert.ok([command, ...args].join(' ').length < 32_000, String([command, ...args].join(' ').length));
      assert.ok(args.every((arg) => /^[\w+/=-]+$/.test(arg)));
      assert.match(Buffer.from(args.at(-1) ?? '', 'base64').toString('utf16le'), /UTF8Encoding/);
    }
  });

  it('knows the system, its sleep and a restart that waits from the registry', async () => {
    const nt = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
    const update = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update';
    const servicing = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing';
    const schemes = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Power\\User\\PowerSchemes';
    const scheme = '381b4222-f694-41f0-9685-ff5bb260df2e';
    const sleep = '238c9fa8-0aad-41ed-83f4-97be242c8f20\\29f6c1db-86da-48c5-9fdb-f2b67b1f44da';
    const defaults = `HKLM\\SYSTEM\\CurrentControlSet\\Control\\Power\\PowerSettings\\${sleep}\\DefaultPowerSchemeValues\\${scheme}`;
    const registry = {
      [nt]: regKey(nt, {
        ProductName: ['REG_SZ', 'Windows 10 Pro'],
        CurrentBuild: ['REG_SZ', '26100'],
        DisplayVersion: ['REG_SZ', '24H2'],
        CurrentMajorVersionNumber: ['REG_DWORD', '0xa'],
      }),
      [update]: regKey(update, {}, ['RebootRequired']),
      [servicing]: regKey(servicing),
      [schemes]: regKey(schemes, { ActivePowerScheme: ['REG_SZ', scheme] }),
      [`${schemes}\\${scheme}\\${sleep}`]: regKey(`${schemes}\\${scheme}\\${sleep}`, {
        ACSettingIndex: ['REG_DWORD', '0x708'],
      }),
      [defaults]: regKey(defaults, {
        AcSettingIndex: ['REG_DWORD', '0x0'],
        DcSettingIndex: ['REG_DWORD', '0x384'],
      }),
    };
    const { reader } = look(several, { registry });
    const { name, version, build, sleepAfter, restartPending } = await value(reader.system());
    assert.deepEqual(
      { name, version, build, sleepAfter, restartPending },
      {
        name: 'Windows 11 Pro 24H2',
        version: '10.0',
        build: 26_100,
        sleepAfter: { onMains: 1_800, onBattery: 900 },
        restartPending: true,
      },
    );
    const blind = await value(look(several).reader.system());
    assert.deepEqual([blind.build, blind.sleepAfter.onMains, blind.restartPending], [null, null, null]);
  });
});

describe('what is in force as Windows itself tells it', () => {
  const filter = (id: string, more: object) => ({ InstanceID: id, ...more });
  const told = (o: {
    rules: unknown;
    ports: unknown;
    addresses?: unknown;
    programs?: unknown;
    profiles?: unknown;
  }) =>
    JSON.stringify({
      part: 'in-force',
      ok: true,
      value: {
        services: [filter('{1}', { Service: 'Any' }), filter('{2}', { Service: 'Any' })],
        interfaces: {
          value: [filter('{1}', { InterfaceType: 0 }), filter('{2}', { InterfaceType: 'Any' })],
          Count: 2,
        },
        security: [
          filter('{1}', { Authentication: 0 }),
          filter('{2}', { Authentication: 'NotRequired', LocalUser: 'Any' }),
        ],
        addresses: [
          filter('{1}', { LocalAddress: 'Any', RemoteAddress: 'Any' }),
          filter('{2}', { RemoteAddress: ['LocalSubnet', '10.0.0.0/8'] }),
        ],
        programs: [filter('{1}', { Program: 'Any' }), filter('{2}', { Program: '%ProgramFiles%\\D\\d.exe' })],
        profiles: ['Domain', 'Private', 'Public'].map((Name) => ({
          Name,
          Enabled: 1,
          DefaultInboundAction: 4,
          AllowInboundRules: 1,
          AllowLocalFirewallRules: 1,
        })),
        ...o,
      },
    });
  const byNumber = {
    InstanceID: '{1}',
    DisplayName: 'DMaster',
    Enabled: 1,
    Direction: 1,
    Action: 2,
    Profile: 'Domain, Private',
    PolicyStoreSourceType: 1,
  };
  const byName = {
    InstanceID: '{2}',
    DisplayName: 'Política',
    Enabled: 'True',
    Direction: 'Inbound',
    Action: 'Block',
    Profile: 'Any',
    PolicyStoreSourceType: 'GroupPolicy',
  };
  const ports = [
    filter('{1}', { Protocol: 'TCP', LocalPort: { value: ['80', '1666'], Count: 2 } }),
    filter('{2}', { Protocol: '6', LocalPort: '5000-5010' }),
  ];
  const inForce = async (text: string) => {
    const { reader } = look(several, { powershell: { ActiveStore: [text] } });
    return reader.firewallInForce();
  };

  it('joins rules and filters by their id, in every shape', async () => {
    const firewall = await value(inForce(told({ rules: [byNumber, byName], ports })));
    assert.ok(firewall.kind === 'windows');
    assert.deepEqual(
      firewall.rules.map(({ name, action, protocol, ports: own, program, profiles, source, beyond }) => ({
        name,
        action,
        protocol,
        ports: own?.map(({ from, to }) => `${from}-${to}`).join(),
        program,
        profiles,
        source,
        beyond,
      })),
      [
        {
          name: 'DMaster',
          action: 'allow',
          protocol: 6,
          ports: '80-80,1666-1666',
          program: null,
          profiles: ['domain', 'private'],
          source: 'local',
          beyond: [],
        },
        {
          name: 'Política',
          action: 'block',
          protocol: 6,
          ports: '5000-5010',
          program: 'C:\\Program Files\\D\\d.exe',
          profiles: null,
          source: 'policy',
          beyond: [],
        },
      ],
    );
    assert.deepEqual(firewall.thirdParty, ['Antivírus São João']);
    const { verdict } = letsIn(
      { ...firewall, thirdParty: [] },
      questionOf({ network: { ok: false, reason: 'no-tool', what: '' } }),
    );
    // Private and public networks are connected, and the rule is not for public ones.
    assert.equal(verdict, 'cannot-tell');
    const single = await value(inForce(told({ rules: byNumber, ports: ports[0] })));
    assert.ok(single.kind === 'windows');
    assert.equal(single.rules.length, 1);
  });

  it('does not take a filter that was not told for "any"', async () => {
    const firewall = await value(inForce(told({ rules: [byNumber], ports: '' })));
    assert.ok(firewall.kind === 'windows');
    assert.deepEqual(firewall.rules[0]?.beyond, ['ports']);
    assert.equal(letsIn({ ...firewall, thirdParty: [] }, questionOf()).verdict, 'cannot-tell');
  });

  it('is no answer without the three profiles, or without PowerShell', async () => {
    assert.deepEqual(await inForce(told({ rules: '', ports: '', profiles: '' })), {
      ok: false,
      reason: 'not-understood',
      what: 'profiles',
    });
    assert.deepEqual(await inForce('Acesso negado'), {
      ok: false,
      reason: 'not-understood',
      what: 'in-force',
    });
    assert.equal((await look(several).reader.firewallInForce()).ok, false);
  });
});
