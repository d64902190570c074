/** One value as `reg.exe query` prints it. */
export interface RegistryValue {
  /** Whole path of its key. */
  readonly key: string;
  /** Empty for the key's default value. */
  readonly name: string;
  readonly data: string;
}

/**
 * Reads what `reg.exe query` printed: keys begin in the first column, values are indented and have name, type and data,
 * each four spaces apart. The types are never translated; keys without values are in `keys` alone.
 */
export function parseRegOutput(text: string): {
  readonly keys: readonly string[];
  readonly values: readonly RegistryValue[];
} {
  const keys: string[] = [];
  const values: RegistryValue[] = [];
  let key = '';
  for (const line of text.split(/\r?\n/)) {
    if (/^HKEY_/i.test(line)) {
      key = line.trim();
      keys.push(key);
      continue;
    }
    const value = /^ {4}(.*?) {4}(REG_[A-Z_]+) {0,4}(.*)$/.exec(line);
    if (value === null || key === '') continue;
    const [, name = '', , data = ''] = value;
    // The default value is printed under a translated name in brackets.
    values.push({ key, name: /^\(.*\)$/.test(name) ? '' : name, data: data.trim() });
  }
  return { keys, values };
}
