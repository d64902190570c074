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
  readonly occurrenceNumber: number | null;
  /** Whose act caused it last. */
  readonly byName: string | null;
  readonly deliveredAt: string | null;
  readonly seenAt: string | null;
  readonly doneAt: string | null;
  readonly madeVersion: number | null;
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
  /** Name of the user whose act caused it. */
  readonly byName?: string;
  /** The one user it is for; absent: every user of the store. */
  readonly userId?: string;
}

/** Events kept for those who come back; older ones are forgotten and answered with resync. */
const KEPT_EVENTS = 20_000;

export type NoticeStore = ReturnType<typeof noticeStore>;

/** Notifications, and the events of the stream. */
export function noticeStore(db: Connection) {
  const from = `SELECT n.*, e.name AS environmentName, o.number AS occurrenceNumber FROM notifications n
    LEFT JOIN environments e ON e.id = n.environmentId LEFT JOIN occurrences o ON o.id = n.occurrenceId`;
  const byId = db.prepare<[string], NotificationRow>(`${from} WHERE n.id = ?`);
  const open = db.prepare<[string | null, string | null, string, string | null], NotificationRow>(
    `${from} WHERE n.environmentId IS ? AND n.occurrenceId IS ? AND n.kind = ? AND n.state <> 'done' AND n.userId IS ?
     ORDER BY n.seq LIMIT 1`,
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
      open.get(about.environmentId ?? null, about.occurrenceId ?? null, kind, about.userId ?? null),
    addNotification(id: string, kind: NotificationKind, about: About, at: string): void {
      const { environmentId, occurrenceId, userId, byName } = about;
      db.prepare(
        `INSERT INTO notifications (id, kind, environmentId, occurrenceId, userId, byName, state, createdAt, updatedAt)
         VALUES (?, ?, ?, ?, ?, ?, 'created', ?, ?)`,
      ).run(id, kind, environmentId ?? null, occurrenceId ?? null, userId ?? null, byName ?? null, at, at);
    },
    /** It is about something newer now; how far it got stays. */
    refreshNotification: (id: string, byName: string | undefined, at: string) =>
      void db
        .prepare('UPDATE notifications SET byName = coalesce(?, byName), updatedAt = ? WHERE id = ?')
        .run(byName ?? null, at, id),
    /** It got that far; each step has its time, also one that was skipped. */
    touchNotification(id: string, state: NotificationState, at: string, madeVersion?: number): void {
      const reached = (from: readonly NotificationState[]): string | null =>
        from.includes(state) ? at : null;
      db.prepare(
        `UPDATE notifications SET state = @state, updatedAt = @at, madeVersion = coalesce(madeVersion, @madeVersion),
           deliveredAt = coalesce(deliveredAt, @delivered), seenAt = coalesce(seenAt, @seen),
           doneAt = coalesce(doneAt, @done) WHERE id = @id`,
      ).run({
        id,
        state,
        at,
        madeVersion: madeVersion ?? null,
        delivered: reached(['delivered', 'seen']),
        seen: reached(['seen']),
        done: reached(['done']),
      });
    },
    notifications: (
      userId: string,
      filter: { readonly state?: string | undefined; readonly environmentId?: string | undefined },
      after: number,
      limit: number,
    ) =>
      db
        .prepare<[Record<string, string | number | null>], NotificationRow>(
          `${from} WHERE n.seq > :after AND (n.userId IS NULL OR n.userId = :userId)
           AND (:state IS NULL OR (:state = 'open' AND n.state <> 'done') OR n.state = :state)
           AND (:environmentId IS NULL OR n.environmentId = :environmentId) ORDER BY n.seq LIMIT :limit`,
        )
        .all({
          after,
          userId,
          state: filter.state ?? null,
          environmentId: filter.environmentId ?? null,
          limit,
        }),
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
