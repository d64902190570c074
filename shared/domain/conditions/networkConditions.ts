import { defineConditions } from './defineConditions.ts';

/** Network, router, ports and the way in from outside. */
export const networkConditions = defineConditions({});
