/** States of a save, from most to least advanced (meanings: CONTRIBUTING, "Words"). */
export const saveStates = ['received', 'withheld', 'sending', 'kept', 'needs-attention', 'unbound'] as const;
export type SaveState = (typeof saveStates)[number];

/** States of one delivery. `refused` exists for acts only: FoccoLojas said no and the user was told; nothing is lost. */
export const deliveryStates = [
  'kept',
  'sending',
  'received',
  'withheld',
  'needs-attention',
  'refused',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** What a delivery carries. The words of FoccoLojas' own ledger. */
export const deliveryKinds = [
  'save',
  'listing',
  'negotiation',
  'update',
  'customer',
  'project',
  'environment',
  'approval',
  'release',
  'review',
  'assistance',
  'resolution',
] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

/** The Promob link of the signed-in user, a resource of FoccoLojas. */
export type PromobLinkState = 'not-linked' | 'linked' | 'relink-required';

/** Whether Elo holds a valid sign-in to FoccoLojas. `session-ended`: it was signed in and must sign in again. */
export type SignInState = 'signed-out' | 'signed-in' | 'session-ended';

/** A watched folder: heard at once, looked at on a timer only, or away for now (never forgotten). */
export type FolderState = 'watching' | 'polling' | 'suspended';

/** The acts that wait for a fresh listing on request. */
export const waitModes = ['prepare', 'negotiate', 'update'] as const;
export type WaitMode = (typeof waitModes)[number];

/**
 * How far such a wait is. A hand-over goes on by itself: `waiting` → `handing-over` → `done`. An update ends `ready`: what
 * it changes is looked at before anybody confirms it. Either may end `refused`.
 */
export const waitStates = ['waiting', 'handing-over', 'ready', 'done', 'refused'] as const;
export type WaitState = (typeof waitStates)[number];

/** What became of a notification. */
export type NotificationState = 'delivered' | 'seen' | 'done';

/** The user's answer to "a new file carries the identity of one Elo knows". */
export type FileAnswer = 'moved' | 'copy' | 'ignore';

const leastFirst: readonly SaveState[] = ['needs-attention', 'kept', 'sending', 'withheld', 'received'];

/**
 * The state of a save from the states of its deliveries: the least advanced of them; without any it is `unbound`.
 * A delivery that was `refused` does not exist for saves.
 */
export function saveStateOf(deliveries: readonly DeliveryState[]): SaveState {
  for (const state of leastFirst) if (deliveries.includes(state as DeliveryState)) return state;
  return 'unbound';
}
