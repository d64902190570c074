import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const pixels = z.int().min(-100_000).max(100_000);
const placeSchema = z.object({
  bounds: z.object({ x: pixels, y: pixels, width: pixels.min(1), height: pixels.min(1) }),
  maximized: z.boolean(),
  /** That closing leaves Elo in the tray was told once. */
  toldHidden: z.boolean(),
});
export type WindowPlace = z.infer<typeof placeSchema>;

export interface WindowPlaceFile {
  get(): WindowPlace | null;
  set(place: WindowPlace): void;
}

/** A note of some hundred bytes; more was not written by Elo. */
const maxBytes = 10_000;

/** Where the window stood, remembered beside its caches. What cannot be read or written is forgotten. */
export function openWindowPlace(dir: string): WindowPlaceFile {
  const path = join(dir, 'window.json');
  return {
    get() {
      try {
        const text = readFileSync(path, 'utf8');
        return text.length > maxBytes ? null : placeSchema.parse(JSON.parse(text));
      } catch {
        return null;
      }
    },
    set(place) {
      try {
        writeFileSync(`${path}.new`, JSON.stringify(place), { mode: 0o600 });
        renameSync(`${path}.new`, path);
      } catch {
        // The window opens in the middle next time.
      }
    },
  };
}
