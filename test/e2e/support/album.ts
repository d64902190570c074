import type { AnyRouter } from '@orpc/server';
import type { Page } from 'playwright-core';
import type { Hands } from './createHands.ts';
import type { Stage } from './openStage.ts';

/** What stands before a camera: the window, its user, and the store behind it (none where the engine is a fake). */
export interface View {
  readonly page: Page;
  readonly hands: Hands;
  readonly stage: Stage | null;
}

/** One screen: how to get to it from the one before. Done when what makes it that screen is there. */
export interface Shot {
  readonly name: string;
  readonly show: (view: View) => Promise<void>;
}

/** Screens of one store, taken one after the other in one window. */
export interface Album {
  readonly name: string;
  readonly open: () => Promise<{
    readonly router: AnyRouter;
    readonly stage: Stage | null;
    close(): Promise<void>;
  }>;
  readonly shots: readonly Shot[];
}
