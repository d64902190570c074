import { EloError } from '../../../../shared/domain/eloError.ts';
import type { RunTool } from '../../platform/machine/runTool.ts';
import { systemTool } from '../../platform/windows/systemTool.ts';
import type { FixCommand } from './fixTypes.ts';

/** A person reads the system's question and answers it; some look for a password first. */
const answerMs = 5 * 60_000;
const maxBytes = 256 * 1024;
/** `Start-Process -Verb RunAs` when the question was answered with "No": ERROR_CANCELLED. */
const declined = 1_223;
/** pkexec: 126 dismissed, 127 not allowed (its manual). */
const pkexecDeclined = new Set(['pkexec 126', 'pkexec 127']);

/** Runs commands with the rights they need, asking the person in front of the machine; answers what they printed. */
export type RunFix = (commands: readonly FixCommand[]) => Promise<string>;

const encoded = (script: string): string => Buffer.from(script, 'utf16le').toString('base64');

/** The script that is run with rights: what was shown, and an exit code that tells whether it went through. */
export function elevatedScript(commands: readonly FixCommand[]): string {
  return [
    "$ErrorActionPreference = 'Stop'",
    'try {',
    ...commands.map((command) => {
      if (command.kind !== 'powershell') throw new EloError('fix-not-possible', 'not a command of Windows');
      return `  ${command.script}`;
    }),
    '  if ($LASTEXITCODE) { exit $LASTEXITCODE }',
    '  exit 0',
    '} catch { Write-Host $_; exit 1 }',
  ].join('\n');
}

/** Starts the script above once, visibly, with Windows' own question about rights. */
export function askingScript(powershell: string, commands: readonly FixCommand[]): string {
  const args = `-NoProfile -ExecutionPolicy Bypass -EncodedCommand ${encoded(elevatedScript(commands))}`;
  return [
    'try {',
    `  $started = Start-Process -FilePath '${powershell.replaceAll("'", "''")}' -ArgumentList '${args}' -Verb RunAs -Wait -PassThru`,
    "  [Console]::Out.WriteLine('exit ' + $started.ExitCode)",
    '} catch {',
    '  $code = 1',
    '  for ($e = $_.Exception; $e; $e = $e.InnerException) { if ($e.NativeErrorCode) { $code = $e.NativeErrorCode } }',
    "  [Console]::Out.WriteLine('refused ' + $code)",
    '}',
  ].join('\n');
}

export function createWindowsRunFix(run: RunTool, env: NodeJS.ProcessEnv): RunFix {
  const powershell = systemTool(env, 'powershell.exe');
  return async (commands) => {
    const script = encoded(askingScript(powershell, commands));
    const args = [
      '-NoLogo',
      '-NoProfile',
      '-NonInteractive',
      '-ExecutionPolicy',
      'Bypass',
      '-EncodedCommand',
      script,
    ];
    const answer = await run({ command: powershell, args, timeoutMs: answerMs, maxBytes });
    if (!answer.ok) throw new EloError('fix-failed', answer.what, { details: { reason: answer.reason } });
    const [, how, number] = /^(exit|refused) (-?\d+)\s*$/m.exec(answer.value) ?? [];
    if (how === 'exit' && number === '0') return '';
    if (how === 'refused' && Number(number) === declined)
      throw new EloError('fix-declined', 'the question about rights was answered with no');
    throw new EloError('fix-failed', `the command ended with ${how ?? 'nothing'} ${number ?? ''}`);
  };
}

/** As root itself, else through the desktop's question (pkexec), else where sudo asks for nothing. */
export function createLinuxRunFix(run: RunTool, root: boolean): RunFix {
  const one = async (command: FixCommand): Promise<string> => {
    if (command.kind !== 'program') throw new EloError('fix-not-possible', 'not a command of Linux');
    const ways = root ? [[]] : [['pkexec'], ['sudo', '-n', '--']];
    for (const way of ways) {
      const [file = '', ...args] = [...way, command.file, ...command.args];
      const answer = await run({ command: file, args, timeoutMs: answerMs, maxBytes });
      if (answer.ok) return answer.value;
      if (pkexecDeclined.has(answer.what))
        throw new EloError('fix-declined', 'the question about rights was answered with no');
      if (answer.reason !== 'no-tool' && !(way[0] === 'sudo' && answer.what === 'sudo 1'))
        throw new EloError('fix-failed', answer.what, { details: { reason: answer.reason } });
      if (root) throw new EloError('fix-failed', answer.what, { details: { reason: answer.reason } });
    }
    throw new EloError('fix-needs-rights', 'nothing here can ask for more rights');
  };
  return async (commands) => {
    let printed = '';
    for (const command of commands) printed += await one(command);
    return printed;
  };
}
