import { isDeepStrictEqual } from 'node:util';
import type { CustomerView, ProjectView } from '../../../shared/contract/schemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { checkNewCustomer, faultsInDetails } from '../../../shared/domain/newCustomer.ts';
import type { NewCustomer } from '../../../shared/domain/newCustomer.ts';
import type { CustomerRow, Delivery, ProjectRow } from '../ledger/types.ts';
import type { Catalogue } from './catalogue.ts';
import { creationLane } from './creationLane.ts';
import { receiptOf } from './handOver.ts';
import { actTimeoutMs } from './ports.ts';
import type { EnvironmentsContext } from './ports.ts';

/** Customers and projects: FoccoLojas' own, and those made here that are still on their way to it. */
export interface Customers {
  list(): CustomerView[];
  projects(): ProjectView[];
  /**
   * Makes a customer. What Promob would refuse is refused here, before anything is queued; where FoccoLojas cannot be
   * reached he is kept, goes before what depends on him, and is answered as `waiting`.
   * @throws EloError `customer-invalid` with `details.fields`, or FoccoLojas' own refusal
   */
  create(typed: NewCustomer): Promise<CustomerView>;
  /**
   * Makes a project of a customer, also of one that is waiting himself.
   * @throws EloError `customer-not-found`, or FoccoLojas' own refusal
   */
  createProject(input: { readonly customerId: string; readonly name: string }): Promise<ProjectView>;
}

/** Somebody stands before the screen: so often it is looked whether there is a line at all. */
const lookMs = 250;
/** One that FoccoLojas did not take for this long is told as waiting: it goes on without whoever asked. */
const troubledMs = 3_000;
/** A refusal nobody was told of in person stays in the list for a week. */
const tellRefusalMs = 7 * 24 * 60 * 60_000;

export function customerView(customer: CustomerRow): CustomerView {
  const status = customer.body['promobStatus'];
  return {
    customerId: customer.customerId,
    name: customer.name,
    ...(status === 'pending' || status === 'available' ? { promobStatus: status } : {}),
  };
}

export function projectView(project: ProjectRow): ProjectView {
  const customerName = project.body['customerName'];
  return {
    projectId: project.projectId,
    customerId: project.customerId,
    name: project.name,
    customerName: typeof customerName === 'string' ? customerName : '',
  };
}

/** A text of what was asked for; empty where it holds none. */
function asked(row: Delivery, field: 'name' | 'customerId' | 'customerName'): string {
  const value = row.payload[field];
  return typeof value === 'string' ? value : '';
}

/** How far something made here is on its way: `waiting`, or what it was refused for. */
function progress(row: Delivery): Pick<CustomerView, 'waiting' | 'refused'> {
  if (row.state === 'kept' || row.state === 'sending') return { waiting: true };
  const fields = row.receipt?.['fields'];
  return {
    refused: {
      code: row.reason ?? 'not-delivered',
      ...(typeof fields === 'string' ? { fields } : {}),
      at: row.sentAt ?? row.createdAt,
    },
  };
}

export function createCustomers(context: EnvironmentsContext, catalogue: Catalogue): Customers {
  const { ledger, delivery, clock } = context;

  /** What was made here and is not in FoccoLojas' own list yet. */
  const underway = (kind: 'customer' | 'project'): Delivery[] =>
    ledger.outbox.creations(['kept', 'sending', 'needs-attention', 'refused']).filter(
      (row) =>
        row.kind === kind &&
        // A refusal that its maker saw is no news.
        (row.state !== 'refused' ||
          (clock.now() - Date.parse(row.createdAt) < tellRefusalMs && !told(row.deliveryId))),
    );

  const toldKey = (deliveryId: string): string => `refusal-told ${deliveryId}`;
  const told = (deliveryId: string): boolean => ledger.values.get(toldKey(deliveryId)) === true;

  const waitingCustomer = (row: Delivery): CustomerView => ({
    customerId: row.deliveryId,
    name: asked(row, 'name'),
    ...progress(row),
  });

  const list = (): CustomerView[] => [
    ...underway('customer').map(waitingCustomer),
    ...ledger.catalogue.customers.list().map(customerView),
  ];

  const customerNamed = (customerId: string): string | null =>
    list().find((known) => known.customerId === customerId && known.refused === undefined)?.name ?? null;

  const waitingProject = (row: Delivery): ProjectView => {
    const customerId = asked(row, 'customerId');
    return {
      projectId: row.deliveryId,
      customerId,
      name: asked(row, 'name'),
      customerName: customerNamed(customerId) ?? asked(row, 'customerName'),
      ...progress(row),
    };
  };

  /** It was sent, and is back in the queue: FoccoLojas or what lies before it did not take it. */
  const triedInVain = (deliveryId: string): boolean => {
    const now = ledger.outbox.byId(deliveryId);
    return now !== null && now.state === 'kept' && now.attempts > 0;
  };

  /** Waits for its end while there is a line; `null`: it goes by itself when there is one again. */
  const decided = async (row: Delivery): Promise<Delivery | null> => {
    delivery.kick();
    const began = clock.monotonic();
    for (;;) {
      try {
        return await delivery.whenFinal(row.deliveryId, { timeoutMs: lookMs });
      } catch (error) {
        if (!(error instanceof EloError && error.code === 'still-waiting')) throw error;
        const waited = clock.monotonic() - began;
        if (error.details['paused'] === 'offline' || waited > actTimeoutMs) return null;
        if (waited > troubledMs && triedInVain(row.deliveryId)) return null;
      }
    }
  };

  /** The id FoccoLojas gave, or `null` where it is still on its way. */
  const make = async (
    kind: 'customer' | 'project',
    payload: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly row: Delivery; readonly id: string | null }> => {
    // The same once more while it waits (a command repeated, a button pressed twice) is the same one.
    const waiting = ledger.outbox
      .creations(['kept', 'sending'])
      .find((known) => known.kind === kind && isDeepStrictEqual(known.payload, payload));
    const row = waiting ?? ledger.outbox.add({ kind, lane: creationLane, payload });
    context.onCustomers();
    const end = await decided(row);
    if (end === null) return { row, id: null };
    if (end.state === 'refused') ledger.values.set(toldKey(row.deliveryId), true);
    try {
      return { row, id: String(receiptOf(end)['id']) };
    } finally {
      context.onCustomers();
    }
  };

  return {
    list,
    projects: () => [
      ...underway('project').map(waitingProject),
      ...ledger.catalogue.projects.list().map(projectView),
    ],
    async create(typed) {
      const { customer, faults } = checkNewCustomer(typed);
      if (faults.length > 0) {
        throw new EloError('customer-invalid', 'Promob would refuse this customer', {
          details: { fields: faultsInDetails(faults) },
        });
      }
      const { row, id } = await make('customer', { ...customer });
      if (id === null) return waitingCustomer(row);
      await catalogue.refreshCustomers();
      const made = ledger.catalogue.customers.get(id);
      if (made !== null) return customerView(made);
      throw new EloError('unexpected-answer', 'FoccoLojas does not list the customer it just made');
    },
    async createProject({ customerId: given, name }) {
      // Whoever remembers him as he was made here: he has got another id since.
      const made = ledger.outbox.byId(given)?.receipt?.['id'];
      const customerId = typeof made === 'string' ? made : given;
      const customerName = customerNamed(customerId);
      if (customerName === null) throw new EloError('customer-not-found', 'there is no such customer');
      const { row, id } = await make('project', { customerId, name: name.trim(), customerName });
      if (id === null) return waitingProject(row);
      await catalogue.refreshCustomers();
      const project = ledger.catalogue.projects.get(id);
      if (project !== null) return projectView(project);
      throw new EloError('unexpected-answer', 'FoccoLojas does not list the project it just made');
    },
  };
}
