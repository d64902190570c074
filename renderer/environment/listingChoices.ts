import type { EnvironmentDetail } from '../../shared/contract/windowSchemas.ts';
import type { TextKey, TextParams } from '../../shared/text/text.ts';

/** A listing whose items can be shown. */
export interface ListingChoice {
  readonly id: string;
  readonly ref: { readonly listingId: string } | { readonly environmentId: string; readonly version: number };
  readonly text: TextKey;
  readonly params: TextParams;
}

/**
 * The listings of an environment, first the one FoccoLojas has (of the last version), then one that came later and waits
 * for the update. A listing older than the last version is not offered: the version's own is what counts.
 */
export function listingChoices(
  detail: Pick<EnvironmentDetail, 'environmentId' | 'lastVersion' | 'listing' | 'outdated'>,
): readonly ListingChoice[] {
  const { environmentId, lastVersion, listing } = detail;
  const choices: ListingChoice[] = [];
  if (lastVersion !== undefined) {
    choices.push({
      id: `version ${lastVersion.number}`,
      ref: { environmentId, version: lastVersion.number },
      text: 'environment.items.of-version',
      params: { version: lastVersion.number },
    });
  }
  if (listing === undefined) return choices;
  const importedAt = lastVersion?.importedAt;
  const later = importedAt === undefined || Date.parse(listing.capturedAt) > Date.parse(importedAt);
  if (lastVersion === undefined || (later && detail.outdated)) {
    choices.push({
      id: `listing ${listing.listingId}`,
      ref: { listingId: listing.listingId },
      text: listing.fresh ? 'environment.items.of-listing' : 'environment.items.of-listing-old',
      params: { at: listing.capturedAt },
    });
  }
  return choices;
}
