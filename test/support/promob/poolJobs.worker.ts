import { threadId } from 'node:worker_threads';
import { EloError } from '../../../shared/domain/eloError.ts';
import { Transferred } from '../../../electron/engine/platform/jobs.ts';
import { serveJobs } from '../../../electron/engine/platform/serveJobs.ts';

/** Jobs that misbehave in every way a pool must cope with. */
serveJobs({
  double: ({ value }: { value: number }) => value * 2,
  thread: () => threadId,
  refuse: () => {
    throw new EloError('test-refused', 'refused on purpose', {
      retryable: true,
      remedy: 'retry',
      details: { n: 1 },
    });
  },
  crash: () => {
    throw new TypeError('a programming error');
  },
  spin: () => {
    for (;;);
  },
  exit: () => process.exit(3),
  hoard: () => {
    const kept: string[][] = [];
    for (;;) kept.push(Array.from({ length: 100_000 }, (_, index) => `${index}`));
  },
  echo: ({ bytes }: { bytes: Uint8Array<ArrayBuffer> }) => new Transferred(bytes, [bytes.buffer]),
  unclonable: () => () => 0,
});
