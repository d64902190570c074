import type { ListingWaitView } from '../../../shared/contract/actSchemas.ts';
import { EloError, toEloError } from '../../../shared/domain/eloError.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Delivery, ListingWait } from '../ledger/types.ts';
import { freshListingOf } from './environmentView.ts';
import { boundFile, freshPair, queueHandOver } from './handOver.ts';
import type { HandOverMode, ListingTaker } from './handOver.ts';
import { notFreshBecause } from './notFreshBecause.ts';
import type { EnvironmentsContext } from './ports.ts';

/** *Preparar* and *Negociar* that go on by themselves as soon as a fresh listing is there. */
export interface ListingWaits {
  /** Begins to wait, or hands over at once where a fresh listing is there. Refusals as of handing over, but `listing-not-fresh`. */
  begin(environmentId: string, mode: HandOverMode): Promise<ListingWaitView>;
  /** The user waits no longer, or has seen how it ended. Refusal `nothing-waits`. What was handed over stays handed over. */
  end(environmentId: string): void;
  /** Something came that may end a waiting: a listing, an answer, a receipt, a start. */
  goOn(): Promise<void>;
}

/** A negotiation's own answer. */
function openUrlOf(delivery: Delivery | null): Pick<ListingWaitView, 'openUrl' | 'importId'> {
  const openUrl = delivery?.receipt?.['openUrl'];
  const importId = delivery?.receipt?.['importId'];
  return {
    ...(typeof openUrl === 'string' ? { openUrl } : {}),
    ...(typeof importId === 'string' ? { importId } : {}),
  };
}

/** A wait as clients see it, with what it waits for. */
export function listingWaitView(ledger: Ledger, wait: ListingWait): ListingWaitView {
  const { environmentId, mode, since, state, deliveryId, code } = wait;
  const fileId = ledger.bindings.byEnvironment(environmentId)?.fileId ?? null;
  const environment = ledger.catalogue.environments.get(environmentId);
  return {
    environmentId,
    ...(environment === null ? {} : { environmentName: environment.name }),
    mode,
    since,
    state,
    ...(state === 'waiting' && fileId !== null ? { reason: notFreshBecause(ledger, fileId) } : {}),
    ...(code === null ? {} : { code }),
    ...(deliveryId === null ? {} : openUrlOf(ledger.outbox.byId(deliveryId))),
  };
}

export function createListingWaits(context: EnvironmentsContext, takeListing: ListingTaker): ListingWaits {
  const { ledger } = context;
  const running = new Map<string, Promise<void>>();

  const set = (environmentId: string, now: Parameters<Ledger['listingWaits']['set']>[1]): void => {
    ledger.listingWaits.set(environmentId, now);
    context.onChanged(environmentId);
  };

  /** How the negotiation of a wait ended; not at all while it is on its way. */
  const settle = (wait: ListingWait): void => {
    const { environmentId, deliveryId } = wait;
    const delivery = deliveryId === null ? null : ledger.outbox.byId(deliveryId);
    if (delivery === null) {
      set(environmentId, { state: 'waiting' });
      return;
    }
    switch (delivery.state) {
      case 'received':
        set(environmentId, { state: 'done', deliveryId });
        return;
      case 'refused':
      case 'withheld':
      case 'needs-attention': {
        const code =
          delivery.state === 'withheld' ? 'environment-locked' : (delivery.reason ?? 'not-delivered');
        // Saved again while it was on its way: it waits for the listing of that save.
        if (code === 'listing-not-fresh') set(environmentId, { state: 'waiting' });
        else set(environmentId, { state: 'refused', deliveryId, code });
        return;
      }
      case 'kept':
      case 'sending':
        return;
    }
  };

  const handOverOne = async (wait: ListingWait): Promise<void> => {
    const { environmentId, mode } = wait;
    try {
      const binding = boundFile(context, environmentId);
      if (freshListingOf(ledger, binding.fileId) === null) return;
      const pair = await freshPair(context, binding, takeListing, undefined);
      if (ledger.listingWaits.get(environmentId)?.state !== 'waiting') return;
      // One transaction: after a crash it waits, or it is handed over and says so.
      ledger.transaction(() => {
        const { deliveryId } = queueHandOver(context, binding, pair, mode);
        ledger.listingWaits.set(environmentId, { state: 'handing-over', deliveryId });
      });
      context.onChanged(environmentId);
      const now = ledger.listingWaits.get(environmentId);
      if (now !== null) settle(now);
    } catch (error) {
      const { code, retryable } = toEloError(error);
      // Saved again just now, or still being saved: the next listing or save asks again.
      if (code === 'listing-not-fresh' || code === 'listing-unassigned' || retryable) return;
      set(environmentId, { state: 'refused', code });
    }
  };

  const once = (wait: ListingWait): Promise<void> => {
    const { environmentId } = wait;
    const before = running.get(environmentId);
    const run = (before ?? Promise.resolve())
      .then(() => {
        const now = ledger.listingWaits.get(environmentId);
        if (now?.state === 'waiting') return handOverOne(now);
        if (now?.state === 'handing-over') settle(now);
        return undefined;
      })
      .finally(() => {
        if (running.get(environmentId) === run) running.delete(environmentId);
      });
    running.set(environmentId, run);
    return run;
  };

  return {
    async begin(environmentId, mode) {
      const known = await context.refresh(environmentId);
      if (known?.locked === true) {
        throw new EloError('environment-locked', 'purchase orders were issued', {
          remedy: 'assistance-or-new-option',
        });
      }
      boundFile(context, environmentId);
      const wait = ledger.listingWaits.begin(environmentId, mode);
      context.onChanged(environmentId);
      await once(wait);
      return listingWaitView(ledger, ledger.listingWaits.get(environmentId) ?? wait);
    },
    end(environmentId) {
      if (!ledger.listingWaits.remove(environmentId)) {
        throw new EloError('nothing-waits', 'nothing of this environment waits for a listing');
      }
      context.onChanged(environmentId);
    },
    async goOn() {
      const open = ledger.listingWaits
        .list()
        .filter(({ state }) => state === 'waiting' || state === 'handing-over');
      await Promise.all(open.map(once));
    },
  };
}
