import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../database/database.ts';
import type { JobTable } from '../../platform/jobs.ts';

/** How much of what is wrong is worth counting. */
const mostFindings = 100;

/**
 * Reads the database of facts whole, beside the engine that uses it; readers never wait for a writer in WAL mode.
 * Contents may be many gigabytes and are verified by their hash whenever one is read: of them only the head is looked at.
 */
export const integrityJobs: JobTable = {
  'quick-check': (dataDir: string): number => {
    const facts = connect(join(dataDir, 'history.db'), { readonly: true });
    let damage: number;
    try {
      const rows = facts.pragmaRows<{ quick_check: string }>(`quick_check(${mostFindings})`);
      damage = rows.filter(({ quick_check: found }) => found !== 'ok').length;
    } finally {
      facts.close();
    }
    const contents = join(dataDir, 'contents.db');
    if (!existsSync(contents)) return damage;
    const head = connect(contents, { readonly: true });
    try {
      return Number(head.pragma('page_count')) > 0 ? damage : damage + 1;
    } finally {
      head.close();
    }
  },
};
