import type { RefObject } from 'react';
import type { EnvironmentDetail } from '../../shared/contract/windowSchemas.ts';

/** What every tab of an environment is given. */
export interface TabProps {
  readonly detail: EnvironmentDetail;
  /** What scrolls around the tab. */
  readonly scroll: RefObject<HTMLDivElement | null>;
  /** To be called after something was done to the environment. */
  readonly changed: () => void;
}
