import type { RegistryValue } from './registryValue.ts';

/** `\\` and `\"` in a text of a registry file. */
const unescaped = (text: string): string => text.replace(/\\(["\\])/g, '$1');

/** Data of a value as `reg.exe query` would print it: text, `0x1`; other kinds as they stand. */
function valueOf(name: string, data: string): RegistryValue {
  const text = /^"([\s\S]*)"$/.exec(data);
  if (text !== null) return { name, type: 'REG_SZ', data: unescaped(text[1] ?? '') };
  const number = /^dword:([0-9a-f]{1,8})$/i.exec(data);
  if (number !== null)
    return { name, type: 'REG_DWORD', data: `0x${Number.parseInt(number[1] ?? '', 16).toString(16)}` };
  const expandable = /^hex\(2\):([0-9a-f,]*)$/i.exec(data);
  if (expandable !== null) {
    const bytes = Buffer.from((expandable[1] ?? '').replaceAll(',', ''), 'hex');
    return { name, type: 'REG_EXPAND_SZ', data: bytes.toString('utf16le').replace(/\0+$/, '') };
  }
  return { name, type: 'REG_OTHER', data };
}

/** Whether a quoted text that begins at the first letter has ended by the end of what was read so far. */
function isWhole(entry: string): boolean {
  const [, , data = ''] = /^("(?:[^"\\]|\\.)*"|@)=([\s\S]*)$/.exec(entry) ?? [];
  if (data.endsWith(',\\')) return false;
  return !data.startsWith('"') || /^"(?:[^"\\]|\\[\s\S])*"$/.test(data);
}

/**
 * The file `reg.exe export` writes: UTF-16, the same in every language and code page. Keys in lower case, each with its
 * values by name in lower case; `null` where it is no such file.
 */
export function parseRegistryFile(bytes: Buffer): Map<string, Map<string, RegistryValue>> | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xfe) return null;
  const [first = '', ...lines] = bytes.toString('utf16le', 2).split(/\r?\n/);
  if (!first.startsWith('Windows Registry Editor')) return null;
  const tree = new Map<string, Map<string, RegistryValue>>();
  let values = new Map<string, RegistryValue>();
  let open: string | null = null;
  for (const line of lines) {
    if (open !== null) {
      // Bytes go on after a backslash, a text over its own line breaks.
      open = open.endsWith(',\\') ? open.slice(0, -1) + line.trim() : `${open}\n${line}`;
    } else if (/^\[.*\]$/.test(line)) {
      values = new Map();
      tree.set(line.slice(1, -1).toLowerCase(), values);
      continue;
    } else if (/^("|@=)/.test(line)) open = line;
    else continue;
    if (!isWhole(open)) continue;
    const [, quoted = '', data = ''] = /^("(?:[^"\\]|\\.)*"|@)=([\s\S]*)$/.exec(open) ?? [];
    const name = quoted === '@' ? '' : unescaped(quoted.slice(1, -1));
    values.set(name.toLowerCase(), valueOf(name, data));
    open = null;
  }
  return tree;
}
