import { v7 as uuid } from 'uuid';
import { PrerequisiteCode } from '../../../shared/api/store.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { FoccoLojasClient } from '../foccolojas/client.ts';

export interface PrerequisiteView {
  readonly code: string;
  readonly status: 'ok' | 'failed' | 'unknown';
  readonly evidence: string;
  readonly confirmedAt?: string;
}

export interface StoreView {
  readonly id: string;
  readonly name: string;
  readonly cnpj?: string;
  readonly accountId?: string;
  readonly configured: boolean;
}

export interface StoreActs {
  get(): Promise<StoreView>;
  /** Responsible user only; FoccoLojas refuses others (`forbidden`). */
  configure(change: {
    readonly cnpj?: string | undefined;
    readonly accountId?: string | undefined;
  }): Promise<StoreView>;
  prerequisites(): Promise<PrerequisiteView[]>;
  /** A person says so; FoccoLojas notes who and when. Refusal `prerequisite-unknown`. */
  confirm(code: string): Promise<PrerequisiteView[]>;
}

/** The store's configuration and the prerequisites of the integration, which FoccoLojas keeps. */
export function createStore(client: FoccoLojasClient): StoreActs {
  const view = (store: Awaited<ReturnType<FoccoLojasClient['getStore']>>): StoreView => ({
    id: store.id,
    name: store.name,
    cnpj: store.cnpj,
    accountId: store.accountId,
    configured: store.configured,
  });
  const prerequisites = async (): Promise<PrerequisiteView[]> =>
    (await client.listPrerequisites({})).items.map(({ code, status, evidence, confirmedAt }) => ({
      code,
      status,
      evidence,
      ...(confirmedAt === undefined ? {} : { confirmedAt }),
    }));

  return {
    prerequisites,
    get: async () => view(await client.getStore({})),
    async configure({ cnpj, accountId }) {
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
    async confirm(code) {
      const known = PrerequisiteCode.safeParse(code);
      if (!known.success) throw new EloError('prerequisite-unknown', `there is no prerequisite ${code}`);
      await client.confirmPrerequisite({
        params: { code: known.data },
        body: { status: 'ok', evidence: 'confirmed-by-user' },
        idempotencyKey: uuid(),
      });
      return prerequisites();
    },
  };
}
