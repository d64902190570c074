import { open } from 'node:fs/promises';
import { EloError } from '../../../shared/domain/eloError.ts';
import { jsonFaultAt } from './jsonFaultAt.ts';
import { profileFault } from './profileFault.ts';
import { readProfile } from './readProfile.ts';
import type { Profile } from './profileSchema.ts';

/** A profile is a few kilobytes; more is another file. */
const largestBytes = 256 * 1024;

/**
 * A profile from a file of the user's own.
 * @param path absolute
 * @throws EloError `profile-file-not-found`, `profile-invalid` with the `reason` as a code and `where` in the file
 */
export async function loadProfile(path: string, kinds: ReadonlySet<string>): Promise<Profile> {
  const bytes = await readAtMost(path);
  let written: string;
  try {
    written = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw profileFault('not-utf8', {}, cause);
  }
  let data: unknown;
  try {
    data = JSON.parse(written);
  } catch (cause) {
    throw profileFault('not-json', placeOf(written), cause);
  }
  return readProfile(data, kinds);
}

/** Line and column, counted from 1, of the character where the text stops being JSON. */
function placeOf(written: string): { line: number; column: number } {
  const lines = written.slice(0, jsonFaultAt(written)).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

async function readAtMost(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new EloError('profile-file-not-found', `cannot read ${path}`, { cause });
  });
  try {
    if (!(await file.stat()).isFile()) throw new EloError('profile-file-not-found', `${path} is no file`);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(largestBytes + 1), 0, largestBytes + 1, 0);
    if (bytesRead > largestBytes) {
      throw profileFault('too-large', { limit: largestBytes });
    }
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
