/** What Windows forbids in a name (learn.microsoft.com, "Naming Files"), and control characters. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const forbidden = /[<>:"/\\|?*\u0000-\u001f\u007f]/g;

/** Invisible characters that turn the reading direction or hide an ending. */
const invisible = /[\p{Cf}\u2028\u2029]/gu;

/** Names of devices, with any ending; the raised digits count as digits to Windows. */
const device = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=$|[.\s])/i;

/** Linux takes 255 bytes, Windows 255 UTF-16 units; the rest is for an ending and a " (2)". */
const longestBytes = 200;

/**
 * A name that Windows and Linux both take for a file, as close to the wished one as may be. An ending like `.promob` is
 * added by the caller, as is a number against one that exists.
 * @param suffix stands at the end whatever has to be cut
 */
export function safeFileName(name: string, suffix = ''): string {
  const clean = (text: string): string =>
    text.normalize('NFC').replaceAll(invisible, '').replaceAll(forbidden, '-');
  const end = clean(suffix);
  let stem = cut(clean(name).trimStart(), longestBytes - Buffer.byteLength(end));
  // Windows drops spaces and dots at the end, so that two names would be one file
  if (end === '') stem = stem.replace(/[\s.]+$/, '');
  if (device.test(stem)) stem = `_${stem}`;
  return (stem === '' ? '_' : stem) + end.replace(/[\s.]+$/, '');
}

/** At most so many bytes of UTF-8, whole characters. */
function cut(text: string, bytes: number): string {
  let taken = 0;
  let result = '';
  for (const character of text) {
    taken += Buffer.byteLength(character);
    if (taken > bytes) break;
    result += character;
  }
  return result;
}
