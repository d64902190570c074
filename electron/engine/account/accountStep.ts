/** A step of signing in or linking, for whoever shows it. */
export type AccountStep =
  /** The address a browser must open; `userCode` is what to compare or type there (device). */
  | { readonly step: 'open-url'; readonly url: string; readonly userCode?: string }
  /** The user is on the page; nothing to do but wait. */
  | { readonly step: 'waiting' };

/** Shows an address and has it opened. Does not wait for the browser: some systems answer only when it closes. */
export function showAddress(
  step: AccountStep & { readonly step: 'open-url' },
  onStep: (step: AccountStep) => void,
  openUrl: (url: string) => Promise<void>,
): void {
  onStep(step);
  // Where no browser opens, the user opens the address he was shown.
  openUrl(step.url).catch(() => undefined);
  onStep({ step: 'waiting' });
}
