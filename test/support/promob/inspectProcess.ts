import { existsSync, readFileSync } from 'node:fs';
import { inspectFile } from '../../../electron/engine/promob/inspect.ts';

/**
 * Peak memory of this process in MB. Linux's `maxRSS` of a child begins with what its parent held when it was forked, so
 * the kernel's own high-water mark of this address space is read where there is one.
 */
function peakMemoryMb(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'latin1') : '';
  const kb = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return Math.round((kb === undefined ? process.resourceUsage().maxRSS : Number(kb)) / 1024);
}

/** A whole process that inspects one file: prints the result and what it cost. */
const result = await inspectFile(process.argv[2] ?? '');
process.stdout.write(JSON.stringify({ result, ms: Math.round(performance.now()), rssMb: peakMemoryMb() }));
