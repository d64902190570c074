import type { Answer, UnreadReason } from '../machine/machineTypes.ts';
import type { RunTool } from '../machine/runTool.ts';
import { booleanOf, fieldsOf, textOf } from './jsonShapes.ts';
import { powershellCall } from './powershell.ts';
import { snapshotParts, snapshotScript } from './snapshotScript.ts';
import type { SnapshotPart } from './snapshotScript.ts';

/** PowerShell takes up to two seconds to start on an old disk, the classes another one or two. */
const timeoutMs = 9_000;
/** Four hundred processes and as many services are some 200 kilobytes. */
const maxBytes = 8 * 1024 * 1024;

/** One line of a script: which part it is, and its raw value. */
export function partOf(line: string): { readonly part: string; readonly answer: Answer<unknown> } | null {
  let json: unknown;
  try {
    json = JSON.parse(line.replace(/^\ufeff/, ''));
  } catch {
    return null;
  }
  const fields = fieldsOf(json);
  const part = textOf(fields['part']);
  if (part === null) return null;
  if (booleanOf(fields['ok']) === true) return { part, answer: { ok: true, value: fields['value'] } };
  // CategoryInfo.Category is the name of an enumeration and never translated.
  const error = textOf(fields['error']) ?? '';
  const reason: UnreadReason =
    error === 'PermissionDenied' || error === 'SecurityError' ? 'not-permitted' : 'tool-failed';
  return { part, answer: { ok: false, reason, what: `${part} ${error}`.trim() } };
}

export type Snapshot = Readonly<Record<SnapshotPart, Promise<Answer<unknown>>>>;

/** Starts PowerShell once; each part stands as soon as its line has come, and fails with the whole. */
export function takeSnapshot(run: RunTool, env: NodeJS.ProcessEnv, signal: AbortSignal): Snapshot {
  const waiting = new Map<string, (answer: Answer<unknown>) => void>();
  const promised = snapshotParts.map(
    (part) =>
      [
        part,
        new Promise<Answer<unknown>>((resolve) => {
          waiting.set(part, resolve);
        }),
      ] as const,
  );
  const take = (line: string): void => {
    const told = partOf(line);
    if (told !== null) waiting.get(told.part)?.(told.answer);
  };
  const finish = (end: Answer<string>): void => {
    for (const [part, resolve] of waiting) {
      resolve(end.ok ? { ok: false, reason: 'not-understood', what: part } : end);
    }
  };
  run({ ...powershellCall(env, snapshotScript), timeoutMs, maxBytes, signal, onLine: take }).then(
    finish,
    // Given up: nobody waits for it any more.
    () => finish({ ok: false, reason: 'tool-failed', what: 'powershell.exe' }),
  );
  return Object.fromEntries(promised) as Snapshot;
}
