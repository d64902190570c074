import type { HomeRow } from '../../shared/contract/windowSchemas.ts';

export type Tone = 'neutral' | 'good' | 'due' | 'working' | 'conflict' | 'bad';

/** Which word and tone an environment has; the words are `environment.CODE`. */
export interface EnvironmentLook {
  readonly code: string;
  readonly tone: Tone;
  /** The version the word names, where it names one. */
  readonly version: number | undefined;
}

/** What an environment looks like: FoccoLojas' state, and what only this machine knows of its listing. */
export function environmentLook(
  row: Pick<
    HomeRow,
    | 'state'
    | 'outdated'
    | 'locked'
    | 'conflict'
    | 'fileId'
    | 'freshListing'
    | 'lastVersion'
    | 'convertedVersion'
    | 'due'
  >,
): EnvironmentLook {
  const version = row.lastVersion?.number;
  const look = (code: string, tone: Tone, named = version): EnvironmentLook => ({
    code,
    tone,
    version: named,
  });
  if (row.conflict) return look('conflict', 'conflict');
  if (row.locked || row.state === 'review-complete') return look('review-complete', 'neutral');
  if (row.due === 'open-drawing' && row.state !== 'financially-released') return look('ahead', 'due');
  if (row.state === 'in-review') {
    return row.outdated ? look('in-review-update-due', 'due') : look('in-review', 'working');
  }
  if (row.state === 'financially-released') return look('financially-released', 'good');
  if (row.outdated) {
    return row.fileId !== undefined && !row.freshListing
      ? look('outdated-no-listing', 'due')
      : look('outdated', 'due');
  }
  switch (row.state) {
    case 'created':
      return look('created', 'neutral');
    case 'synchronized':
      return look('synchronized', 'good');
    case 'outdated':
      return look('outdated', 'due');
    case 'converted':
      return look('converted', 'good', row.convertedVersion ?? version);
  }
}
