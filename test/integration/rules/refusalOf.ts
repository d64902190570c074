import { fromCallError } from '../../../shared/contract/callErrors.ts';
import type { EloError } from '../../../shared/domain/eloError.ts';

/** Why a call was refused, as a client of the engine hears it; fails where it was not. */
export async function refusalOf(call: Promise<unknown>): Promise<EloError> {
  try {
    await call;
  } catch (thrown) {
    return fromCallError(thrown);
  }
  throw new Error('it was not refused');
}
