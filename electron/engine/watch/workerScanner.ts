import { Worker } from 'node:worker_threads';
import type { Scanner, ScannerAnswer } from './scannerTypes.ts';
import type { WireCommand } from './scanner.worker.ts';
import type { Clock } from '../../../shared/domain/clock.ts';

/**
 * Heap limits of the scanning thread in MB. Young: garbage of scans is short-lived, a small nursery keeps the process
 * small. Old: one million entries take about 300 MB.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 512 };

/** A thread that hangs in the system does not end when told; closing does not wait longer than this. */
const closeMs = 500;

/** Starts a scanner in a thread of its own on the machine's disk. `onDied` is told when the thread ends by itself. */
export function createWorkerScanner(
  clock: Clock,
  answer: (answer: ScannerAnswer) => void,
  onDied: (code: string) => void,
): Scanner {
  const pulse = new Int32Array(new SharedArrayBuffer(8));
  const rootIds: string[] = [];
  let closing = false;
  let died = 'exit';
  let seen = { count: -1, since: 0 };
  const worker = new Worker(new URL('./scanner.worker.ts', import.meta.url), {
    name: 'watch',
    workerData: { pulse: pulse.buffer },
    resourceLimits,
  });
  worker.on('message', (message: ScannerAnswer) => {
    if (!closing) answer(message);
  });
  worker.on('error', (error) => {
    died = (error as NodeJS.ErrnoException).code ?? 'error';
  });
  worker.on('exit', () => {
    if (!closing) onDied(died.toLowerCase());
  });
  const post = (command: WireCommand, transfer: ArrayBuffer[] = []): void =>
    worker.postMessage(command, transfer);
  return {
    command(command) {
      if (command.do !== 'add-root') return post(command);
      const { rootId } = command.root;
      if (!rootIds.includes(rootId)) rootIds.push(rootId);
      post(
        command,
        command.known.numbers.map(({ buffer }) => buffer),
      );
    },
    stuck() {
      const count = Atomics.load(pulse, 0);
      const rootId = rootIds[Atomics.load(pulse, 1) - 1];
      const now = clock.monotonic();
      if (count !== seen.count || rootId === undefined) seen = { count, since: now };
      return rootId === undefined ? null : { rootId, forMs: now - seen.since };
    },
    async close() {
      closing = true;
      const ended = new Promise<void>((resolve) => {
        worker.once('exit', () => resolve());
        setTimeout(resolve, closeMs).unref();
      });
      post({ do: 'close' });
      await ended;
      // Hanging or not: from here on it does not keep the process.
      worker.unref();
      void worker.terminate();
    },
  };
}
