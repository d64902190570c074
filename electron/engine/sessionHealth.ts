import { EloError } from '../../shared/domain/eloError.ts';
import type { Account } from './account/createAccount.ts';
import type { PromobLink } from './account/promobLink.ts';
import { standingError } from './account/standing.ts';
import type { Standing } from './account/standing.ts';
import type { Delivery } from './delivery/types.ts';
import type { GateReason } from './delivery/ports.ts';

interface Parts {
  readonly account: Pick<Account, 'state' | 'problem'>;
  readonly link: Pick<PromobLink, 'state'>;
  readonly standing: Pick<Standing, 'code' | 'storeConfigured'>;
  readonly delivery: Pick<Delivery, 'state'>;
  /** Whether the signed-in user is the integration's responsible one. */
  readonly responsible: () => boolean;
}

/** Codes of what stands in the way between this user and FoccoLojas, worst of the account first. */
export function sessionHealth({ account, link, standing, delivery, responsible }: Parts): string[] {
  const codes: string[] = [];
  const signedIn = account.state() === 'signed-in';
  if (account.problem() !== null) codes.push(account.problem()?.code ?? 'vault-unavailable');
  if (account.state() === 'signed-out') codes.push('signed-out');
  if (account.state() === 'session-ended') codes.push('session-ended');
  if (signedIn && !responsible() && link.state() !== 'linked') {
    codes.push(link.state() === 'relink-required' ? 'relink-required' : 'not-linked');
  }
  const code = standing.code();
  if (signedIn && code !== null) codes.push(code);
  // Only he can configure it; nobody's work waits for it.
  if (signedIn && responsible() && standing.storeConfigured() === false) codes.push('store-not-configured');
  if (!delivery.state().online) codes.push('offline');
  if (delivery.state().stuck.length > 0) codes.push('delivery-stuck');
  return codes;
}

/** The refusal of an act for what stands in its way. */
export function closedError(reason: GateReason, standing: Pick<Standing, 'code'>): EloError {
  if (reason === 'sign-in') {
    return new EloError('sign-in-required', 'nobody is signed in', { remedy: 'sign-in' });
  }
  const code = standing.code();
  if (reason === 'standing' && code !== null) return standingError(code);
  return new EloError('promob-link-required', 'the Promob user is not linked', { remedy: 'link-again' });
}
