import type { NotFreshReason } from '../../../shared/contract/actSchemas.ts';
import { isFresh } from '../../../shared/domain/freshness.ts';
import type { Ledger } from '../ledger/ledger.ts';

/**
 * Why there is no fresh listing for a project file. `other-project`: what was exported last, after the newest save, is of
 * another project; `older-than-save`: saved since; `missing`: none was ever there.
 */
export function notFreshBecause(ledger: Ledger, fileId: string): NotFreshReason {
  const save = ledger.saves.newest(fileId);
  const guid = ledger.files.byId(fileId)?.projectGuid ?? null;
  const last = ledger.listings.last();
  if (
    last !== null &&
    guid !== null &&
    last.projectGuid !== null &&
    last.projectGuid !== guid &&
    save !== null &&
    isFresh(last.sighting, save.sighting)
  ) {
    return 'other-project';
  }
  return ledger.listings.newestFor(fileId) === null ? 'missing' : 'older-than-save';
}
