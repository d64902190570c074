import { access, constants, statfs } from 'node:fs/promises';
import { createWorkerPool } from '../../platform/workerPool.ts';
import type { Check } from '../check.ts';
import type { DiagnosticsParts } from '../ports.ts';

/** Below this a day's saves of a busy store (some 300 of 2 MB) do not fit any more. */
const lowBytes = 1024 ** 3;
/** Below this not even SQLite's journal has room. */
const noneBytes = 64 * 1024 ** 2;

/** A dead share answers after half a minute or never; a living one at once. */
const folderMs = 5_000;
/** The full check of a history of some 100 MB takes about a second. */
const integrityMs = 9_000;
/** What is kept but not sent for longer than this deserves a look. */
const oldQueueMs = 60 * 60_000;

/** This machine: disk, folders, history, queue. */
export function machineChecks(parts: DiagnosticsParts): readonly Check[] {
  return [
    {
      code: 'disk-space',
      needs: [],
      budgetMs: folderMs,
      async run() {
        const { bavail, bsize } = await statfs(parts.dataDir);
        const freeBytes = bavail * bsize;
        const evidence = { freeBytes };
        const remedies = ['free-disk-space'];
        if (freeBytes < noneBytes) return { status: 'failed', condition: 'disk-full', evidence, remedies };
        if (freeBytes < lowBytes) return { status: 'warning', condition: 'disk-low', evidence, remedies };
        return { status: 'ok', evidence };
      },
    },
    {
      code: 'folders-watched',
      needs: [],
      budgetMs: 500,
      run() {
        const folders = parts.folders();
        return folders.length === 0
          ? { status: 'failed', condition: 'no-folder-watched', remedies: ['choose-folder'] }
          : { status: 'ok', evidence: { count: folders.length } };
      },
    },
    {
      code: 'folders-readable',
      needs: ['folders-watched'],
      budgetMs: folderMs + 500,
      async run({ clock }) {
        const away: string[] = [];
        const slow: string[] = [];
        await Promise.all(
          parts.folders().map(async ({ path, state }) => {
            if (state === 'suspended') {
              away.push(path);
              return;
            }
            let stopTimer = (): void => undefined;
            const timer = new Promise<'slow'>((resolve) => {
              stopTimer = clock.after(folderMs, () => resolve('slow'));
            });
            try {
              const read = access(path, constants.R_OK).then(() => 'ok' as const);
              read.catch(() => undefined);
              if ((await Promise.race([read, timer])) === 'slow') slow.push(path);
            } catch {
              away.push(path);
            } finally {
              stopTimer();
            }
          }),
        );
        if (away.length > 0) {
          return {
            status: 'failed',
            condition: 'folder-away',
            evidence: { folders: away },
            remedies: ['reconnect-folder'],
          };
        }
        if (slow.length > 0) {
          return {
            status: 'unknown',
            condition: 'folder-slow',
            evidence: { reason: 'took-too-long', folders: slow },
          };
        }
        return { status: 'ok', evidence: { count: parts.folders().length } };
      },
    },
    {
      code: 'history-sound',
      needs: [],
      budgetMs: integrityMs,
      async run({ signal }) {
        const pool = createWorkerPool({ worker: new URL('./integrity.worker.ts', import.meta.url), size: 1 });
        try {
          const damage = await pool.run<string, number>('quick-check', parts.dataDir, { signal });
          return damage === 0
            ? { status: 'ok' }
            : {
                status: 'failed',
                condition: 'history-damaged',
                evidence: { damage },
                remedies: ['contact-support'],
              };
        } finally {
          await pool.close();
        }
      },
    },
    {
      code: 'queue-moving',
      needs: ['server-answers', 'signed-in', 'promob-link'],
      budgetMs: 1_000,
      run({ clock }) {
        const { kept, sending, needsAttention } = parts.ledger.outbox.counts();
        if (needsAttention > 0) {
          return {
            status: 'failed',
            condition: 'queue-needs-attention',
            evidence: { needsAttention },
            remedies: ['look-at-sending'],
          };
        }
        const [oldest] = parts.ledger.outbox.list({ limit: 1, states: ['kept', 'sending'] });
        const ageMs = oldest === undefined ? 0 : clock.now() - Date.parse(oldest.createdAt);
        const evidence = { waiting: kept + sending, minutes: Math.round(ageMs / 60_000) };
        return ageMs > oldQueueMs
          ? { status: 'warning', condition: 'queue-old', evidence, remedies: ['look-at-sending'] }
          : { status: 'ok', evidence };
      },
    },
  ];
}
