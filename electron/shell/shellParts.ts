import type { Clock } from '../../shared/domain/clock.ts';
import type { ElectronParts } from './electronParts.ts';
import type { Updater } from './updates.ts';

/** What the shell is made of besides itself. */
export interface ShellParts {
  readonly electron: ElectronParts;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  /** The folder of the bundled main script. */
  readonly here: string;
  /** Where the packager puts what is not in the archive. */
  readonly resourcesPath: string | undefined;
  readonly loadUpdater: () => Promise<Updater>;
}
