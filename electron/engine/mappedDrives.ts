import { execFile } from 'node:child_process';

/** `net use` asks no other machine, so it answers at once. */
const askMs = 2_000;
const maxBytes = 256 * 1024;

/** Drive letters and the shares they stand for, out of what `net use` prints in any language. */
export function drivesOf(printed: string): Map<string, string> {
  const drives = new Map<string, string>();
  for (const line of printed.split(/\r?\n/)) {
    const match = /(?:^|\s)([A-Z]):\s+(\\\\[^\s\\]+\\.*?)(?:\s{2,}|$)/i.exec(line);
    if (match !== null) drives.set((match[1] ?? '').toUpperCase(), match[2] ?? '');
  }
  return drives;
}

/** Letters of Windows' drives that stand for a share; none elsewhere, or where Windows does not tell. */
export function mappedDrives(): Promise<ReadonlyMap<string, string>> {
  if (process.platform !== 'win32') return Promise.resolve(new Map());
  return new Promise((resolve) => {
    execFile(
      'net.exe',
      ['use'],
      { timeout: askMs, maxBuffer: maxBytes, windowsHide: true },
      (error, stdout) => resolve(error === null ? drivesOf(stdout) : new Map()),
    );
  });
}
