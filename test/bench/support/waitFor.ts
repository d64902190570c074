import { setTimeout as pause } from 'node:timers/promises';
import { monotonic } from './monotonic.ts';

/** Looks again and again until something holds; rejects after `limitMs`. @returns when it was seen to hold */
export async function waitFor(
  what: string,
  holds: () => boolean | Promise<boolean>,
  limitMs: number,
  lookMs = 2,
): Promise<number> {
  const end = monotonic() + limitMs;
  for (;;) {
    if (await holds()) return monotonic();
    if (monotonic() > end) throw new Error(`waited ${limitMs} ms for ${what}`);
    await pause(lookMs);
  }
}
