import { hiddenFlag } from './identity.ts';

export interface StartOptions {
  /** Only the tray, no window. */
  readonly hidden: boolean;
  /** Another data folder than the user's own; only from the sources. */
  readonly dataDir?: string;
  readonly serverUrl?: string;
  readonly vault: 'system' | 'memory';
}

const valueOf = (argv: readonly string[], name: string): string | undefined => {
  const found = argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  return found === '' ? undefined : found;
};

/**
 * How the app was started. `--data=DIR`, `--server=URL` and `--vault=memory` are for development and tests: an
 * installed app takes no orders about its data from a command line, which any program or link may write.
 */
export function readStartOptions(argv: readonly string[], packaged: boolean): StartOptions {
  const hidden = argv.includes(hiddenFlag);
  if (packaged) return { hidden, vault: 'system' };
  const [dataDir, serverUrl] = [valueOf(argv, 'data'), valueOf(argv, 'server')];
  return {
    hidden,
    vault: valueOf(argv, 'vault') === 'memory' ? 'memory' : 'system',
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(serverUrl === undefined ? {} : { serverUrl }),
  };
}
