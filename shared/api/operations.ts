import type { z } from 'zod';
import { accountOperations } from './account.ts';
import { BASE_PATH } from './common.ts';
import { customerOperations } from './customers.ts';
import { disagreementOperations } from './disagreements.ts';
import { environmentOperations } from './environments.ts';
import { eventOperations } from './events.ts';
import { negotiationOperations } from './negotiations.ts';
import { notificationOperations } from './notifications.ts';
import type { BytesBody, JsonBody, Operation, StreamBody } from './operation.ts';
import { receiptOperations } from './receipts.ts';
import { saveOperations } from './saves.ts';
import { storeOperations } from './store.ts';
import { versionOperations } from './versions.ts';

/** Every operation of the contract with FoccoLojas by its operationId: the one source of document, sandbox and client. */
export const OPERATIONS = {
  ...accountOperations,
  ...storeOperations,
  ...customerOperations,
  ...environmentOperations,
  ...saveOperations,
  ...disagreementOperations,
  ...negotiationOperations,
  ...versionOperations,
  ...notificationOperations,
  ...eventOperations,
  ...receiptOperations,
} as const;

/** Name of an operation. */
export type OperationId = keyof typeof OPERATIONS;

/** All names, in the order of the document. */
export const OPERATION_IDS = Object.keys(OPERATIONS) as readonly OperationId[];

/** The operation of a name, with the general type (for code that treats all alike). */
export function operationOf(id: OperationId): Operation {
  return OPERATIONS[id];
}

type Table = typeof OPERATIONS;
type Flatten<T> = { readonly [K in keyof T]: T[K] };

type ParamsPart<O> = O extends { params: infer S extends z.ZodType } ? { params: z.output<S> } : unknown;
type QueryPart<O> = O extends { query: infer S extends z.ZodType }
  ? Partial<z.output<S>> extends z.output<S>
    ? { query?: z.output<S> }
    : { query: z.output<S> }
  : unknown;
type BodyPart<O> = O extends { body: infer B }
  ? B extends { schema: infer S extends z.ZodType }
    ? { body: z.output<S> }
    : B extends BytesBody
      ? { body: Uint8Array }
      : unknown
  : unknown;
type KeyPart<O> = O extends { idempotent: true } ? { idempotencyKey: string } : unknown;
type MatchPart<O> = O extends { ifMatch: true } ? { ifMatch?: string } : unknown;
type PlacePart<O> = O extends { lastEventId: true } ? { lastEventId?: string } : unknown;

/** What a call of an operation takes: `params`, `query`, `body` (JSON value or bytes), `idempotencyKey`, `ifMatch` (a version token), as it has them. */
export type RequestOf<Op extends OperationId> = Flatten<
  ParamsPart<Table[Op]> &
    QueryPart<Table[Op]> &
    BodyPart<Table[Op]> &
    KeyPart<Table[Op]> &
    MatchPart<Table[Op]> &
    PlacePart<Table[Op]>
>;

type Answer<S> = S extends { body: infer B }
  ? B extends { schema: infer Schema extends z.ZodType }
    ? z.output<Schema>
    : B extends BytesBody
      ? Uint8Array
      : B extends { eventSchema: infer Event extends z.ZodType }
        ? AsyncIterable<z.output<Event>>
        : undefined
  : undefined;

/** What an operation answers when it succeeds: a JSON value, bytes, a stream of events, or nothing. */
export type ResponseOf<Op extends OperationId> = Answer<Table[Op]['success']>;

/** Names of the operations whose success is a JSON value. */
export type JsonOperationId = {
  [Op in OperationId]: Table[Op]['success'] extends { body: JsonBody } ? Op : never;
}[OperationId];

/** Names of the operations whose success is a file. */
export type FileOperationId = {
  [Op in OperationId]: Table[Op]['success'] extends { body: BytesBody } ? Op : never;
}[OperationId];

/** Names of the operations whose success is a stream. */
export type StreamOperationId = {
  [Op in OperationId]: Table[Op]['success'] extends { body: StreamBody } ? Op : never;
}[OperationId];

type ParamsOf<Op extends OperationId> = RequestOf<Op> extends { readonly params: infer P } ? P : undefined;
type QueryOf<Op extends OperationId> = RequestOf<Op> extends { readonly query?: infer Q } ? Q : undefined;

/**
 * Path and query of a call, from the origin on (`/api/comercial/v1/…`), every value percent-encoded.
 * @throws RangeError when a path parameter is missing, or is `.` or `..` (which no encoding keeps from being a step in
 * the path), since the path would be another resource's.
 */
export function buildPath<Op extends OperationId>(
  op: Op,
  params?: ParamsOf<Op>,
  query?: QueryOf<Op>,
): string {
  const values = new Map(Object.entries(params ?? {}));
  const path = operationOf(op).path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const value = values.get(name);
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '') {
      throw new RangeError(`path parameter ${name} of ${op} is missing`);
    }
    if (value === '.' || value === '..') {
      throw new RangeError(`path parameter ${name} of ${op} is a step in the path`);
    }
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      search.append(name, String(value));
    }
  }
  const text = search.toString();
  return BASE_PATH + path + (text === '' ? '' : `?${text}`);
}
