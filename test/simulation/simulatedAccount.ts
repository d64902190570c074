import type { Account, AccountState } from '../../electron/engine/account/createAccount.ts';
import { EloError } from '../../shared/domain/eloError.ts';

type User = NonNullable<ReturnType<Account['user']>>;

/** What the vault of the machine keeps between two lives of the engine. */
export interface Vaulted {
  state: AccountState;
}

/** The account with its token but without the browser: the user signs in by `signedInAgain`. */
export interface SimulatedAccount extends Account {
  /** Which sign-in the calls of now are made with. */
  token(): number;
  /** FoccoLojas refused this token. Answers whether there is another one by now. */
  rejected(token: number): boolean;
  signedInAgain(): void;
}

const user = { id: 'user-1', name: 'Usuário', roles: ['designer'] } as unknown as User;

const notHere = (): Promise<never> =>
  Promise.reject(new EloError('sign-in-failed', 'nobody signs in through the engine here'));

/** @param askUser asks FoccoLojas who the user is; rejects where it says nobody, or cannot be asked */
export function createSimulatedAccount(vault: Vaulted, askUser: () => Promise<unknown>): SimulatedAccount {
  const listeners = new Set<() => void>();
  let token = 1;
  const become = (state: AccountState): void => {
    if (vault.state === state) return;
    vault.state = state;
    for (const listener of listeners) listener();
  };
  return {
    start: () => Promise.resolve(),
    state: () => vault.state,
    user: () => user,
    problem: () => null,
    tokens: { accessToken: () => Promise.resolve('token'), refresh: () => Promise.resolve(null) },
    signIn: notHere,
    signOut: notHere,
    async refreshUser() {
      if (vault.state === 'signed-in') await askUser();
      return user;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => undefined,
    token: () => token,
    rejected(refused) {
      if (refused !== token) return true;
      become('session-ended');
      return false;
    },
    signedInAgain() {
      token += 1;
      become('signed-in');
    },
  };
}
