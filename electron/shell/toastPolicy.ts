import type { NotificationView } from '../../shared/contract/schemas.ts';

/** What a toast is about: one notification, or several at once. */
export type ToastTopic =
  | { readonly about: 'one'; readonly notification: NotificationView }
  | { readonly about: 'many'; readonly notifications: readonly NotificationView[] };

/** What waits to be shown, and when something last was. All times monotonic milliseconds. */
export interface ToastState {
  readonly waiting: readonly NotificationView[];
  readonly firstAt: number | null;
  readonly shownAt: number | null;
}

/** How it stands with the user. */
export interface Attention {
  /** The window is before their eyes: it shows the notification itself. */
  readonly watching: boolean;
  /** The screen is locked, or nobody has been at the machine. */
  readonly away: boolean;
}

export interface ToastDecision {
  readonly state: ToastState;
  readonly show: ToastTopic | null;
  /** When to decide again; `null`: only after something else happens. */
  readonly again: number | null;
}

/** FoccoLojas announces a batch within seconds: it is one toast. */
const gatherMs = 3_000;

/** Between two toasts; what comes meanwhile is told together. */
const pauseMs = 60_000;

/** More is told as a number anyway. */
const mostWaiting = 1_000;

export const noToasts: ToastState = { waiting: [], firstAt: null, shownAt: null };

/** A notification came. The same one, or another of the same kind about the same environment, counts once. */
export function addToToasts(state: ToastState, notification: NotificationView, now: number): ToastState {
  const same = (other: NotificationView): boolean =>
    other.id === notification.id ||
    (other.kind === notification.kind &&
      other.environmentId !== undefined &&
      other.environmentId === notification.environmentId);
  const waiting = [...state.waiting.filter((other) => !same(other)), notification].slice(-mostWaiting);
  return { ...state, waiting, firstAt: state.firstAt ?? now };
}

/**
 * Whether something is shown now. Nothing while the user looks at the window (it is there) or is away (it waits and is
 * told as one). Windows' own Focus Assist holds native toasts back by itself; none is ever marked urgent.
 */
export function decideToast(state: ToastState, attention: Attention, now: number): ToastDecision {
  const { waiting, firstAt, shownAt } = state;
  if (waiting.length === 0 || firstAt === null) return { state, show: null, again: null };
  if (attention.watching) return { state: { ...noToasts, shownAt }, show: null, again: null };
  if (attention.away) return { state, show: null, again: null };
  const due = Math.max(firstAt + gatherMs, shownAt === null ? 0 : shownAt + pauseMs);
  if (now < due) return { state, show: null, again: due };
  const [first] = waiting;
  const show: ToastTopic =
    waiting.length === 1 && first !== undefined
      ? { about: 'one', notification: first }
      : { about: 'many', notifications: waiting };
  return { state: { ...noToasts, shownAt: now }, show, again: null };
}
