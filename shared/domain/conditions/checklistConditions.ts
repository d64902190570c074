import { defineConditions } from './defineConditions.ts';

/** Steps that wait for a person. */
export const checklistConditions = defineConditions({
  'steps-open': { who: 'store' },
  'movements-will-be-lost': { who: 'store' },
});
