import { EloError } from '../../../shared/domain/eloError.ts';

/** Windows' own limit for a path is 260, or 32,767 where long paths are on; no real entry name exceeds 60. */
const NAME_CHARACTERS = 1024;

/**
 * Turns an entry name into the key it is looked up by: forward slashes, lower case.
 * Refuses (`unsafe-entry-name`) absolute names, drive letters, `..`, NUL and over-long names.
 */
export function entryKey(name: string): string {
  const path = name.replaceAll('\\', '/');
  const unsafe =
    path === '' ||
    path.length > NAME_CHARACTERS ||
    path.startsWith('/') ||
    /^[a-z]:/i.test(path) ||
    path.includes('\0') ||
    path.split('/').some((part) => part === '..');
  if (unsafe) {
    throw new EloError('unsafe-entry-name', 'an entry name points outside the container', {
      details: { entry: JSON.stringify(name.slice(0, 120)) },
    });
  }
  return path.toLowerCase();
}
