import type { NotificationState } from '../../../shared/domain/states.ts';
import type { LedgerContext } from './context.ts';
import { parsed } from './rows.ts';
import type { NotificationsSection } from './sections.ts';
import type { NotificationRow } from './types.ts';

interface NotificationColumns {
  readonly notification_id: string;
  readonly kind: string;
  readonly environment_id: string | null;
  readonly created_at: string;
  readonly state: NotificationState;
  readonly body: string;
}

const notificationOf = (row: NotificationColumns): NotificationRow => ({
  id: row.notification_id,
  kind: row.kind,
  environmentId: row.environment_id,
  createdAt: row.created_at,
  state: row.state,
  body: parsed(row.body),
});

/** How far a notification has come. */
const rank: Record<NotificationState, number> = { delivered: 0, seen: 1, done: 2 };

export function createNotificationsStore({ database }: LedgerContext): NotificationsSection {
  const row = (id: string): NotificationColumns | undefined =>
    database.get<NotificationColumns>('SELECT * FROM notifications WHERE notification_id = ?', [id]);
  const setState = (id: string, state: NotificationState): boolean => {
    const known = row(id);
    if (known === undefined || rank[known.state] >= rank[state]) return false;
    database.run('UPDATE notifications SET state = ? WHERE notification_id = ?', [state, id]);
    return true;
  };
  return {
    upsert: (notification) =>
      database.transaction(() => {
        const known = row(notification.id);
        database.run(
          `INSERT INTO notifications (notification_id, kind, environment_id, created_at, state, body)
           VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (notification_id) DO UPDATE SET kind = excluded.kind, environment_id = excluded.environment_id,
             created_at = excluded.created_at, body = excluded.body`,
          [
            notification.id,
            notification.kind,
            notification.environmentId,
            notification.createdAt,
            notification.state,
            JSON.stringify(notification.body),
          ],
        );
        setState(notification.id, notification.state);
        return known === undefined;
      }),
    list: (states) =>
      database
        .all<NotificationColumns>(
          `SELECT * FROM notifications WHERE :all = 1 OR state IN (SELECT value FROM json_each(:states))
           ORDER BY created_at DESC, rowid DESC`,
          { all: states === undefined ? 1 : 0, states: JSON.stringify(states ?? []) },
        )
        .map(notificationOf),
    forEnvironment: (environmentId) =>
      database
        .all<NotificationColumns>(
          'SELECT * FROM notifications WHERE environment_id = ? ORDER BY created_at DESC, rowid DESC',
          [environmentId],
        )
        .map(notificationOf),
    byId: (id) => {
      const found = row(id);
      return found === undefined ? null : notificationOf(found);
    },
    setState: (id, state) => database.transaction(() => setState(id, state)),
    doneFor: (environmentId, kinds) =>
      database
        .all<{ notification_id: string }>(
          `UPDATE notifications SET state = 'done'
           WHERE environment_id = :environmentId AND state <> 'done'
             AND (:all = 1 OR kind IN (SELECT value FROM json_each(:kinds)))
           RETURNING notification_id`,
          { environmentId, all: kinds === undefined ? 1 : 0, kinds: JSON.stringify(kinds ?? []) },
        )
        .map((changed) => changed.notification_id),
  };
}
