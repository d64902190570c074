/**
 * A path as places are compared: on Windows without regard to case and to the kind of slash (NTFS folds case by a table
 * of its own; lower-casing agrees with it for every letter of Portuguese), elsewhere as it is. Trailing slashes go.
 */
export function pathKey(path: string, platform: NodeJS.Platform = process.platform): string {
  if (platform !== 'win32') return path.length > 1 ? path.replace(/\/+$/, '') || '/' : path;
  const folded = path.replaceAll('/', '\\').toLowerCase();
  const bare = folded.replace(/^\\\\\?\\unc\\/, '\\\\').replace(/^\\\\\?\\/, '');
  const trimmed = bare.replace(/\\+$/, '');
  return /^[a-z]:$/.test(trimmed) ? `${trimmed}\\` : trimmed;
}
