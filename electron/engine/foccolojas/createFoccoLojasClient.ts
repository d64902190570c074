import { createHash } from 'node:crypto';
import { contentDigest, digestSha256 } from '../../../shared/api/digest.ts';
import {
  buildPath,
  OPERATION_IDS,
  operationOf,
  type OperationId,
  type RequestOf,
  type ResponseOf,
} from '../../../shared/api/operations.ts';
import type { Operation } from '../../../shared/api/operation.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { HttpBodies, HttpResponse } from '../net/createHttp.ts';
import { retryAfterMs } from '../net/retryAfter.ts';
import { requireSafeUrl } from '../net/loopback.ts';
import type { CallOf, CallOptions, ClientOptions, FoccoLojasClient, PlainOperationId } from './client.ts';
import { problemError } from './problemError.ts';

export type { CallOptions, ClientOptions, FoccoLojasClient, TokenSource } from './client.ts';

/** What a JSON answer may be at most: an update's changes with 10,000 items are some 6 MB. */
const largestJson = 32 * 1024 * 1024;
const callMs = 60_000;
/** 128 kbit/s, the slowest uplink worth waiting for. */
const slowestBytesPerMs = 16.384;

interface AnyRequest {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly ifMatch?: string;
  readonly lastEventId?: string;
}

/** Makes the client of FoccoLojas. The only place that knows how a call of the contract looks on the wire. */
export function createFoccoLojasClient(options: ClientOptions): FoccoLojasClient {
  const { http, tokens, clock } = options;
  const baseUrl = requireSafeUrl(options.baseUrl).origin;
  const listeners = new Set<(code: string) => void>();
  const refused = (error: EloError): EloError => {
    for (const listener of listeners) listener(error.code);
    return error;
  };
  const signInRequired = (operation: OperationId) =>
    refused(
      new EloError('sign-in-required', `${operation} needs somebody signed in`, {
        remedy: 'sign-in',
        details: { operation },
      }),
    );

  /** Calls rejected with the same token share one renewal. */
  const renewals = new Map<string, Promise<string | null>>();
  const renew = (rejected: string): Promise<string | null> => {
    const running = renewals.get(rejected);
    if (running) return running;
    const renewal = tokens.refresh(rejected).finally(() => renewals.delete(rejected));
    renewals.set(rejected, renewal);
    return renewal;
  };

  /** One exchange, repeated once with a renewed token. Answers only what succeeded. */
  const exchange = async <K extends keyof HttpBodies>(
    op: OperationId,
    request: AnyRequest,
    responseType: K,
    more: CallOptions & { readonly unbounded?: boolean; readonly digest?: string },
  ): Promise<HttpResponse<HttpBodies[K]>> => {
    const operation = operationOf(op);
    const { headers, body } = encode(operation, request, more.digest);
    const bytes = body?.byteLength ?? 0;
    const send = (token: string | null) =>
      http.request({
        method: operation.method,
        url: baseUrl + buildPath(op, request.params as never, request.query as never),
        headers: { ...headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
        ...(body === undefined ? {} : { body }),
        responseType,
        maxResponseBytes: more.unbounded ? Infinity : largestAnswer(operation),
        timeoutMs: more.unbounded ? null : (more.timeoutMs ?? callMs + Math.ceil(bytes / slowestBytesPerMs)),
        // While FoccoLojas prices a large listing, nothing moves on the line.
        idleMs: more.unbounded ? null : callMs,
        ...(more.signal ? { signal: more.signal } : {}),
        ...(more.family ? { family: more.family } : {}),
      });

    let token: string | null = null;
    if (operation.auth === 'bearer') {
      token = await tokens.accessToken();
      if (token === null) throw signInRequired(op);
    }
    let response = await send(token);
    if (response.status === 401 && token !== null) {
      await discard(response.body);
      const fresh = await renew(token);
      if (fresh === null) throw signInRequired(op);
      response = await send(fresh);
      if (response.status === 401) {
        await discard(response.body);
        throw signInRequired(op);
      }
    }
    if (response.status === operation.success.status) return response;
    const problem = await problemBody(response.body);
    const wait = retryAfterMs(response.headers['retry-after'], clock.now());
    throw refused(problemError(op, response.status, problem, wait));
  };

  const call = async (
    op: OperationId,
    request: AnyRequest = {},
    more: CallOptions = {},
  ): Promise<unknown> => {
    const operation = operationOf(op);
    const success = operation.success.body;
    if (success && 'maxBytes' in success) {
      const response = await exchange(op, request, 'bytes', more);
      checkDownload(op, response);
      return response.body;
    }
    const upload = operation.body && 'maxBytes' in operation.body ? (request.body as Uint8Array) : undefined;
    const sha256 = upload && (more.sha256 ?? createHash('sha256').update(upload).digest('hex'));
    const response = await exchange(
      op,
      request,
      'json',
      sha256 === undefined ? more : { ...more, digest: sha256 },
    );
    if (!success || !('schema' in success)) return undefined;
    const parsed = success.schema.safeParse(response.body);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new EloError('unexpected-answer', `${op} answered something else than agreed`, {
        remedy: 'update-elo',
        details: { operation: op, at: issue?.path.join('.') ?? '', issue: issue?.code ?? '' },
      });
    }
    if (sha256 !== undefined) checkReceipt(op, parsed.data, sha256, upload?.byteLength ?? 0);
    return parsed.data;
  };

  const methods = Object.fromEntries(
    OPERATION_IDS.filter((op) => op !== 'streamEvents').map((op) => [
      op,
      (request?: AnyRequest, more?: CallOptions) => call(op, request, more),
    ]),
  ) as unknown as { readonly [Op in PlainOperationId]: CallOf<Op> };

  return {
    ...methods,
    baseUrl,
    call: <Op extends PlainOperationId>(op: Op, request: RequestOf<Op>, more?: CallOptions) =>
      call(op, request, more) as Promise<ResponseOf<Op>>,
    openEvents: async ({ lastEventId, signal }) => {
      const place = lastEventId === undefined ? {} : { lastEventId };
      const response = await exchange('streamEvents', place, 'stream', { signal, unbounded: true });
      if (!/^text\/event-stream\b/i.test(response.headers['content-type'] ?? '')) {
        await discard(response.body);
        throw new EloError('unexpected-answer', 'The stream of events is no stream of events', {
          retryable: true,
          details: { operation: 'streamEvents' },
        });
      }
      return response.body;
    },
    onRefusal: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function encode(
  operation: Operation,
  request: AnyRequest,
  digest: string | undefined,
): { headers: Record<string, string>; body: Uint8Array | undefined } {
  const headers: Record<string, string> = {};
  if (operation.idempotent) {
    if (!request.idempotencyKey) throw new TypeError(`${operation.path} needs an idempotency key`);
    headers['idempotency-key'] = request.idempotencyKey;
  }
  if (operation.ifMatch && request.ifMatch !== undefined) headers['if-match'] = `"${request.ifMatch}"`;
  if (operation.lastEventId && request.lastEventId !== undefined)
    headers['last-event-id'] = request.lastEventId;
  if (operation.success.body?.mediaType === 'text/event-stream') headers['accept'] = 'text/event-stream';
  if (!operation.body) return { headers, body: undefined };
  headers['content-type'] = operation.body.mediaType;
  if ('schema' in operation.body) return { headers, body: Buffer.from(JSON.stringify(request.body), 'utf8') };
  if (digest !== undefined) headers['content-digest'] = contentDigest(digest);
  return { headers, body: request.body as Uint8Array };
}

function largestAnswer(operation: Operation): number {
  const body = operation.success.body;
  return body && 'maxBytes' in body ? body.maxBytes : largestJson;
}

/** The proof of receiving must be about the very bytes that were kept. */
function checkReceipt(op: OperationId, answer: unknown, sha256: string, bytes: number): void {
  const receipt = answer as { readonly sha256?: unknown; readonly bytes?: unknown };
  // Answers without a hash (a preview) are no receipts; the contract's schemas say where one must be.
  if (receipt.sha256 === undefined) return;
  if (receipt.sha256 === sha256 && receipt.bytes === bytes) return;
  throw new EloError('receipt-mismatch', `The receipt of ${op} is about other bytes`, {
    remedy: 'contact-support',
    details: { operation: op, sent: sha256, bytes },
  });
}

function checkDownload(op: OperationId, response: HttpResponse<Uint8Array>): void {
  const announced = digestSha256(response.headers['content-digest'] ?? '');
  if (announced === createHash('sha256').update(response.body).digest('hex')) return;
  throw new EloError('download-damaged', `${op} did not arrive as it was sent`, {
    retryable: true,
    remedy: 'retry',
    details: { operation: op, bytes: response.body.byteLength },
  });
}

/** Problems are small; a body that is larger or no JSON counts as none. */
const largestProblem = 64 * 1024;

async function problemBody(body: unknown): Promise<unknown> {
  if (body instanceof Uint8Array) return parsed(body);
  if (!isStream(body)) return body;
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const part of body) {
    total += part.byteLength;
    if (total > largestProblem) return undefined;
    parts.push(part);
  }
  return parsed(Buffer.concat(parts));
}

function parsed(bytes: Uint8Array): unknown {
  if (bytes.byteLength > largestProblem) return undefined;
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** Reads a little of an unwanted stream, which ends the exchange. */
async function discard(body: unknown): Promise<void> {
  if (isStream(body)) await problemBody(body).catch(() => undefined);
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
