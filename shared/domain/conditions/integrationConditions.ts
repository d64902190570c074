import { defineConditions } from './defineConditions.ts';

/** The neighbours: Promob, Senior, OZmap, Routerbox, DMaster. */
export const integrationConditions = defineConditions({});
