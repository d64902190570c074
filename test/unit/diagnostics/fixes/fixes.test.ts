import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFixes } from '../../../../electron/engine/diagnostics/fixes/createFixes.ts';
import type { Fixes } from '../../../../electron/engine/diagnostics/fixes/createFixes.ts';
import type { FixCommand } from '../../../../electron/engine/diagnostics/fixes/fixTypes.ts';
import {
  askingScript,
  createLinuxRunFix,
  createWindowsRunFix,
  elevatedScript,
} from '../../../../electron/engine/diagnostics/fixes/runFix.ts';
import { shownCommand } from '../../../../electron/engine/diagnostics/fixes/quoting.ts';
import type {
  MachineReader,
  ServiceFacts,
} from '../../../../electron/engine/platform/machine/machineTypes.ts';
import type { RunTool, ToolCall } from '../../../../electron/engine/platform/machine/runTool.ts';
import { systemClock } from '../../../../shared/domain/clock.ts';
import { EloError } from '../../../../shared/domain/eloError.ts';
import { firewallOf, profilesOf, ruleOf } from '../../platform/machine/machineMaking.ts';
import { fakeMachine } from './fakeMachine.ts';

const server = "C:\\Loja d'Água\\servidor.exe";
const question = ruleOf({
  id: 'TCP Query User{A}C:\\loja [1]\\servidor.exe',
  name: 'servidor',
  action: 'block',
  ports: null,
  program: server,
});
const service = (o: Partial<ServiceFacts> = {}): ServiceFacts => ({
  name: 'MSSQL$LOJA',
  displayName: 'SQL Server (LOJA)',
  state: 'stopped',
  startsBy: 'system',
  program: { pid: null, name: null, path: null },
  ...o,
});

interface Bench {
  readonly fixes: Fixes;
  readonly ran: string[][];
  readonly logged: string[];
  readonly values: Map<string, unknown>;
  machine: MachineReader;
  fail: EloError | null;
  printed: string;
}
function bench(machine: MachineReader): Bench {
  const values = new Map<string, unknown>();
  const made: Omit<Bench, 'fixes'> = { ran: [], logged: [], values, machine, fail: null, printed: '' };
  const fixes = createFixes({
    ledger: {
      values: {
        get: (key: string) => values.get(key) ?? null,
        set: (key: string, value: unknown) => void values.set(key, value),
      },
    },
    clock: systemClock,
    look: () => bound.machine,
    run(commands: readonly FixCommand[]) {
      bound.ran.push(commands.map(shownCommand));
      return bound.fail === null ? Promise.resolve(bound.printed) : Promise.reject(bound.fail);
    },
    log: (event, details) => void bound.logged.push(`${event} ${details['fix']}`),
    onChanged: () => void bound.logged.push('changed'),
  });
  const bound: Bench = Object.assign(made, { fixes });
  return bound;
}
const code = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof EloError ? error.code : String(error)),
  );

describe('fixes on Windows', () => {
  it('show the exact command and its way back', async () => {
    const { fixes } = bench(
      fakeMachine({ firewall: firewallOf({ profiles: profilesOf(['private', 'domain']) }) }),
    );
    const plan = await fixes.plan({
      code: 'open-port',
      facts: { port: 1666, program: server, remote: ['18.228.227.211', '10.0.0.0/8'] },
    });
    assert.deepEqual(plan.commands, [
      "New-NetFirewallRule -Name 'Elo-TCP-1666' -DisplayName 'Elo: porta 1666' -Direction Inbound -Action Allow -Enabled True -Protocol TCP -LocalPort 1666 -Profile Domain,Private -Program 'C:\\Loja d''Água\\servidor.exe' -RemoteAddress '18.228.227.211', '10.0.0.0/8' | Out-Null",
    ]);
    assert.deepEqual(plan.undo, ["Remove-NetFirewallRule -Name 'Elo-TCP-1666'"]);
  });

  it('switch off the block of a cancelled question, by its exact name, and on again', async () => {
    const twin = { ...question, id: '{B}', protocol: 17 };
    const other = ruleOf({ id: '{C}', action: 'block', program: 'C:\\outro.exe' });
    const { fixes } = bench(fakeMachine({ firewall: firewallOf({ rules: [question, twin, other] }) }));
    const plan = await fixes.plan({ code: 'remove-block-rules', facts: { program: server.toUpperCase() } });
    assert.deepEqual(plan.commands, [
      "Get-NetFirewallRule | Where-Object { @('TCP Query User{A}C:\\loja [1]\\servidor.exe', '{B}') -ccontains $_.Name } | Disable-NetFirewallRule",
    ]);
    assert.match(plan.undo[0] ?? '', /\| Enable-NetFirewallRule$/);
    const plain = bench(fakeMachine({ firewall: firewallOf({ rules: [twin] }) })).fixes;
    assert.deepEqual(
      (await plain.plan({ code: 'remove-block-rules', facts: { program: server } })).commands,
      ["Disable-NetFirewallRule -Name '{B}'"],
    );
  });

  it('find the place of a program that was named by its file alone', async () => {
    const listener = {
      family: 4 as const,
      address: '0.0.0.0',
      port: 1666,
      dualStack: null,
      program: { pid: 7, name: 'Servidor.exe', path: server },
    };
    const firewall = firewallOf({ rules: [{ ...question, id: '{A}' }] });
    const known = bench(fakeMachine({ firewall, listeners: [listener] })).fixes;
    const facts = { port: 1666, program: 'servidor.exe' };
    assert.equal((await known.plan({ code: 'open-port', facts })).facts['program'], server);
    assert.deepEqual((await known.plan({ code: 'remove-block-rules', facts })).commands, [
      "Disable-NetFirewallRule -Name '{A}'",
    ]);
    const other = { ...listener, program: { ...listener.program, path: 'C:\\outro\\servidor.exe' } };
    const twice = bench(fakeMachine({ firewall, listeners: [listener, other] })).fixes;
    assert.doesNotMatch((await twice.plan({ code: 'open-port', facts })).commands.join(), /-Program/);
    assert.equal(await code(twice.plan({ code: 'remove-block-rules', facts })), 'fix-not-possible');
  });

  it('start a service, and keep the machine awake', async () => {
    const { fixes } = bench(
      fakeMachine({ services: [service()], system: { sleepAfter: { onMains: 1_790, onBattery: null } } }),
    );
    const start = await fixes.plan({ code: 'start-service', facts: { service: 'mssql$loja' } });
    assert.deepEqual(
      [start.commands, start.undo],
      [["Start-Service -Name 'MSSQL$LOJA'"], ["Stop-Service -Name 'MSSQL$LOJA'"]],
    );
    const awake = await fixes.plan({ code: 'keep-awake' });
    assert.deepEqual(
      [awake.commands, awake.undo],
      [['powercfg.exe /change standby-timeout-ac 0'], ['powercfg.exe /change standby-timeout-ac 30']],
    );
  });

  it('refuse what is not to be done', async () => {
    const running = service({ state: 'running' });
    const never = service({ name: 'Never', startsBy: 'never' });
    const policy = { ...question, source: 'policy' as const };
    const rules = [policy, ruleOf({ id: 'Elo-TCP-80' })];
    const { fixes } = bench(
      fakeMachine({
        firewall: firewallOf({ rules }),
        services: [running, never],
        system: { sleepAfter: { onMains: 0, onBattery: 1 } },
      }),
    );
    const refusal = (name: string, facts?: unknown) => code(fixes.plan({ code: name, facts }));
    assert.equal(await refusal('format-disk'), 'fix-not-found');
    assert.equal(await refusal('open-port'), 'fix-facts-missing');
    assert.equal(await refusal('open-port', { port: 80 }), 'fix-not-needed');
    assert.equal(await refusal('remove-block-rules', { program: 'servidor.exe' }), 'fix-not-possible');
    assert.equal(await refusal('open-port', { port: 81, remote: ['LocalSubnet; calc'] }), 'fix-not-possible');
    assert.equal(await refusal('open-port', { port: 81, program: 'C:\\a\nb.exe' }), 'fix-not-possible');
    for (const facts of [{ port: 0 }, { port: '80' }, { port: 1, more: 1 }, 'x', { service: '' }])
      assert.equal(await refusal('open-port', facts), 'invalid-input', JSON.stringify(facts));
    assert.equal(await refusal('remove-block-rules', { program: server }), 'fix-by-policy');
    assert.equal(await refusal('remove-block-rules', { program: 'C:\\x.exe' }), 'fix-not-needed');
    assert.equal(await refusal('start-service', { service: running.name }), 'fix-not-needed');
    assert.equal(await refusal('start-service', { service: 'Never' }), 'fix-not-possible');
    assert.equal(await refusal('start-service', { service: 'Gone' }), 'fix-service-not-found');
    assert.equal(await refusal('keep-awake'), 'fix-not-needed');
    assert.equal(
      await code(bench(fakeMachine({})).fixes.plan({ code: 'open-port', facts: { port: 1 } })),
      'fix-not-possible',
    );
  });
});

describe('a fix', () => {
  const stopped = () => bench(fakeMachine({ services: [service()] }));
  const wanted = { code: 'start-service', facts: { service: service().name } };

  it('is run on consent to what was shown, once, is noted, and taken back once', async () => {
    const stage = stopped();
    const { planId } = await stage.fixes.plan(wanted);
    assert.deepEqual(stage.ran, []);
    assert.equal(await code(stage.fixes.apply({ ...wanted, planId, consent: false })), 'fix-consent-missing');
    assert.equal(
      await code(stage.fixes.apply({ ...wanted, planId: 'other', consent: true })),
      'fix-plan-changed',
    );
    assert.deepEqual([stage.ran, stage.fixes.list()], [[], []]);

    const applied = await stage.fixes.apply({ ...wanted, planId, consent: true });
    assert.deepEqual(stage.ran, [["Start-Service -Name 'MSSQL$LOJA'"]]);
    assert.deepEqual(stage.fixes.list(), [applied]);
    assert.equal(applied.state, 'applied');

    const { fixId } = applied;
    assert.equal(await code(stage.fixes.undo({ fixId, consent: false })), 'fix-consent-missing');
    assert.equal(await code(stage.fixes.undo({ fixId: 'x', consent: true })), 'fix-not-found');
    const undone = await stage.fixes.undo({ fixId, consent: true });
    assert.equal(undone.state, 'undone');
    assert.ok(undone.undoneAt !== null);
    assert.equal(await code(stage.fixes.undo({ fixId, consent: true })), 'fix-already-undone');
    assert.deepEqual(stage.ran.at(-1), ["Stop-Service -Name 'MSSQL$LOJA'"]);
    assert.equal(stage.ran.length, 2);
    assert.deepEqual(stage.logged, [
      'fix begun start-service',
      'fix applied start-service',
      'changed',
      'fix undo begun start-service',
      'fix undone start-service',
      'changed',
    ]);
  });

  it('is shown anew where the machine has changed meanwhile', async () => {
    const stage = bench(fakeMachine({ firewall: firewallOf({ rules: [{ ...question, id: '{A}' }] }) }));
    const o = { code: 'remove-block-rules', facts: { program: server } };
    const { planId } = await stage.fixes.plan(o);
    stage.machine = fakeMachine({
      firewall: firewallOf({
        rules: [
          { ...question, id: '{A}' },
          { ...question, id: '{B}' },
        ],
      }),
    });
    assert.equal(await code(stage.fixes.apply({ ...o, planId, consent: true })), 'fix-plan-changed');
    assert.deepEqual(stage.ran, []);
  });

  it('is noted before it is run, so that the way back is known whatever happens', async () => {
    const stage = stopped();
    const { planId } = await stage.fixes.plan(wanted);
    stage.fail = new EloError('fix-declined', 'no');
    assert.equal(await code(stage.fixes.apply({ ...wanted, planId, consent: true })), 'fix-declined');
    const [noted] = stage.fixes.list();
    assert.deepEqual(
      [noted?.state, noted?.error, noted?.undo],
      ['failed', 'fix-declined', ["Stop-Service -Name 'MSSQL$LOJA'"]],
    );
    stage.fail = null;
    assert.equal((await stage.fixes.undo({ fixId: noted?.fixId ?? '', consent: true })).state, 'undone');
    stage.values.set('applied-fixes', 'damaged');
    assert.deepEqual(stage.fixes.list(), []);
  });

  it('is one at a time', async () => {
    const stage = stopped();
    const { planId } = await stage.fixes.plan(wanted);
    const both = await Promise.all(
      [1, 2].map(() => code(stage.fixes.apply({ ...wanted, planId, consent: true }))),
    );
    assert.deepEqual(both, ['none', 'fix-under-way']);
    assert.equal(stage.ran.length, 1);
  });
});

describe('running with rights', () => {
  const start: FixCommand = { kind: 'powershell', script: "Start-Service -Name 'It''s'" };
  const decoded = (call: ToolCall | undefined) =>
    Buffer.from(call?.args.at(-1) ?? '', 'base64').toString('utf16le');

  it('asks Windows once, visibly, with nothing but what was shown', async () => {
    const calls: ToolCall[] = [];
    let answer = 'exit 0\r\n';
    const run: RunTool = (call) => {
      calls.push(call);
      return Promise.resolve({ ok: true, value: answer });
    };
    const fix = createWindowsRunFix(run, { SystemRoot: 'C:\\Windows' });
    await fix([start]);
    const script = decoded(calls[0]);
    assert.equal(
      script,
      askingScript('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe', [start]),
    );
    assert.match(script, /-Verb RunAs -Wait -PassThru/);
    assert.doesNotMatch(script, /Hidden/);
    const inner = /-EncodedCommand ([\w+/=]+)'/.exec(script)?.[1] ?? '';
    assert.equal(Buffer.from(inner, 'base64').toString('utf16le'), elevatedScript([start]));
    assert.ok(elevatedScript([start]).includes(`\n  ${shownCommand(start)}\n`));
    answer = 'refused 1223\r\n';
    assert.equal(await code(fix([start])), 'fix-declined');
    for (const other of ['refused 5', 'exit 1', '', 'exit 0 more']) {
      answer = other;
      assert.equal(await code(fix([start])), 'fix-failed', other);
    }
    assert.equal(await code(fix([{ kind: 'program', file: 'x', args: [] }])), 'fix-not-possible');
  });

  it('asks on Linux through pkexec, else sudo, and says when nothing can', async () => {
    const tool = (answers: Readonly<Record<string, string>>): { run: RunTool; asked: string[] } => {
      const asked: string[] = [];
      const run: RunTool = ({ command, args }) => {
        asked.push([command, ...args].join(' '));
        const known = answers[command];
        if (known === undefined) return Promise.resolve({ ok: false, reason: 'no-tool', what: command });
        if (known === 'ok') return Promise.resolve({ ok: true, value: '' });
        return Promise.resolve({ ok: false, reason: 'tool-failed', what: known });
      };
      return { run, asked };
    };
    const command: FixCommand = { kind: 'program', file: 'systemctl', args: ['start', '--', 'a.service'] };
    const tried = async (answers: Readonly<Record<string, string>>, root = false) => {
      const { run, asked } = tool(answers);
      return [await code(createLinuxRunFix(run, root)([command])), asked.at(-1)?.split(' ')[0]];
    };
    assert.deepEqual(await tried({ systemctl: 'ok' }, true), ['none', 'systemctl']);
    assert.deepEqual(await tried({ systemctl: 'systemctl 5' }, true), ['fix-failed', 'systemctl']);
    assert.deepEqual(await tried({}, true), ['fix-failed', 'systemctl']);
    assert.deepEqual(await tried({ pkexec: 'ok' }), ['none', 'pkexec']);
    assert.deepEqual(await tried({ pkexec: 'pkexec 126' }), ['fix-declined', 'pkexec']);
    assert.deepEqual(await tried({ pkexec: 'pkexec 1' }), ['fix-failed', 'pkexec']);
    assert.deepEqual(await tried({ sudo: 'ok' }), ['none', 'sudo']);
    assert.deepEqual(await tried({ sudo: 'sudo 1' }), ['fix-needs-rights', 'sudo']);
    assert.deepEqual(await tried({}), ['fix-needs-rights', 'sudo']);
  });
});
