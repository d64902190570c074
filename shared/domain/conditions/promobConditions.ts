import { defineConditions } from './defineConditions.ts';

/** Promob on this machine, and the files people work on. */
export const promobConditions = defineConditions({
  'promob-not-installed': { who: 'store' },
  'promob-list-damaged': { who: 'support', message: 'support' },
  'promob-system-missing': { who: 'store' },
  'promob-entry-damaged': { who: 'support', message: 'support' },
  'promob-entry-unreadable': { who: 'support', message: 'support' },
  'webstart-present': { who: 'store' },
  'path-too-long': { who: 'store' },
  'name-awkward': { who: 'store' },
  'file-in-cloud-only': { who: 'store' },
  'file-locked': { who: 'store', timeToVisibleMs: 5 * 60_000 },
  'file-not-readable': { who: 'store' },
  'folder-silent': { who: 'support', message: 'support' },
});
