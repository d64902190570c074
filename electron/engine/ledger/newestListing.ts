import { cameAfter } from '../../../shared/domain/freshness.ts';
import type { Sighting } from '../../../shared/domain/freshness.ts';

/**
 * The newest of a file's listings by the rule of freshness, not by the number of the look alone: within one look the
 * times of the files decide. `null` where there is none.
 * @param listings in the order of their looks
 */
export function newestListing<L extends { readonly sighting: Sighting }>(listings: readonly L[]): L | null {
  let newest: L | null = null;
  for (const each of listings) {
    if (newest === null || cameAfter(each.sighting, newest.sighting)) newest = each;
  }
  return newest;
}
