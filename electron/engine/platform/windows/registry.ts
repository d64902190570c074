import { readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { EloError } from '../../../../shared/domain/eloError.ts';
import type { Answer } from '../machine/machineTypes.ts';
import type { RunTool } from '../machine/runTool.ts';
import { parseRegistryFile } from './registryFile.ts';
import type { RegistryValue } from './registryValue.ts';
import { systemTool } from './systemTool.ts';

/** Keys by their path in lower case, from `hkey_local_machine\…`; each with its values by name in lower case. */
export type RegistryTree = ReadonlyMap<string, ReadonlyMap<string, RegistryValue>>;

/** A machine with a thousand firewall rules exports some 800 kilobytes. */
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
 * apart; no word of it is translated but the name of the unnamed value, which nothing here asks for. It comes in the code
 * page of the console, which has no place for every letter: for names, numbers and plain words only.
 */
export function parseRegistry(printed: string): RegistryTree {
  const tree = new Map<string, Map<string, RegistryValue>>();
  let values: Map<string, RegistryValue> | null = null;
  for (const line of printed.split(/\r?\n/)) {
    if (line.startsWith('HKEY_')) {
      values = new Map();
      tree.set(line.trimEnd().toLowerCase(), values);
      continue;
    }
    const match = /^ {4}(.*?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/.exec(line);
    if (match === null) continue;
    const [, name = '', type = '', data = ''] = match;
    values?.set(name.toLowerCase(), { name, type, data });
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

/**
 * Single keys are asked for with `reg.exe query`. What lies below a key is exported into a file of the temporary folder,
 * read and removed: printed, a path with letters that the console has no place for would come as another path.
 */
export function createRegistryReader(
  run: RunTool,
  env: NodeJS.ProcessEnv,
  temporary: string = tmpdir(),
): RegistryReader {
  const reg = systemTool(env, 'reg.exe');
  const ask = (signal: AbortSignal, ...args: readonly string[]): Promise<Answer<string>> =>
    run({ command: reg, args, timeoutMs, maxBytes, signal });
  /** `reg.exe` ends alike for a key that is not there and one that may not be read: the key above tells which. */
  const absent = async (key: string, signal: AbortSignal): Promise<boolean> => {
    const cut = key.lastIndexOf('\\');
    if (cut < 0) return false;
    const above = key.slice(0, cut);
    const answer = await ask(signal, 'query', above);
    if (answer.ok) return !parseRegistry(answer.value).has(keyPath(key));
    return answer.reason === 'tool-failed' && absent(above, signal);
  };
  const exported = async (key: string, signal: AbortSignal): Promise<Answer<RegistryTree>> => {
    const file = join(temporary, `elo-${uuid()}.reg`);
    try {
      const answer = await ask(signal, 'export', key, file, '/y');
      if (!answer.ok) return answer;
      if ((await stat(file)).size > maxBytes) return { ok: false, reason: 'too-much', what: key };
      const tree = parseRegistryFile(await readFile(file));
      return tree === null ? { ok: false, reason: 'not-understood', what: key } : { ok: true, value: tree };
    } catch (error) {
      if (error instanceof EloError) throw error;
      return { ok: false, reason: 'tool-failed', what: key };
    } finally {
      await rm(file, { force: true });
    }
  };
  const queried = async (key: string, signal: AbortSignal): Promise<Answer<RegistryTree>> => {
    const answer = await ask(signal, 'query', key);
    return answer.ok ? { ok: true, value: parseRegistry(answer.value) } : answer;
  };
  return {
    async query(key, { deep, signal }) {
      const answer = await (deep ? exported : queried)(key, signal);
      if (answer.ok || answer.reason !== 'tool-failed') return answer;
      if (await absent(key, signal)) return { ok: true, value: new Map() };
      return { ok: false, reason: 'not-permitted', what: key };
    },
  };
}
