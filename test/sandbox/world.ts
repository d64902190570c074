import { randomUUID } from 'node:crypto';
import type { EventType, StreamEvent } from '../../shared/api/events.ts';
import type { NotificationKind } from '../../shared/api/notifications.ts';
import type { CatalogueStore } from './store/catalogueStore.ts';
import { catalogueStore } from './store/catalogueStore.ts';
import type { ContentStore } from './store/contentStore.ts';
import { contentStore } from './store/contentStore.ts';
import type { FaultStore } from './store/faultStore.ts';
import { faultStore } from './store/faultStore.ts';
import type { MetaStore } from './store/metaStore.ts';
import { metaStore } from './store/metaStore.ts';
import type { OccurrenceStore } from './store/occurrenceStore.ts';
import { occurrenceStore } from './store/occurrenceStore.ts';
import type { About, NoticeStore } from './store/noticeStore.ts';
import { noticeStore } from './store/noticeStore.ts';
import type { PeopleStore } from './store/peopleStore.ts';
import { peopleStore } from './store/peopleStore.ts';
import type { ReceiptStore } from './store/receiptStore.ts';
import { receiptStore } from './store/receiptStore.ts';
import type { Connection } from './store/schemaStore.ts';
import type { WorkStore } from './store/workStore.ts';
import { workStore } from './store/workStore.ts';

/** Time as the sandbox sees it: Unix milliseconds. */
export interface SandboxClock {
  now(): number;
}

/** Everything the acts of FoccoLojas work on. */
export interface World {
  readonly meta: MetaStore;
  readonly people: PeopleStore;
  readonly catalogue: CatalogueStore;
  readonly contents: ContentStore;
  readonly work: WorkStore;
  readonly notices: NoticeStore;
  readonly occurrences: OccurrenceStore;
  readonly receipts: ReceiptStore;
  readonly faults: FaultStore;
  /** Folder for bodies while they arrive. */
  readonly arrivals: string;
  /** Addresses of the servers, known once they listen. */
  readonly origins: { foccolojas: string; promob: string };
  /** Now, UTC ISO-8601. */
  now(): string;
  newId(): string;
  /** All or nothing; listeners of the stream hear of its events afterwards. */
  transaction<T>(run: () => T): T;
  /** Enters an event into the stream, for all users or one. */
  announce(type: EventType, about: Omit<StreamEvent, 'type' | 'at'>, userId?: string): void;
  /** Makes a notification, or refreshes the open one of the same kind about the same thing. */
  notify(kind: NotificationKind, about: About): void;
  /** Closes the open notification of a kind about a thing, where there is one; `madeVersion` is the version that did it. */
  settle(kind: NotificationKind, about: About, madeVersion?: number): void;
  /** Runs once after `delayMs` unless the sandbox is closed before. */
  later(delayMs: number, run: () => void): void;
  /** Called after a transaction that entered events. */
  onEvents(listener: () => void): void;
  close(): void;
}

/** Puts the stores of a connection together. */
export function createWorld(db: Connection, arrivals: string, clock: SandboxClock): World {
  const notices = noticeStore(db);
  const listeners = new Set<() => void>();
  const timers = new Set<NodeJS.Timeout>();
  let announced = false;
  const now = (): string => new Date(clock.now()).toISOString();

  const world: World = {
    meta: metaStore(db),
    people: peopleStore(db),
    catalogue: catalogueStore(db),
    contents: contentStore(db),
    work: workStore(db),
    notices,
    occurrences: occurrenceStore(db),
    receipts: receiptStore(db),
    faults: faultStore(db),
    arrivals,
    origins: { foccolojas: '', promob: '' },
    now,
    newId: () => randomUUID(),
    transaction(run) {
      const result = db.transaction(run).immediate();
      if (announced && !db.inTransaction) {
        announced = false;
        for (const listener of listeners) listener();
      }
      return result;
    },
    announce(type, about, userId) {
      notices.addEvent(type, userId ?? null, { at: now(), ...about });
      announced = true;
    },
    notify(kind, about) {
      const open = notices.openNotification(kind, about);
      const id = open?.id ?? world.newId();
      if (open === undefined) notices.addNotification(id, kind, about, now());
      else notices.refreshNotification(id, about.byName, now());
      const environment = about.environmentId === undefined ? {} : { environmentId: about.environmentId };
      world.announce('notification', { notificationId: id, ...environment }, about.userId);
    },
    settle(kind, about, madeVersion) {
      const open = notices.openNotification(kind, about);
      if (open === undefined) return;
      notices.touchNotification(open.id, 'done', now(), madeVersion);
      const environment = about.environmentId === undefined ? {} : { environmentId: about.environmentId };
      world.announce('notification', { notificationId: open.id, ...environment }, about.userId);
    },
    later(delayMs, run) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        run();
      }, delayMs);
      timers.add(timer);
    },
    onEvents: (listener) => void listeners.add(listener),
    close() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      listeners.clear();
      db.close();
    },
  };
  return world;
}
