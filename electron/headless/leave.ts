import type { ExitCode } from './exitCodes.ts';

/** What of a process it takes to end it. */
export interface Leaving {
  readonly platform: NodeJS.Platform;
  getActiveResourcesInfo(): readonly string[];
  exit(code: number): never;
  /** Absent on Windows and before Node 23.11. */
  execve?(file: string, args?: readonly string[], environment?: NodeJS.ProcessEnv): never;
}

/**
 * Ends the process at once. Where a name is still being asked of servers that are silent, an ordinary exit waits for
 * the system's resolver, twenty seconds and more; the answer is long printed, and whoever called waits. Becoming another
 * program drops what is pending. Windows does not wait.
 */
export function leave(code: ExitCode, process: Leaving): never {
  const asking = process.getActiveResourcesInfo().includes('GetAddrInfoReqWrap');
  if (asking && process.platform !== 'win32' && process.execve !== undefined) {
    try {
      process.execve('/bin/sh', ['sh', '-c', `exit ${code}`], {});
    } catch {
      // No shell there: the ordinary way, late.
    }
  }
  process.exit(code);
}
