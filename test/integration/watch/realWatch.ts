import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createWatch, type Watch, type WatchOptions } from '../../../electron/engine/watch/createWatch.ts';
import type { KnownFile, Observation, WatchReport } from '../../../electron/engine/watch/watchTypes.ts';
import { systemClock } from '../../../shared/domain/clock.ts';

/** What was offered, with the content found at that moment. */
export interface Kept extends Observation {
  readonly content: string;
}

/** A watch in real threads over a real folder. */
export interface RealWatch {
  readonly root: string;
  readonly watch: Watch;
  readonly kept: Kept[];
  readonly gone: string[];
  readonly states: string[];
  readonly reports: WatchReport[];
  path(...parts: string[]): string;
  /** Waits until the condition holds; throws after `ms`. */
  until(what: string, holds: () => boolean, ms?: number): Promise<void>;
  /** The newest kept content of this file. */
  last(path: string): string | undefined;
}

/** Starts watching a new temporary folder that `prepare` may fill before; ends with the test. */
export async function startRealWatch(
  t: TestContext,
  prepare: (root: string) => readonly KnownFile[] | void = () => {},
  options: Partial<WatchOptions> = {},
): Promise<RealWatch> {
  const base = mkdtempSync(join(tmpdir(), 'elo-watch-'));
  const root = join(base, 'root');
  const kept: Kept[] = [];
  const gone: string[] = [];
  const states: string[] = [];
  const reports: WatchReport[] = [];
  const known = prepare(root) ?? [];
  const listeners = new Set<() => void>();
  const news = (): void => {
    for (const listener of listeners) listener();
  };
  const watch = createWatch({
    clock: systemClock,
    seed: () => known,
    offer: (observation) => {
      kept.push({ ...observation, content: readFileSync(observation.path, 'utf8') });
      news();
      return Promise.resolve('accepted');
    },
    onGone: (path) => {
      gone.push(path);
      news();
    },
    onRootState: (_, state, reason) => {
      states.push(reason === undefined ? state : `${state} ${reason}`);
      news();
    },
    onReport: (report) => {
      reports.push(report);
      news();
    },
    ...options,
  });
  t.after(async () => {
    await watch.stop();
    rmSync(base, { recursive: true, force: true });
  });
  await watch.start([{ rootId: 'r', path: root, kind: 'local' }]);
  return {
    root,
    watch,
    kept,
    gone,
    states,
    reports,
    path: (...parts) => join(root, ...parts),
    last: (path) => kept.findLast((one) => one.path === path)?.content,
    async until(what, holds, ms = 5_000) {
      if (holds()) return;
      await new Promise<void>((resolve, reject) => {
        const check = (): void => {
          if (!holds()) return;
          listeners.delete(check);
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          listeners.delete(check);
          const seen = kept
            .slice(-5)
            .map(({ path, content }) => `${path.slice(base.length)}=${content.slice(0, 20)}`);
          reject(new Error(`not within ${ms} ms: ${what}; kept ${kept.length}: ${seen.join(' ')}`));
        }, ms);
        listeners.add(check);
      });
    },
  };
}
