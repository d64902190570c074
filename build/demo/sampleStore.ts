/** The customers of the demonstration: what a store has on a Tuesday. */
export interface SampleEnvironment {
  readonly name: string;
  /** Furniture modules drawn so far; absent where nothing is drawn yet. */
  readonly modules?: number;
}

export interface SampleProject {
  readonly customer: string;
  readonly project: string;
  readonly environments: readonly SampleEnvironment[];
}

export const sampleStore: readonly SampleProject[] = [
  {
    customer: 'Marina Duarte',
    project: 'Apartamento 82',
    environments: [
      { name: 'Cozinha', modules: 14 },
      { name: 'Dormitório do casal', modules: 9 },
      { name: 'Área de serviço' },
    ],
  },
  {
    customer: 'Paulo e Renata Lima',
    project: 'Casa da praia',
    environments: [
      { name: 'Cozinha gourmet', modules: 18 },
      { name: 'Sala de TV', modules: 6 },
    ],
  },
  {
    customer: 'Clínica Sorriso',
    project: 'Unidade Centro',
    environments: [{ name: 'Recepção', modules: 7 }, { name: 'Consultório 1' }],
  },
];
