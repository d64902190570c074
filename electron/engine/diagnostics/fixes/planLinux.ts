import type { FixCode, FixFacts } from '../../../../shared/contract/fixSchemas.ts';
import { EloError } from '../../../../shared/domain/eloError.ts';
import { ownPlace } from '../port/ownPlace.ts';
import { letsIn } from '../../platform/machine/letsIn.ts';
import { rangeOf } from '../../platform/machine/addressRanges.ts';
import type { FirewallChain, LinuxFirewall, MachineReader } from '../../platform/machine/machineTypes.ts';
import type { FixCommand, FixPlan } from './fixTypes.ts';
import { nftName, unitName } from './quoting.ts';

const program = (file: string, ...args: string[]): FixCommand => ({ kind: 'program', file, args });
const missing = (what: string): EloError =>
  new EloError('fix-facts-missing', `${what} is needed`, { details: { field: what } });
const notNeeded = (): EloError => new EloError('fix-not-needed', 'it is so already');
const notPossible = (why: string): EloError => new EloError('fix-not-possible', why);

/** Family, table and chain of nftables, as plain names. */
function placeOf(chain: FirewallChain): readonly [string, string, string] {
  const [family = '', table = '', name = '', ...more] = chain.id.split(' ');
  if (!/^(ip|ip6|inet)$/.test(family) || more.length > 0) throw notPossible('the chain is of another kind');
  return [family, nftName(table), nftName(name)];
}

/** One rule at the head of each chain that keeps the port out: every one of them has to let it through. */
async function openPort(
  { port, remote = [] }: FixFacts,
  machine: MachineReader,
  signal?: AbortSignal,
): Promise<FixPlan> {
  if (port === undefined) throw missing('port');
  const ranges = remote.map(rangeOf);
  if (ranges.some((range) => range === null)) throw notPossible('an address is none');
  if (remote.some((text) => !/^[0-9a-fA-F:.]+(\/\d{1,3})?$/.test(text)))
    throw notPossible('an address is none');
  const [firewall, network] = await Promise.all([machine.firewall(signal), machine.network(signal)]);
  if (!firewall.ok || firewall.value.kind !== 'linux') throw notPossible('the firewall cannot be read');
  const whole = firewall.value;
  // Asked as the check asks: of the address others come to, so that what is let in on loopback decides nothing.
  const local = network.ok ? ownPlace(network.value).lanAddress : null;
  const keepsOut = (chains: LinuxFirewall['chains']): boolean =>
    letsIn({ ...whole, chains }, { port, program: null, remote: remote[0] ?? null, local, network })
      .verdict === 'kept-out';
  if (!keepsOut(whole.chains)) throw notNeeded();
  // Each chain at the entrance alone, with those it jumps to: does it keep the port out by itself?
  const closed = whole.chains.filter(
    (door) =>
      door.base &&
      keepsOut(
        whole.chains.map((chain) => (chain.base && chain !== door ? { ...chain, base: false } : chain)),
      ),
  );
  const from = (family: string): string[] => {
    if (remote.length === 0) return [];
    const six = (remote[0] ?? '').includes(':');
    if ((family === 'ip' && six) || (family === 'ip6' && !six))
      throw notPossible('the address is of another family');
    if (remote.some((text) => text.includes(':') !== six)) throw notPossible('addresses of two families');
    return [six ? 'ip6' : 'ip', 'saddr', '{', remote.join(', '), '}'];
  };
  const places = closed.map(placeOf);
  return {
    code: 'open-port',
    facts: { port, remote },
    // One sentence: nft does all of it or nothing.
    commands: [
      program(
        'nft',
        '-e',
        '-a',
        places
          .map((place) => ['insert rule', ...place, ...from(place[0]), 'tcp dport', port, 'accept'].join(' '))
          .join('; '),
      ),
    ],
    undo: [
      program(
        'nft',
        places
          .map((place, index) => ['delete rule', ...place, 'handle', `{handle:${index + 1}}`].join(' '))
          .join('; '),
      ),
    ],
  };
}

async function startService(
  { service }: FixFacts,
  machine: MachineReader,
  signal?: AbortSignal,
): Promise<FixPlan> {
  if (service === undefined) throw missing('service');
  const name = unitName(service);
  const services = await machine.services(signal);
  if (!services.ok) throw notPossible('the services cannot be read');
  const found = services.value.find((each) => each.name === name);
  if (found === undefined) throw new EloError('fix-service-not-found', 'there is no such service');
  if (found.state === 'running') throw notNeeded();
  return {
    code: 'start-service',
    facts: { service: found.displayName },
    commands: [program('systemctl', 'start', '--', `${name}.service`)],
    undo: [program('systemctl', 'stop', '--', `${name}.service`)],
  };
}

/**
 * What would be done on Linux. Nothing is changed by planning.
 * @throws EloError `fix-facts-missing`, `fix-not-needed`, `fix-not-possible`, `fix-service-not-found`
 */
export async function planLinux(
  code: FixCode,
  facts: FixFacts,
  machine: MachineReader,
  signal?: AbortSignal,
): Promise<FixPlan> {
  switch (code) {
    case 'open-port':
      return openPort(facts, machine, signal);
    case 'start-service':
      return startService(facts, machine, signal);
    case 'remove-block-rules':
    case 'keep-awake':
      throw notPossible('there is no such thing on this system');
  }
}
