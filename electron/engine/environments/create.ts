import { EloError } from '../../../shared/domain/eloError.ts';
import type { CustomerRow, Delivery } from '../ledger/types.ts';
import type { Catalogue } from './catalogue.ts';
import { receiptOf } from './handOver.ts';
import { actTimeoutMs } from './ports.ts';
import type { EnvironmentsContext } from './ports.ts';

/** Customers, projects and environments are made in the order they were asked for: what depends on another comes later. */
export const creationLane = 'creation';

export interface NewCustomerInput {
  readonly name: string;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly document?: string | undefined;
}

async function create(
  context: EnvironmentsContext,
  kind: 'customer' | 'environment',
  body: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const row: Delivery = context.ledger.outbox.add({ kind, lane: creationLane, payload: body });
  context.delivery.kick();
  return receiptOf(await context.delivery.whenFinal(row.deliveryId, { timeoutMs: actTimeoutMs }));
}

/** Creates a customer in FoccoLojas; offline it is queued and the answer is `still-waiting`. */
export async function createCustomer(
  context: EnvironmentsContext,
  catalogue: Catalogue,
  input: NewCustomerInput,
): Promise<CustomerRow> {
  const body = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const receipt = await create(context, 'customer', body);
  await catalogue.refreshCustomers();
  const made = context.ledger.catalogue.customers.get(String(receipt['id']));
  if (made === null)
    throw new EloError('unexpected-answer', 'FoccoLojas does not list the customer it just made');
  return made;
}
