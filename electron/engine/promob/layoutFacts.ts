import type { ReadWarning } from './containerFacts.ts';
import type { DrawingEntity } from './drawingFacts.ts';

/** Millimetres, or a direction. */
export type Vector = readonly [x: number, y: number, z: number];

/** A plane figure of an entity's surface, in the entity's own frame. */
export interface LayoutFace {
  /** Where the figure's own frame lies, which way it looks, and how far it is turned about that (degrees). */
  readonly base: Vector;
  readonly normal: Vector;
  readonly rotation: number;
  /** x, y, x, y … in the figure's own frame, in order around; at least three points. */
  readonly points: readonly number[];
}

/**
 * How one entity stands in the room.
 *
 * Observed on two real files (874 entities): PONTOBASE is absolute, also for nested entities. Taken so, 737 of 765 parts
 * lie inside the module around them (25 mm of tolerance), taken as relative to it none does.
 * POSICAOINSERCAO/NORMAL is the entity's own upward direction (absent: straight up) and ROTATION turns about it,
 * counter-clockwise. The frame of a normal n has y = up × n (n upright: y = (0, 1, 0)) and x = y × n; wall faces, plinths and side
 * panels of both files close with each other under this rule and no simpler one.
 * The own frame starts at the back: a body without LIMITS fills x 0…width, y −depth…0, z 0…height, which is what LIMITS say
 * where they are written (but for mirrored ones, which go to −width).
 */
export interface EntityLayout {
  readonly normal: Vector;
  /** The body in the entity's own frame; `null` where LIMITS are left out. */
  readonly box: { readonly min: Vector; readonly max: Vector } | null;
  /** INVERTED: mirrored. */
  readonly mirrored: boolean;
  /** Its upper or lower face, as walls, floors and free shapes have it; `null` for what is only a body. */
  readonly outline: LayoutFace | null;
}

export interface LayoutEnvironment {
  readonly name: string | null;
  readonly guid: string | null;
  readonly documentPath: string | null;
  /** In document order, parents before children. */
  readonly entities: readonly DrawingEntity[];
  /** By index of the entity. */
  readonly layouts: readonly EntityLayout[];
}

export interface LayoutFacts {
  /** All environments of the file, in written order. */
  readonly ambients: readonly { readonly guid: string | null; readonly name: string | null }[];
  /** The one that was asked for; `null` where the file holds none. */
  readonly environment: LayoutEnvironment | null;
  readonly warnings: readonly ReadWarning[];
}
