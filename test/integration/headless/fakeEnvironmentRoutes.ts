import type { CreationView } from '../../../shared/contract/creationSchemas.ts';
import type { EnvironmentView } from '../../../shared/contract/schemas.ts';
import { implementation as os } from '../../../electron/engine/implementation.ts';

const at = '2026-02-19T17:34:38.000Z';

const creation = (state: CreationView['state'] = 'creating'): CreationView => ({
  creationId: 'k1',
  name: 'Cozinha',
  projectId: 'p1',
  file: '/projetos/Cozinha.promob',
  state,
  ...(state === 'failed' ? { reason: 'file-exists' } : {}),
  createdAt: at,
  updatedAt: at,
});

/** What the command line asks of environments in creation, of old projects and of two machines, answered from nothing. */
export function fakeEnvironmentRoutes(
  asked: <T>(name: string, input: unknown, answer: T) => T,
  environmentOf: (environmentId: string) => EnvironmentView,
) {
  return {
    start: os.environments.start.handler(({ input }) =>
      asked('environments.start', input, creation('queued')),
    ),
    makeFile: os.environments.makeFile.handler(({ input }) =>
      asked('environments.makeFile', input, creation()),
    ),
    proposeFile: os.environments.proposeFile.handler(() => ({
      path: '/projetos/Cozinha.promob',
      folder: '/projetos',
      fileName: 'Cozinha.promob',
      convention: '{environment}',
    })),
    creations: os.environments.creations.handler(() => [creation(), creation('failed')]),
    creation: os.environments.creation.handler(({ input }) =>
      asked('environments.creation', input, environmentOf('e2')),
    ),
    retryCreation: os.environments.retryCreation.handler(({ input }) =>
      asked('environments.retryCreation', input, creation('queued')),
    ),
    dismissCreation: os.environments.dismissCreation.handler(({ input }) =>
      asked('environments.dismissCreation', input, []),
    ),
    proposals: os.environments.proposals.handler(({ input }) =>
      asked('environments.proposals', input, [
        {
          fileId: 'f1',
          path: '/projetos/Cozinha.promob',
          strength: 'strong' as const,
          evidence: [{ code: 'project-guid' as const, strength: 'strong' as const, fact: 'g1' }],
          saves: 3,
          lastSave: { saveId: 's1', number: 3, keptAt: at },
          boundTo: [],
        },
      ]),
    ),
    disagreement: os.environments.disagreement.handler(() => null),
    resolve: os.environments.resolve.handler(({ input }) =>
      asked('environments.resolve', input, {
        environment: environmentOf(input.environmentId),
        ...(input.choice === 'mine' ? { version: 4 } : { path: '/dados/cópia.promob', opened: true }),
      }),
    ),
    openDrawing: os.environments.openDrawing.handler(({ input }) =>
      asked('environments.openDrawing', input, { path: '/dados/cópia.promob', opened: true }),
    ),
  };
}
