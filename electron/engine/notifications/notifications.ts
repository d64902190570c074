import { v5 as nameUuid } from 'uuid';
import type { Notification } from '../../../shared/api/notifications.ts';
import type { RequestOf } from '../../../shared/api/operations.ts';
import type { NotificationView } from '../../../shared/contract/schemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { NotificationState } from '../../../shared/domain/states.ts';
import type { FoccoLojasClient } from '../foccolojas/client.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { NotificationRow } from '../ledger/types.ts';
import { notificationViews } from './notificationView.ts';

/** Open notifications are few; a list longer than this is read no further and the rest comes when these are done. */
const maxPages = 20;
const pageSize = 200;

/** After a long absence hundreds may be done; of so many it is asked how each ended, the others are only done. */
const mostEndsAsked = 200;

/** Makes the key of an acknowledgement from what it says, so that saying it again is never a second thing. */
const acknowledgementNamespace = '7c0c1f0e-6b0b-4b27-9f0b-3c7c1a6d9f11';

/** Kinds that only FoccoLojas can call done: by an update, or by linking again. */
const doneByFoccoLojas: ReadonlySet<string> = new Set([
  'environment-outdated',
  'changed-after-conversion',
  'update-required',
  'quote-outdated',
  'promob-relink-required',
  'review-ready',
]);

export interface NotificationsOptions {
  readonly ledger: Ledger;
  readonly client: Pick<
    FoccoLojasClient,
    'listNotifications' | 'getNotification' | 'acknowledgeNotification'
  >;
  /** A notification this machine did not know. */
  readonly onNew: (notification: NotificationView) => void;
  /** What became of one this machine knew, wherever that happened. */
  readonly onChanged: (environmentId?: string) => void;
  /** FoccoLojas could not be told what became of one: a sync is due. */
  readonly onUntold: () => void;
}

export interface Notifications {
  /** Reads FoccoLojas' open notifications, tells the new ones, and tells FoccoLojas what became of each. */
  sync(): Promise<void>;
  /** Reads what became of the notifications of one environment, also of those that were done before this machine came. */
  readEnvironment(environmentId: string): Promise<void>;
  list(): NotificationView[];
  /** The user opened it: `seen`. Refusal `notification-not-found`. */
  open(id: string): Promise<NotificationView>;
  /** The user says it is done. Refusals `notification-not-found`, `notification-still-due`. */
  finish(id: string): Promise<NotificationView>;
}

/** What FoccoLojas asks a person to do, until it is done; FoccoLojas decides when that is. */
export function createNotifications(options: NotificationsOptions): Notifications {
  const { ledger, client, onNew, onChanged } = options;
  const rank: Record<NotificationState, number> = { delivered: 0, seen: 1, done: 2 };

  const view = (row: NotificationRow): NotificationView => {
    const [one] = notificationViews(ledger, [row]);
    if (one === undefined) throw new TypeError('a row has a view');
    return one;
  };

  /** Writes down what FoccoLojas says of one. Answers whether it was new here. */
  const remember = ({ id, kind, environmentId, createdAt, state, ...rest }: Notification): boolean => {
    const before = ledger.notifications.byId(id);
    const fresh = ledger.notifications.upsert({
      id,
      kind,
      environmentId: environmentId ?? null,
      createdAt,
      state: state === 'created' ? 'delivered' : state,
      body: rest,
    });
    const after = ledger.notifications.byId(id);
    if (before !== null && JSON.stringify(before) !== JSON.stringify(after)) onChanged(environmentId);
    return fresh;
  };

  /** Tells FoccoLojas; what fails now is told again by the next sync, since its list still shows the older state. */
  const acknowledge = async (id: string, state: NotificationState): Promise<void> => {
    remember(
      await client.acknowledgeNotification({
        params: { notificationId: id },
        body: { state },
        idempotencyKey: nameUuid(`${id} ${state}`, acknowledgementNamespace),
      }),
    );
  };

  /** FoccoLojas' list, page by page. */
  async function* listed(
    query: Pick<NonNullable<RequestOf<'listNotifications'>['query']>, 'state' | 'environmentId'>,
  ): AsyncGenerator<Notification> {
    let cursor: string | undefined;
    for (let page = 0; page < maxPages; page += 1) {
      const answer = await client.listNotifications({
        query: { ...query, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
      });
      yield* answer.items;
      if (answer.nextCursor === null) return;
      cursor = answer.nextCursor;
    }
  }

  /** It is no longer open there: how it ended, where that can be told. */
  const ended = async (row: NotificationRow, ask: boolean): Promise<void> => {
    if (ask) {
      try {
        remember(await client.getNotification({ params: { notificationId: row.id } }));
      } catch (error) {
        // Gone without a trace is done as well; only what cannot be asked now is asked again.
        if (error instanceof EloError && error.retryable) throw error;
      }
    }
    if (ledger.notifications.setState(row.id, 'done')) onChanged(row.environmentId ?? undefined);
  };

  let running: Promise<void> | null = null;
  let again = false;

  const syncOnce = async (): Promise<void> => {
    const open = new Map<string, NotificationState | 'created'>();
    for await (const notification of listed({ state: 'open' })) {
      open.set(notification.id, notification.state);
      const fresh = remember(notification);
      const row = ledger.notifications.byId(notification.id);
      if (fresh && row !== null) onNew(view(row));
    }
    let ends = 0;
    for (const row of ledger.notifications.list(['delivered', 'seen'])) {
      if (open.has(row.id)) continue;
      ends += 1;
      await ended(row, ends <= mostEndsAsked);
    }
    for (const [id, theirs] of open) {
      const row = ledger.notifications.byId(id);
      if (row === null || (theirs !== 'created' && rank[theirs] >= rank[row.state])) continue;
      try {
        await acknowledge(id, row.state);
      } catch (error) {
        // FoccoLojas does not call it done yet: it will say so itself.
        if (!(error instanceof EloError && error.code === 'wrong-state')) throw error;
      }
    }
  };

  const known = (id: string): NotificationRow => {
    const row = ledger.notifications.byId(id);
    if (row === null) throw new EloError('notification-not-found', 'no such notification');
    return row;
  };

  /** It got that far here; FoccoLojas is told now, or by the next sync. */
  const advance = async (id: string, state: NotificationState): Promise<NotificationView> => {
    const row = known(id);
    if (ledger.notifications.setState(id, state)) {
      onChanged(row.environmentId ?? undefined);
      try {
        await acknowledge(id, state);
      } catch (error) {
        if (!(error instanceof EloError && (error.retryable || error.code === 'wrong-state'))) throw error;
        if (error.retryable) options.onUntold();
      }
    }
    return view(ledger.notifications.byId(id) ?? row);
  };

  return {
    list: () => notificationViews(ledger, ledger.notifications.list()),
    // Events come in bursts: a sync asked for while one runs is done once, after it.
    sync() {
      if (running !== null) {
        again = true;
        return running;
      }
      running = (async () => {
        try {
          do {
            again = false;
            await syncOnce();
          } while (again);
        } finally {
          running = null;
        }
      })();
      return running;
    },
    async readEnvironment(environmentId) {
      for await (const notification of listed({ environmentId })) {
        // What is open and unknown is the sync's to tell.
        if (notification.state === 'done' || ledger.notifications.byId(notification.id) !== null) {
          remember(notification);
        }
      }
    },
    open: (id) => advance(id, 'seen'),
    async finish(id) {
      const row = known(id);
      if (row.state !== 'done' && doneByFoccoLojas.has(row.kind)) {
        throw new EloError('notification-still-due', 'what this notification asks for is still to do', {
          details: { kind: row.kind },
        });
      }
      return advance(id, 'done');
    },
  };
}
