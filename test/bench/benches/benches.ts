import type { BenchRow } from '../benchRow.ts';
import type { BenchContext } from '../support/benchContext.ts';
import { containerHistory } from './containerHistory.ts';
import { drain } from './drain.ts';
import { listingHistory } from './listingHistory.ts';
import { massCopy } from './massCopy.ts';
import { reconcile } from './reconcile.ts';
import { saveReceived } from './saveReceived.ts';
import { secondStart } from './secondStart.ts';
import { watchStart } from './watchStart.ts';
import { windowHome } from './windowHome.ts';

/** Every figure by the name `--only` takes; each answers one row or several. */
export const benches = {
  'save-received': saveReceived,
  'second-start': secondStart,
  'watch-start': watchStart,
  reconcile,
  'mass-copy': massCopy,
  'listing-history': listingHistory,
  'container-history': containerHistory,
  drain,
  'window-home': windowHome,
} satisfies Record<string, (context: BenchContext) => Promise<BenchRow[]>>;

export type BenchName = keyof typeof benches;
