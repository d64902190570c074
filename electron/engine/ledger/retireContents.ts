import { EloError } from '../../../shared/domain/eloError.ts';
import { hashOf } from './contentForms.ts';
import type { ContentForms } from './contentForms.ts';
import type { ContentColumns, ContentsStore, StoredForm } from './contentsStore.ts';

interface Retirement {
  readonly store: ContentsStore;
  readonly forms: ContentForms;
  readonly now: () => string;
}

/**
 * Drops contents for ever. What is a difference to them is stored anew before, proved, in the same transaction; pieces
 * that nobody else is made of go with them. A content whose differences cannot be read any more stays as their base, in
 * case they are mended. Answers how many contents went.
 */
export function retireContents(c: Retirement, sha256s: readonly string[]): number {
  let retired = 0;
  for (const sha256 of sha256s) {
    c.store.transaction(() => {
      const row = c.store.find(sha256);
      if (row?.whole !== 1) return;
      c.store.retire(sha256, c.now());
      c.store.setWhole(row.content_id, false);
      c.store.stopWaiting(row.content_id);
      retired += 1;
      drop(c, sha256);
    });
  }
  return retired;
}

/** Removes what nobody keeps or is made of any more, and then what that was made of or differed from. */
function drop(c: Retirement, sha256: string): void {
  const { store } = c;
  const candidates = [sha256];
  for (let next = candidates.pop(); next !== undefined; next = candidates.pop()) {
    const row = store.find(next);
    if (row === undefined || row.whole === 1 || store.isPart(row.content_id)) continue;
    if (!inherited(c, row)) continue;
    candidates.push(...store.parts(row.content_id));
    if (row.base_sha256 !== null) candidates.push(row.base_sha256);
    store.remove(row.sha256);
  }
}

/** Gives what differs from a content another base: that one's own, or else the first of them. `false` where one cannot. */
function inherited(c: Retirement, base: ContentColumns): boolean {
  let heir = base.base_sha256;
  for (const row of c.store.differencesTo(base.sha256)) {
    const form = withBase(c.forms, row, heir);
    if (form === null) return false;
    c.store.replace(row.sha256, form);
    heir ??= row.sha256;
  }
  return true;
}

/** A content with another base or none, proved; `null` where it is damaged. */
function withBase(forms: ContentForms, row: ContentColumns, base: string | null): StoredForm | null {
  try {
    const bytes = forms.bytes(row.sha256);
    const form = (base === null ? null : forms.differenceTo(base, bytes, row.sha256)) ?? forms.plain(bytes);
    return hashOf(forms.bytes(row.sha256, new Map([[row.sha256, form]]))) === row.sha256 ? form : null;
  } catch (thrown) {
    if (thrown instanceof EloError) throw thrown;
    return null;
  }
}
