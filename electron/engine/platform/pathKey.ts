import { posix, win32 } from 'node:path';

/** Whose rules for names apply: Windows and macOS compare names without case, Linux byte by byte. */
export type PathRules = 'windows' | 'mac' | 'posix';

/** The rules of a platform as Node names it (`process.platform`). */
export function pathRulesOf(platform: string): PathRules {
  if (platform === 'win32') return 'windows';
  return platform === 'darwin' ? 'mac' : 'posix';
}

/**
 * The key under which a single name is known: equal for spellings the platform takes for one name. NTFS folds case and
 * keeps composed and decomposed letters apart; macOS takes both for one.
 */
export function nameKey(name: string, rules: PathRules): string {
  if (rules === 'posix') return name;
  return (rules === 'mac' ? name.normalize('NFC') : name).toLowerCase();
}

/** Removes `\\?\` and `\\?\UNC\`, which only lift the length limit and do not change what is named. */
function withoutLongPrefix(path: string): string {
  if (/^\\\\[?.]\\UNC\\/i.test(path)) return `\\\\${path.slice(8)}`;
  return /^\\\\[?.]\\[a-z]:/i.test(path) ? path.slice(4) : path;
}

/** The path in one spelling: separators of the platform, no `.`, `..`, doubled or trailing separators; case is kept. */
export function tidyPath(path: string, rules: PathRules): string {
  const lib = rules === 'windows' ? win32 : posix;
  const tidy = lib.normalize(rules === 'windows' ? withoutLongPrefix(path.replaceAll('/', '\\')) : path);
  return tidy.length > lib.parse(tidy).root.length && tidy.endsWith(lib.sep) ? tidy.slice(0, -1) : tidy;
}

/** The key under which a path is known: two spellings of one place have the same key. For maps, never for opening. */
export function pathKey(path: string, rules: PathRules): string {
  return nameKey(tidyPath(path, rules), rules);
}

/** Whether the path names a place on another machine (`\\server\share`, also as `\\?\UNC\…`). */
export function isUncPath(path: string): boolean {
  return /^\\\\[^\\?.]/.test(withoutLongPrefix(path.replaceAll('/', '\\')));
}

/** Whether `path` lies below `root` (not `root` itself), decided by the relative path: `C:\a` does not hold `C:\ab`. */
export function isInside(root: string, path: string, rules: PathRules): boolean {
  const lib = rules === 'windows' ? win32 : posix;
  const way = lib.relative(pathKey(root, rules), pathKey(path, rules));
  return way !== '' && way !== '..' && !way.startsWith(`..${lib.sep}`) && !lib.isAbsolute(way);
}

/** The key of a path by the rules of the machine this runs on. */
export function ownPathKey(path: string): string {
  return pathKey(path, pathRulesOf(process.platform));
}
