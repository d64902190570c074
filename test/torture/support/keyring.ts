import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLines } from '../../support/processes/lineReader.ts';

/** A session bus with an unlocked keyring of its own, for as long as this process lives. */
export interface Keyring {
  /** For the environment of whoever is to use it. */
  readonly busAddress: string;
  stop(): Promise<void>;
}

const has = (command: string): boolean => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

/** The programs of a keyring that this machine lacks; empty where there is everything. */
export function missingForKeyring(): string[] {
  if (process.platform !== 'linux') return ['Linux'];
  return ['dbus-run-session', 'gnome-keyring-daemon'].filter((command) => !has(command));
}

/**
 * Starts a keyring whose files lie in a folder. It ends when it is stopped, and also when this process ends in any way:
 * it waits on a pipe of ours.
 * @param inside words before the command that start it somewhere else, such as in a network of its own
 */
export async function startKeyring(home: string, inside: readonly string[] = []): Promise<Keyring> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  // An empty password does not unlock.
  writeFileSync(join(home, 'password'), 'elo\n');
  const [program, ...words] = [...inside, 'dbus-run-session'] as const;
  const session = spawn(
    program,
    [
      ...words,
      '--',
      'sh',
      '-c',
      'gnome-keyring-daemon --unlock --components=secrets <"$HOME/password" >/dev/null 2>&1; echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat >/dev/null',
    ],
    {
      env: { PATH: process.env['PATH'], HOME: home, XDG_RUNTIME_DIR: home },
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
  const ended = new Promise<void>((resolve) => {
    session.once('close', () => resolve());
  });
  const busAddress = await readLines(session.stdout).find(
    (line) => line.includes('unix:'),
    20_000,
    'the session bus',
  );
  return {
    busAddress,
    async stop() {
      session.stdin.end();
      await ended;
    },
  };
}
