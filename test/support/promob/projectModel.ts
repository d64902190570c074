/** What a generated project is made of, before it becomes bytes. Plain data: changing it makes a new one (`mutateProject.ts`). */
export interface ProjectModel {
  /** Seeds everything that is not spelled out, the preview for one. */
  readonly seed: string;
  readonly projectGuid: string;
  readonly customerNumber: string;
  readonly systemId: string;
  readonly systemName: string;
  readonly distribution: string;
  /** The save history, oldest first. */
  readonly saves: readonly SaveModel[];
  readonly containers: readonly ContainerModel[];
  /** Values of the customer's fields; those left out are written empty. */
  readonly customer: Readonly<Record<string, string>>;
  readonly previewBytes: number;
  /** Counts changes, so that each one draws other random numbers. */
  readonly revision: number;
}

export interface SaveModel {
  /** UTC, ISO-8601. */
  readonly savedAt: string;
  readonly productCode: string;
  /** Written empty where it is left out, as in the real files. */
  readonly serialNumber?: string;
  /** e.g. `5.60.41.2` */
  readonly version: string;
}

export interface ContainerModel {
  readonly folder: string;
  readonly name: string;
  readonly environments: readonly EnvironmentModel[];
}

export interface EnvironmentModel {
  readonly folder: string;
  readonly name: string;
  readonly guid: string;
  readonly documentPath: string;
  /** ASSOCIATIONMANAGER@LASTINDEX: the highest UNIQUEID given so far. */
  readonly lastIndex: number;
  readonly entities: readonly EntityModel[];
}

export interface EntityModel {
  readonly guid: string;
  readonly uniqueId: number;
  readonly id: string;
  readonly type: string;
  readonly description: string | null;
  /** The finish. */
  readonly reference: string | null;
  readonly material: string | null;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Degrees. */
  readonly rotation: number;
  readonly w: number;
  readonly h: number;
  readonly d: number;
  readonly children: readonly EntityModel[];
}

/** Entities of a tree, parents first. */
export function* everyEntity(entities: readonly EntityModel[]): Generator<EntityModel> {
  for (const entity of entities) {
    yield entity;
    yield* everyEntity(entity.children);
  }
}
