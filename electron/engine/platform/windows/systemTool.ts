import { win32 } from 'node:path';

/** A tool of Windows itself by its full path, so that no program of the same name in another folder is started. */
export function systemTool(env: NodeJS.ProcessEnv, name: string): string {
  const root = env['SystemRoot'] ?? env['SYSTEMROOT'] ?? env['windir'] ?? 'C:\\Windows';
  return name === 'powershell.exe'
    ? win32.join(root, 'System32', 'WindowsPowerShell', 'v1.0', name)
    : win32.join(root, 'System32', name);
}
