import { readdir } from 'node:fs/promises';
import { win32 } from 'node:path';
import { parseRegOutput } from './regOutput.ts';
import type { RegistryValue } from './regOutput.ts';
import { runProgram } from './runProgram.ts';
import type { RunProgram } from './runProgram.ts';

/** Where a program leaves traces on a machine. */
export type TracePlace = 'uninstall-list' | 'running-program' | 'run-key' | 'startup-folder';

export interface WebStartTrace {
  readonly place: TracePlace;
  /** As the system names it. */
  readonly name: string;
}

/**
 * What can be said about Promob's webStart on this machine. `absent` only where everything was read and Promob itself
 * stands in the list of installed programs: a list that does not even name Promob says nothing about webStart.
 */
export interface WebStartReading {
  readonly answer: 'present' | 'absent' | 'unknown';
  readonly traces: readonly WebStartTrace[];
  /** How the list of installed programs calls Promob; `null` where it does not. */
  readonly promob: string | null;
  readonly notRead: readonly TracePlace[];
  /** Only Windows has it. */
  readonly isWindows: boolean;
}

/** What the look needs of the machine; tests hand in another. */
export interface WebStartSources {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly run: RunProgram;
  readonly readdir: (folder: string) => Promise<readonly string[]>;
}

const thisMachine: WebStartSources = {
  platform: process.platform,
  env: process.env,
  run: runProgram,
  readdir,
};

const windowsKey = 'Software\\Microsoft\\Windows\\CurrentVersion';

/** Both views of the registry, and what this user installed for himself. */
const hives: readonly { readonly root: string; readonly view: readonly string[] }[] = [
  { root: 'HKLM', view: ['/reg:64'] },
  { root: 'HKLM', view: ['/reg:32'] },
  { root: 'HKCU', view: [] },
];

/** Longest name that is shown. */
const longestName = 120;

/** Promob's webStart; Java Web Start and its like are other programs. */
export function isWebStart(name: string): boolean {
  return /web[\s_-]*start/i.test(name) && !/java|oracle|openwebstart|icedtea|\bjws\b/i.test(name);
}

function isPromob(name: string): boolean {
  return /\bpromob\b/i.test(name) && !isWebStart(name);
}

const shown = (name: string): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  name.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '').slice(0, longestName);

/** The program a start-up command starts: its file name. */
function programOf(command: string): string {
  const path = /^\s*"([^"]+)"/.exec(command)?.[1] ?? /^\s*(.*?\.\w{3})(?:\s|$)/.exec(command)?.[1] ?? command;
  return win32.basename(path.trim());
}

/** The values below a key; none where there is no such key, `null` where it could not be read. */
async function valuesOf(
  { run }: WebStartSources,
  hive: (typeof hives)[number],
  key: string,
  deep: boolean,
  signal: AbortSignal | undefined,
): Promise<ReturnType<typeof parseRegOutput> | null> {
  const query = (path: string, ...more: string[]): ReturnType<RunProgram> =>
    run('reg.exe', ['query', `${hive.root}\\${path}`, ...more, ...hive.view], signal);
  const answer = await query(`${windowsKey}\\${key}`, ...(deep ? ['/s'] : []));
  if (answer?.code === 0) return parseRegOutput(answer.stdout);
  // It ends the same way where there is no such key and where it may not be read: the key above knows which.
  const above = await query(windowsKey);
  if (above?.code !== 0) return null;
  const there = parseRegOutput(above.stdout).keys.some((known) =>
    known.toLowerCase().endsWith(`\\${key.toLowerCase()}`),
  );
  return there ? null : { keys: [], values: [] };
}

/** Names of installed programs: the name that is shown, and the key's own where there is none. */
function installedNames({ keys, values }: ReturnType<typeof parseRegOutput>): string[] {
  const named = new Map<string, string>();
  for (const { key, name, data } of values) {
    if (name.toLowerCase() === 'displayname' && data !== '') named.set(key, data);
  }
  return keys
    .filter((key) => /\\Uninstall\\[^\\]+$/i.test(key))
    .map((key) => named.get(key) ?? key.slice(key.lastIndexOf('\\') + 1));
}

async function startupFolder(sources: WebStartSources, base: string | undefined): Promise<string[] | null> {
  if (base === undefined) return null;
  const folder = win32.join(base, 'Microsoft', 'Windows', 'Start Menu', 'Programs', 'Startup');
  try {
    return [...(await sources.readdir(folder))];
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : null;
  }
}

/** Names of running programs, as `tasklist` prints them: one line each, the first field in quotes. */
async function runningNames(
  { run }: WebStartSources,
  signal: AbortSignal | undefined,
): Promise<string[] | null> {
  const answer = await run('tasklist.exe', ['/fo', 'csv', '/nh'], signal);
  if (answer === null || answer.code !== 0) return null;
  const names = answer.stdout
    .split(/\r?\n/)
    .map((line) => /^"([^"]+)"/.exec(line)?.[1] ?? '')
    .filter((name) => name !== '');
  // At least this very program runs.
  return names.length === 0 ? null : names;
}

/**
 * Looks for Promob's webStart where an installed program leaves traces: the list of installed programs, running programs,
 * what starts by itself. Nothing is changed. Never throws; what could not be read is said and never taken for absent.
 */
export async function readWebStart(
  signal?: AbortSignal,
  sources: WebStartSources = thisMachine,
): Promise<WebStartReading> {
  if (sources.platform !== 'win32') {
    const notRead = ['uninstall-list', 'running-program', 'run-key', 'startup-folder'] as const;
    return { answer: 'unknown', traces: [], promob: null, notRead, isWindows: false };
  }
  const traces: WebStartTrace[] = [];
  const notRead = new Set<TracePlace>();
  let promob: string | null = null;
  const found = (place: TracePlace, name: string): void => {
    if (!traces.some((trace) => trace.place === place && trace.name === shown(name))) {
      traces.push({ place, name: shown(name) });
    }
  };

  const lookAtPrograms = async (hive: (typeof hives)[number]): Promise<void> => {
    const read = await valuesOf(sources, hive, 'Uninstall', true, signal);
    if (read === null) notRead.add('uninstall-list');
    for (const name of read === null ? [] : installedNames(read)) {
      if (isWebStart(name)) found('uninstall-list', name);
      else if (isPromob(name)) promob ??= shown(name);
    }
  };
  const lookAtRunKey = async (hive: (typeof hives)[number], key: string): Promise<void> => {
    const read = await valuesOf(sources, hive, key, false, signal);
    if (read === null) notRead.add('run-key');
    const starts = ({ name, data }: RegistryValue): boolean =>
      isWebStart(name) || isWebStart(programOf(data));
    for (const value of read?.values.filter(starts) ?? [])
      found('run-key', value.name || programOf(value.data));
  };
  const lookAtStartup = async (base: string | undefined): Promise<void> => {
    const names = await startupFolder(sources, base);
    if (names === null) notRead.add('startup-folder');
    for (const name of names ?? []) if (isWebStart(name)) found('startup-folder', name);
  };
  const lookAtRunning = async (): Promise<void> => {
    const names = await runningNames(sources, signal);
    if (names === null) notRead.add('running-program');
    for (const name of names ?? []) if (isWebStart(name)) found('running-program', name);
  };
  await Promise.all([
    ...hives.flatMap((hive) => [
      lookAtPrograms(hive),
      lookAtRunKey(hive, 'Run'),
      lookAtRunKey(hive, 'RunOnce'),
    ]),
    lookAtStartup(sources.env['APPDATA']),
    lookAtStartup(sources.env['ProgramData']),
    lookAtRunning(),
  ]);
  const unread = [...notRead].sort();
  const answer = traces.length > 0 ? 'present' : unread.length > 0 || promob === null ? 'unknown' : 'absent';
  return { answer, traces, promob, notRead: unread, isWindows: true };
}
