import { text, word } from '../../../shared/text/text.ts';
import type { CustomerView, ProjectView } from '../../../shared/contract/schemas.ts';
import type { CommandRun } from '../commandContext.ts';
import { textOption } from '../commandContext.ts';
import { table } from '../table.ts';

/** Where he is: not in FoccoLojas yet, or how far on his way to Promob. */
function statusOf(customer: Pick<CustomerView, 'promobStatus' | 'waiting' | 'refused'>): string {
  if (customer.refused !== undefined) return 'refused';
  return customer.waiting === true ? 'waiting' : (customer.promobStatus ?? '');
}

function customersInWords(customers: readonly CustomerView[]): string {
  return table(
    [{ title: text('col.customer-id') }, { title: text('col.customer') }, { title: text('col.promob') }],
    customers.map((customer) => [
      customer.customerId,
      customer.name,
      word('customer-status', statusOf(customer)),
    ]),
    text('cli.customers.none'),
  );
}

export const listCustomers: CommandRun = async (context) => {
  const customers = await (await context.client()).customers.list({}, { signal: context.signal });
  context.output.result(customers, () => customersInWords(customers));
};

export const createCustomer: CommandRun = async (context, _args, options) => {
  const client = await context.client();
  const optional = Object.fromEntries(
    (['email', 'phone', 'document'] as const).flatMap((name) => {
      const value = textOption(options, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const customer = await client.customers.create(
    { name: String(options['name']), ...optional },
    { signal: context.signal },
  );
  context.output.result(customer, () => customersInWords([customer]));
};

function projectsInWords(projects: readonly ProjectView[]): string {
  return table(
    [
      { title: text('col.project-id') },
      { title: text('col.customer') },
      { title: text('col.project') },
      { title: '' },
    ],
    projects.map((project) => [
      project.projectId,
      project.customerName,
      project.name,
      word('customer-status', statusOf(project)),
    ]),
    text('cli.projects.none'),
  );
}

export const listProjects: CommandRun = async (context) => {
  const projects = await (await context.client()).projects.list({}, { signal: context.signal });
  context.output.result(projects, () => projectsInWords(projects));
};

export const createProject: CommandRun = async (context, _args, options) => {
  const input = { customerId: String(options['customer']), name: String(options['name']) };
  const project = await (await context.client()).projects.create(input, { signal: context.signal });
  context.output.result(project, () => projectsInWords([project]));
};
