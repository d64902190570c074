import { z } from 'zod';
import type { Ledger } from '../ledger/ledger.ts';

/** Assistances asked for on this machine whose file is not made and bound yet. They are few: some of a day. */
const key = 'asked-assistances';

const askedSchema = z.object({
  deliveryId: z.string(),
  from: z.enum(['blank', 'review']),
  /** Where its file goes; noted before it is written, so that it is made once whatever happens meanwhile. */
  path: z.string().optional(),
  /** Code of why the file could not be made; tried again at the next start, or when the user asks. */
  problem: z.string().optional(),
});
export type AskedAssistance = z.infer<typeof askedSchema>;

/** What is still to be finished, by the id of its occurrence. */
export function askedAssistances(ledger: Pick<Ledger, 'values'>): Record<string, AskedAssistance> {
  return z
    .record(z.string(), askedSchema)
    .catch({})
    .parse(ledger.values.get(key) ?? {});
}

/** Notes one, or (`null`) forgets it. */
export function noteAssistance(
  ledger: Pick<Ledger, 'values'>,
  occurrenceId: string,
  asked: AskedAssistance | null,
): void {
  const { [occurrenceId]: _before, ...others } = askedAssistances(ledger);
  const all = asked === null ? others : { ...others, [occurrenceId]: asked };
  ledger.values.set(key, Object.keys(all).length === 0 ? undefined : all);
}
