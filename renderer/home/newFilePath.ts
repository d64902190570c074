/** What Windows takes in no file name (and Linux shares on Windows servers neither). */
// oxlint-disable-next-line no-control-regex -- control characters are what must go
const forbidden = /[<>:"/\\|?*\u0000-\u001F]+/g;
/** Names that Windows keeps for devices, with any ending. */
const device = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;
/** Leaves room for the folder within Windows' usual 260 characters, and for "(2)". */
const longest = 100;

/** A file name from what people call things, without its ending. */
function safeStem(name: string): string {
  const plain = name.normalize('NFC').replaceAll(forbidden, '-').replaceAll(/\s+/g, ' ').trim();
  const stem = Array.from(plain)
    .slice(0, longest)
    .join('')
    .replace(/[. ]+$/, '');
  return stem === '' || device.test(stem) ? `_${stem}` : stem;
}

/** Where the project file of a new environment is made: in the folder, named after customer and environment. */
export function newFilePath(folder: string, customerName: string, name: string): string {
  const separator = folder.includes('\\') ? '\\' : '/';
  return `${folder.replace(/[\\/]+$/, '')}${separator}${safeStem(`${customerName} - ${name}`)}.promob`;
}
