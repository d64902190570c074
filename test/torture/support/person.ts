import { setTimeout as pause } from 'node:timers/promises';
import { signInLikeAPerson } from '../../integration/line/publicDriver.ts';
import type { Stage } from './stage.ts';
import { withEngine } from './withEngine.ts';

/** How often someone looks whether Elo wants to be signed in. */
const lookMs = 500;

export interface Person {
  /** How often there was need to sign in or link. */
  acts(): number;
  /** Whether somebody is signing in or linking right now. */
  acting(): boolean;
  stop(): Promise<void>;
}

/**
 * Whoever sits at the machine: signs in and links again whenever Elo asks for it. A kill between the issuer's new refresh
 * token and its sealing ends a session for good, and the memory vault forgets it at every restart.
 */
export function seatPerson(stage: Stage): Person {
  let leaving = false;
  let acts = 0;
  let acting = false;

  const look = async (): Promise<void> => {
    await withEngine(stage.dataDir, async ({ status, account }) => {
      const { signedIn, promobLink } = await status({});
      if (signedIn && promobLink === 'linked') return;
      acting = true;
      // Offline nothing can be signed in to; the next look tries again.
      for await (const step of signedIn ? await account.link({}) : await account.signIn({})) {
        if (step.step !== 'open-url') continue;
        acts += 1;
        await signInLikeAPerson(step.url, 'designer', 'elo');
      }
    });
  };

  const sitting = (async () => {
    while (!leaving) {
      await pause(lookMs);
      if (stage.engine.isReady() && stage.sandbox.isReady()) {
        // A page that never ends (its process was killed) must not hold the person up.
        await Promise.race([look(), pause(10_000, undefined, { ref: false })]);
        acting = false;
      }
    }
  })();
  return {
    acts: () => acts,
    acting: () => acting,
    stop: () => {
      leaving = true;
      return sitting;
    },
  };
}
