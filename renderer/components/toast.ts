import { create } from 'zustand';

/** A short note about something done, with a way to undo it where there is one. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo?: (() => void) | undefined;
}

export const useToasts = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

/** Long enough to read and to reach the button; counted anew by nothing, since each note is said once. */
const shownMs = 8_000;
let next = 1;

/** Says that something was done. @param undo takes it back, while the note is shown */
export function toast(text: string, undo?: () => void): void {
  const id = next;
  next += 1;
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), { id, text, undo }] }));
  window.setTimeout(() => dismissToast(id), shownMs);
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((shown) => shown.id !== id) }));
}
