import type { ToolCall } from '../machine/runTool.ts';
import { systemTool } from './systemTool.ts';

/**
 * A call of Windows PowerShell 5.1 (there on every Windows since 10): without profile and questions, in UTF-8 whatever
 * the console's code page, quiet about progress. The script travels encoded, so nothing in it needs quoting.
 */
export function powershellCall(env: NodeJS.ProcessEnv, script: string): Pick<ToolCall, 'command' | 'args'> {
  const whole = [
    "$ErrorActionPreference = 'Stop'",
    "$ProgressPreference = 'SilentlyContinue'",
    // Where policy allows only a part of the language, this line is refused: names in ASCII still come through.
    'try { [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false } catch { }',
    script,
  ].join('\n');
  return {
    command: systemTool(env, 'powershell.exe'),
    args: [
      '-NoLogo',
      '-NoProfile',
      '-NonInteractive',
      '-ExecutionPolicy',
      'Bypass',
      '-EncodedCommand',
      Buffer.from(whole, 'utf16le').toString('base64'),
    ],
  };
}
