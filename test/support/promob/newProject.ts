import type { EntityModel, EnvironmentModel, ProjectModel } from './projectModel.ts';
import { createRandom, type Random } from './random.ts';

export interface NewProjectOptions {
  readonly seed: string;
  /** Modules in each 3D environment, default 12; each brings 4 to 7 pieces, about 12 KB of XML and 1 KB of file. */
  readonly modules?: number;
  /** 3D environments, each in a container of its own; default 1. */
  readonly environments?: number;
  /** Default 150,000, as in real files. */
  readonly previewBytes?: number;
  readonly savedAt?: string;
  readonly version?: string;
  readonly projectGuid?: string;
  readonly customer?: Readonly<Record<string, string>>;
  readonly customerNumber?: string;
}

const rooms = ['Cozinhas', 'Dormitórios', 'Banheiros', 'Área de Serviço', 'Salas'] as const;
const modules: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['bal_inf_1p', 'Balcão Inferior 1 Porta'],
  ['bal_inf_gav', 'Gaveteiro Inferior'],
  ['arm_sup_2p', 'Armário Superior 2 Portas'],
  ['torre_forno', 'Torre Quente'],
  ['painel_tv', 'Painel $H$'],
];
const pieces = ['Lateral', 'Base', 'Fundo', 'Porta', 'Prateleira', 'Travessa', 'Tampo'] as const;
const finishes = [
  '18.Branco.TX.MDF',
  '15.Carvalho Claro.MDF',
  '15.Grafite.MDF',
  '18.Nogueira "Sul" & Cia.MDF',
] as const;
const materials = ['mdf_branco', 'mdf_carvalho', 'mdf_grafite', 'mdf_nogueira'] as const;

/** Room walls are at least this long, and this high, millimetres. */
const ROOM = { width: 4200, depth: 3600, height: 2700 };
/** Rows of modules, back to front: none longer, and far enough from each other to walk between. */
const ROW = { width: 6000, depth: 2000 };

/** Where the next module stands: beside the last one, in a new row where that one is full. */
export function nextPlace(last: EntityModel | undefined): { readonly x: number; readonly y: number } {
  if (last === undefined) return { x: 0, y: 0 };
  const x = last.x + last.w;
  return x > ROW.width ? { x: 0, y: last.y - ROW.depth } : { x, y: last.y };
}

/** One furniture module with its pieces, ids counted on from `firstId`; its back stands at `y`. */
export function newModule(
  random: Random,
  firstId: number,
  { x, y }: { readonly x: number; readonly y: number },
): EntityModel {
  const [id, description] = random.pick(modules);
  const w = random.integer(6, 24) * 50;
  const h = random.integer(12, 44) * 50;
  const d = random.pick([350, 450, 580, 610]);
  const finish = random.integer(0, finishes.length - 1);
  const piece = (index: number): EntityModel => {
    const name = pieces[index % pieces.length] ?? 'Peça';
    return {
      guid: random.guid(),
      uniqueId: firstId + 1 + index,
      id: `com_${name.toLowerCase()}`,
      type: 'MODULO',
      description: name,
      reference: finishes[finish] ?? null,
      material: materials[finish] ?? null,
      // Places are absolute, as in real files.
      x: x + index * 3,
      y,
      // Promob writes such remainders of its arithmetic.
      z: index === 0 ? 9.1e-14 : 100 + index * 18.5,
      rotation: 0,
      w: w - 36,
      h: 18,
      d: d - 20.5,
      children: [],
    };
  };
  return {
    guid: random.guid(),
    uniqueId: firstId,
    id,
    type: 'MODULO',
    description,
    reference: finishes[finish] ?? null,
    material: null,
    x,
    y,
    z: 100,
    rotation: 0,
    w,
    h,
    d,
    children: Array.from({ length: random.integer(4, 7) }, (_, index) => piece(index)),
  };
}

function plain(random: Random, uniqueId: number, type: string, fields: Partial<EntityModel>): EntityModel {
  return {
    guid: random.guid(),
    uniqueId,
    id: type.toUpperCase(),
    type,
    description: null,
    reference: null,
    material: null,
    x: 0,
    y: 0,
    z: 0,
    rotation: 0,
    w: 0,
    h: 0,
    d: 0,
    children: [],
    ...fields,
  };
}

function newEnvironment(random: Random, index: number, moduleCount: number): EnvironmentModel {
  let lastIndex = 0;
  const next = (): number => ++lastIndex;
  // Ids are given as Promob does, in the order things were placed: the room first.
  const [wallIds, floorId, otherIds] = [[next(), next(), next(), next()], next(), [next(), next(), next()]];
  const made: EntityModel[] = [];
  for (let count = 0; count < moduleCount; count++) {
    const module = newModule(random, next(), nextPlace(made.at(-1)));
    lastIndex += module.children.length;
    made.push(module);
  }
  // The room is built around them; its back wall stands at y = 0.
  const width = made.reduce((most, { x, w }) => Math.max(most, x + w), ROOM.width);
  const depth = made.reduce((most, { y }) => Math.max(most, 1600 - y), ROOM.depth);
  const walls = [0, 90, 180, 270].map((rotation, side) =>
    plain(random, wallIds[side] ?? 0, 'WALL', {
      id: 'PAREDE',
      x: side === 1 || side === 2 ? width : 0,
      y: side >= 2 ? 0 : -depth,
      rotation,
      w: side % 2 === 0 ? width : depth,
      h: ROOM.height,
      d: 150,
    }),
  );
  const floor = plain(random, floorId, 'PisoTeto', {
    id: 'PISOTETO',
    reference: 'Piso',
    z: -5,
    w: width,
    h: 5,
    d: depth,
    children: walls,
  });
  const others = [
    plain(random, otherIds[0] ?? 0, 'GEOMETRY', {
      reference: 'Moldura',
      x: 10,
      z: 2400,
      w: 900,
      h: 30,
      d: 30,
    }),
    plain(random, otherIds[1] ?? 0, 'ENTIDADEEXTERNA', {
      description: 'Fogão',
      x: 1800,
      y: 600 - depth,
      w: 760,
      h: 900,
      d: 600,
    }),
    plain(random, otherIds[2] ?? 0, 'LuzAmbiente', { x: 2100, y: -1300, z: 2650, w: 100, h: 50, d: 100 }),
  ];
  return {
    folder: 'document1',
    name: 'Ambiente 3D',
    guid: random.guid(),
    documentPath: `${index + 2}\\0`,
    lastIndex,
    entities: [floor, ...others, ...made],
  };
}

/** A project as the designer first saves it. */
export function newProject(options: NewProjectOptions): ProjectModel {
  const random = createRandom(options.seed);
  return {
    seed: options.seed,
    projectGuid: options.projectGuid ?? random.guid(),
    customerNumber: options.customerNumber ?? '1',
    systemId: '2448',
    systemName: 'Enterprise',
    distribution: 'Plus',
    saves: [
      {
        savedAt: options.savedAt ?? '2026-02-19T17:34:38Z',
        productCode: 'EXEMPLO001',
        version: options.version ?? '5.60.41.2',
      },
    ],
    containers: Array.from({ length: options.environments ?? 1 }, (_, index) => ({
      folder: `container${index + 1}`,
      name: rooms[index % rooms.length] ?? 'Cozinhas',
      environments: [newEnvironment(random, index, options.modules ?? 12)],
    })),
    customer: options.customer ?? {},
    previewBytes: options.previewBytes ?? 150_000,
    revision: 0,
  };
}
