import type { Display, Rectangle } from 'electron';

/** What fits a screen of 1366 × 768 with its taskbar. */
export const defaultSize = { width: 1180, height: 700 } as const;
export const minimumSize = { width: 680, height: 480 } as const;

/** So much of the window's upper edge must lie on a screen that a mouse can take hold of it. */
const grip = { width: 120, height: 32 } as const;

const overlap = (a: number, aLength: number, b: number, bLength: number): number =>
  Math.min(a + aLength, b + bLength) - Math.max(a, b);

/**
 * Where a window goes: where it was, where a screen is left there; otherwise in the middle of the first screen, never
 * larger than the screen. Screens come and go, and so do their sizes.
 * @param saved where it was; `null` for the first time
 * @param displays at least one, the main one first
 */
export function keepOnScreen(
  saved: Rectangle | null,
  displays: readonly Pick<Display, 'workArea'>[],
): Rectangle {
  const main = displays[0]?.workArea ?? { x: 0, y: 0, ...defaultSize };
  const fit = (area: Rectangle) => ({
    width: Math.min(Math.max(Math.round(saved?.width ?? defaultSize.width), minimumSize.width), area.width),
    height: Math.min(
      Math.max(Math.round(saved?.height ?? defaultSize.height), minimumSize.height),
      area.height,
    ),
  });
  if (saved !== null) {
    const [x, y] = [Math.round(saved.x), Math.round(saved.y)];
    for (const { workArea: area } of displays) {
      const size = fit(area);
      const held =
        overlap(x, size.width, area.x, area.width) >= grip.width &&
        overlap(y, grip.height, area.y, area.height) >= grip.height;
      if (held) return { x, y, ...size };
    }
  }
  const { width, height } = fit(main);
  return {
    x: main.x + Math.floor((main.width - width) / 2),
    y: main.y + Math.floor((main.height - height) / 2),
    width,
    height,
  };
}
