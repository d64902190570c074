import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract/contract.ts';

const os = implement(contract);
const at = '2026-02-19T17:34:38.000Z';

/** What a fake engine knows of waiting and of opened versions. */
export const listingWait = {
  environmentId: 'e1',
  environmentName: 'Cozinha',
  mode: 'prepare' as const,
  since: at,
  state: 'waiting' as const,
  reason: 'missing' as const,
};
export const readyWait = {
  environmentId: 'e1',
  environmentName: 'Cozinha',
  mode: 'update' as const,
  since: at,
  state: 'ready' as const,
};
export const doneWait = {
  ...listingWait,
  state: 'done' as const,
  importId: 'i1',
};
const openedCopy = {
  path: '/elo/Cozinha (versão 3 de 19-02-2026).promob',
  fileId: 'f2',
  environmentId: 'e1',
  environmentName: 'Cozinha',
  version: 3,
  openedAt: at,
  question: { saveId: 's9', number: 1, keptAt: at },
};

/** @param asked notes a call and gives its answer back; `behave` refuses for certain ids */
export function fakeVersionRoutes(
  asked: <T>(name: string, input: unknown, answer: T) => T,
  behave: (environmentId: string) => void,
) {
  return {
    list: os.versions.list.handler(({ input }) => {
      behave(input.environmentId);
      return [
        {
          number: 7,
          optionName: 'A',
          importedAt: at,
          identifier: 'g',
          saveId: 's1',
          latest: true,
          converted: false,
        },
      ];
    }),
    open: os.versions.open.handler(({ input }) =>
      asked('versions.open', input, { path: '/v.promob', opened: true }),
    ),
    openedCopies: os.versions.openedCopies.handler(({ input }) =>
      asked('versions.openedCopies', input ?? {}, [openedCopy]),
    ),
    decideCopy: os.versions.decideCopy.handler(({ input }) =>
      asked('versions.decideCopy', input, openedCopy),
    ),
    makeCurrent: os.versions.makeCurrent.handler(({ input }) =>
      asked('versions.makeCurrent', input, { version: 9, outdatedQuotes: ['q1'], versionToken: 't' }),
    ),
  };
}
