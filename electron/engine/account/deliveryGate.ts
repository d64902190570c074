import type { Stop } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { Account } from './createAccount.ts';
import type { PromobLink } from './promobLink.ts';

/** What stands between Elo and FoccoLojas taking something: nobody signed in, or no Promob link. */
export type Obstacle = 'sign-in' | 'link';

/** Whether something may be handed over now, as whoever delivers asks it. */
export interface DeliveryGate {
  /** What stands in the way, by what is known. */
  closedBy(): Obstacle | null;
  /**
   * FoccoLojas refused for this reason: asks it again and answers what stands in the way now.
   * @throws EloError where that cannot be known now (offline).
   */
  recheck(reason: Obstacle): Promise<Obstacle | null>;
  /** Hears when `closedBy` may answer differently. */
  onChange(listener: () => void): Stop;
}

/** Joins account and link. The responsible user configures the store instead of linking (terms of the integration). */
export function deliveryGate({
  account,
  link,
}: {
  readonly account: Pick<Account, 'state' | 'user' | 'refreshUser' | 'onChange'>;
  readonly link: Pick<PromobLink, 'state' | 'refresh' | 'onChange'>;
}): DeliveryGate {
  const closedBy = (): Obstacle | null => {
    if (account.state() !== 'signed-in') return 'sign-in';
    if (account.user()?.roles.includes('responsible')) return null;
    return link.state() === 'linked' ? null : 'link';
  };
  return {
    closedBy,
    recheck: async (reason) => {
      try {
        if (reason === 'sign-in') await account.refreshUser();
        else await link.refresh();
      } catch (error) {
        // Found out as well: the session is over.
        if (!(error instanceof EloError && error.code === 'sign-in-required')) throw error;
        return 'sign-in';
      }
      return closedBy();
    },
    onChange: (listener) => {
      const stops = [account.onChange(listener), link.onChange(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
