import { defineConditions } from './defineConditions.ts';

/** The system this runs on, and Elo itself on it. */
export const systemConditions = defineConditions({
  'system-too-old': { who: 'store' },
  'runs-elevated': { who: 'store' },
  'sleeps-soon': { who: 'store', fix: 'keep-awake' },
  'restart-waits': { who: 'store' },
  'autostart-off': { who: 'store' },
  'autostart-switched-off': { who: 'store' },
  'update-ready': { who: 'store' },
  'update-failed': { who: 'support', message: 'support' },
});
