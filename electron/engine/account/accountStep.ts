/** A step of signing in or linking, for whoever shows it. */
export type AccountStep =
  /** The address a browser must open; `userCode` is what to compare or type there (device). */
  | { readonly step: 'open-url'; readonly url: string; readonly userCode?: string }
  /** The user is on the page; nothing to do but wait. */
  | { readonly step: 'waiting' };
