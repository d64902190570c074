import type { OperationId } from '../../../../shared/api/operations.ts';
import {
  checkNameIsFree,
  createCustomer,
  createProject,
  startEnvironment,
} from '../../acts/catalogueActs.ts';
import { enter } from '../../acts/saveActs.ts';
import {
  customerView,
  environmentRow,
  environmentView,
  etag,
  jobView,
  projectView,
  tokenOf,
} from '../../acts/views.ts';
import { checkedCustomer } from '../../customerRules.ts';
import { Refusal } from '../../refusal.ts';
import type { World } from '../../world.ts';
import type { Handlers } from '../call.ts';
import { locationOf } from './accountRoutes.ts';
import { pageOfRows } from './paging.ts';

type CatalogueOps =
  | Extract<
      OperationId,
      'listCustomers' | 'createCustomer' | 'getCustomer' | 'listProjects' | 'createProject' | 'getProject'
    >
  | Extract<
      OperationId,
      'listEnvironments' | 'createEnvironment' | 'getJob' | 'getEnvironment' | 'listItems'
    >;

/** Customers, projects, environments. */
export function catalogueRoutes(world: World): Handlers<CatalogueOps> {
  return {
    listCustomers: {
      run: ({ query }) => ({
        body: pageOfRows(query, (after, limit) => world.catalogue.customers(after, limit), customerView),
      }),
    },
    createCustomer: {
      link: true,
      run({ body, idempotencyKey }) {
        const checked = checkedCustomer(body);
        checkNameIsFree(world, checked.name);
        const customer = createCustomer(world, checked);
        enter(world, { kind: 'customer', idempotencyKey, environmentId: null });
        return {
          body: customer,
          headers: { ...etag(customer.versionToken), ...locationOf(`/customers/${customer.id}`) },
        };
      },
    },
    getCustomer: {
      run({ params }) {
        const row = world.catalogue.customer(params.customerId);
        if (row === undefined) throw new Refusal('not-found', 'no such customer');
        return { body: customerView(row), headers: etag(tokenOf(row)) };
      },
    },
    listProjects: {
      run: ({ query }) => ({
        body: pageOfRows(
          query,
          (after, limit) => world.catalogue.projects(after, limit, query.customerId),
          projectView,
        ),
      }),
    },
    createProject: {
      link: true,
      run({ body }) {
        const project = createProject(world, body);
        return { body: project, headers: locationOf(`/projects/${project.id}`) };
      },
    },
    getProject: {
      run({ params }) {
        const row = world.catalogue.project(params.projectId);
        if (row === undefined) throw new Refusal('not-found', 'no such project');
        return { body: projectView(row) };
      },
    },
    listEnvironments: {
      run: ({ query }) => ({
        body: pageOfRows(
          query,
          (after, limit) => world.catalogue.environments(after, limit, query.projectId),
          (row) => environmentView(world, row),
        ),
      }),
    },
    createEnvironment: {
      link: true,
      run({ body, idempotencyKey }) {
        const { jobId, environmentId } = startEnvironment(world, body);
        enter(world, { kind: 'environment', idempotencyKey, environmentId });
        return { body: { jobId, state: 'queued' }, headers: locationOf(`/jobs/${jobId}`) };
      },
    },
    getJob: {
      run({ params }) {
        const row = world.catalogue.job(params.jobId);
        if (row === undefined) throw new Refusal('not-found', 'no such job');
        return { body: jobView(row) };
      },
    },
    getEnvironment: {
      run({ params }) {
        const row = environmentRow(world, params.environmentId);
        return { body: environmentView(world, row), headers: etag(tokenOf(row)) };
      },
    },
    listItems: {
      run({ params }) {
        const { id } = environmentRow(world, params.environmentId);
        const byPromob = world.work.promobItems(id).map(({ item }) => item);
        return { body: { items: [...byPromob, ...world.work.manualItems(id)] } };
      },
    },
  };
}
