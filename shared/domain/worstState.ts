import type { Status } from '../contract/schemas.ts';

export type Severity = 'well' | 'busy' | 'calm' | 'attention' | 'failed';

/** The place of the window behind a code. */
export type PlaceOfState = 'environments' | 'sending' | 'diagnosis' | 'account' | 'settings';

/** The one thing the status sentence and the tray say, and where a click leads. */
export interface WorstState {
  readonly severity: Severity;
  /** Code of the health list; `null` where nothing stands in the way. */
  readonly code: string | null;
  /** How many other codes there are. */
  readonly others: number;
  readonly leadsTo:
    | { readonly place: PlaceOfState }
    /** Where the two drawings of an environment are compared and one is chosen. */
    | { readonly place: 'machines'; readonly environmentId: string };
}

/** Two machines disagree about an environment. */
const apart = 'machines-disagree';

/** Worst first: what stops the work, then what wants an answer, then what passes by itself. */
const order: readonly (readonly [string, Severity, PlaceOfState])[] = [
  ['disk-full', 'failed', 'diagnosis'],
  ['vault-unavailable', 'failed', 'account'],
  ['server-not-set', 'failed', 'account'],
  ['signed-out', 'failed', 'account'],
  ['session-ended', 'failed', 'account'],
  ['account-disabled', 'failed', 'account'],
  ['account-expired', 'failed', 'account'],
  ['store-not-linked', 'failed', 'account'],
  ['relink-required', 'failed', 'account'],
  ['not-linked', 'failed', 'account'],
  ['needs-attention', 'failed', 'sending'],
  [apart, 'attention', 'environments'],
  ['delivery-stuck', 'attention', 'sending'],
  ['store-not-configured', 'attention', 'account'],
  ['no-folder-watched', 'attention', 'settings'],
  ['file-question', 'attention', 'environments'],
  ['file-problem', 'attention', 'environments'],
  ['folder-suspended', 'attention', 'settings'],
  ['receiver-port-taken', 'attention', 'settings'],
  ['database-recovered', 'attention', 'settings'],
  ['secrets-recovered', 'attention', 'account'],
  ['settings-recovered', 'attention', 'settings'],
  ['events-missed', 'calm', 'environments'],
  ['offline', 'calm', 'sending'],
];

const rank = (code: string): number => {
  const found = order.findIndex(([known]) => known === code);
  // A code this program does not know yet is worth attention, after what stops the work.
  return found === -1 ? order.findIndex(([, severity]) => severity === 'attention') : found;
};

/** The worst of what the engine tells: the window's status sentence and the tray show the same. */
export function worstState(status: Pick<Status, 'health' | 'queue' | 'disagreements'>): WorstState {
  const codes = [...status.health].sort((a, b) => rank(a) - rank(b));
  const [worst] = codes;
  if (worst === undefined) {
    const busy = status.queue.kept + status.queue.sending > 0;
    return { severity: busy ? 'busy' : 'well', code: null, others: 0, leadsTo: { place: 'sending' } };
  }
  const [, severity, place] = order.find(([code]) => code === worst) ?? [worst, 'attention', 'environments'];
  const [environmentId, another] = worst === apart ? (status.disagreements ?? []) : [];
  return {
    severity,
    code: worst,
    others: codes.length - 1,
    // Of several the list shows each, on top.
    leadsTo:
      environmentId === undefined || another !== undefined ? { place } : { place: 'machines', environmentId },
  };
}
