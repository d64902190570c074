import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OperationId, RequestOf, ResponseOf } from '../../../shared/api/operations.ts';
import type { Refusal } from '../refusal.ts';
import type { User } from '../store/peopleStore.ts';
import type { ReceivedFile } from './bodies.ts';

type PartOf<Op extends OperationId, Name extends string> =
  RequestOf<Op> extends { readonly [K in Name]: infer P }
    ? P
    : RequestOf<Op> extends { readonly [K in Name]?: infer P }
      ? NonNullable<P>
      : undefined;

/** A checked call of an operation, as its handler gets it. */
export interface Call<Op extends OperationId> {
  readonly user: User;
  readonly params: PartOf<Op, 'params'>;
  readonly query: PartOf<Op, 'query'>;
  /** The JSON value; undefined where the operation takes a file. */
  readonly body: PartOf<Op, 'body'> extends Uint8Array ? undefined : PartOf<Op, 'body'>;
  /** The file on disk, where the operation takes one. */
  readonly file: ReceivedFile | undefined;
  readonly idempotencyKey: string;
  /** Refuses with version-token-mismatch when If-Match came and names another token. */
  readonly matchToken: (token: string) => void;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A file of the store as answer. */
export interface FileAnswer {
  readonly contentId: number;
}

type BodyOf<Op extends OperationId> = ResponseOf<Op> extends Uint8Array ? FileAnswer : ResponseOf<Op>;

/** What a handler answers: the body with headers, or a refusal that leaves its effects in place. */
export type Answer<Op extends OperationId> =
  | { readonly body: BodyOf<Op>; readonly headers?: Readonly<Record<string, string>> }
  | { readonly refusal: Refusal };

/** How an operation is done: what needs waiting first (`prepare`), then all at once in one transaction (`run`). */
export interface Handler<Op extends OperationId, Prepared = unknown> {
  /** Whether a linked Promob user is needed (rules 2 and 3). */
  readonly link?: true;
  prepare?(call: Call<Op>): Promise<Prepared>;
  run(call: Call<Op>, prepared: Prepared): Answer<Op>;
}

/** Handlers of some operations; every operation of the contract is in exactly one such table. */
export type Handlers<Ops extends OperationId> = { readonly [Op in Ops]: Handler<Op> };

/** Keeps what `prepare` answers in step with what `run` takes. */
export function handler<Op extends OperationId, Prepared = undefined>(
  given: Handler<Op, Prepared>,
): Handler<Op> {
  return given;
}
