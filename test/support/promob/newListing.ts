import type { ListingEnvironmentModel, ListingItemModel, ListingModel } from './listingModel.ts';
import { everyEntity, type EntityModel, type ProjectModel } from './projectModel.ts';
import { createRandom, type Random } from './random.ts';

const margins = {
  orderMargins: [
    { id: 'icms', description: 'ICMS', perMille: 111 },
    { id: 'IPI', description: 'IPI', perMille: 55 },
    { id: 'desc_1', description: 'Desconto 1', perMille: -184 },
    { id: 'acr_1', description: 'Acréscimo ', perMille: 615 },
  ],
  budgetMargins: [
    { id: 'acrescimo', description: 'Acréscimo', perMille: 704 },
    { id: 'frete', description: 'Frete', perMille: 316 },
  ],
} as const;

/** Promob writes measures in texts with commas. */
function comma(value: number): string {
  return String(value).replace('.', ',');
}

function structure(
  random: Random,
  key: string,
  description: string,
  unit: string,
  piece: EntityModel,
): ListingItemModel {
  const operation = key === 'CORTE';
  return {
    guid: random.guid(),
    uniqueId: -1,
    id: '',
    description,
    reference: operation ? '1' : `MDF.COR.${random.integer(6, 25)}.100`,
    unit,
    repetition: '1',
    quantity: String(random.integer(1, 40_000) / 10_000),
    width: String(piece.w),
    height: String(piece.h),
    depth: String(piece.d),
    textDimension: operation ? "'-'" : `${comma(piece.w)}  x  ${comma(piece.h)}  x  ${comma(piece.d)}`,
    structureKey: key,
    table: String(random.integer(1, 8000) / 100),
    total: BigInt(random.integer(1, 9000)),
    references: operation ? { HIDE_STRUCTURE: 'FALSE' } : {},
    children: [],
  };
}

/** The item of one entity. Its GUID comes from the entity's, so that the next export has the same one. */
function itemOf(entity: EntityModel): ListingItemModel {
  const random = createRandom(`item ${entity.guid}`);
  const guid = random.guid();
  const isPiece = entity.children.length === 0;
  const screws: ListingItemModel = {
    guid: random.guid(),
    uniqueId: entity.uniqueId + 100_000,
    id: 'ace_fer_par_cai',
    description: 'Parafuso para Caixa 04x40mm',
    reference: 'PAR.CAI.0440',
    unit: 'UN',
    repetition: '1',
    quantity: '4',
    width: '4',
    height: '40',
    depth: '15',
    textDimension: '4 x 40',
    structureKey: null,
    table: '0',
    // Goods without a price, which Promob repeats in ITEMSWITHOUTPRICE.
    total: 0n,
    references: { COR: '@Tri_*(COR)@' },
    children: [],
  };
  return {
    guid,
    uniqueId: entity.uniqueId,
    id: entity.id,
    // Promob's descriptions carry trailing spaces.
    description: `${entity.description ?? entity.type} `,
    reference: isPiece ? '001.100' : `2103.${entity.w}.${entity.h}`,
    unit: 'UN',
    repetition: '1',
    quantity: '1',
    width: String(entity.w),
    height: String(entity.h),
    depth: String(entity.d),
    textDimension: `${comma(entity.w)} x ${comma(entity.h)} x ${comma(entity.d)}`,
    structureKey: null,
    table: '0',
    total: 0n,
    references: isPiece ? { DFIX: 'ERRO' } : { MODEL: 'Branco' },
    children: isPiece
      ? [
          structure(random, 'CHAPA', 'Chapa Branco Espessura 18mm', 'M2', entity),
          structure(random, 'CORTE', 'Cortar', 'M', entity),
          screws,
        ]
      : entity.children.map(itemOf),
  };
}

/** The listing that Promob would export of this project: one item a module, with its pieces and their structures. */
export function listingOf(project: ProjectModel, at: { date?: string; hour?: string } = {}): ListingModel {
  const environments: ListingEnvironmentModel[] = project.containers.flatMap((container) =>
    container.environments.map((environment) => ({
      guid: environment.guid,
      description: `Projeto - ${environment.name}`,
      uniqueId: environment.documentPath,
      categories: [
        {
          description: `${container.name} `,
          items: environment.entities.filter(({ type }) => type === 'MODULO').map(itemOf),
        },
      ],
    })),
  );
  return {
    projectGuid: project.projectGuid,
    date: at.date ?? '19/02/2026',
    hour: at.hour ?? '13:40:02',
    customer: project.customer,
    environments,
    ...margins,
  };
}

/** How many ITEM elements the tree of this listing has. */
export function countItems(model: ListingModel): number {
  const count = (items: readonly ListingItemModel[]): number =>
    items.reduce((sum, item) => sum + 1 + count(item.children), 0);
  return model.environments.reduce(
    (sum, { categories }) => sum + categories.reduce((inner, { items }) => inner + count(items), 0),
    0,
  );
}

/** Adds a category with one item of each unusual kind; sums stay consistent. */
export function withUnusualItems(model: ListingModel, seed: string): ListingModel {
  const random = createRandom(seed);
  const base = (changes: Partial<ListingItemModel>): ListingItemModel => ({
    guid: random.guid(),
    uniqueId: random.integer(5000, 9000),
    id: 'avulso',
    description: 'Item avulso',
    reference: 'AV.1',
    unit: 'UN',
    repetition: '1',
    quantity: '1',
    width: '100',
    height: '100',
    depth: '100',
    textDimension: '100 x 100 x 100',
    structureKey: null,
    table: '12.5',
    total: 1250n,
    references: {},
    children: [],
    ...changes,
  });
  const items = [
    base({ id: '', description: 'Sem código' }),
    base({ quantity: null, description: 'Sem quantidade' }),
    base({ total: null, description: 'Sem preço' }),
    base({ reference: 'ERRO', description: 'Com erro' }),
    base({ reference: '@Tri_*(COR)@', description: 'Não resolvido' }),
  ];
  const [first, ...rest] = model.environments;
  if (first === undefined) return model;
  return {
    ...model,
    environments: [
      { ...first, categories: [...first.categories, { description: 'Avulsos', items }] },
      ...rest,
    ],
  };
}

/** How many entities a project's environments hold altogether. */
export function countEntities(project: ProjectModel): number {
  return project.containers
    .flatMap(({ environments }) => environments)
    .reduce((sum, { entities }) => sum + [...everyEntity(entities)].length, 0);
}
