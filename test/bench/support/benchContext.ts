import type { EngineBundle } from '../../../build/bundleEngine.ts';
import { startHost, type Host } from './startHost.ts';
import type { Workspace } from './workspace.ts';

/** What every figure is measured with. */
export interface BenchContext {
  readonly workspace: Workspace;
  readonly bundle: EngineBundle;
  /** 1: the sizes the targets name. Growth measures at 0.01, 0.1 and 1. */
  readonly scale: number;
  readonly progress: (line: string) => void;
  /** Starts a bundled host by its name in `hosts/`. */
  host(name: HostName, execArgv?: readonly string[]): Promise<Host>;
  /** Made once a run, shared by the figures that need it; known by what it was made of. */
  shared<T>(key: string, make: () => Promise<T>): Promise<T>;
}

/** Processes that are measured; each is an entry of the bundle. */
export const hostNames = ['engineHost', 'watchHost', 'chokidarHost', 'historyHost', 'drainHost'] as const;
export type HostName = (typeof hostNames)[number];

/** A size named for scale 1, at this scale; never below `least`. */
export function scaled(context: BenchContext, size: number, least = 1): number {
  return Math.max(least, Math.round(size * context.scale));
}

export function createBenchContext(o: {
  readonly workspace: Workspace;
  readonly bundle: EngineBundle;
  readonly progress: (line: string) => void;
}): (scale: number) => BenchContext {
  const made = new Map<string, Promise<unknown>>();
  return (scale) => ({
    ...o,
    scale,
    host: (name, execArgv) => startHost(o.workspace, o.bundle.fileOf(`${name}.ts`), execArgv),
    shared: <T>(key: string, make: () => Promise<T>): Promise<T> => {
      const known = made.get(key) ?? make();
      made.set(key, known);
      return known as Promise<T>;
    },
  });
}
