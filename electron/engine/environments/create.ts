import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { CustomerRow, Delivery, EnvironmentRow } from '../ledger/types.ts';
import { writeFileAtomically } from '../platform/atomicFile.ts';
import { bind } from './bind.ts';
import type { Catalogue } from './catalogue.ts';
import { receiptOf } from './handOver.ts';
import { actTimeoutMs, lookTimeoutMs, settleTimeoutMs } from './ports.ts';
import type { EnvironmentsContext } from './ports.ts';

/** Customers, projects and environments are made in the order they were asked for: what depends on another comes later. */
export const creationLane = 'creation';

/** FoccoLojas makes environments in the background; asked about four times a second until it is there. */
const jobPollMs = 250;

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

async function environmentOfJob(context: EnvironmentsContext, jobId: string): Promise<string> {
  const until = context.clock.monotonic() + actTimeoutMs;
  for (;;) {
    const job = await context.client.getJob({ params: { jobId } });
    if (job.state === 'done' && job.environmentId !== undefined) return job.environmentId;
    if (job.state === 'failed')
      throw new EloError('environment-not-created', 'FoccoLojas could not make the environment');
    if (context.clock.monotonic() > until) {
      throw new EloError('still-waiting', 'FoccoLojas is still making the environment', { retryable: true });
    }
    await new Promise<void>((resolve) => {
      context.clock.after(jobPollMs, resolve);
    });
  }
}

/** Where a new environment's file may be made: asked for by the user, in a watched folder, never over another file. */
function checkNewFile(context: EnvironmentsContext, path: string): void {
  if (extname(path).toLowerCase() !== '.promob') {
    throw new EloError('not-a-project-name', 'a project file ends in .promob', {
      remedy: 'choose-another-file',
    });
  }
  if (!context.watch.watches(path)) {
    throw new EloError('file-not-watched', 'the file lies in no watched folder', {
      remedy: 'choose-another-file',
    });
  }
  if (existsSync(path)) {
    throw new EloError('file-exists', 'there is a file at that place already', {
      remedy: 'choose-another-file',
    });
  }
}

/**
 * Creates an environment and waits until FoccoLojas has made it. With a path, its project file starts as a copy of the
 * store's blank project and is bound.
 */
export async function createEnvironment(
  context: EnvironmentsContext,
  catalogue: Catalogue,
  input: { readonly projectId: string; readonly name: string; readonly file?: string | undefined },
): Promise<EnvironmentRow> {
  if (input.file !== undefined) checkNewFile(context, input.file);
  const blank = input.file === undefined ? null : await context.client.getBlankProject({});
  const receipt = await create(context, 'environment', { projectId: input.projectId, name: input.name });
  const environmentId = await environmentOfJob(context, String(receipt['jobId']));
  const made = await catalogue.refreshEnvironment(environmentId);
  if (input.file === undefined || blank === null) return made;

  writeFileAtomically(input.file, blank);
  await context.watch.lookNow(lookTimeoutMs);
  await context.watch.settled([input.file], settleTimeoutMs);
  // Elo made this file for this environment: binding settles the question its well-known identity raises.
  return bind(context, catalogue, { environmentId, file: input.file });
}
