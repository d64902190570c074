import type { Browser } from 'playwright-core';
import { createHands } from './createHands.ts';
import type { Album, Shot, View } from './gallery.ts';
import { createCamera, looks } from './looks.ts';
import type { Look } from './looks.ts';
import { openPage } from './openPage.ts';

export interface TourStop extends View {
  readonly album: Album;
  readonly shot: Shot;
  readonly look: Look;
  /** A PNG of the stop. */
  picture(): Promise<Buffer>;
}

/** A screen that could not be reached, and why. */
export interface Missed {
  readonly screen: string;
  readonly why: string;
}

/**
 * Walks through an album and stops at each screen in each look. A screen that cannot be reached is told and passed over;
 * so is whatever the page complained about.
 */
export async function tour(
  browser: Browser,
  pageFolder: string,
  album: Album,
  visit: (stop: TourStop) => Promise<void>,
): Promise<readonly Missed[]> {
  const missed: Missed[] = [];
  const { router, stage, close } = await album.open();
  try {
    const opened = await openPage(browser, { router }, pageFolder, { reducedMotion: 'reduce' });
    try {
      const { page } = opened;
      const camera = await createCamera(opened.context, page);
      const view: View = { page, hands: createHands(page), stage };
      const [plain] = looks;
      for (const shot of album.shots) {
        const screen = `${album.name}-${shot.name}`;
        try {
          if (plain !== undefined) await camera.look(plain);
          await shot.show(view);
          for (const look of looks) {
            await camera.look(look);
            await visit({ ...view, album, shot, look, picture: () => camera.picture() });
          }
        } catch (error) {
          missed.push({ screen, why: error instanceof Error ? error.message : String(error) });
        }
      }
      for (const why of opened.problems.all) missed.push({ screen: album.name, why });
    } finally {
      await opened.close();
    }
  } finally {
    await close();
  }
  return missed;
}
