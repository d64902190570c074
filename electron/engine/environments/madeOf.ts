import { createHash } from 'node:crypto';
import type { MadeOf } from '../../../shared/contract/schemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';

/** What a dry run answers besides the changes, and what a confirming call is compared with. */
export interface Looked {
  readonly madeOf: MadeOf;
  readonly seen: string;
}

/**
 * What an update is made of, and the code that stands for all of it. By content: the same listing exported again would
 * change the same things.
 */
export function lookedAt(environmentId: string, madeOf: MadeOf): Looked {
  const { saveSha256, listingSha256, follows } = madeOf;
  const all = JSON.stringify([environmentId, saveSha256, listingSha256, follows]);
  return { madeOf, seen: createHash('sha256').update(all).digest('hex') };
}

/**
 * Refuses an update of something else than was looked at; a caller that looked at nothing names nothing.
 * @param seen what the confirming call names, from a dry run
 * @throws EloError `look-again`
 */
export function refuseUnseen(seen: string | undefined, now: Looked): void {
  if (seen === undefined || seen === now.seen) return;
  throw new EloError('look-again', 'drawing, listing or version are not those of the dry run any more');
}
