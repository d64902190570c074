import assert from 'node:assert/strict';
import { systemClock } from '../../../shared/domain/clock.ts';
import type { AccountStep } from '../../../electron/engine/account/accountStep.ts';
import {
  createAccount,
  type OwnAccount,
  type AccountOptions,
} from '../../../electron/engine/account/createAccount.ts';
import { createHttp } from '../../../electron/engine/net/createHttp.ts';
import { openVault, type Vault } from '../../../electron/engine/vault/openVault.ts';
import { browseForms, type Page } from './formBrowser.ts';
import { startTestIssuer, type TestIssuer } from './testIssuer.ts';

/** The user every test signs in as, as the issuer's pages ask for him. */
export const user = { login: 'ana', password: 'elo' };

const pages = {
  done: { lang: 'pt-BR', title: 'Pronto & feito', text: 'Pode fechar esta página.' },
  failed: { lang: 'pt-BR', title: 'Não deu certo', text: 'Tente de novo.' },
};

/** An issuer, a vault, and accounts whose browser signs `ana` in by itself unless told otherwise. */
export interface AccountStage {
  readonly issuer: TestIssuer;
  vault: Vault;
  account: OwnAccount;
  /** The page the browser ended on. */
  browser: Promise<Page> | undefined;
  steps: AccountStep[];
  make(more?: Partial<AccountOptions>): OwnAccount;
  signIn(of?: OwnAccount, more?: { signal?: AbortSignal }): ReturnType<OwnAccount['signIn']>;
  /** A new vault and account; the issuer behaves again. */
  fresh(): Promise<void>;
  close(): void;
}

export async function accountStage(): Promise<AccountStage> {
  const issuer = await startTestIssuer();
  const transport = createHttp({ userAgent: 'elo-test', clock: systemClock });
  const memory = () =>
    openVault({
      kind: 'memory',
      service: 'x',
      serverIsLoopback: true,
      clock: systemClock,
      openDatabase: () => assert.fail('the memory vault has no file'),
    });
  const made: OwnAccount[] = [];
  const stopAll = () => {
    for (const account of made.splice(0)) account.stop();
  };
  const stage: AccountStage = {
    issuer,
    vault: await memory(),
    account: undefined as unknown as OwnAccount,
    browser: undefined,
    steps: [],
    make: (more = {}) => {
      const account = createAccount({
        serverUrl: issuer.serverUrl,
        vault: () => Promise.resolve(stage.vault),
        http: transport,
        clock: systemClock,
        pages,
        openUrl: (url) => {
          stage.browser = browseForms(url, { fields: user });
          stage.browser.catch(() => undefined);
          return Promise.resolve();
        },
        ...more,
      });
      made.push(account);
      return account;
    },
    signIn: (of = stage.account, more = {}) =>
      of.signIn({ onStep: (step) => stage.steps.push(step), ...more }),
    fresh: async () => {
      stopAll();
      stage.vault = await memory();
      stage.steps = [];
      stage.browser = undefined;
      stage.account = stage.make();
      issuer.override.clear();
      issuer.failing.clear();
      issuer.alterTokens = undefined;
    },
    close: () => {
      stopAll();
      transport.close();
      issuer.close();
    },
  };
  stage.account = stage.make();
  return stage;
}

/** An id token with other claims; the signature does not hold any more, which the code flow over a safe channel does not ask. */
export function withClaims(idToken: string, claims: object): string {
  const [header = '', body = '', signature = ''] = idToken.split('.');
  const changed = { ...(JSON.parse(Buffer.from(body, 'base64url').toString()) as object), ...claims };
  return [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
}

/** An id token of another time. */
export function shifted(idToken: string, seconds: number): string {
  const body = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as {
    iat: number;
    exp: number;
  };
  return withClaims(idToken, { iat: body.iat + seconds, exp: body.exp + seconds });
}
