import electronLog from 'electron-log/node.js';
import { renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { isoTime, type Clock } from '../../../shared/domain/clock.ts';
import { redaction } from '../../../shared/domain/redaction.ts';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** Plain facts beside the message: ids, numbers, codes; an error under any name. Redacted like everything. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The log of one part of the engine. Never throws, whatever it is given and whatever the disk does. */
export interface ScopedLog {
  error(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
}

export interface Log {
  /** `scope` is the folder's name (`delivery`, `watch`, …): the first thing on each of its lines. */
  scope(scope: string): ScopedLog;
}

export interface LogOptions {
  /** Folder of the log files, made when missing. */
  readonly dir: string;
  readonly clock: Clock;
  /** Also to standard error (never standard output, which belongs to the command line's JSON). */
  readonly console?: boolean;
  /** Lines below it are dropped. Default `info`. */
  readonly level?: LogLevel;
  /** A file is turned over when it has grown past this. Default 2 MiB: some 10,000 lines. */
  readonly maxBytes?: number;
  /** Files in all, the one written to included. Default 5. */
  readonly maxFiles?: number;
}

/** What a line is at most, before it is cut: an error with causes and stacks is some 4 KB. */
const longestLine = 32 * 1024;
let logs = 0;

/**
 * Opens `elo.log` in `dir`; older ones are `elo.1.log` (newest) and so on. Each line is one JSON object that begins
 * with its scope: `{"scope","at","level","message",…fields}`. Redaction happens here, in the transport, so no caller can forget it.
 */
export function createLog(options: LogOptions): Log {
  const { dir, clock, maxBytes = 2 * 1024 * 1024, maxFiles = 5 } = options;
  const { value } = redaction({ homes: [homedir()] });
  // Its own complaints (disk full, folder gone) would go to the console, where the command line's answer stands.
  electronLog.transports.console.writeFn = () => undefined;
  logs += 1;
  const logger = electronLog.create({ logId: `elo-${logs}` });
  const { file, console: terminal, ipc, remote } = logger.transports;
  if (ipc) ipc.level = false;
  remote.level = false;
  const level = options.level ?? 'info';

  file.setAppName('elo');
  file.level = level;
  file.maxSize = maxBytes;
  file.sync = true;
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  file.resolvePathFn = () => path.join(dir, 'elo.log');
  file.archiveLogFn = () => turnOver(dir, maxFiles);
  // The line is complete and redacted before any transport sees it.
  file.transforms = [({ data }) => [String(data[0])], ({ data }) => data[0] as unknown[]];
  terminal.level = options.console ? level : false;
  terminal.transforms = [];
  terminal.writeFn = ({ message }) => {
    process.stderr.write(`${String(message.data[0])}\n`);
  };

  const write = (lineLevel: LogLevel, scope: string, message: string, fields: LogFields | undefined) => {
    try {
      const facts = value({ message, ...fields }) as Record<string, unknown>;
      const line = JSON.stringify({ scope, at: isoTime(clock.now()), level: lineLevel, ...facts });
      const bounded =
        line.length <= longestLine
          ? line
          : JSON.stringify({
              scope,
              at: isoTime(clock.now()),
              level: lineLevel,
              message: facts['message'],
              cut: line.length,
            });
      logger[lineLevel](bounded);
    } catch {
      // A log that cannot be written must not stop what it is about.
    }
  };

  return {
    scope: (scope) => ({
      error: (message, fields) => write('error', scope, message, fields),
      warn: (message, fields) => write('warn', scope, message, fields),
      info: (message, fields) => write('info', scope, message, fields),
      debug: (message, fields) => write('debug', scope, message, fields),
    }),
  };
}

/** elo.3.log → elo.4.log, elo.2.log → elo.3.log, … elo.log → elo.1.log; the oldest goes. */
function turnOver(dir: string, maxFiles: number): void {
  const name = (index: number) => path.join(dir, index === 0 ? 'elo.log' : `elo.${index}.log`);
  for (let index = maxFiles - 1; index >= 0; index -= 1) {
    try {
      if (index === maxFiles - 1) rmSync(name(index), { force: true });
      else renameSync(name(index), name(index + 1));
    } catch {
      // Missing, or held by a program that reads it (Windows): the next turn tries again.
    }
  }
}
