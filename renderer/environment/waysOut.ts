/** The heading under which a locked environment tells what is still possible. */
export const waysOutId = 'ways-out';

/** Brings it before the user's eyes, and the keyboard with it. */
export function showWaysOut(): void {
  const heading = document.getElementById(waysOutId);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus();
}
