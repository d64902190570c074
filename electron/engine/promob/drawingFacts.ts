import type { ReadWarning } from './containerFacts.ts';

/** A measure or coordinate: what Promob wrote, and the number it means (0 where it was left out or is unreadable). */
export interface Measure {
  /** Null where Promob left it out, which it does with zeros of positions. */
  readonly written: string | null;
  /** Millimetres. Geometry, never money: a float is exact enough. */
  readonly value: number;
}

/** One INFORMACOES element. */
export interface DrawingEntity {
  /** Index of the entity around it in {@link DrawingEnvironment.entities}; null at the top. */
  readonly parent: number | null;
  readonly guid: string | null;
  readonly uniqueId: string | null;
  /** INFORMACOES@ID: the catalogue's name of the module. */
  readonly id: string | null;
  readonly type: string | null;
  /** May hold templates such as `$H$`. */
  readonly description: string | null;
  /** REFERENCE: the finish; null where absent. */
  readonly reference: string | null;
  /** IDMATERIAL of its first component. */
  readonly material: string | null;
  /** POSICAOINSERCAO/PONTOBASE as written; whether a child's is relative to its parent is not known. */
  readonly position: { readonly x: Measure; readonly y: Measure; readonly z: Measure };
  /** Degrees. */
  readonly rotation: Measure;
  /** INSERTDIMENSION, millimetres. */
  readonly size: { readonly w: Measure; readonly h: Measure; readonly d: Measure };
}

export interface DrawingEnvironment {
  readonly name: string | null;
  readonly container: string | null;
  readonly guid: string | null;
  readonly documentPath: string | null;
  /** In document order, parents before children. */
  readonly entities: readonly DrawingEntity[];
}

export interface DrawingFacts {
  readonly environments: readonly DrawingEnvironment[];
  readonly warnings: readonly ReadWarning[];
}
