import { z } from 'zod';
import { Item } from '../../../shared/api/environments.ts';
import type { EnvironmentItems } from '../../../shared/contract/windowSchemas.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { isoTime } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { FoccoLojasClient } from '../foccolojas/client.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** Somebody looks at the page: what is known is shown rather than waited for longer. */
const patienceMs = 4_000;

const rememberedSchema = z.array(Item);

export interface ItemsContext {
  readonly ledger: Pick<Ledger, 'home'>;
  readonly client: Pick<FoccoLojasClient, 'listItems'>;
  readonly clock: Clock;
}

/** Why FoccoLojas' answer can do without: it cannot be asked now. */
function canWait(error: unknown): boolean {
  return error instanceof EloError && (error.retryable || error.code === 'sign-in-required');
}

function remembered({ ledger }: ItemsContext, environmentId: string): EnvironmentItems | null {
  const known = ledger.home.items(environmentId);
  const items = rememberedSchema.safeParse(known?.items);
  return known === null || !items.success ? null : { items: items.data, at: known.toldAt, stale: true };
}

/**
 * The items of an environment as FoccoLojas has them; where it cannot be asked (or answers late) as it last told them,
 * marked `stale`.
 * @throws EloError what asking FoccoLojas ends with, where nothing is known
 */
export async function environmentItems(
  context: ItemsContext,
  environmentId: string,
): Promise<EnvironmentItems> {
  const { ledger, client, clock } = context;
  const known = remembered(context, environmentId);
  const asked = client.listItems({ params: { environmentId } }).then(({ items }): EnvironmentItems => {
    const at = isoTime(clock.now());
    ledger.home.keepItems(environmentId, items, at);
    return { items: [...items], at, stale: false };
  });
  if (known === null) return asked;
  let stop = (): void => undefined;
  const late = new Promise<EnvironmentItems>((resolve) => {
    stop = clock.after(patienceMs, () => resolve(known));
  });
  try {
    return await Promise.race([asked, late]);
  } catch (error) {
    if (canWait(error)) return known;
    throw error;
  } finally {
    stop();
    // An answer that comes later is remembered all the same; its failure concerns nobody any more.
    asked.catch(() => undefined);
  }
}
