import { spawn } from 'node:child_process';
import type { EngineConfig } from '../electron/headless/engineParts.ts';
import { EloError } from '../shared/domain/eloError.ts';
import { stageApp } from './stageApp.ts';

export interface AppRun {
  /** Electron's program. */
  readonly binary: string;
  readonly config: Pick<EngineConfig, 'dataDir' | 'serverUrl' | 'vault'>;
  readonly signal: AbortSignal;
}

/**
 * How the app is started on a data folder of its own.
 * @param appDir the app put together, see {@link stageApp}
 */
export function appArguments(
  appDir: string,
  config: AppRun['config'],
  user: { readonly isRoot: boolean },
): string[] {
  return [
    ...(user.isRoot ? ['--no-sandbox'] : []),
    appDir,
    `--data=${config.dataDir}`,
    ...(config.serverUrl === undefined ? [] : [`--server=${config.serverUrl}`]),
    `--vault=${config.vault}`,
  ];
}

/**
 * Runs the bundled app until it is closed, or closes it when the signal comes.
 * @throws EloError `app-failed` where it cannot be started or ends by itself with an error
 */
export async function runApp(run: AppRun): Promise<void> {
  const args = appArguments(await stageApp(), run.config, { isRoot: process.geteuid?.() === 0 });
  const child = spawn(run.binary, args, { stdio: 'inherit' });
  const onAbort = (): void => void child.kill();
  run.signal.addEventListener('abort', onAbort, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('error', (cause) => reject(new EloError('app-failed', 'the app did not start', { cause })));
      child.once('exit', (code) => {
        if (code === 0 || run.signal.aborted) resolve();
        else reject(new EloError('app-failed', `the app ended with ${String(code)}`));
      });
    });
  } finally {
    run.signal.removeEventListener('abort', onAbort);
  }
}
