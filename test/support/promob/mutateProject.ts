import { newModule, nextPlace } from './newProject.ts';
import type { EntityModel, EnvironmentModel, ProjectModel, SaveModel } from './projectModel.ts';
import { createRandom, type Random } from './random.ts';

/** Changes one environment (by position over all containers) with random numbers of this revision. */
function inEnvironment(
  project: ProjectModel,
  index: number,
  change: (environment: EnvironmentModel, random: Random) => EnvironmentModel,
): ProjectModel {
  const random = createRandom(`${project.seed} revision ${project.revision}`);
  let position = 0;
  return {
    ...project,
    revision: project.revision + 1,
    containers: project.containers.map((container) => ({
      ...container,
      environments: container.environments.map((environment) =>
        position++ === index ? change(environment, random) : environment,
      ),
    })),
  };
}

function isModule(entity: EntityModel): boolean {
  return entity.type === 'MODULO';
}

/** The designer places one more module at the end of the row. */
export function addModule(project: ProjectModel, environment = 0): ProjectModel {
  return inEnvironment(project, environment, (each, random) => {
    const row = each.entities.filter(isModule);
    const module = newModule(random, each.lastIndex + 1, nextPlace(row.at(-1)));
    return {
      ...each,
      lastIndex: each.lastIndex + 1 + module.children.length,
      entities: [...each.entities, module],
    };
  });
}

/** The designer deletes a module, by default any one. Without a module left nothing changes. */
export function removeModule(project: ProjectModel, environment = 0, guid?: string): ProjectModel {
  return inEnvironment(project, environment, (each, random) => {
    const row = each.entities.filter(isModule);
    const gone = guid ?? row[random.integer(0, Math.max(0, row.length - 1))]?.guid;
    return { ...each, entities: each.entities.filter((entity) => entity.guid !== gone) };
  });
}

/** Places are absolute: parts go along. */
function shifted(entity: EntityModel, byMm: number): EntityModel {
  return {
    ...entity,
    x: entity.x + byMm,
    children: entity.children.map((child) => shifted(child, byMm)),
  };
}

/** The designer moves a module along the wall, by default any one by 50 mm. */
export function moveModule(project: ProjectModel, environment = 0, guid?: string, byMm = 50): ProjectModel {
  return inEnvironment(project, environment, (each, random) => {
    const row = each.entities.filter(isModule);
    const moved = guid ?? row[random.integer(0, Math.max(0, row.length - 1))]?.guid;
    return {
      ...each,
      entities: each.entities.map((entity) => (entity.guid === moved ? shifted(entity, byMm) : entity)),
    };
  });
}

/** Adds the entry Promob writes into the save history each time; later than the last by default a minute. */
export function saveAgain(project: ProjectModel, save: Partial<SaveModel> = {}): ProjectModel {
  const last = project.saves.at(-1);
  const savedAt =
    save.savedAt ?? new Date(Date.parse(last?.savedAt ?? '2026-01-05T12:00:00Z') + 60_000).toISOString();
  return {
    ...project,
    revision: project.revision + 1,
    saves: [
      ...project.saves,
      {
        savedAt: savedAt.replace('.000Z', 'Z'),
        productCode: save.productCode ?? last?.productCode ?? 'EXEMPLO001',
        version: save.version ?? last?.version ?? '5.60.41.2',
      },
    ],
  };
}

/** Any one realistic change, then a save: what a designer does between two presses of *Salvar*. */
export function workAndSave(project: ProjectModel, save: Partial<SaveModel> = {}): ProjectModel {
  const environments = project.containers.reduce((sum, container) => sum + container.environments.length, 0);
  const random = createRandom(`${project.seed} work ${project.revision}`);
  const environment = random.integer(0, Math.max(0, environments - 1));
  const change = random.pick([addModule, moveModule, moveModule, removeModule]);
  return saveAgain(change(project, environment), save);
}
