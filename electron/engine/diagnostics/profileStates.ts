import { z } from 'zod';
import {
  adviceTaken,
  checkStatuses,
  checklistHappeningSchema,
  timelineEntrySchema,
} from '../../../shared/contract/diagnosisSchemas.ts';
import type { Ledger } from '../ledger/ledger.ts';

const time = z.iso.datetime();
const status = z.enum(checkStatuses);

/** What a fault is told by: the same words mean the same fault. */
const toldSchema = z.object({
  verdict: status,
  brokenLink: z.string().nullable(),
  condition: z.string().optional(),
});

/** A watch over a fault, as it survives a restart. Times are Unix milliseconds. */
const watchStateSchema = z.object({
  /** The profile as it was named: an id or the path of a file. */
  source: z.string(),
  state: z.enum(['watching', 'mended', 'stopped']),
  since: z.number(),
  /** The last time somebody showed interest: began it, or followed advice. */
  interestAt: z.number(),
  told: toldSchema,
  /** Something else was seen and must stand for a while before it is told. */
  pending: toldSchema.extend({ since: z.number() }).optional(),
  lastCheckAt: z.number().optional(),
  lastCheck: z.enum(['answered', 'could-not-test']).optional(),
  nextAt: z.number().optional(),
  /** How many of the quick looks after advice were had. */
  looks: z.int().optional(),
  advice: z.enum(adviceTaken).optional(),
  timeline: z.array(timelineEntrySchema),
});
export type WatchState = z.infer<typeof watchStateSchema>;
export type Told = z.infer<typeof toldSchema>;

const stateSchema = z.object({
  /** What the user filled in last; no secrets. */
  fields: z.record(z.string(), z.string()),
  /** The last definite answer of each check, for the fields it was had with. */
  proofs: z.record(z.string(), z.object({ status, at: time, runId: z.string() })),
  confirmations: z.record(z.string(), z.object({ at: time, by: z.string(), note: z.string().optional() })),
  /** The newest first. */
  history: z.array(checklistHappeningSchema),
  watch: watchStateSchema.optional(),
});
/** What is kept of one profile from run to run. */
export type ProfileState = z.infer<typeof stateSchema>;

const empty: ProfileState = { fields: {}, proofs: {}, confirmations: {}, history: [] };

export interface ProfileStates {
  get(id: string): ProfileState;
  set(id: string, state: ProfileState): void;
  /** Profiles with a watch. */
  watched(): readonly string[];
}

const indexKey = 'diagnosis-watched';
const keyOf = (id: string): string => `diagnosis-profile/${id}`;

/** What is kept of the profiles, in the ledger; what cannot be read counts as nothing. */
export function createProfileStates(values: Ledger['values']): ProfileStates {
  const watched = (): readonly string[] => {
    const stored = z.array(z.string()).safeParse(values.get(indexKey));
    return stored.success ? stored.data : [];
  };
  return {
    watched,
    get(id) {
      const stored = stateSchema.safeParse(values.get(keyOf(id)));
      return stored.success ? stored.data : empty;
    },
    set(id, state) {
      values.set(keyOf(id), state);
      const known = watched();
      if (state.watch !== undefined && !known.includes(id)) values.set(indexKey, [...known, id]);
    },
  };
}
