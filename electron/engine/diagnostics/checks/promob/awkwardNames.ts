/**
 * Longest path programs without special care can open on Windows: `MAX_PATH` counts 260 with the drive and the
 * ending zero (learn.microsoft.com, "Maximum Path Length Limitation").
 */
export const longestPath = 259;

/** Letters of windows-1252 above Latin-1: what a program that is not made for Unicode can still write in a Brazilian Windows. */
const beyondLatin1 = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');

/**
 * Whether a name has letters that programs mistake: accents as letters of their own (as files from a Mac have them, two
 * names that look the same), or letters a Brazilian Windows has no code for.
 */
export function isAwkwardName(path: string): boolean {
  if (path.normalize('NFC') !== path) return true;
  return Array.from(path).some((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code > 0xff && !beyondLatin1.has(letter));
  });
}
