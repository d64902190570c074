import type { EventType, StreamEvent } from '../../../shared/api/events.ts';
import type { NotificationKind, NotificationState } from '../../../shared/api/notifications.ts';
import type { Connection } from './schemaStore.ts';

export interface NotificationRow {
  readonly seq: number;
  readonly id: string;
  readonly kind: NotificationKind;
  readonly environmentId: string | null;
  readonly environmentName: string | null;
  readonly occurrenceId: string | null;
  readonly userId: string | null;
  readonly state: NotificationState;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One event of the stream with its place in it. */
export interface EventRow {
  readonly id: number;
  readonly userId: string | null;
  readonly data: StreamEvent;
}

/** Whom or what a notification is about. */
export interface About {
  readonly environmentId?: string;
  readonly occurrenceId?: string;
  /** The one user it is for; absent: every user of the store. */
  readonly userId?: string;
}

/** Events kept for those who come back; older ones are forgotten and answered with resync. */
const KEPT_EVENTS = 20_000;

export type NoticeStore = ReturnType<typeof noticeStore>;

/** Notifications, and the events of the stream. */
export function noticeStore(db: Connection) {
  const from = `SELECT n.*, e.name AS environmentName FROM notifications n LEFT JOIN environments e ON e.id = n.environmentId`;
  const byId = db.prepare<[string], NotificationRow>(`${from} WHERE n.id = ?`);
  const open = db.prepare<[string | null, string, string | null], NotificationRow>(
    `${from} WHERE n.environmentId IS ? AND n.kind = ? AND n.state <> 'done' AND n.userId IS ? ORDER BY n.seq LIMIT 1`,
  );
  const insertEvent = db.prepare<[string | null, string]>('INSERT INTO events (userId, data) VALUES (?, ?)');
  const forget = db.prepare<[number]>('DELETE FROM events WHERE id <= ?');
  const eventsAfter = db.prepare<[number, number], { id: number; userId: string | null; data: string }>(
    'SELECT id, userId, data FROM events WHERE id > ? ORDER BY id LIMIT ?',
  );
  const range = db.prepare<[], { first: number | null; last: number | null }>(
    'SELECT min(id) AS first, max(id) AS last FROM events',
  );
  return {
    notification: (id: string) => byId.get(id),
    openNotification: (kind: NotificationKind, about: About) =>
      open.get(about.environmentId ?? null, kind, about.userId ?? null),
    addNotification(id: string, kind: NotificationKind, about: About, at: string): void {
      db.prepare(
        `INSERT INTO notifications (id, kind, environmentId, occurrenceId, userId, state, createdAt, updatedAt)
         VALUES (?, ?, ?, ?, ?, 'created', ?, ?)`,
      ).run(id, kind, about.environmentId ?? null, about.occurrenceId ?? null, about.userId ?? null, at, at);
    },
    touchNotification: (id: string, state: NotificationState, at: string) =>
      void db.prepare('UPDATE notifications SET state = ?, updatedAt = ? WHERE id = ?').run(state, at, id),
    notifications: (userId: string, state: string | undefined, after: number, limit: number) =>
      db
        .prepare<[number, string, string | null, string | null, string | null, number], NotificationRow>(
          `${from} WHERE n.seq > ? AND (n.userId IS NULL OR n.userId = ?)
           AND (? IS NULL OR (? = 'open' AND n.state <> 'done') OR n.state = ?) ORDER BY n.seq LIMIT ?`,
        )
        .all(after, userId, state ?? null, state ?? null, state ?? null, limit),
    /** All notifications of an environment, newest first. */
    notificationsOf: (environmentId: string) =>
      db
        .prepare<[string], NotificationRow>(`${from} WHERE n.environmentId = ? ORDER BY n.seq DESC LIMIT 100`)
        .all(environmentId),
    addEvent(type: EventType, userId: string | null, data: Omit<StreamEvent, 'type'>): void {
      const id = Number(insertEvent.run(userId, JSON.stringify({ type, ...data })).lastInsertRowid);
      if (id % 1000 === 0) forget.run(id - KEPT_EVENTS);
    },
    eventsAfter: (id: number, limit: number): EventRow[] =>
      eventsAfter
        .all(id, limit)
        .map(({ id: place, userId, data }) => ({ id: place, userId, data: JSON.parse(data) as StreamEvent })),
    /** First and last event kept; 0 where none was. */
    eventRange(): { first: number; last: number } {
      const row = range.get();
      return { first: row?.first ?? 0, last: row?.last ?? 0 };
    },
  };
}
