import type { Answer } from '../machine/machineTypes.ts';
import type { RunTool } from '../machine/runTool.ts';
import { decodeCodePage } from './codePages.ts';
import { systemTool } from './systemTool.ts';

/** One value: its name as written, its type and its data as `reg.exe` prints them (`0x1`, text). */
export interface RegistryValue {
  readonly name: string;
  readonly type: string;
  readonly data: string;
}

/** Keys by their path in lower case, from `hkey_local_machine\…`; each with its values by name in lower case. */
export type RegistryTree = ReadonlyMap<string, ReadonlyMap<string, RegistryValue>>;

/** A machine with a thousand firewall rules prints some 400 kilobytes. */
const maxBytes = 16 * 1024 * 1024;
const timeoutMs = 5_000;

const roots: Readonly<Record<string, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKU: 'HKEY_USERS',
};

/** The full spelling of a key, in lower case: as trees name it. */
export function keyPath(key: string): string {
  const [root = '', ...rest] = key.split('\\');
  return [roots[root.toUpperCase()] ?? root, ...rest].join('\\').toLowerCase();
}

/**
 * What `reg.exe query` prints. Keys stand at the beginning of a line, values four spaces in, their parts four spaces
 * apart; no word of it is translated but the name of the unnamed value, which nothing here asks for.
 */
export function parseRegistry(printed: string): RegistryTree {
  const tree = new Map<string, Map<string, RegistryValue>>();
  let values: Map<string, RegistryValue> | null = null;
  let last: RegistryValue | null = null;
  for (const line of printed.split(/\r?\n/)) {
    if (line.startsWith('HKEY_')) {
      values = new Map();
      last = null;
      tree.set(line.trimEnd().toLowerCase(), values);
      continue;
    }
    const match = /^ {4}(.*?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/.exec(line);
    if (match !== null) {
      last = { name: match[1] ?? '', type: match[2] ?? '', data: match[3] ?? '' };
      values?.set(last.name.toLowerCase(), last);
    } else if (last !== null && values !== null && line !== '') {
      // A text with a line break of its own goes on.
      last = { name: last.name, type: last.type, data: `${last.data}\n${line}` };
      values.set(last.name.toLowerCase(), last);
    }
  }
  return tree;
}

/** A number of a value; `null` where it is no number or not there. */
export function numberIn(tree: RegistryTree, key: string, name: string): number | null {
  const value = tree.get(keyPath(key))?.get(name.toLowerCase());
  if (value === undefined) return null;
  const number = Number(value.data);
  return value.data.trim() !== '' && Number.isInteger(number) ? number : null;
}

export function textIn(tree: RegistryTree, key: string, name: string): string | null {
  return tree.get(keyPath(key))?.get(name.toLowerCase())?.data ?? null;
}

/** Reads keys of the registry; nothing is ever written. */
export interface RegistryReader {
  /** A key, or with `deep` everything below it; an empty tree where there is no such key. */
  query(
    key: string,
    o: { readonly deep: boolean; readonly signal: AbortSignal },
  ): Promise<Answer<RegistryTree>>;
}

export function createRegistryReader(run: RunTool, env: NodeJS.ProcessEnv): RegistryReader {
  const reg = systemTool(env, 'reg.exe');
  const ask = (args: readonly string[], signal: AbortSignal): Promise<Answer<string>> =>
    run({ command: reg, args: ['query', ...args], timeoutMs, maxBytes, signal, encoding: 'latin1' });
  let codePage: number | null = null;
  const oem = async (signal: AbortSignal): Promise<number> => {
    if (codePage !== null) return codePage;
    const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage';
    const answer = await ask([key, '/v', 'OEMCP'], signal);
    codePage = Number((answer.ok ? textIn(parseRegistry(answer.value), key, 'OEMCP') : null) ?? 0);
    return codePage;
  };
  /** `reg.exe` ends alike for a key that is not there and one that may not be read: the key above tells which. */
  const absent = async (key: string, signal: AbortSignal): Promise<boolean> => {
    const cut = key.lastIndexOf('\\');
    if (cut < 0) return false;
    const above = key.slice(0, cut);
    const answer = await ask([above], signal);
    if (answer.ok) return !parseRegistry(answer.value).has(keyPath(key));
    return answer.reason === 'tool-failed' && absent(above, signal);
  };
  return {
    async query(key, { deep, signal }) {
      const answer = await ask(deep ? [key, '/s'] : [key], signal);
      if (answer.ok)
        return { ok: true, value: parseRegistry(decodeCodePage(answer.value, await oem(signal))) };
      if (answer.reason !== 'tool-failed') return answer;
      if (await absent(key, signal)) return { ok: true, value: new Map() };
      return { ok: false, reason: 'not-permitted', what: key };
    },
  };
}
