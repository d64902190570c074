import { defineConditions } from './defineConditions.ts';

/** FoccoLojas, the account, the Promob link, and what waits to be sent. */
export const accountConditions = defineConditions({
  'server-not-set': { who: 'store' },
  'server-name-not-found': { who: 'store', timeToVisibleMs: 2 * 60_000 },
  'server-not-answering': { who: 'store', timeToVisibleMs: 2 * 60_000 },
  'vault-missing': { who: 'support', message: 'support' },
  'signed-out': { who: 'store' },
  'promob-not-linked': { who: 'store' },
  'queue-needs-attention': { who: 'store' },
  'queue-old': { who: 'store', timeToVisibleMs: 10 * 60_000 },
});
