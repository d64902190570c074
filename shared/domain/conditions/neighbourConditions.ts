import { defineConditions } from './defineConditions.ts';

/** Senior, OZmap, Routerbox: what is found beyond their databases and services. */
export const neighbourConditions = defineConditions({
  'ozmap-nothing-free': { who: 'consultant' },
  'public-address-changed': { who: 'provider', message: 'provider' },
  'routerbox-query-refused': { who: 'consultant' },
  'routerbox-query-failed': { who: 'consultant', message: 'consultant' },
  'routerbox-columns-missing': { who: 'consultant' },
  'routerbox-rows-without-code': { who: 'consultant', message: 'consultant' },
  'routerbox-situations-unknown': { who: 'consultant', message: 'consultant' },
  'routerbox-run-late': { who: 'vendor', message: 'vendor' },
});
