import { copyFileSync, existsSync, renameSync, writeFileSync } from 'node:fs';

/**
 * Saves as an editor of Promob's kind does: the last state becomes the backup beside it (`.bak`), the new state is
 * written under a temporary name and takes the file's place in one step.
 * @returns the monotonic time in milliseconds after the last byte
 */
export function savePromobStyle(path: string, bytes: Uint8Array): number {
  if (existsSync(path)) copyFileSync(path, path.replace(/\.promob$/i, '.bak'));
  const temporary = `${path}.tmp`;
  writeFileSync(temporary, bytes);
  renameSync(temporary, path);
  return performance.now();
}
