import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { BASE_PATH, MAX_JSON_BYTES } from '../../../shared/api/common.ts';
import { contentDigest, digestSha256 } from '../../../shared/api/digest.ts';
import type { Operation } from '../../../shared/api/operation.ts';
import { refusalsOf } from '../../../shared/api/operation.ts';
import type { OperationId } from '../../../shared/api/operations.ts';
import { OPERATION_IDS, operationOf } from '../../../shared/api/operations.ts';
import { textParameters } from '../../../shared/api/textParameters.ts';
import type { FieldFault } from '../refusal.ts';
import { Refusal } from '../refusal.ts';
import { refuseUnlinked, refuseUnlinkedStore, refuseWithoutAccess } from '../rules.ts';
import { accessOf, storeRecord } from '../storeRecord.ts';
import type { User } from '../store/peopleStore.ts';
import type { World } from '../world.ts';
import type { ReceivedFile } from './bodies.ts';
import { receiveFile, receiveText } from './bodies.ts';
import type { FileAnswer, Handler } from './call.ts';
import { isDuplicated } from './faults.ts';

/** Who a request comes from. */
export interface Caller {
  readonly user: User;
  readonly grantId: string | undefined;
}

export interface ApiOptions {
  readonly world: World;
  /** Handlers of all operations but the stream. */
  readonly handlers: Readonly<Record<string, Handler<OperationId>>>;
  /** The user of a bearer token, undefined where the token is none or over. */
  authenticate(token: string): Promise<Caller | undefined>;
  openStream(reply: FastifyReply, caller: Caller, lastEventId: string | undefined): void;
}

/** An answer ready to leave. */
interface Outcome {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text; null where there is no body or a file instead. */
  readonly text: string | null;
  readonly file?: FileAnswer;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function fieldFaults(error: z.ZodError, place: string): FieldFault[] {
  return error.issues.map((issue) => ({
    path: [place, ...issue.path.map(String)].join('.').slice(0, 300),
    code: issue.code.replaceAll('_', '-'),
    message: issue.message.slice(0, 500),
  }));
}

function checked(schema: z.ZodType | undefined, value: unknown, place: string): unknown {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Refusal('validation-failed', `the ${place} of the request is not as agreed`, {
    errors: fieldFaults(result.error, place),
  });
}

/** A path parameter that cannot be an id names nothing. */
function checkedParams(operation: Operation, request: FastifyRequest): unknown {
  const schema = operation.params;
  if (schema === undefined) return undefined;
  const result = schema.safeParse(textParameters(schema, request.params as Record<string, string>));
  if (result.success) return result.data;
  throw new Refusal('not-found', 'nothing has such an address');
}

function checkedQuery(operation: Operation, request: FastifyRequest): unknown {
  const schema = operation.query;
  if (schema === undefined) return {};
  const texts = Object.fromEntries(new URL(request.url, 'http://sandbox').searchParams);
  return checked(schema, textParameters(schema, texts), 'query');
}

/** What leaves must be what was agreed, no field more: a sandbox that answers freely would prove nothing. */
function strictText(id: string, operation: Operation, body: unknown): string | null {
  const success = operation.success.body;
  if (success === undefined) return null;
  if (success.mediaType !== 'application/json') throw new Error(`${id} answers no JSON`);
  const plain: unknown = JSON.parse(JSON.stringify(body));
  if (!isDeepStrictEqual(success.schema.parse(plain), plain))
    throw new Error(`${id} answers fields nobody agreed on`);
  return JSON.stringify(body);
}

function mediaTypeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

interface Body {
  readonly value: unknown;
  readonly file: ReceivedFile | undefined;
  readonly sha256: string;
}

async function receiveBody(operation: Operation, request: FastifyRequest, arrivals: string): Promise<Body> {
  const wanted = operation.body;
  if (wanted === undefined) {
    const bytes = await receiveText(request.raw, MAX_JSON_BYTES);
    return { value: undefined, file: undefined, sha256: createHash('sha256').update(bytes).digest('hex') };
  }
  const given = mediaTypeOf(request);
  const xml = wanted.mediaType === 'application/xml' && given === 'text/xml';
  if (given !== wanted.mediaType && !xml) {
    throw new Refusal('unsupported-media-type', `the body must be ${wanted.mediaType}`);
  }
  if (wanted.mediaType === 'application/json') {
    const bytes = await receiveText(request.raw, MAX_JSON_BYTES);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    let value: unknown;
    try {
      value = JSON.parse(bytes.toString('utf8'));
    } catch {
      throw new Refusal('bad-request', 'the body is no JSON');
    }
    return { value: checked(wanted.schema, value, 'body'), file: undefined, sha256 };
  }
  const header = request.headers['content-digest'];
  const expected = typeof header === 'string' ? digestSha256(header) : null;
  if (wanted.digest && expected === null) {
    const errors = [
      { path: 'header.Content-Digest', code: 'required', message: 'a sha-256 Content-Digest is needed' },
    ];
    throw new Refusal('validation-failed', 'Content-Digest is missing or not sha-256', { errors });
  }
  const file = await receiveFile(request.raw, arrivals, wanted.maxBytes);
  if (expected !== null && expected !== file.sha256) {
    await file.discard();
    throw new Refusal('digest-mismatch', 'the bytes that arrived are not those of Content-Digest');
  }
  return { value: undefined, file, sha256: file.sha256 };
}

function keyOf(operation: Operation, request: FastifyRequest): string {
  if (!operation.idempotent) return '';
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !UUID.test(key)) {
    throw new Refusal('idempotency-key-missing', 'Idempotency-Key with a UUID is needed');
  }
  return key.toLowerCase();
}

/** Sends an answer; a file goes out in its parts. */
function send(world: World, operation: Operation, reply: FastifyReply, outcome: Outcome): FastifyReply {
  reply.status(outcome.status).headers(outcome.headers);
  if (outcome.file !== undefined) {
    const stored = world.contents.find(outcome.file.contentId);
    if (stored === undefined) throw new Error('the bytes of an answer are missing');
    return reply
      .header('content-type', operation.success.body?.mediaType ?? 'application/octet-stream')
      .header('content-length', stored.bytes)
      .header('Content-Digest', contentDigest(stored.sha256))
      .send(Readable.from(world.contents.read(stored.id), { objectMode: false }));
  }
  if (outcome.text === null) return reply.send();
  return reply.header('content-type', 'application/json; charset=utf-8').send(outcome.text);
}

/** Answers a refusal as problem+json. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (refusal.code === 'unauthenticated') reply.header('www-authenticate', 'Bearer');
  if (refusal.retryAfter !== undefined) reply.header('retry-after', String(refusal.retryAfter));
  // The rest of a body that is too large is not waited for.
  if (refusal.code === 'payload-too-large') reply.header('connection', 'close');
  return reply
    .status(refusal.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(refusal.toProblem()));
}

/** Registers every operation of the contract; one without a handler is an error at start. */
export function registerApi(app: FastifyInstance, options: ApiOptions): void {
  const { world, handlers } = options;
  /** Keys whose first request is still on its way. */
  const running = new Set<string>();

  async function callerOf(operation: Operation, request: FastifyRequest): Promise<Caller | undefined> {
    if (operation.auth === 'none') return undefined;
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const caller = token === undefined ? undefined : await options.authenticate(token);
    if (caller === undefined) throw new Refusal('unauthenticated', 'sign in first');
    refuseWithoutAccess(accessOf(world, caller.user.id));
    return caller;
  }

  /** The stored answer of a key, or nothing; refuses the key with another request. */
  function replayed(key: string, fingerprint: string): Outcome | undefined {
    const kept = world.receipts.answer(key);
    if (kept === undefined) return undefined;
    if (kept.fingerprint !== fingerprint) {
      throw new Refusal('idempotency-key-reused', 'this key was used with another request');
    }
    return {
      status: kept.status,
      headers: { ...kept.headers, 'Idempotency-Replayed': 'true' },
      text: kept.body,
    };
  }

  async function handle(
    id: OperationId,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const operation = operationOf(id);
    const handler = handlers[id];
    if (handler === undefined) throw new Error(`${id} has no handler`);
    const caller = await callerOf(operation, request);
    const params = checkedParams(operation, request);
    const query = checkedQuery(operation, request);
    const key = keyOf(operation, request);
    if (key !== '' && running.has(key)) {
      throw new Refusal('idempotency-in-progress', 'the first request with this key is not finished');
    }
    if (key !== '') running.add(key);
    let body: Body | undefined;
    try {
      body = await receiveBody(operation, request, world.arrivals);
      const received = body;
      const fingerprint = createHash('sha256')
        .update(
          `${operation.method} ${request.url}\n${received.sha256}\n${request.headers['if-match'] ?? ''}`,
        )
        .digest('hex');
      const outcome = (): Promise<Outcome> =>
        execute(id, operation, handler, {
          key,
          fingerprint,
          caller,
          params,
          query,
          received,
          request,
          reply,
        });
      const first = await outcome();
      return send(world, operation, reply, isDuplicated(request.raw) ? await outcome() : first);
    } finally {
      if (key !== '') running.delete(key);
      await body?.file?.discard();
    }
  }

  interface Execution {
    readonly key: string;
    readonly fingerprint: string;
    readonly caller: Caller | undefined;
    readonly params: unknown;
    readonly query: unknown;
    readonly received: Body;
    readonly request: FastifyRequest;
    readonly reply: FastifyReply;
  }

  async function execute(
    id: OperationId,
    operation: Operation,
    handler: Handler<OperationId>,
    execution: Execution,
  ): Promise<Outcome> {
    const { key, fingerprint, request, received } = execution;
    const stored = key === '' ? undefined : replayed(key, fingerprint);
    if (stored !== undefined) return stored;
    const user = execution.caller === undefined ? undefined : world.people.user(execution.caller.user.id);
    if (handler.link === true && user !== undefined) {
      refuseUnlinkedStore(storeRecord(world).portalState);
      refuseUnlinked(user);
    }
    const ifMatch = request.headers['if-match'];
    const call = {
      user,
      params: execution.params,
      query: execution.query,
      body: received.value,
      file: received.file,
      idempotencyKey: key,
      matchToken(token: string): void {
        if (
          ifMatch !== undefined &&
          ifMatch !== '*' &&
          ifMatch.replaceAll('"', '').replace(/^W\//, '') !== token
        ) {
          throw new Refusal('version-token-mismatch', 'it changed since it was read');
        }
      },
      request,
      reply: execution.reply,
    } as unknown as Parameters<typeof handler.run>[0];
    const prepared = await handler.prepare?.(call);
    const result = world.transaction((): Outcome | Refusal => {
      const answer = handler.run(call, prepared);
      if ('refusal' in answer) return answer.refusal;
      const headers = answer.headers ?? {};
      const { status } = operation.success;
      const success = operation.success.body;
      if (success !== undefined && success.mediaType !== 'application/json') {
        return { status, headers, text: null, file: answer.body as unknown as FileAnswer };
      }
      const text = strictText(id, operation, answer.body);
      if (key !== '')
        world.receipts.keepAnswer(key, { fingerprint, status, headers, body: text }, world.now());
      return { status, headers, text };
    });
    if (result instanceof Refusal) throw result;
    return result;
  }

  for (const id of OPERATION_IDS) {
    const operation = operationOf(id);
    const url = BASE_PATH + operation.path.replaceAll(/\{(\w+)\}/g, ':$1');
    if (operation.success.body?.mediaType === 'text/event-stream') {
      app.route({
        method: operation.method,
        url,
        handler: async (request, reply) => {
          const caller = await callerOf(operation, request);
          if (caller === undefined) throw new Refusal('unauthenticated', 'sign in first');
          const place = request.headers['last-event-id'];
          reply.hijack();
          options.openStream(reply, caller, typeof place === 'string' ? place : undefined);
        },
      });
      continue;
    }
    if (handlers[id] === undefined) throw new Error(`operation ${id} has no handler`);
    const documented = new Set(refusalsOf(operation));
    app.route({
      method: operation.method,
      url,
      handler: async (request, reply) => {
        try {
          return await handle(id, request, reply);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          // A refusal the contract does not name for this operation is a fault of the sandbox, not an answer.
          if (!documented.has(error.code))
            throw new Error(`${id} refused with undocumented ${error.code}`, { cause: error });
          return sendRefusal(reply, error);
        }
      },
    });
  }
}
