import { defineConditions } from './defineConditions.ts';

/** The system this runs on, and Elo itself on it. */
export const systemConditions = defineConditions({
  'system-too-old': { who: 'store' },
  'runs-elevated': { who: 'store' },
  'sleeps-soon': { who: 'store', fix: 'keep-awake' },
  'local-service-stopped': { who: 'store', fix: 'start-service' },
  'local-service-off': { who: 'network-technician', message: 'network-technician' },
  'local-service-absent': { who: 'store' },
  'restart-waits': { who: 'store' },
  'autostart-off': { who: 'store' },
  'autostart-switched-off': { who: 'store' },
  'update-ready': { who: 'store' },
  'update-failed': { who: 'support', message: 'support' },
});
