import { z } from 'zod';
import { Id, Line, PageQuery, Time, VersionToken, pageOf } from './common.ts';
import { operations } from './operation.ts';

/** A customer of the store; owned by FoccoLojas, made available in Promob by the two services between themselves (rule 4). */
export const Customer = z
  .object({
    id: Id,
    name: Line,
    email: z.string().max(200).optional(),
    phone: z.string().max(40).optional(),
    document: z.string().max(20).optional().describe('CPF or CNPJ, digits and letters only'),
    promobStatus: z.enum(['pending', 'available']),
    createdAt: Time,
    versionToken: VersionToken,
  })
  .meta({ id: 'Customer', description: 'A customer of the store' });
export type Customer = z.infer<typeof Customer>;

/** A new customer; the lengths are Promob's own. */
export const NewCustomer = z
  .strictObject({
    name: z.string().min(3).max(100),
    email: z.string().max(200).optional(),
    phone: z.string().max(40).optional(),
    document: z.string().max(20).optional(),
  })
  .meta({ id: 'NewCustomer', description: 'A new customer' });

/** A project of a customer. */
export const Project = z
  .object({ id: Id, customerId: Id, name: Line, customerName: Line, createdAt: Time })
  .meta({ id: 'Project', description: 'A project of a customer' });
export type Project = z.infer<typeof Project>;

/** A new project. */
export const NewProject = z
  .strictObject({ customerId: Id, name: Line })
  .meta({ id: 'NewProject', description: 'A new project' });

/** Customers and projects. */
export const customerOperations = operations({
  listCustomers: {
    group: 'Customers',
    method: 'GET',
    path: '/customers',
    summary: 'Customers of the store',
    auth: 'bearer',
    idempotent: false,
    query: PageQuery,
    success: {
      status: 200,
      description: 'A page',
      body: { mediaType: 'application/json', schema: pageOf(Customer) },
    },
    refusals: [],
  },
  createCustomer: {
    group: 'Customers',
    method: 'POST',
    path: '/customers',
    summary: 'Create a customer',
    description:
      'Refused with validation-failed where Promob would refuse it: name, phone, e-mail, CPF or CNPJ check digits.',
    auth: 'bearer',
    idempotent: true,
    body: { mediaType: 'application/json', schema: NewCustomer },
    success: {
      status: 201,
      description: 'Created; pending in Promob',
      body: { mediaType: 'application/json', schema: Customer },
      headers: ['ETag', 'Location'],
    },
    refusals: ['promob-link-required'],
  },
  getCustomer: {
    group: 'Customers',
    method: 'GET',
    path: '/customers/{customerId}',
    summary: 'One customer',
    auth: 'bearer',
    idempotent: false,
    params: z.strictObject({ customerId: Id }),
    success: {
      status: 200,
      description: 'The customer',
      body: { mediaType: 'application/json', schema: Customer },
      headers: ['ETag'],
    },
    refusals: [],
  },
  listProjects: {
    group: 'Customers',
    method: 'GET',
    path: '/projects',
    summary: 'Projects of the store',
    auth: 'bearer',
    idempotent: false,
    query: z.strictObject({ ...PageQuery.shape, customerId: Id.optional() }),
    success: {
      status: 200,
      description: 'A page',
      body: { mediaType: 'application/json', schema: pageOf(Project) },
    },
    refusals: [],
  },
  createProject: {
    group: 'Customers',
    method: 'POST',
    path: '/projects',
    summary: 'Create a project',
    auth: 'bearer',
    idempotent: true,
    body: { mediaType: 'application/json', schema: NewProject },
    success: {
      status: 201,
      description: 'Created',
      body: { mediaType: 'application/json', schema: Project },
      headers: ['Location'],
    },
    refusals: ['promob-link-required', 'not-found'],
  },
  getProject: {
    group: 'Customers',
    method: 'GET',
    path: '/projects/{projectId}',
    summary: 'One project',
    auth: 'bearer',
    idempotent: false,
    params: z.strictObject({ projectId: Id }),
    success: {
      status: 200,
      description: 'The project',
      body: { mediaType: 'application/json', schema: Project },
    },
    refusals: [],
  },
});
