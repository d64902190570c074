import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLab } from './lab.ts';
import type { Lab } from './lab.ts';

/** Addresses that look public to every program; inside the lab they belong to nobody else. */
export const addresses = {
  foccoLojas: '177.20.30.10',
  /** The store's own public address, or the provider's shared one. */
  outer: '177.20.30.50',
  store: '192.168.1.40',
  till: '192.168.1.77',
  router: '192.168.1.1',
  carrierGrade: '100.72.3.4',
  modem: '192.168.100.2',
} as const;

export interface StoreNetworkOptions {
  /** What the router has on the side of the internet. */
  readonly outside?: 'public' | 'carrier-grade' | 'double-nat';
  /** `daemon`: miniupnpd (UPnP, NAT-PMP, PCP) · `address`: it only tells its outer address, whatever it is · `nothing`. */
  readonly speaks?: 'daemon' | 'address' | 'nothing';
  /** A rule written by hand in the router, which UPnP does not tell of. */
  readonly byHand?: boolean;
}

export interface StoreNetwork extends Lab {
  /** A mapping of port 1666 made by NAT-PMP from a machine of the store: to that machine. */
  map(from: 'store' | 'till'): void;
  /** A program that listens on the store's machine (or the till), and says nothing. */
  listen(address: string, machine?: 'store' | 'till', port?: number): Promise<void>;
  /**
   * FoccoLojas on the internet, over https, with a certificate for this address: its probe alone, which takes any token,
   * or the whole sandbox, where people sign in.
   */
  foccoLojas(certified?: string, how?: 'probe' | 'sandbox'): Promise<void>;
  /** A server of names on the internet or in the router: `answers` what it knows, `invents` the rest, or `fails`. */
  names(machine: 'inet' | 'router', how: 'answers' | 'invents' | 'fails'): Promise<void>;
}

const forwarding = (outside: string, inside: string): string => `
table inet filter {
  chain miniupnpd { }
  chain prerouting_miniupnpd { }
  chain postrouting_miniupnpd { }
  chain by_hand { }
  chain forward {
    type filter hook forward priority 0; policy drop;
    iifname "${inside}" accept
    ct state established,related accept
    ct status dnat accept
    jump miniupnpd
  }
  chain prerouting { type nat hook prerouting priority -100; jump prerouting_miniupnpd; jump by_hand; }
  chain postrouting { type nat hook postrouting priority 100; oifname "${outside}" masquerade; }
}`;

const node = process.execPath;
const tellingRouter = join(import.meta.dirname, 'tellingRouter.ts');

/** A store, its router and the internet, each a machine of its own. */
export async function buildStoreNetwork(o: StoreNetworkOptions = {}): Promise<StoreNetwork> {
  const { outside = 'public', speaks = 'daemon', byHand = false } = o;
  const lab = openLab();
  try {
    for (const name of ['inet', 'router', 'store', 'till']) lab.machine(name);
    lab.run('inet', 'ip', 'link', 'add', 'br0', 'type', 'bridge');
    lab.run('inet', 'ip', 'addr', 'add', `${addresses.foccoLojas}/24`, 'dev', 'br0');
    lab.run('inet', 'ip', 'link', 'set', 'br0', 'up');
    const toInternet = (machine: string, cable: string): void => {
      lab.cable(
        { machine: 'inet', name: cable, address: null },
        { machine, name: 'eth0', address: `${addresses.outer}/24` },
      );
      lab.run('inet', 'ip', 'link', 'set', cable, 'master', 'br0');
      lab.run(machine, 'ip', 'route', 'add', 'default', 'via', addresses.foccoLojas);
    };
    let wan: string = addresses.outer;
    if (outside === 'public') toInternet('router', 'line');
    else {
      // Before the router there is another one: the provider's shared one, or a modem in the store.
      const [own, before] =
        outside === 'carrier-grade'
          ? [addresses.carrierGrade, '100.72.3.1']
          : [addresses.modem, '192.168.100.1'];
      wan = own;
      lab.machine('before');
      toInternet('before', 'line');
      lab.cable(
        { machine: 'before', name: 'in0', address: `${before}/24` },
        { machine: 'router', name: 'eth0', address: `${own}/24` },
      );
      lab.run('router', 'ip', 'route', 'add', 'default', 'via', before);
      lab.run('before', 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
      lab.rules('before', forwarding('eth0', 'in0'));
    }
    lab.run('router', 'ip', 'link', 'add', 'br0', 'type', 'bridge');
    lab.run('router', 'ip', 'addr', 'add', `${addresses.router}/24`, 'dev', 'br0');
    lab.run('router', 'ip', 'link', 'set', 'br0', 'up');
    for (const name of ['store', 'till'] as const) {
      lab.cable(
        { machine: 'router', name: `lan-${name}`, address: null },
        { machine: name, name: 'eth0', address: `${addresses[name]}/24` },
      );
      lab.run('router', 'ip', 'link', 'set', `lan-${name}`, 'master', 'br0');
      lab.run(name, 'ip', 'route', 'add', 'default', 'via', addresses.router);
    }
    lab.run('router', 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
    lab.rules('router', forwarding('eth0', 'br0'));
    if (byHand) {
      lab.rules(
        'router',
        `add rule inet filter by_hand iifname "eth0" tcp dport 1666 dnat ip to ${addresses.store}:1666`,
      );
    }
    if (speaks === 'daemon') await startRouterDaemon(lab);
    if (speaks === 'address') {
      await lab.start('router', /ready/, node, tellingRouter, addresses.router, wan);
    }
  } catch (error) {
    await lab.close();
    throw error;
  }

  return {
    ...lab,
    map(from) {
      lab.run(from, node, join(import.meta.dirname, 'mapPort.ts'), addresses[from], addresses.router);
    },
    async listen(address, machine = 'store', port = 1666) {
      await lab.start(
        machine,
        /ready/,
        node,
        join(import.meta.dirname, 'silentProgram.ts'),
        address,
        String(port),
      );
    },
    async foccoLojas(certified = addresses.foccoLojas, how = 'probe') {
      const key = join(lab.folder, 'key.pem');
      const certificate = join(lab.folder, 'certificate.pem');
      execFileSync(
        'openssl',
        // prettier-ignore
        ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
          '-keyout', key, '-out', certificate, '-subj', '/O=Inspetor de Teste/CN=FoccoLojas', '-addext', `subjectAltName=IP:${certified}`],
        { stdio: 'ignore' },
      );
      const server = join(import.meta.dirname, how === 'probe' ? 'probeServer.ts' : 'sandboxServer.ts');
      const data = how === 'probe' ? [] : [join(lab.folder, 'sandbox')];
      await lab.start('inet', /ready/, node, server, addresses.foccoLojas, key, certificate, ...data);
    },
    async names(machine, how) {
      const own = machine === 'inet' ? addresses.foccoLojas : addresses.router;
      await lab.start(machine, /ready/, node, join(import.meta.dirname, 'nameServer.ts'), own, how);
    },
  };
}

async function startRouterDaemon(lab: Lab): Promise<void> {
  const config = join(lab.folder, 'miniupnpd.conf');
  writeFileSync(
    config,
    [
      'ext_ifname=eth0',
      'listening_ip=br0',
      'enable_natpmp=yes',
      'enable_upnp=yes',
      'secure_mode=yes',
      'system_uptime=yes',
      'uuid=7ff32658-9484-4acd-a8f4-dbb363f978bc',
      'friendly_name=Roteador',
      'manufacturer_name=Casa',
      'model_name=R-100',
      'model_number=2',
      'upnp_table_name=filter',
      'upnp_nat_table_name=filter',
      'upnp_forward_chain=miniupnpd',
      'upnp_nat_chain=prerouting_miniupnpd',
      'upnp_nat_postrouting_chain=postrouting_miniupnpd',
      `lease_file=${join(lab.folder, 'leases')}`,
      'allow 1024-65535 192.168.1.0/24 1024-65535',
      '',
    ].join('\n'),
  );
  const pid = join(lab.folder, 'miniupnpd.pid');
  await lab.start('router', /Listening for NAT-PMP/, 'miniupnpd', '-d', '-f', config, '-P', pid);
}
