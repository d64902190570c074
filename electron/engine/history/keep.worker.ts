import { systemClock } from '../../../shared/domain/clock.ts';
import { openContents } from '../ledger/contents.ts';
import type { Contents } from '../ledger/contents.ts';
import { serveJobs } from '../platform/serveJobs.ts';
import { createKeepJobs } from './keepJobs.ts';

/** One connection a thread and data folder. */
const opened = new Map<string, Contents>();

serveJobs(
  createKeepJobs(({ dir, appVersion }) => {
    let contents = opened.get(dir);
    if (contents === undefined) {
      contents = openContents({ dir, appVersion, clock: systemClock, recover: false });
      opened.set(dir, contents);
    }
    return contents;
  }),
);
