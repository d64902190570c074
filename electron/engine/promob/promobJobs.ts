import { Transferred, type JobTable } from '../platform/jobs.ts';
import { inspectPath } from './inspectSource.ts';
import { readContainer } from './readContainer.ts';
import { readDrawing } from './readDrawing.ts';
import { readListing } from './readListing.ts';
import { readPreview } from './readPreview.ts';

/** What the reader's worker does; the same table serves an inline pool. Inputs are plain data. */
export const promobJobs = {
  inspect: ({ path }: { path: string }, signal: AbortSignal) => inspectPath(path, { signal }),
  readContainer: ({ bytes }: { bytes: Uint8Array }, signal: AbortSignal) => readContainer(bytes, { signal }),
  readDrawing: ({ bytes }: { bytes: Uint8Array }, signal: AbortSignal) => readDrawing(bytes, { signal }),
  readListing: (
    { bytes, collectItems }: { bytes: Uint8Array; collectItems?: boolean },
    signal: AbortSignal,
  ) => readListing(bytes, { signal, collectItems: collectItems ?? true }),
  readPreview: async ({ bytes }: { bytes: Uint8Array }, signal: AbortSignal) => {
    const preview = await readPreview(bytes, { signal });
    return preview === null ? null : new Transferred(preview, [preview.buffer as ArrayBuffer]);
  },
} satisfies JobTable;
