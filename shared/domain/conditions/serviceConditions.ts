import { defineConditions } from './defineConditions.ts';

/** Services by address and port: connection, encryption, HTTP, web services. */
export const serviceConditions = defineConditions({});
