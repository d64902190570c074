import { v7 as uuid } from 'uuid';
import { EloError } from '../../../shared/domain/eloError.ts';
import { bareTaxNumber, isCnpj } from '../../../shared/domain/taxNumber.ts';
import type { FoccoLojasClient } from '../foccolojas/client.ts';

export interface StoreView {
  readonly id: string;
  readonly name: string;
  readonly cnpj?: string;
  readonly accountId?: string;
  readonly portalState: 'linked' | 'unlinked';
  readonly configured: boolean;
}

export interface StoreActs {
  get(): Promise<StoreView>;
  /**
   * Responsible user only; FoccoLojas refuses others (`forbidden`). The CNPJ is taken in any writing and sent bare.
   * @throws EloError `cnpj-invalid` before anything is sent
   */
  configure(change: {
    readonly cnpj?: string | undefined;
    readonly accountId?: string | undefined;
  }): Promise<StoreView>;
}

/** The store's configuration, which FoccoLojas keeps. */
export function createStore(client: FoccoLojasClient): StoreActs {
  const view = (store: Awaited<ReturnType<FoccoLojasClient['getStore']>>): StoreView => ({
    id: store.id,
    name: store.name,
    cnpj: store.cnpj,
    accountId: store.accountId,
    portalState: store.portalState,
    configured: store.configured,
  });
  return {
    get: async () => view(await client.getStore({})),
    async configure({ cnpj: written, accountId }) {
      const cnpj = written === undefined ? undefined : bareTaxNumber(written);
      if (cnpj !== undefined && !isCnpj(cnpj)) {
        throw new EloError('cnpj-invalid', 'the check digits of the CNPJ do not fit');
      }
      const before = await client.getStore({});
      return view(
        await client.configureStore({
          body: {
            ...(cnpj === undefined ? {} : { cnpj }),
            ...(accountId === undefined ? {} : { accountId }),
          },
          idempotencyKey: uuid(),
          ifMatch: before.versionToken,
        }),
      );
    },
  };
}
