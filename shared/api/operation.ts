import type { z } from 'zod';
import type { ProblemCode } from './problem.ts';

/** Methods of the contract. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A body in JSON, described by a schema. */
export interface JsonBody {
  readonly mediaType: 'application/json';
  readonly schema: z.ZodType;
}

/** A body of raw bytes: a project file, or a listing in XML. */
export interface BytesBody {
  readonly mediaType: 'application/octet-stream' | 'application/xml';
  /** Largest body taken, in bytes. */
  readonly maxBytes: number;
  /** Whether the request must carry Content-Digest (RFC 9530); the bytes are refused when it does not match. */
  readonly digest: boolean;
}

/** An answer that is never complete: one event of server-sent events after the other. */
export interface StreamBody {
  readonly mediaType: 'text/event-stream';
  /** What the `data` of an event holds, as JSON. */
  readonly eventSchema: z.ZodType;
}

/** Headers an answer may carry besides its media type. */
export type AnswerHeader = 'ETag' | 'Location' | 'Content-Digest';

/** The one answer of an operation that succeeded. */
export interface Success {
  readonly status: 200 | 201 | 202 | 204;
  readonly description: string;
  /** Absent with 204. */
  readonly body?: JsonBody | BytesBody | StreamBody;
  readonly headers?: readonly AnswerHeader[];
}

/** One operation of the contract with FoccoLojas: the one source for document, sandbox and client. */
export interface Operation {
  readonly group: string;
  readonly method: Method;
  /** Below the base path, with `{name}` for each path parameter. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly description?: string;
  readonly auth: 'none' | 'bearer';
  /** Whether the request must carry Idempotency-Key; true of everything that changes something. */
  readonly idempotent: boolean;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: JsonBody | BytesBody;
  /** Whether If-Match with the resource's ETag is heeded. */
  readonly ifMatch?: true;
  /** Whether Last-Event-ID is heeded. */
  readonly lastEventId?: true;
  readonly success: Success;
  /** Refusals that are this operation's own; those common to all are added by `refusalsOf`. */
  readonly refusals: readonly ProblemCode[];
}

/** Keeps the literal types of a group of operations while checking them. */
export function operations<const Table extends Record<string, Operation>>(table: Table): Table {
  return table;
}

/** Every refusal an operation may answer: its own and those that follow from its shape. Sorted by code, no repeats. */
export function refusalsOf(operation: Operation): readonly ProblemCode[] {
  const codes = new Set<ProblemCode>([
    ...operation.refusals,
    'rate-limited',
    'server-error',
    'service-unavailable',
  ]);
  if (operation.auth === 'bearer') {
    codes.add('unauthenticated');
    codes.add('account-disabled');
    codes.add('account-expired');
  }
  // Whatever needs the user's link needs the store's account in the Portal, too.
  if (operation.refusals.includes('promob-link-required')) codes.add('store-not-linked');
  if (operation.idempotent) {
    codes.add('idempotency-key-missing');
    codes.add('idempotency-key-reused');
    codes.add('idempotency-in-progress');
  }
  if (operation.ifMatch) codes.add('version-token-mismatch');
  if (operation.params !== undefined) codes.add('not-found');
  if (operation.body !== undefined) {
    codes.add('payload-too-large');
    codes.add('unsupported-media-type');
    codes.add('validation-failed');
    codes.add('bad-request');
    if ('digest' in operation.body && operation.body.digest) codes.add('digest-mismatch');
  }
  if (operation.query !== undefined || operation.params !== undefined) codes.add('validation-failed');
  return [...codes].sort();
}
