import type { DrawingEntity, Measure } from '../../../../electron/engine/promob/drawingFacts.ts';
import type {
  EntityLayout,
  LayoutEnvironment,
  LayoutFacts,
} from '../../../../electron/engine/promob/layoutFacts.ts';

const measure = (value: number): Measure => ({ written: String(value), value });

export interface Thing {
  readonly parent?: number | null;
  readonly guid?: string | null;
  readonly type?: string;
  readonly id?: string;
  readonly description?: string | null;
  readonly reference?: string | null;
  readonly at?: readonly [x: number, y: number, z: number];
  readonly rotation?: number;
  readonly size?: readonly [w: number, h: number, d: number];
  readonly layout?: Partial<EntityLayout>;
}

/** A drawing spelled out: what is left out is a cabinet of 600 × 720 × 560 in the corner. */
export function roomOf(things: readonly Thing[]): LayoutEnvironment {
  const entities = things.map((thing, index): DrawingEntity => {
    const [x, y, z] = thing.at ?? [0, 0, 0];
    const [w, h, d] = thing.size ?? [600, 720, 560];
    return {
      parent: thing.parent ?? null,
      guid: thing.guid === undefined ? guid(index) : thing.guid,
      uniqueId: String(index),
      id: thing.id ?? 'bal_inf_1p',
      type: thing.type ?? 'MODULO',
      description: thing.description === undefined ? 'Balcão 1 Porta' : thing.description,
      reference: thing.reference === undefined ? '15.Branco.MDF' : thing.reference,
      material: null,
      position: { x: measure(x), y: measure(y), z: measure(z) },
      rotation: measure(thing.rotation ?? 0),
      size: { w: measure(w), h: measure(h), d: measure(d) },
    };
  });
  const layouts = things.map(({ layout }): EntityLayout => ({
    normal: [0, 0, 1],
    box: null,
    mirrored: false,
    outline: null,
    ...layout,
  }));
  return { name: 'Ambiente 3D', guid: guid(999_999), documentPath: '2\\0', entities, layouts };
}

export const guid = (index: number): string =>
  `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;

export function factsOf(environment: LayoutEnvironment | null): LayoutFacts {
  return {
    ambients: environment === null ? [] : [{ guid: environment.guid, name: environment.name }],
    environment,
    warnings: [],
  };
}
