import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, realpathSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { EloError } from '../../../shared/domain/eloError.ts';
import { makeFolder } from '../platform/makeFolder.ts';

/**
 * The address of a Unix socket has room for 108 bytes on Linux and 104 on macOS, its end included
 * (unix(7); sys/un.h); a longer path goes to the temporary folder.
 */
const maxSocketPathBytes = 100;

/** Only the owner may look into the folder or open the socket. */
const privateFolderMode = 0o700;

/** Where the door of a data folder stands. */
export interface DoorPlace {
  readonly kind: 'socket' | 'pipe';
  /** Path of the socket, or name of the Windows pipe. */
  readonly address: string;
  /** The folder that must be this user's alone; `null` for a pipe. */
  readonly folder: string | null;
}

/** The folder inside the data folder with the note that tells clients where to knock. */
export function doorFolder(dataDir: string): string {
  return join(resolve(dataDir), 'door');
}

function canonical(dataDir: string): string {
  let path = resolve(dataDir);
  try {
    path = realpathSync.native(path);
  } catch {
    // Not there yet: the path as given names it just as well.
  }
  return process.platform === 'win32' ? path.toLowerCase() : path;
}

/**
 * Where the engine of `dataDir` serves: a socket inside the folder, a socket in a folder of this user's own under the
 * temporary folder where the path is too long, or a named pipe on Windows.
 */
export function doorPlace(dataDir: string, platform: NodeJS.Platform = process.platform): DoorPlace {
  // 16 hex digits keep two data folders of one machine apart; nobody gains by making two collide.
  const hash = createHash('sha256').update(canonical(dataDir)).digest('hex').slice(0, 16);
  if (platform === 'win32') return { kind: 'pipe', address: `\\\\.\\pipe\\elo-${hash}`, folder: null };
  const inside = join(doorFolder(dataDir), 'engine.sock');
  if (Buffer.byteLength(inside) <= maxSocketPathBytes) {
    return { kind: 'socket', address: inside, folder: doorFolder(dataDir) };
  }
  const folder = join(tmpdir(), `elo-${userInfo().uid}-${hash}`);
  return { kind: 'socket', address: join(folder, 'engine.sock'), folder };
}

/**
 * Makes sure that a folder is a real one of this user's, closed to everybody else.
 * @throws EloError `door-not-private` where someone else owns it or it is a link
 */
export function makePrivateFolder(path: string): void {
  makeFolder(path, privateFolderMode);
  if (process.platform === 'win32') return;
  const stat = lstatSync(path);
  if (!stat.isDirectory() || stat.uid !== process.geteuid?.()) {
    throw new EloError('door-not-private', 'the folder of the local door belongs to somebody else', {
      remedy: 'contact-support',
    });
  }
  if ((stat.mode & 0o077) !== 0) chmodSync(path, privateFolderMode);
}
