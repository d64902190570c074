import type { Clock } from '../../../shared/domain/clock.ts';
import { createLinuxReader } from './linux/linuxReader.ts';
import type { LookAtMachine } from './machine/machineTypes.ts';
import { createRunTool } from './machine/runTool.ts';
import { createWindowsReader } from './windows/windowsReader.ts';

/** Looks at the machine this runs on. Where neither fits (macOS), Linux' tools are not found and the answers say so. */
export function createLookAtMachine(
  clock: Clock,
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): LookAtMachine {
  const run = createRunTool(clock);
  return () => (platform === 'win32' ? createWindowsReader(run, env) : createLinuxReader(run));
}
