import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Everything a run leaves behind lies in one folder that goes with it. */
export interface Workspace {
  readonly dir: string;
  /** A new empty folder. */
  folder(name: string): string;
  /** Ends or undoes something when the run ends, the last first. */
  defer(undo: () => void | Promise<void>): void;
  close(): Promise<void>;
}

/** Makes the folder; it is removed by `close`, and when the process is told to end. */
export function openWorkspace(): Workspace {
  const dir = mkdtempSync(join(tmpdir(), 'elo-bench-'));
  const undos: (() => void | Promise<void>)[] = [];
  let made = 0;
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closing ??= (async () => {
      for (const undo of undos.splice(0).reverse()) {
        try {
          await undo();
        } catch (error) {
          process.stderr.write(`bench: ${String(error)}\n`);
        }
      }
      rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
    })();
    return closing;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // 128 and the signal's number, as shells have it
    process.once(signal, () => void close().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143)));
  }
  return {
    dir,
    folder(name) {
      made += 1;
      const path = join(dir, `${made}-${name}`);
      mkdirSync(path, { recursive: true });
      return path;
    },
    defer: (undo) => undos.push(undo),
    close,
  };
}

/** Bytes of a file or of everything in a folder, as lengths of files. */
export function bytesIn(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
}
