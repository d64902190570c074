import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { monotonic } from '../support/monotonic.ts';
import { bytesIn } from '../support/workspace.ts';

/** A repository of one file, as someone would keep exports in git. Settings of the machine's user have no say. */
export interface GitRepository {
  /** `git add` and `git commit` of the file as it is now; milliseconds. */
  commit(name: string): number;
  /** Bytes in `.git`. */
  bytes(): number;
  /** `git gc --aggressive`; milliseconds. */
  collectGarbage(): number;
  /** The file as it was in a commit. */
  show(index: number, of: number, name: string): { readonly ms: number; readonly bytes: Buffer };
}

export function createGitRepository(dir: string): GitRepository {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: dir,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'bench',
    GIT_AUTHOR_EMAIL: 'bench@example.invalid',
    GIT_COMMITTER_NAME: 'bench',
    GIT_COMMITTER_EMAIL: 'bench@example.invalid',
  };
  const git = (...args: string[]): Buffer => {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: dir, env, maxBuffer: 64 * 2 ** 20 });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr.toString()}`);
    return stdout;
  };
  const timed = (run: () => void): number => {
    const from = monotonic();
    run();
    return monotonic() - from;
  };
  git('init', '-q');
  // Its own tidying up would fall into some commits and not into others.
  git('config', 'gc.auto', '0');
  return {
    commit: (name) =>
      timed(() => {
        git('add', name);
        git('commit', '-q', '-m', 'save');
      }),
    bytes: () => bytesIn(join(dir, '.git')),
    collectGarbage: () => timed(() => git('gc', '-q', '--aggressive', '--prune=now')),
    show(index, of, name) {
      const from = monotonic();
      const bytes = git('show', `HEAD~${of - 1 - index}:${name}`);
      return { ms: monotonic() - from, bytes };
    },
  };
}
