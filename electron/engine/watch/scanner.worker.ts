import { parentPort, workerData } from 'node:worker_threads';
import { createScanner } from './scanner.ts';
import { nodeDisk } from './watchDisk.ts';
import type { ScannerCommand } from './scannerTypes.ts';
import { systemClock } from '../../../shared/domain/clock.ts';

/** A command as it crosses the thread border. */
export type WireCommand = ScannerCommand | { readonly do: 'close' };

const port = parentPort;
if (port !== null) {
  // [0] counts pieces of work, [1] is the number of the root being worked on, 0 when idle: readable while this thread hangs.
  const pulse = new Int32Array((workerData as { readonly pulse: SharedArrayBuffer }).pulse);
  const numbers = new Map<string, number>();
  const scanner = createScanner({
    disk: nodeDisk,
    clock: systemClock,
    answer: (answer) => port.postMessage(answer),
    pulse: (rootId) => {
      Atomics.store(pulse, 1, rootId === null ? 0 : (numbers.get(rootId) ?? 0));
      Atomics.add(pulse, 0, 1);
    },
  });
  port.on('message', (command: WireCommand) => {
    if (command.do === 'close') {
      scanner.close();
      port.close();
      return;
    }
    if (command.do === 'add-root')
      numbers.set(command.root.rootId, numbers.get(command.root.rootId) ?? numbers.size + 1);
    scanner.command(command);
  });
}
