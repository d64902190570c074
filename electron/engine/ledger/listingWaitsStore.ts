import type { LedgerContext } from './context.ts';
import type { ListingWaitsSection } from './sections.ts';
import type { ListingWait } from './types.ts';

interface WaitColumns {
  readonly environment_id: string;
  readonly mode: ListingWait['mode'];
  readonly since: string;
  readonly state: ListingWait['state'];
  readonly delivery_id: string | null;
  readonly code: string | null;
}

const waitOf = (row: WaitColumns): ListingWait => ({
  environmentId: row.environment_id,
  mode: row.mode,
  since: row.since,
  state: row.state,
  deliveryId: row.delivery_id,
  code: row.code,
});

export function createListingWaitsStore({ database, now }: LedgerContext): ListingWaitsSection {
  const get = (environmentId: string): ListingWait | null => {
    const row = database.get<WaitColumns>('SELECT * FROM listing_waits WHERE environment_id = ?', [
      environmentId,
    ]);
    return row === undefined ? null : waitOf(row);
  };
  return {
    get,
    list: () => database.all<WaitColumns>('SELECT * FROM listing_waits ORDER BY since').map(waitOf),
    begin: (environmentId, mode) =>
      database.transaction(() => {
        database.run(
          `INSERT INTO listing_waits (environment_id, mode, since, state) VALUES (?, ?, ?, 'waiting')
           ON CONFLICT (environment_id) DO UPDATE SET mode = excluded.mode, since = excluded.since,
             state = 'waiting', delivery_id = NULL, code = NULL`,
          [environmentId, mode, now()],
        );
        const begun = get(environmentId);
        if (begun === null) throw new TypeError('a wait that was just begun is there');
        return begun;
      }),
    set: (environmentId, { state, deliveryId, code }) => {
      database.run('UPDATE listing_waits SET state = ?, delivery_id = ?, code = ? WHERE environment_id = ?', [
        state,
        deliveryId ?? null,
        code ?? null,
        environmentId,
      ]);
    },
    remove: (environmentId) =>
      database.run('DELETE FROM listing_waits WHERE environment_id = ?', [environmentId]) > 0,
  };
}
