import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isoTime, systemClock } from '../../shared/domain/clock.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { redaction } from '../../shared/domain/redaction.ts';

export interface ShellLog {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** The shell says little: a month of work is some hundred kilobytes. One older file is kept. */
const maxBytes = 1024 * 1024;

/** A line is cut here: an error with its stack is some 4 KB. */
const longestLine = 16 * 1024;

/**
 * The shell's own log beside the engine's (two processes must not turn over one file): `shell.log`, one JSON object a
 * line, redacted. Never throws.
 */
export function createShellLog(dir: string, clock: Clock = systemClock): ShellLog {
  const { value } = redaction({ homes: [homedir()] });
  const path = join(dir, 'shell.log');
  const write = (level: string, message: string, facts: Readonly<Record<string, unknown>> = {}): void => {
    try {
      const line = JSON.stringify({
        scope: 'shell',
        at: isoTime(clock.now()),
        level,
        ...(value({ message, ...facts }) as Record<string, unknown>),
      });
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > maxBytes) {
        renameSync(path, join(dir, 'shell.1.log'));
      }
      appendFileSync(path, `${line.slice(0, longestLine)}\n`, { mode: 0o600 });
    } catch {
      // A full disk or a folder gone must not take the app down; the engine tells of both.
    }
  };
  return {
    info: (message, facts) => write('info', message, facts),
    warn: (message, facts) => write('warn', message, facts),
  };
}
