import { randomUUID } from 'node:crypto';
import type { Role } from '../../shared/api/account.ts';
import { blankProject } from './blankProject.ts';
import type { World } from './world.ts';

/** What a new sandbox starts with besides the store and its users. */
export type SeedData = 'small' | '10000';

/** GUID of the store's blank project: every project file copied from it carries it. */
const BLANK_GUID = 'b1a9c0de-0000-4000-8000-00000000e100';
/** Password of all users, on both services. */
const PASSWORD = 'elo';

const USERS: readonly { username: string; name: string; roles: readonly Role[] }[] = [
  { username: 'designer', name: 'Débora Projetista', roles: ['designer'] },
  { username: 'reviser', name: 'Renato Revisor', roles: ['reviser'] },
  { username: 'responsible', name: 'Regina Responsável', roles: ['responsible'] },
];

/** Kept in this order; what FoccoLojas finds out by itself is worked out whenever it is asked. */
const PREREQUISITES: readonly (readonly [code: string, evidence: string])[] = [
  ['portal-account', 'nobody-reported'],
  ['serial-number', 'nobody-reported'],
  ['users-linked', 'nobody-reported'],
  ['webstart-absent', 'nobody-reported'],
  ['assessment', 'not-assessed'],
];

/** The store, its users and prerequisites; once. */
export function seedStore(world: World, blank: Uint8Array | null | undefined): void {
  if (world.meta.get('store') !== undefined) return;
  world.transaction(() => {
    for (const user of USERS) world.people.addUser({ id: `u-${user.username}`, password: PASSWORD, ...user });
    for (const [code, evidence] of PREREQUISITES)
      world.people.addPrerequisite(code, 'unknown', JSON.stringify({ code: evidence, facts: {} }));
    if (blank !== null) {
      const bytes = blank === undefined ? blankProject(BLANK_GUID) : Buffer.from(blank);
      world.meta.set('blankContent', String(world.contents.putBytes(bytes).id));
    }
    world.meta.set(
      'store',
      JSON.stringify({
        id: 'loja-1',
        name: 'Loja Exemplo',
        cnpj: '11222333000181',
        accountId: 'PORTAL-0001',
        portalState: 'linked',
        serialNumbers: ['PB-2448-0001', 'PB-2448-0002'],
        responsibleUserId: 'u-responsible',
        configured: false,
        fileNameConvention: '{customer} - {environment}',
        revision: 1,
      }),
    );
  });
}

const ROOMS = [
  'Cozinha',
  'Dormitório',
  'Sala',
  'Banheiro',
  'Escritório',
  'Área de serviço',
  'Closet',
  'Varanda',
];

function addCustomers(world: World, customers: number, projectsEach: number, roomsEach: number): void {
  const createdAt = world.now();
  for (let customer = 1; customer <= customers; customer += 1) {
    const customerId = randomUUID();
    world.catalogue.addCustomer({
      id: customerId,
      name: `Família Exemplo ${customer}`,
      email: null,
      phone: null,
      document: null,
      promobStatus: 'available',
      createdAt,
    });
    for (let project = 1; project <= projectsEach; project += 1) {
      const projectId = randomUUID();
      world.catalogue.addProject({
        id: projectId,
        customerId,
        name: `Projeto ${customer}.${project}`,
        createdAt,
      });
      for (let room = 0; room < roomsEach; room += 1) {
        const name = `${ROOMS[room % ROOMS.length] ?? 'Ambiente'} ${customer}.${project}`;
        world.catalogue.addEnvironment({ id: randomUUID(), projectId, name, occurrenceId: null, createdAt });
      }
    }
  }
}

/** Customers, projects and environments to begin with; once, in one transaction. */
export function seedData(world: World, seed: SeedData): void {
  if (world.meta.get('seeded') !== undefined) return;
  world.transaction(() => {
    if (seed === 'small') addCustomers(world, 3, 1, 3);
    else addCustomers(world, 500, 4, 5);
    world.meta.set('seeded', seed);
  });
}
