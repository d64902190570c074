import type { Ledger } from '../ledger/ledger.ts';

/** The serial number of the Promob that last wrote something Elo has seen. */
export interface SeenSerialNumber {
  readonly serialNumber: string;
  readonly source: 'project' | 'listing';
  /** When Elo took it in. */
  readonly at: string;
}

/** Looked through from the newest; a store whose files of a week name no number has a Promob that writes none. */
const mostSaves = 200;

/** What a fact holds, where it is a serial number at all. */
function serialIn(facts: Readonly<Record<string, unknown>> | null): string | null {
  const serial = facts?.['serialNumber'];
  return typeof serial === 'string' && serial.trim() !== '' ? serial.trim().slice(0, 60) : null;
}

/** The newest serial number in what was kept: project files name it in their history, listings in `ABOUTPROMOB`. */
export function seenSerialNumber(ledger: Pick<Ledger, 'saves' | 'listings'>): SeenSerialNumber | null {
  let newest: SeenSerialNumber | null = null;
  for (const save of ledger.saves.recent(mostSaves)) {
    const serialNumber = serialIn(ledger.saves.facts(save.saveId));
    if (serialNumber === null) continue;
    newest = { serialNumber, source: 'project', at: save.keptAt };
    break;
  }
  for (const listing of ledger.listings.list()) {
    if (newest !== null && listing.capturedAt <= newest.at) continue;
    const about = ledger.listings.facts(listing.listingId)?.['about'];
    const serialNumber = serialIn(about as Readonly<Record<string, unknown>> | null);
    if (serialNumber !== null) newest = { serialNumber, source: 'listing', at: listing.capturedAt };
  }
  return newest;
}
