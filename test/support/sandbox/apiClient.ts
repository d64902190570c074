import { createHash, randomUUID } from 'node:crypto';
import { contentDigest } from '../../../shared/api/digest.ts';
import type { OperationId, RequestOf, ResponseOf } from '../../../shared/api/operations.ts';
import { buildPath, operationOf } from '../../../shared/api/operations.ts';
import type { Problem } from '../../../shared/api/problem.ts';
import { signInByForm } from './signInByForm.ts';
import { signInToSandbox } from './signInToSandbox.ts';

/** An answer as it came. */
export interface ApiAnswer<Op extends OperationId> {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON value or the bytes, where it succeeded. */
  readonly body: ResponseOf<Op>;
  /** The problem, where it was refused. */
  readonly problem: Problem | undefined;
}

/** A request of an operation, the idempotency key made where none is given; `headers` overrule. */
export type ApiRequest<Op extends OperationId> = Omit<RequestOf<Op>, 'idempotencyKey'> & {
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

type Loose = {
  params?: unknown;
  query?: unknown;
  body?: unknown;
  idempotencyKey?: string;
  ifMatch?: string;
  headers?: Record<string, string>;
};

function headersOf(op: OperationId, token: string | undefined, request: Loose): Record<string, string> {
  const operation = operationOf(op);
  const bytes = request.body instanceof Uint8Array ? request.body : undefined;
  const digest =
    operation.body !== undefined &&
    'digest' in operation.body &&
    operation.body.digest &&
    bytes !== undefined;
  return {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(operation.idempotent ? { 'idempotency-key': request.idempotencyKey ?? randomUUID() } : {}),
    ...(operation.body === undefined ? {} : { 'content-type': operation.body.mediaType }),
    ...(digest ? { 'content-digest': contentDigest(createHash('sha256').update(bytes).digest('hex')) } : {}),
    ...(request.ifMatch === undefined ? {} : { 'if-match': `"${request.ifMatch}"` }),
    // A sandbox may be restarted between two requests: no connection outlives its request.
    connection: 'close',
    ...request.headers,
  };
}

export type ApiClient = ReturnType<typeof apiClient>;

/** A plain client of the contract for tests of the sandbox: sends what it is told, judges nothing. */
export function apiClient(foccolojas: string, token: string | undefined) {
  async function call<Op extends OperationId>(op: Op, request: ApiRequest<Op>): Promise<ApiAnswer<Op>> {
    const loose = request as Loose;
    const operation = operationOf(op);
    const path = buildPath(op, loose.params as never, loose.query as never);
    const body =
      loose.body === undefined
        ? undefined
        : loose.body instanceof Uint8Array
          ? loose.body
          : JSON.stringify(loose.body);
    const response = await fetch(foccolojas + path, {
      method: operation.method,
      headers: headersOf(op, token, loose),
      ...(body === undefined ? {} : { body: body as NonNullable<RequestInit['body']> }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const json = response.headers.get('content-type')?.includes('json') === true;
    const value = (json ? JSON.parse(new TextDecoder().decode(bytes)) : bytes) as unknown;
    const empty = operation.success.body === undefined;
    return {
      status: response.status,
      headers: response.headers,
      body: (response.ok && empty ? undefined : value) as ResponseOf<Op>,
      problem: response.ok ? undefined : (value as Problem),
    };
  }

  /** The body of an answer that must be a success. */
  async function ok<Op extends OperationId>(op: Op, request: ApiRequest<Op>): Promise<ResponseOf<Op>> {
    const answer = await call(op, request);
    if (answer.problem !== undefined) {
      throw new Error(
        `${op} was refused: ${answer.status} ${answer.problem.code} ${answer.problem.detail ?? ''}`,
      );
    }
    return answer.body;
  }

  /** Status and code of an answer that must be a refusal, as "409 quote-outdated". */
  async function refused<Op extends OperationId>(op: Op, request: ApiRequest<Op>): Promise<string> {
    const answer = await call(op, request);
    return answer.problem === undefined
      ? `${answer.status} (not refused)`
      : `${answer.status} ${answer.problem.code}`;
  }

  /** Links the user with the Promob user of a name, through Promob's own form. */
  async function link(promobUser: string, password = 'elo'): Promise<void> {
    const { attemptId, authorizationUrl } = await ok('startPromobLink', {});
    await signInByForm(authorizationUrl, promobUser, password);
    const { state } = await ok('getPromobLinkAttempt', { params: { attemptId } });
    if (state !== 'linked') throw new Error(`linking ended ${state}`);
  }

  return { call, ok, refused, link, token };
}

/** A client of a user who signed in by the form and, unless told otherwise, linked his Promob user. */
export async function signedInClient(
  foccolojas: string,
  username: string,
  linked = true,
): Promise<ApiClient> {
  const { accessToken } = await signInToSandbox(foccolojas, username);
  const client = apiClient(foccolojas, accessToken);
  if (linked) await client.link(username);
  return client;
}
