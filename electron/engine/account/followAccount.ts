import type { Stop } from '../../../shared/domain/clock.ts';
import type { Account } from './createAccount.ts';
import type { PromobLink } from './promobLink.ts';

/** Keeps account and link true to FoccoLojas. */
export interface AccountFollower {
  /** Hand in the type of every event of FoccoLojas' stream. */
  onEvent(type: string): void;
  stop: Stop;
}

/**
 * Makes the link follow the account (another user has another link) and both follow FoccoLojas' events. Failures are
 * left to the next event: offline, what was known stays.
 */
export function followAccount({
  account,
  link,
}: {
  readonly account: Pick<Account, 'state' | 'user' | 'refreshUser' | 'onChange'>;
  readonly link: Pick<PromobLink, 'refresh' | 'forget'>;
}): AccountFollower {
  let userId = account.user()?.id;
  let state = account.state();
  const ask = (question: () => Promise<unknown>) => {
    if (account.state() === 'signed-in') question().catch(() => undefined);
  };

  const stop = account.onChange(() => {
    const newUserId = account.user()?.id;
    const newState = account.state();
    const other = newUserId !== userId;
    // At the start the user becomes known; what is remembered of the link is his.
    if (other && userId !== undefined) link.forget();
    if (other || newState !== state) ask(link.refresh);
    userId = newUserId;
    state = newState;
  });

  return {
    onEvent: (type) => {
      if (type === 'promob-link-changed' || type === 'resync') ask(link.refresh);
      if (type === 'user-changed' || type === 'session-ended' || type === 'resync') ask(account.refreshUser);
    },
    stop,
  };
}
