import { z } from 'zod';
import type { Occurrence } from '../../../shared/api/negotiations.ts';
import type { OccurrenceView } from '../../../shared/contract/schemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { OccurrenceRow } from '../ledger/types.ts';
import { askedAssistances } from './askedAssistance.ts';
import { everyPage } from './catalogue.ts';
import { environmentViews } from './environmentView.ts';
import type { EnvironmentsContext } from './ports.ts';

const pageSize = 100;

const money = /^-?\d{1,15}(\.\d{1,6})?$/;

/** What is read of FoccoLojas' answer; a field that is another than agreed is left out, never the occurrence. */
const bodySchema = z.object({
  description: z.string().catch(''),
  environmentName: z.string().optional().catch(undefined),
  createdAt: z.iso.datetime().optional().catch(undefined),
  assistanceEnvironmentId: z.string().optional().catch(undefined),
  assistanceEnvironmentName: z.string().optional().catch(undefined),
  items: z
    .array(
      z.object({
        id: z.string(),
        description: z.string(),
        quantity: z.string(),
        total: z.string().regex(money),
      }),
    )
    .catch([]),
});

const rowOf = (occurrence: Occurrence): OccurrenceRow => ({
  occurrenceId: occurrence.id,
  environmentId: occurrence.environmentId,
  number: occurrence.number,
  body: { ...occurrence },
});

type ReadContext = Pick<EnvironmentsContext, 'ledger' | 'client' | 'onChanged'>;

/** The occurrences of one environment as FoccoLojas has them now. */
export async function readOccurrences(context: ReadContext, environmentId: string): Promise<void> {
  const { items } = await context.client
    .listOccurrences({ params: { environmentId } })
    .catch((error: unknown) => {
      if (!(error instanceof EloError) || error.code !== 'not-found') throw error;
      throw new EloError('environment-not-found', `FoccoLojas has no environment ${environmentId}`, {
        cause: error,
      });
    });
  if (context.ledger.occurrences.replace(environmentId, items.map(rowOf))) context.onChanged(environmentId);
}

/** All occurrences of the store. */
export async function readAllOccurrences(context: ReadContext): Promise<void> {
  const all = await everyPage((cursor) =>
    context.client.listAllOccurrences({
      query: { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
    }),
  );
  if (context.ledger.occurrences.replace(null, all.map(rowOf))) context.onChanged();
}

/** The id and name of the environment an occurrence's assistance has; `null` where it has none. */
export function assistanceOf(
  row: OccurrenceRow,
): { readonly environmentId: string; readonly name: string } | null {
  const { assistanceEnvironmentId: id, assistanceEnvironmentName: name } = bodySchema.parse(row.body);
  return id === undefined ? null : { environmentId: id, name: name ?? id };
}

/** Occurrences as clients see them, with what this machine is doing about each. */
export function occurrenceViews(ledger: Ledger, environmentId?: string): OccurrenceView[] {
  const rows = ledger.occurrences.list(environmentId);
  const asked = askedAssistances(ledger);
  const names = ledger.home.environmentNames(rows.map((row) => row.environmentId));
  return rows.map((row) => {
    const { description, createdAt, items, environmentName } = bodySchema.parse(row.body);
    const own = asked[row.occurrenceId];
    const made = assistanceOf(row);
    const [environment] =
      made === null ? [] : environmentViews(ledger, [...known(ledger, made.environmentId)]);
    const fileId = environment?.fileId;
    const path = fileId === undefined ? undefined : ledger.files.byId(fileId)?.path;
    const name = environmentName ?? names.get(row.environmentId)?.name;
    const customerName = names.get(row.environmentId)?.customerName ?? null;
    const delivery = own === undefined ? null : ledger.outbox.byId(own.deliveryId);
    return {
      id: row.occurrenceId,
      number: row.number,
      description,
      environmentId: row.environmentId,
      ...(name === undefined ? {} : { environmentName: name }),
      ...(customerName === null ? {} : { customerName }),
      ...(createdAt === undefined ? {} : { createdAt }),
      state: stateOf(delivery?.state, made !== null, items.length > 0),
      items,
      ...(made === null
        ? {}
        : {
            assistance: {
              environmentId: made.environmentId,
              name: environment?.name ?? made.name,
              ...(environment?.due === undefined ? {} : { due: environment.due }),
              ...(path === undefined ? {} : { path }),
            },
          }),
      ...(own?.problem === undefined ? {} : { problem: own.problem }),
    };
  });
}

function* known(
  ledger: Ledger,
  environmentId: string,
): Generator<NonNullable<ReturnType<Ledger['catalogue']['environments']['get']>>> {
  const row = ledger.catalogue.environments.get(environmentId);
  if (row !== null) yield row;
}

function stateOf(delivery: string | undefined, made: boolean, byHand: boolean): OccurrenceView['state'] {
  if (delivery === 'received') return 'making-file';
  if (made) return 'in-promob';
  if (delivery !== undefined) return 'asked';
  return byHand ? 'by-hand' : 'open';
}
