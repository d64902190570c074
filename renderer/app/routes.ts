import type { StateRef } from '../../shared/contract/windowSchemas.ts';

export const environmentTabs = ['items', 'versions', 'saves', 'history'] as const;
export type EnvironmentTab = (typeof environmentTabs)[number];

/** Where the window is. Five places, two quiet ones, and the pages below the first. */
export type Route =
  | { readonly place: 'environments' }
  | { readonly place: 'environment'; readonly environmentId: string; readonly tab: EnvironmentTab }
  | {
      readonly place: 'compare';
      readonly environmentId?: string | undefined;
      readonly before: StateRef;
      readonly after: StateRef;
    }
  /** Two machines disagree about an environment. */
  | { readonly place: 'machines'; readonly environmentId: string }
  | { readonly place: 'notifications' }
  | { readonly place: 'sending' }
  | { readonly place: 'diagnosis'; readonly profile?: string | undefined; readonly only?: string | undefined }
  | { readonly place: 'account' }
  | { readonly place: 'settings' };
