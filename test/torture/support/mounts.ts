import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

function run(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** A folder on a file system of its own, of so many bytes. `null` where this machine does not allow it. */
export function mountSmall(folder: string, bytes: number): (() => void) | null {
  mkdirSync(folder, { recursive: true });
  if (!isRoot || !run('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=700`, 'tmpfs', folder])) return null;
  return () => {
    if (!run('umount', [folder])) run('umount', ['-l', folder]);
  };
}

/**
 * Makes a file or folder read-only for engines started from here: by its mode, or, since modes do not bind root, by a
 * read-only mount over itself. Answers how to undo it; `null` where this machine does not allow it.
 */
export function makeReadOnly(
  path: string,
  mode: { readonly locked: number; readonly free: number },
): (() => void) | null {
  if (!isRoot) {
    chmodSync(path, mode.locked);
    return () => chmodSync(path, mode.free);
  }
  if (!run('mount', ['--bind', path, path])) return null;
  const undo = (): void => {
    if (!run('umount', [path])) run('umount', ['-l', path]);
  };
  if (run('mount', ['-o', 'remount,ro,bind', path])) return undo;
  undo();
  return null;
}

export const noMounts = 'skipped: only root may mount here, and this machine refuses';
