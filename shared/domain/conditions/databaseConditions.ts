import { defineConditions } from './defineConditions.ts';

/** Databases: reach, login, rights. */
export const databaseConditions = defineConditions({});
