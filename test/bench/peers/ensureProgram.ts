import { spawnSync } from 'node:child_process';

/** apt fetches and unpacks some 20 MB; a line that needs longer is reported instead of waited for. */
const installMs = 240_000;

function found(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

/**
 * Sees to it that a peer's program is there, from Debian's packages where it may.
 * @returns why it is not there, null where it is
 */
export function ensureProgram(program: string, progress: (line: string) => void): string | null {
  if (found(program)) return null;
  if (process.platform !== 'linux') return `${program} is not installed`;
  if (process.getuid?.() !== 0) return `${program} is not installed, and only root may install it`;
  progress(`installing ${program}`);
  const install = (): number | null =>
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', program], {
      stdio: 'ignore',
      timeout: installMs,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status;
  if (install() !== 0) {
    // The list of packages may be missing or old.
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', timeout: installMs });
    install();
  }
  return found(program) ? null : `${program} could not be installed from Debian's packages`;
}
