import { v5 as nameUuid } from 'uuid';
import type { NotificationView } from '../../../shared/contract/schemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { NotificationState } from '../../../shared/domain/states.ts';
import type { FoccoLojasClient } from '../foccolojas/client.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { NotificationRow } from '../ledger/types.ts';

/** Open notifications are few; a list longer than this is read no further and the rest comes when these are done. */
const maxPages = 20;
const pageSize = 200;

/** Makes the key of an acknowledgement from what it says, so that saying it again is never a second thing. */
const acknowledgementNamespace = '7c0c1f0e-6b0b-4b27-9f0b-3c7c1a6d9f11';

export interface NotificationsOptions {
  readonly ledger: Ledger;
  readonly client: Pick<FoccoLojasClient, 'listNotifications' | 'acknowledgeNotification'>;
  /** A notification this machine did not know. */
  readonly onNew: (notification: NotificationView) => void;
}

export interface Notifications {
  /** Reads FoccoLojas' open notifications, tells the new ones, and tells FoccoLojas what became of each. */
  sync(): Promise<void>;
  list(): NotificationView[];
  /** The user opened it: `seen`. Refusal `notification-not-found`. */
  open(id: string): Promise<NotificationView>;
}

/** What FoccoLojas asks a person to do, until it is done; FoccoLojas decides when that is. */
export function createNotifications({ ledger, client, onNew }: NotificationsOptions): Notifications {
  const namesOf = (rows: readonly NotificationRow[]): ReturnType<Ledger['home']['environmentNames']> =>
    ledger.home.environmentNames(
      rows.flatMap(({ environmentId }) => (environmentId === null ? [] : [environmentId])),
    );
  const view = (row: NotificationRow, names = namesOf([row])): NotificationView => {
    const known = names.get(row.environmentId ?? '');
    const environmentName = row.body['environmentName'] ?? known?.name;
    const customerName = known?.customerName ?? null;
    return {
      id: row.id,
      kind: row.kind,
      ...(row.environmentId === null ? {} : { environmentId: row.environmentId }),
      ...(typeof environmentName === 'string' ? { environmentName } : {}),
      ...(customerName === null ? {} : { customerName }),
      createdAt: row.createdAt,
      state: row.state,
    };
  };

  /** Tells FoccoLojas; what fails now is told again by the next sync, since its list still shows the older state. */
  const acknowledge = async (id: string, state: NotificationState): Promise<void> => {
    await client.acknowledgeNotification({
      params: { notificationId: id },
      body: { state },
      idempotencyKey: nameUuid(`${id} ${state}`, acknowledgementNamespace),
    });
  };

  let running: Promise<void> | null = null;
  let again = false;

  const syncOnce = async (): Promise<void> => {
    const open = new Map<string, NotificationState | 'created'>();
    let cursor: string | undefined;
    for (let page = 0; page < maxPages; page += 1) {
      const answer = await client.listNotifications({
        query: { state: 'open', limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
      });
      for (const { id, kind, environmentId, createdAt, state, ...rest } of answer.items) {
        open.set(id, state);
        const fresh = ledger.notifications.upsert({
          id,
          kind,
          environmentId: environmentId ?? null,
          createdAt,
          state: state === 'created' ? 'delivered' : state,
          body: rest,
        });
        const row = ledger.notifications.byId(id);
        if (fresh && row !== null) onNew(view(row));
      }
      if (answer.nextCursor === null) break;
      cursor = answer.nextCursor;
    }
    for (const row of ledger.notifications.list(['delivered', 'seen'])) {
      const theirs = open.get(row.id);
      if (theirs === undefined) ledger.notifications.setState(row.id, 'done');
      else if (theirs === 'created' || (theirs === 'delivered' && row.state === 'seen')) {
        await acknowledge(row.id, row.state);
      }
    }
  };

  return {
    list() {
      const rows = ledger.notifications.list();
      const names = namesOf(rows);
      return rows.map((row) => view(row, names));
    },
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
    async open(id) {
      const row = ledger.notifications.byId(id);
      if (row === null) throw new EloError('notification-not-found', 'no such notification');
      if (ledger.notifications.setState(id, 'seen')) {
        try {
          await acknowledge(id, 'seen');
        } catch (error) {
          if (!(error instanceof EloError && error.retryable)) throw error;
        }
      }
      const after = ledger.notifications.byId(id);
      return view(after ?? row);
    },
  };
}
