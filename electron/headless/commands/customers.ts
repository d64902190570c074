import { text } from '../../../shared/text/text.ts';
import type { CustomerView } from '../../../shared/contract/schemas.ts';
import type { CommandRun } from '../commandContext.ts';
import { textOption } from '../commandContext.ts';
import { table } from '../table.ts';

function customersInWords(customers: readonly CustomerView[]): string {
  return table(
    [{ title: text('col.customer-id') }, { title: text('col.customer') }, { title: text('col.promob') }],
    customers.map((customer) => [
      customer.customerId,
      customer.name,
      customer.promobStatus === undefined ? '' : text(`customer.${customer.promobStatus}`),
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

export const listProjects: CommandRun = async (context) => {
  const projects = await (await context.client()).projects.list({}, { signal: context.signal });
  context.output.result(projects, () =>
    table(
      [{ title: text('col.project-id') }, { title: text('col.customer') }, { title: text('col.project') }],
      projects.map((project) => [project.projectId, project.customerName, project.name]),
      text('cli.projects.none'),
    ),
  );
};
