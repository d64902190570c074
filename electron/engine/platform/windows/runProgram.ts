import { execFile } from 'node:child_process';

/** How a program of the system ended. `null`: it is not there, took too long, or said too much. */
export type RunProgram = (
  file: string,
  args: readonly string[],
  signal?: AbortSignal,
) => Promise<{ readonly code: number; readonly stdout: string } | null>;

/** `reg.exe` answers within a second; a machine that is starting up takes longer. */
const programMs = 10_000;
/** A machine with 500 programs prints about 2 MB of uninstall keys. */
const mostBytes = 32 * 1024 * 1024;

/** Runs a program of Windows without a window and without a shell. */
export const runProgram: RunProgram = (file, args, signal) =>
  new Promise((resolve) => {
    execFile(
      file,
      [...args],
      {
        // The console's own encoding differs by country; the names that are looked for are plain letters in all of them.
        encoding: 'latin1',
        timeout: programMs,
        maxBuffer: mostBytes,
        windowsHide: true,
        ...(signal === undefined ? {} : { signal }),
      },
      (error, stdout) => {
        if (error === null) resolve({ code: 0, stdout });
        else resolve(typeof error.code === 'number' ? { code: error.code, stdout } : null);
      },
    );
  });
