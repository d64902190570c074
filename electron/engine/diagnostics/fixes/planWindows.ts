import { win32 } from 'node:path';
import type { FixCode, FixFacts } from '../../../../shared/contract/fixSchemas.ts';
import { EloError } from '../../../../shared/domain/eloError.ts';
import { rangeOf } from '../../platform/machine/addressRanges.ts';
import type { MachineReader, WindowsFirewall } from '../../platform/machine/machineTypes.ts';
import type { FixCommand, FixPlan } from './fixTypes.ts';
import { hasPattern, powershellLiteral } from './quoting.ts';

const powershell = (script: string): FixCommand => ({ kind: 'powershell', script });

/** Names of profiles as New-NetFirewallRule takes them. */
const profileWords = { domain: 'Domain', private: 'Private', public: 'Public' } as const;

const missing = (what: string): EloError =>
  new EloError('fix-facts-missing', `${what} is needed`, { details: { field: what } });
const notNeeded = (): EloError => new EloError('fix-not-needed', 'it is so already');
const notPossible = (why: string): EloError => new EloError('fix-not-possible', why);

async function windowsFirewall(machine: MachineReader, signal?: AbortSignal): Promise<WindowsFirewall> {
  const firewall = await machine.firewall(signal);
  if (!firewall.ok || firewall.value.kind !== 'windows') throw notPossible('the firewall cannot be read');
  return firewall.value;
}

/**
 * The full path of a program that was named by its file alone: that of the one that listens under this name. `null` where
 * Windows does not tell, or several do.
 */
async function fullPath(
  program: string,
  port: number | undefined,
  machine: MachineReader,
  signal?: AbortSignal,
): Promise<string | null> {
  if (win32.isAbsolute(program)) return program;
  const listeners = await machine.listeners(signal);
  if (!listeners.ok) return null;
  const paths = new Set(
    listeners.value
      .filter((each) => port === undefined || each.port === port)
      .filter((each) => each.program.name?.toLowerCase() === program.toLowerCase())
      .flatMap((each) => each.program.path ?? []),
  );
  const [path = null, ...others] = paths;
  return others.length === 0 ? path : null;
}

/**
 * A rule of its own, told by its name, so that it is found again and nothing else is ever touched. It counts on the kind
 * of network this machine is in now, and on no other.
 */
async function openPort(
  { port, program: named, remote = [] }: FixFacts,
  machine: MachineReader,
  signal?: AbortSignal,
): Promise<FixPlan> {
  if (port === undefined) throw missing('port');
  // Where its place is hidden, the rule is for the port alone.
  const program = named === undefined ? null : await fullPath(named, port, machine, signal);
  if (remote.some((text) => rangeOf(text) === null)) throw notPossible('an address is none');
  const { rules, profiles } = await windowsFirewall(machine, signal);
  const id = `Elo-TCP-${port}`;
  const name = powershellLiteral(id);
  const facts = { port, ...(program === null ? {} : { program }), remote };
  const own = rules.find((rule) => rule.id === id);
  if (own?.enabled === true) throw notNeeded();
  if (own !== undefined) {
    return {
      code: 'open-port',
      facts,
      commands: [forRules('Enable', [id])],
      undo: [forRules('Disable', [id])],
    };
  }
  const active = profiles
    .filter((profile) => profile.active === true)
    .map((profile) => profileWords[profile.name]);
  const parts = [
    `New-NetFirewallRule -Name ${name} -DisplayName ${powershellLiteral(`Elo: porta ${port}`)}`,
    '-Direction Inbound -Action Allow -Enabled True -Protocol TCP',
    `-LocalPort ${port}`,
    ...(active.length === 0 ? [] : [`-Profile ${active.join(',')}`]),
    ...(program === null ? [] : [`-Program ${powershellLiteral(program)}`]),
    ...(remote.length === 0 ? [] : [`-RemoteAddress ${remote.map(powershellLiteral).join(', ')}`]),
    '| Out-Null',
  ];
  return {
    code: 'open-port',
    facts,
    commands: [powershell(parts.join(' '))],
    undo: [powershell(`Remove-NetFirewallRule -Name ${name}`)],
  };
}

/** `Verb-NetFirewallRule` for rules by their ids; an id with letters of a pattern is compared as it is. */
function forRules(verb: 'Disable' | 'Enable', ids: readonly string[]): FixCommand {
  const list = ids.map(powershellLiteral).join(', ');
  if (!ids.some(hasPattern)) return powershell(`${verb}-NetFirewallRule -Name ${list}`);
  return powershell(
    `Get-NetFirewallRule | Where-Object { @(${list}) -ccontains $_.Name } | ${verb}-NetFirewallRule`,
  );
}

/**
 * The rules Windows makes against a program when its first question was answered with "Cancel". They are switched off,
 * not deleted: so the way back is exact.
 */
async function removeBlockRules(
  { program: named, port }: FixFacts,
  machine: MachineReader,
  signal?: AbortSignal,
): Promise<FixPlan> {
  if (named === undefined) throw missing('program');
  const program = await fullPath(named, port, machine, signal);
  if (program === null) throw notPossible('where the program lies is not known');
  const wanted = win32.normalize(program).toLowerCase();
  const { rules } = await windowsFirewall(machine, signal);
  const blocking = rules.filter(
    (rule) =>
      rule.enabled &&
      rule.action === 'block' &&
      rule.direction === 'in' &&
      rule.program !== null &&
      win32.normalize(rule.program).toLowerCase() === wanted,
  );
  const local = blocking.filter((rule) => rule.source === 'local');
  if (local.length === 0) {
    // A rule of the organisation is not for this machine to change.
    if (blocking.length > 0) throw new EloError('fix-by-policy', 'the rule is set by the organisation');
    throw notNeeded();
  }
  const ids = local.map(({ id }) => id);
  return {
    code: 'remove-block-rules',
    facts: { program, rules: local.map(({ name }) => name) },
    commands: [forRules('Disable', ids)],
    undo: [forRules('Enable', ids)],
  };
}

async function startService(
  { service }: FixFacts,
  machine: MachineReader,
  signal?: AbortSignal,
): Promise<FixPlan> {
  if (service === undefined) throw missing('service');
  const services = await machine.services(signal);
  if (!services.ok) throw notPossible('the services cannot be read');
  const found = services.value.find(({ name }) => name.toLowerCase() === service.toLowerCase());
  if (found === undefined) throw new EloError('fix-service-not-found', 'there is no such service');
  if (found.state === 'running') throw notNeeded();
  if (found.startsBy === 'never' || hasPattern(found.name)) throw notPossible('the service is switched off');
  const name = powershellLiteral(found.name);
  return {
    code: 'start-service',
    facts: { service: found.displayName },
    commands: [powershell(`Start-Service -Name ${name}`)],
    undo: [powershell(`Stop-Service -Name ${name}`)],
  };
}

async function keepAwake(machine: MachineReader, signal?: AbortSignal): Promise<FixPlan> {
  const system = await machine.system(signal);
  const seconds = system.ok ? system.value.sleepAfter.onMains : null;
  if (seconds === null) throw notPossible('when it goes to sleep cannot be read');
  if (seconds === 0) throw notNeeded();
  const minutes = Math.ceil(seconds / 60);
  const change = (to: number): FixCommand => powershell(`powercfg.exe /change standby-timeout-ac ${to}`);
  return { code: 'keep-awake', facts: { minutes }, commands: [change(0)], undo: [change(minutes)] };
}

/**
 * What would be done on Windows. Nothing is changed by planning.
 * @throws EloError `fix-facts-missing`, `fix-not-needed`, `fix-not-possible`, `fix-by-policy`, `fix-service-not-found`
 */
export async function planWindows(
  code: FixCode,
  facts: FixFacts,
  machine: MachineReader,
  signal?: AbortSignal,
): Promise<FixPlan> {
  switch (code) {
    case 'open-port':
      return openPort(facts, machine, signal);
    case 'remove-block-rules':
      return removeBlockRules(facts, machine, signal);
    case 'start-service':
      return startService(facts, machine, signal);
    case 'keep-awake':
      return keepAwake(machine, signal);
  }
}
