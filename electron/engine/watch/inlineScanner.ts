import { createScanner } from './scanner.ts';
import type { WatchDisk } from './watchDisk.ts';
import type { Scanner, ScannerAnswer } from './scannerTypes.ts';
import type { Clock } from '../../../shared/domain/clock.ts';

/** A scanner in the calling thread, on a disk and clock handed in: for the simulation and for tests. Never stuck. */
export function createInlineScanner(
  disk: WatchDisk,
  clock: Clock,
  answer: (answer: ScannerAnswer) => void,
): Scanner {
  let closed = false;
  const scanner = createScanner({
    disk,
    clock,
    // As from a thread: the answer comes after the caller is through.
    answer: (message) =>
      queueMicrotask(() => {
        if (!closed) answer(message);
      }),
  });
  return {
    command: (command) => scanner.command(command),
    stuck: () => null,
    close: () => {
      closed = true;
      scanner.close();
      return Promise.resolve();
    },
  };
}
