import type { Setup } from '../../shared/contract/windowSchemas.ts';

export type FirstRunStep = 'server' | 'link' | 'store' | 'folders' | 'done';

/** The steps of this user: the integration's responsible one configures the store instead of linking. */
export function firstRunSteps(setup: Pick<Setup, 'responsible'>): readonly FirstRunStep[] {
  return ['server', setup.responsible ? 'store' : 'link', 'folders', 'done'];
}

/**
 * Where the first run goes on. It follows from what is done, so that it continues there after any interruption.
 * @param passed steps the user put off or confirmed on this page: a link or a folder may wait, the server may not
 */
export function firstRunStep(setup: Setup, passed: ReadonlySet<FirstRunStep>): FirstRunStep {
  if (setup.serverUrl === null || !setup.signedIn) return 'server';
  if (setup.responsible) {
    if (!passed.has('store')) return 'store';
  } else if (setup.promobLink !== 'linked' && !passed.has('link')) return 'link';
  return passed.has('folders') ? 'done' : 'folders';
}
