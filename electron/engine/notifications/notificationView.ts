import { z } from 'zod';
import type { NotificationView } from '../../../shared/contract/schemas.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { NotificationRow } from '../ledger/types.ts';

const time = z.iso.datetime().optional().catch(undefined);
const line = z.string().optional().catch(undefined);
const number = z.int().min(1).optional().catch(undefined);

/** What FoccoLojas told besides the columns; of an earlier Elo some of it is missing. */
const bodySchema = z.object({
  environmentName: line,
  occurrenceId: line,
  occurrenceNumber: number,
  byName: line,
  deliveredAt: time,
  seenAt: time,
  doneAt: time,
  madeVersion: number,
});

/** Rows of the ledger as clients see them: whom and what they are about, and what became of them. */
export function notificationViews(
  ledger: Pick<Ledger, 'home'>,
  rows: readonly NotificationRow[],
): NotificationView[] {
  const names = ledger.home.environmentNames(
    rows.flatMap(({ environmentId }) => (environmentId === null ? [] : [environmentId])),
  );
  return rows.map((row) => {
    const known = names.get(row.environmentId ?? '');
    const { environmentName, ...told } = bodySchema.parse(row.body);
    const name = environmentName ?? known?.name;
    const customerName = known?.customerName ?? null;
    return {
      id: row.id,
      kind: row.kind,
      ...(row.environmentId === null ? {} : { environmentId: row.environmentId }),
      ...(name === undefined ? {} : { environmentName: name }),
      ...(customerName === null ? {} : { customerName }),
      createdAt: row.createdAt,
      state: row.state,
      ...(Object.fromEntries(
        Object.entries(told).filter(([, value]) => value !== undefined),
      ) as Partial<NotificationView>),
    };
  });
}
