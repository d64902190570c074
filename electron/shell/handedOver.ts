import * as systemPath from 'node:path';
import type { PlatformPath } from 'node:path';
import { parseDeepLink } from '../../shared/domain/deepLink.ts';
import type { DeepLink } from '../../shared/domain/deepLink.ts';

/** What a command line asks for: links to follow, files that Promob handed over. */
export interface HandedOver {
  readonly link: DeepLink | null;
  readonly files: readonly string[];
}

/** Promob hands over one listing; a person may mark a few. More is somebody trying something. */
const maxFiles = 20;

/** Windows' longest path. */
const longestPath = 32_767;

const taken = new Set(['.xml', '.promob']);

/**
 * Reads the words of a command line (without the program, and the app's folder where there is one). Files are listings
 * and project files by their ending, made absolute from where the caller stood; options, device paths and everything
 * unknown are passed over. A word that is a link is never a file.
 */
export function readHandedOver(
  words: readonly string[],
  cwd: string,
  path: Pick<PlatformPath, 'resolve' | 'extname'> = systemPath,
): HandedOver {
  let link: DeepLink | null = null;
  const files: string[] = [];
  for (const word of words) {
    if (word === '' || word.startsWith('-') || word.length > longestPath || word.includes('\0')) continue;
    if (/^[a-z][a-z0-9+.-]+:/i.test(word)) {
      link ??= parseDeepLink(word);
      continue;
    }
    // `\\?\` and `\\.\` name devices and pipes as well.
    if (/^[\\/]{2}[?.]/.test(word) || !taken.has(path.extname(word).toLowerCase())) continue;
    if (files.length < maxFiles) files.push(path.resolve(cwd, word));
  }
  return { link, files };
}

/** The words after the program. From its sources the app's folder is among them, which is passed over as unknown. */
export function wordsOf(argv: readonly string[]): readonly string[] {
  return argv.slice(1);
}
