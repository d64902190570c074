import { spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { EloError } from '../../../../shared/domain/eloError.ts';
import type { Answer, UnreadReason } from './machineTypes.ts';

export interface ToolCall {
  /** A program by name or path, never a shell. */
  readonly command: string;
  readonly args: readonly string[];
  readonly timeoutMs: number;
  /** Bytes of its answer that are read at most. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** Fits on the command line of no system: handed in by standard input. */
  readonly input?: string;
  /** Whole lines (UTF-8), as they come. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs a program to its end and gives back what it printed. Bounded in time and bytes, in the system's own neutral
 * language where there is one. Standard error is not read.
 * @throws EloError `cancelled` when the signal is aborted
 */
export type RunTool = (call: ToolCall) => Promise<Answer<string>>;

const reasonOf = (code: string | undefined): UnreadReason => {
  if (code === 'ENOENT') return 'no-tool';
  return code === 'EACCES' || code === 'EPERM' ? 'not-permitted' : 'tool-failed';
};

export const cancelled = (): EloError => new EloError('cancelled', 'the answer is not waited for any more');

/** The real one. */
export function createRunTool(clock: Clock): RunTool {
  return ({ command, args, timeoutMs, maxBytes, signal, input, onLine }) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(cancelled());
        return;
      }
      const tool = (command.split(/[\\/]/).at(-1) ?? command).toLowerCase();
      const child = spawn(command, [...args], {
        stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
        windowsHide: true,
        // Words are never parsed; where a program still prints some, they are the same everywhere.
        env: { ...process.env, LC_ALL: 'C', LANG: 'C' },
      });
      const chunks: Buffer[] = [];
      let bytes = 0;
      const decoder = new StringDecoder('utf8');
      let rest = '';
      let over = false;
      const end = (settle: () => void): void => {
        if (over) return;
        over = true;
        stopTimer();
        signal?.removeEventListener('abort', abort);
        child.stdout?.destroy();
        if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
        settle();
      };
      const unread = (reason: UnreadReason, what = tool): void =>
        end(() => resolve({ ok: false, reason, what }));
      const abort = (): void => end(() => reject(cancelled()));
      const stopTimer = clock.after(timeoutMs, () => unread('took-too-long'));
      signal?.addEventListener('abort', abort, { once: true });

      child.on('error', (error: NodeJS.ErrnoException) => unread(reasonOf(error.code)));
      child.stdout?.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxBytes) {
          unread('too-much');
          return;
        }
        chunks.push(chunk);
        if (onLine === undefined) return;
        const lines = (rest + decoder.write(chunk)).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) onLine(line.replace(/\r$/, ''));
      });
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input);
      child.on('close', (code, killedBy) => {
        if (code === 0) end(() => resolve({ ok: true, value: Buffer.concat(chunks).toString('utf8') }));
        else unread('tool-failed', `${tool} ${code ?? killedBy ?? ''}`.trim());
      });
    });
}
