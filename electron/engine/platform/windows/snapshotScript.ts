/**
 * The parts of a look at Windows, in the order they are told. Each is one line of JSON, `{"part","ok","value"}` or
 * `{"part","ok":false,"error"}`: whoever waits for the first need not wait for the last. CIM classes are asked
 * themselves, not through commands that would load modules first; their numbers are the same in every language.
 */
export const snapshotParts = [
  'listeners',
  'processes',
  'profiles',
  'firewalls',
  'addresses',
  'interfaces',
  'routes',
  'adapters',
  'dns',
  'rights',
  'battery',
  'services',
] as const;
export type SnapshotPart = (typeof snapshotParts)[number];

const net = 'root/StandardCimv2';

/** A CIM class, as a list of hash tables of plain values. `what` maps the names of our fields to properties. */
function cim(
  what: Readonly<Record<string, string>>,
  className: string,
  o: { readonly namespace?: string; readonly filter?: string } = {},
): string {
  const fields = Object.entries(what)
    .map(([name, property]) => `${name} = ${/^[$@]/.test(property) ? property : `$_.${property}`}`)
    .join('; ');
  const space = o.namespace === undefined ? '' : ` -Namespace '${o.namespace}'`;
  const filter = o.filter === undefined ? '' : ` -Filter "${o.filter}"`;
  return `@(Get-CimInstance${space} -ClassName ${className}${filter} | ForEach-Object { @{ ${fields} } })`;
}

/** MIB_TCP_STATE: 2 = listen. */
export const connectionFields = {
  la: 'LocalAddress',
  lp: 'LocalPort',
  ra: 'RemoteAddress',
  rp: 'RemotePort',
  st: '$([int]$_.State)',
  pid: 'OwningProcess',
};

const parts: Readonly<Record<SnapshotPart, string>> = {
  listeners: cim({ la: 'LocalAddress', lp: 'LocalPort', pid: 'OwningProcess' }, 'MSFT_NetTCPConnection', {
    namespace: net,
    filter: 'State=2',
  }),
  processes: cim(
    {
      pid: 'ProcessId',
      name: 'Name',
      path: 'ExecutablePath',
      at: "$(if ($_.CreationDate) { $_.CreationDate.ToUniversalTime().ToString('o') } else { $null })",
    },
    'Win32_Process',
  ),
  profiles: cim({ i: 'InterfaceIndex', c: '$([int]$_.NetworkCategory)' }, 'MSFT_NetConnectionProfile', {
    namespace: net,
  }),
  addresses: cim({ i: 'InterfaceIndex', a: 'IPAddress', p: '$([int]$_.PrefixLength)' }, 'MSFT_NetIPAddress', {
    namespace: net,
  }),
  adapters: cim(
    {
      i: 'InterfaceIndex',
      name: 'Name',
      up: '$([int]$_.InterfaceOperationalStatus)',
      medium: '$([int]$_.NdisPhysicalMedium)',
      virtual: '$([bool]$_.Virtual)',
    },
    'MSFT_NetAdapter',
    { namespace: net },
  ),
  interfaces: cim(
    {
      i: 'InterfaceIndex',
      f: '$([int]$_.AddressFamily)',
      m: '$([int]$_.InterfaceMetric)',
      up: '$([int]$_.ConnectionState)',
      name: 'InterfaceAlias',
    },
    'MSFT_NetIPInterface',
    { namespace: net },
  ),
  routes: cim(
    { i: 'InterfaceIndex', d: 'DestinationPrefix', g: 'NextHop', m: '$([int]$_.RouteMetric)' },
    'MSFT_NetRoute',
    { namespace: net, filter: "DestinationPrefix='0.0.0.0/0' OR DestinationPrefix='::/0'" },
  ),
  dns: cim({ i: 'InterfaceIndex', a: '@($_.ServerAddresses)' }, 'MSFT_DNSClientServerAddress', {
    namespace: net,
  }),
  services: cim(
    {
      name: 'Name',
      shown: 'DisplayName',
      state: 'State',
      start: 'StartMode',
      pid: '$([int]$_.ProcessId)',
      path: 'PathName',
    },
    'Win32_Service',
  ),
  firewalls: cim({ name: 'displayName', state: '$([int]$_.productState)' }, 'FirewallProduct', {
    namespace: 'root/SecurityCenter2',
  }),
  rights:
    '([Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)',
  battery: cim({ s: '$([int]$_.BatteryStatus)' }, 'Win32_Battery'),
};

/** One line for a part; what fails in it fails alone. */
function line(part: string, value: string): string {
  return [
    'try {',
    `  $value = ${value}`,
    `  $line = ConvertTo-Json -Compress -Depth 5 -InputObject @{ part = '${part}'; ok = $true; value = $value }`,
    '} catch {',
    `  $line = ConvertTo-Json -Compress -Depth 3 -InputObject @{ part = '${part}'; ok = $false; error = [string]$_.CategoryInfo.Category }`,
    '}',
    // Written at once; where policy allows no such call, as output.
    'try { [Console]::Out.WriteLine($line); [Console]::Out.Flush() } catch { $line }',
  ].join('\n');
}

/** The whole look, as one script. */
export const snapshotScript = snapshotParts.map((part) => line(part, parts[part])).join('\n');

/** Connections to one port, in every state. */
export function connectionsScript(localPort: number): string {
  if (!Number.isInteger(localPort) || localPort < 1 || localPort > 65_535) throw new RangeError('no port');
  return line(
    'connections',
    cim(connectionFields, 'MSFT_NetTCPConnection', { namespace: net, filter: `LocalPort=${localPort}` }),
  );
}
