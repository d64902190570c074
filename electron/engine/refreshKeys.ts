import type { StreamEvent } from '../../shared/api/events.ts';

/** What may be refreshed after an event; environments are refreshed by id. */
export const wholeCatalogue = 'catalogue';
export const catalogueAnew = 'catalogue-anew';
export const customers = 'customers';
export const notificationsKey = 'notifications';
export const occurrencesKey = 'occurrences';
export const unfinishedKey = 'unfinished';
export const userKey = 'user';
export const linkKey = 'link';
export const storeKey = 'store';
export const standingKey = 'standing';

/** After a gap nobody knows what changed meanwhile. */
export const everyKey: readonly string[] = [
  userKey,
  linkKey,
  standingKey,
  notificationsKey,
  storeKey,
  catalogueAnew,
  occurrencesKey,
  unfinishedKey,
];

/** What no event tells while nobody listens: whether user, link and store still stand, and what was left undone. */
export const keysAfterOpening: readonly string[] = [
  userKey,
  linkKey,
  standingKey,
  notificationsKey,
  unfinishedKey,
];

/** What is to be read again after an event. */
export function keysAfter(event: StreamEvent): readonly string[] {
  switch (event.type) {
    case 'environment-changed':
      return event.environmentId === undefined ? [] : [event.environmentId];
    case 'notification':
      return [notificationsKey];
    case 'promob-link-changed':
      return [linkKey];
    case 'customer-changed':
      return [customers];
    case 'user-changed':
    case 'session-ended':
      return [userKey, standingKey];
    case 'store-changed':
      return [storeKey, standingKey];
    case 'resync':
      return everyKey;
    case 'job-changed':
      return [];
  }
}
