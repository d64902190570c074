import type { ContainerFacts, ReadWarning } from './containerFacts.ts';
import type { ListingFacts, ListingTotals } from './listingFacts.ts';

/** What `elo inspect` prints of a container. */
export type InspectedContainer = Omit<ContainerFacts, 'entries' | 'preview' | 'serialNumber'>;

/** What `elo inspect` prints of a listing. */
export interface InspectedListing {
  readonly kind: 'promob-listing';
  readonly projectGuid: string | null;
  readonly currency: string | null;
  readonly unit: string | null;
  readonly totals: ListingTotals;
  readonly environments: readonly {
    readonly description: string | null;
    readonly guid: string | null;
    readonly uniqueId: string | null;
    readonly totals: ListingTotals;
    readonly categories: readonly { readonly description: string | null; readonly itemCount: number }[];
  }[];
  readonly itemCount: number;
  readonly warnings: readonly ReadWarning[];
}

export interface InspectError {
  readonly kind: 'error';
  readonly code: string;
  /** English, for logs; the command line says it in Portuguese by code. */
  readonly message: string;
}

export type InspectResult = InspectedContainer | InspectedListing | InspectError;

export function inspectedContainer(facts: ContainerFacts): InspectedContainer {
  const { entries: _entries, preview: _preview, serialNumber: _serialNumber, ...printed } = facts;
  return printed;
}

export function inspectedListing(facts: ListingFacts): InspectedListing {
  return {
    kind: facts.kind,
    projectGuid: facts.projectGuid,
    currency: facts.currency,
    unit: facts.unit,
    totals: facts.totals,
    environments: facts.environments.map(({ description, guid, uniqueId, totals, categories }) => ({
      description,
      guid,
      uniqueId,
      totals,
      categories: categories.map(({ description: name, itemCount }) => ({ description: name, itemCount })),
    })),
    itemCount: facts.itemCount,
    warnings: facts.warnings,
  };
}
