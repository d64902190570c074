import type { ListingWaitView } from '../../../shared/contract/actSchemas.ts';
import { EloError, toEloError } from '../../../shared/domain/eloError.ts';
import type { WaitMode } from '../../../shared/domain/states.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Delivery, ListingWait } from '../ledger/types.ts';
import { refuseApart } from './disagreement.ts';
import { freshListingOf } from './environmentView.ts';
import { boundFile, freshPair, queueHandOver, waitForSaves } from './handOver.ts';
import type { ListingTaker } from './handOver.ts';
import { notFreshBecause } from './notFreshBecause.ts';
import type { EnvironmentsContext } from './ports.ts';
import { isUpToDate, updateBasis } from './updateBasis.ts';

/** *Preparar*, *Negociar* and *Atualizar* that wait for a fresh listing: the first two go on by themselves, an update is ready. */
export interface ListingWaits {
  /**
   * Begins to wait (asked for again, it is the same wait), or is there at once where a fresh listing is. Refusals as of
   * the act itself, but `listing-not-fresh`; also `other-act-waits`, which names the act of this environment that waits
   * already, and of an update `nothing-to-update`.
   */
  begin(environmentId: string, mode: WaitMode): Promise<ListingWaitView>;
  /** The user waits no longer, or has seen how it ended. Refusal `nothing-waits`. What was handed over stays handed over. */
  end(environmentId: string): void;
  /** A version was made: no update waits any more. */
  updated(environmentId: string): void;
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

/** Something may still happen to it without the user. */
function isOpen({ state }: Pick<ListingWait, 'state'>): boolean {
  return state === 'waiting' || state === 'handing-over' || state === 'ready';
}

export function createListingWaits(context: EnvironmentsContext, takeListing: ListingTaker): ListingWaits {
  const { ledger } = context;
  const running = new Map<string, Promise<void>>();
  /** Whoever asks is answered, and need not be told besides. */
  const beginning = new Set<string>();

  const set = (environmentId: string, now: Parameters<Ledger['listingWaits']['set']>[1]): void => {
    ledger.listingWaits.set(environmentId, now);
    context.onChanged(environmentId);
    const wait = ledger.listingWaits.get(environmentId);
    const ended = now.state === 'ready' || now.state === 'done' || now.state === 'refused';
    if (wait !== null && ended && !beginning.has(environmentId)) {
      context.onWait(listingWaitView(ledger, wait));
    }
  };

  const remove = (environmentId: string): void => {
    if (ledger.listingWaits.remove(environmentId)) context.onChanged(environmentId);
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

  const handOverOne = async (environmentId: string, mode: Exclude<WaitMode, 'update'>): Promise<void> => {
    try {
      const binding = boundFile(context, environmentId);
      if (freshListingOf(ledger, binding.fileId) === null) return;
      const pair = await freshPair(context, binding, takeListing, undefined);
      refuseApart(ledger, environmentId);
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

  /** What an update waits for now; `over` where its version was made, also elsewhere. Throws what refuses it. */
  const updateState = (environmentId: string): 'waiting' | 'ready' | 'over' => {
    const known = ledger.catalogue.environments.get(environmentId);
    if (isUpToDate(context, environmentId, known)) return 'over';
    const basis = updateBasis(context, environmentId, known);
    if (basis.of === 'version') return 'ready';
    return freshListingOf(ledger, basis.binding.fileId) === null ? 'waiting' : 'ready';
  };

  const lookAtUpdate = async (wait: ListingWait): Promise<void> => {
    const { environmentId, since } = wait;
    try {
      let next = updateState(environmentId);
      if (next === 'ready' && wait.state === 'waiting') {
        // What was locked, decided or made meanwhile counts; where nobody can be asked, what is known. The update asks again.
        await context.refresh(environmentId).catch(() => null);
        const fileId = ledger.bindings.byEnvironment(environmentId)?.fileId;
        // Saved again in this moment, it is not that save the listing is of.
        if (fileId !== undefined) await waitForSaves(context, fileId);
        next = updateState(environmentId);
      }
      const now = ledger.listingWaits.get(environmentId);
      // Ended or begun anew meanwhile.
      if (now === null || now.mode !== 'update' || now.since !== since || !isOpen(now)) return;
      if (next === 'over') remove(environmentId);
      else if (next !== now.state) set(environmentId, { state: next });
    } catch (error) {
      const { code, retryable } = toEloError(error);
      if (!retryable) set(environmentId, { state: 'refused', code });
    }
  };

  const once = (wait: ListingWait): Promise<void> => {
    const { environmentId } = wait;
    const before = running.get(environmentId);
    const run = (before ?? Promise.resolve())
      .then(() => {
        const now = ledger.listingWaits.get(environmentId);
        if (now === null || !isOpen(now)) return undefined;
        if (now.mode === 'update') return lookAtUpdate(now);
        if (now.state === 'waiting') return handOverOne(environmentId, now.mode);
        settle(now);
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
      if (mode === 'update') {
        updateBasis(context, environmentId, known);
        if (isUpToDate(context, environmentId, known)) {
          throw new EloError('nothing-to-update', 'the newest save is the current version already');
        }
      } else {
        if (known?.locked === true) {
          throw new EloError('environment-locked', 'purchase orders were issued', {
            remedy: 'assistance-or-new-option',
          });
        }
        boundFile(context, environmentId);
        refuseApart(ledger, environmentId);
      }
      const before = ledger.listingWaits.get(environmentId);
      const waiting = before !== null && isOpen(before) ? before : null;
      // Whoever asked for it is still to hear how it ends.
      if (waiting !== null && waiting.mode !== mode) {
        throw new EloError('other-act-waits', 'another act of this environment waits for the same listing', {
          details: { waits: waiting.mode },
        });
      }
      // Asked for again, it is the same one: what is on its way already is not handed over twice.
      const wait = waiting ?? ledger.listingWaits.begin(environmentId, mode);
      context.onChanged(environmentId);
      beginning.add(environmentId);
      await once(wait).finally(() => beginning.delete(environmentId));
      return listingWaitView(ledger, ledger.listingWaits.get(environmentId) ?? wait);
    },
    end(environmentId) {
      if (!ledger.listingWaits.remove(environmentId)) {
        throw new EloError('nothing-waits', 'nothing of this environment waits for a listing');
      }
      context.onChanged(environmentId);
    },
    updated(environmentId) {
      if (ledger.listingWaits.get(environmentId)?.mode === 'update') remove(environmentId);
    },
    async goOn() {
      await Promise.all(ledger.listingWaits.list().filter(isOpen).map(once));
    },
  };
}
