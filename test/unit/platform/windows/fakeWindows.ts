import { writeFileSync } from 'node:fs';
import type { Answer } from '../../../../electron/engine/platform/machine/machineTypes.ts';
import { parseRegistry } from '../../../../electron/engine/platform/windows/registry.ts';
import type { RegistryTree } from '../../../../electron/engine/platform/windows/registry.ts';
import type { RunTool, ToolCall } from '../../../../electron/engine/platform/machine/runTool.ts';

/** A Windows of canned answers. */
export interface FakeWindows {
  readonly run: RunTool;
  readonly calls: ToolCall[];
  readonly env: NodeJS.ProcessEnv;
}

/** What the encoded command of a call of PowerShell says. */
export function scriptOf(call: ToolCall): string {
  return Buffer.from(call.args.at(-1) ?? '', 'base64').toString('utf16le');
}

/**
 * @param o.registry keys and what `reg.exe query` prints of them;
 * a key that is not there ends with an error, as with `reg.exe`
 * @param o.powershell lines printed for a script that holds these words
 */
export function fakeWindows(o: {
  readonly registry?: Readonly<Record<string, string>>;
  readonly powershell?: Readonly<Record<string, readonly string[]>>;
  readonly netstat?: string;
}): FakeWindows {
  const calls: ToolCall[] = [];
  const failed = (what: string): Answer<string> => ({ ok: false, reason: 'tool-failed', what });
  const run: RunTool = (call) => {
    calls.push(call);
    const tool = call.command.split('\\').at(-1) ?? '';
    if (tool === 'reg.exe') {
      const [verb, key = '', file = ''] = call.args;
      const found = o.registry?.[key];
      if (found !== undefined && verb === 'export') writeFileSync(file, regFile(parseRegistry(found)));
      return Promise.resolve(found === undefined ? failed('reg.exe 1') : { ok: true, value: found });
    }
    if (tool === 'netstat.exe' && o.netstat !== undefined)
      return Promise.resolve({ ok: true, value: o.netstat });
    if (tool !== 'powershell.exe') return Promise.resolve({ ok: false, reason: 'no-tool', what: tool });
    const script = scriptOf(call);
    const lines = Object.entries(o.powershell ?? {}).find(([word]) => script.includes(word))?.[1];
    if (lines === undefined) return Promise.resolve({ ok: false, reason: 'no-tool', what: tool });
    for (const line of lines) call.onLine?.(line);
    return Promise.resolve({ ok: true, value: `${lines.join('\r\n')}\r\n` });
  };
  return { run, calls, env: { SystemRoot: 'C:\\Windows', ProgramFiles: 'C:\\Program Files' } };
}

/** `reg.exe`'s way of exporting keys. */
export function regFile(tree: RegistryTree): Buffer {
  const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;
  const lines = [...tree].flatMap(([key, values]) => [
    `[${key}]`,
    ...[...values.values()].map(({ name, type, data }) =>
      type === 'REG_DWORD'
        ? `${quoted(name)}=dword:${Number(data).toString(16).padStart(8, '0')}`
        : `${quoted(name)}=${quoted(data)}`,
    ),
    '',
  ]);
  const text = ['Windows Registry Editor Version 5.00', '', ...lines].join('\r\n');
  return Buffer.from(`\ufeff${text}\r\n`, 'utf16le');
}

/** `reg.exe`'s way of printing a key. */
export function regKey(
  key: string,
  values: Readonly<Record<string, readonly [type: string, data: string]>> = {},
  below: readonly string[] = [],
): string {
  const full = key.replace(/^HKLM/, 'HKEY_LOCAL_MACHINE');
  return [
    '',
    full,
    ...Object.entries(values).map(([name, [type, data]]) => `    ${name}    ${type}    ${data}`),
    ...below.flatMap((child) => ['', `${full}\\${child}`]),
    '',
  ].join('\r\n');
}
