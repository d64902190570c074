import type { Rules } from './delivery/ports.ts';
import type { Ledger } from './ledger/ledger.ts';

/**
 * Lock, freshness, and the version whoever confirmed an update looked at, asked again at the moment of delivery: what was
 * true when a row was queued may have changed while it waited. FoccoLojas decides in the end; this only avoids sending
 * what must be refused. What it refused for its purchase orders once is known to be locked, also before its picture here
 * is read again.
 */
export function deliveryRules(ledger: Ledger): Rules {
  return {
    mayDeliver(delivery) {
      const { environmentId, kind, saveId, attempts, payload } = delivery;
      if (environmentId === null) return { ok: true };
      // Of an act that was sent before, FoccoLojas alone knows whether it was done: under its key it says so, or refuses.
      // Refused here, it might be done all the same, after what stands behind it.
      if (attempts > 0 && kind !== 'save' && kind !== 'listing') return { ok: true };
      const known = ledger.catalogue.environments.get(environmentId)?.locked === true;
      if (known || ledger.outbox.isWithheld(environmentId)) {
        if (kind === 'save' || kind === 'listing') return { ok: false, withhold: 'purchase-orders-issued' };
        return { ok: false, refuse: 'environment-locked' };
      }
      if (kind === 'negotiation' || kind === 'update') {
        const fileId = ledger.bindings.byEnvironment(environmentId)?.fileId;
        const newest = fileId === undefined ? null : ledger.saves.newest(fileId);
        if (newest !== null && newest.saveId !== saveId) return { ok: false, refuse: 'listing-not-fresh' };
      }
      if (kind === 'update' && 'follows' in payload) {
        const last = ledger.catalogue.environments.get(environmentId)?.lastVersion ?? null;
        if (payload['follows'] !== last) return { ok: false, refuse: 'look-again' };
      }
      return { ok: true };
    },
  };
}
