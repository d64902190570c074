import { readFileSync, readdirSync } from 'node:fs';

export interface SeenCommandLines {
  /** Ends the watch and answers every command line that was seen, its arguments parted by blanks. */
  stop(): readonly string[];
}

/**
 * Reads the command lines of all processes of a Linux machine over and over, as another user of it could, and keeps
 * those that an expression finds.
 */
export function watchCommandLines(wanted: RegExp): SeenCommandLines {
  const seen = new Set<string>();
  let watching = true;
  const look = (): void => {
    if (!watching) return;
    for (const pid of readdirSync('/proc')) {
      if (!/^\d+$/.test(pid)) continue;
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        if (wanted.test(line)) seen.add(line);
      } catch {
        // It ended meanwhile.
      }
    }
    setImmediate(look);
  };
  look();
  return {
    stop() {
      watching = false;
      return [...seen];
    },
  };
}
