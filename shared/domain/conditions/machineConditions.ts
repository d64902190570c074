import { defineConditions } from './defineConditions.ts';

/** This machine and what Elo keeps on it. */
export const machineConditions = defineConditions({
  'engine-not-answering': { who: 'support', message: 'support' },
  'clock-off': { who: 'store' },
  'no-folder-watched': { who: 'store' },
  'folder-away': { who: 'store', timeToVisibleMs: 2 * 60_000 },
  'folder-slow': { who: 'store', timeToVisibleMs: 5 * 60_000 },
  'disk-low': { who: 'store' },
  'disk-full': { who: 'store' },
  'history-damaged': { who: 'support', message: 'support' },
});
