import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { monotonic } from '../support/monotonic.ts';
import { bytesIn } from '../support/workspace.ts';

/** A repository of one file, as someone would keep exports in git. Settings of the machine's user have no say. */
export interface GitRepository {
  readonly dir: string;
  /** `git add` and `git commit` of the file as it is now; milliseconds. */
  commit(name: string): number;
  /** Bytes in `.git`. */
  bytes(): number;
  /** `git gc --aggressive`; milliseconds. */
  collectGarbage(): number;
  /** Gives back the file as it was in the commit of that index; milliseconds. */
  show(index: number, commits: number, name: string): number;
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
    dir,
    commit: (name) =>
      timed(() => {
        git('add', name);
        git('commit', '-q', '-m', 'save');
      }),
    bytes: () => bytesIn(join(dir, '.git')),
    collectGarbage: () => timed(() => git('gc', '-q', '--aggressive', '--prune=now')),
    show: (index, commits, name) => timed(() => git('show', `HEAD~${commits - 1 - index}:${name}`)),
  };
}
