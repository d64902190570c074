import { open } from 'node:fs/promises';
import { EloError } from '../../../shared/domain/eloError.ts';
import { readProfile } from './readProfile.ts';
import type { Profile } from './profileSchema.ts';

/** A profile is a few kilobytes; more is another file. */
const largestBytes = 256 * 1024;

/**
 * A profile from a file of the user's own.
 * @param path absolute
 * @throws EloError `profile-file-not-found`, `profile-invalid` with `where` in the file and `why`
 */
export async function loadProfile(path: string, kinds: ReadonlySet<string>): Promise<Profile> {
  const bytes = await readAtMost(path);
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const why = cause instanceof SyntaxError ? cause.message : 'not UTF-8';
    throw new EloError('profile-invalid', `${path}: not JSON`, { cause, details: { where: 'JSON', why } });
  }
  return readProfile(data, kinds);
}

async function readAtMost(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new EloError('profile-file-not-found', `cannot read ${path}`, { cause });
  });
  try {
    if (!(await file.stat()).isFile()) throw new EloError('profile-file-not-found', `${path} is no file`);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(largestBytes + 1), 0, largestBytes + 1, 0);
    if (bytesRead > largestBytes) {
      throw new EloError('profile-invalid', 'too large', {
        details: { where: 'JSON', why: `more than ${largestBytes / 1024} KB` },
      });
    }
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
