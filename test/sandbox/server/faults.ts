import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { BASE_PATH } from '../../../shared/api/common.ts';
import type { ProblemCode } from '../../../shared/api/problem.ts';
import { PROBLEM_STATUS } from '../../../shared/api/problem.ts';
import type { FaultStore } from '../store/faultStore.ts';

const Then = z.union([
  z.strictObject({ latencyMs: z.int().min(0).max(600_000) }),
  z.strictObject({ status: z.int().min(400).max(599), retryAfter: z.int().min(0).max(86_400).optional() }),
  z.strictObject({ reset: z.literal(true) }),
  z.strictObject({ commitThenReset: z.literal(true) }),
  z.strictObject({ truncate: z.literal(true) }),
  z.strictObject({ duplicate: z.literal(true) }),
]);

/** One entry of the list of faults. */
export const Fault = z.strictObject({
  match: z
    .strictObject({ method: z.string().max(10).optional(), path: z.string().min(1).max(500).optional() })
    .optional(),
  times: z.int().min(1).max(1_000_000).default(1),
  // oxlint-disable-next-line unicorn/no-thenable -- the word of the control API; its value is never a function
  then: Then,
});
export type Fault = z.infer<typeof Fault>;

/** What a fault does to the request it strikes. */
export type Strike = z.infer<typeof Then>;

function pattern(path: string): RegExp {
  const source = path
    .split(/(\*|\{[^}]*\})/)
    .map((part) => {
      if (part === '*') return '.*';
      return part.startsWith('{') ? '[^/]+' : part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(path.startsWith('/') || path.startsWith('*') ? `^${source}` : source);
}

/**
 * Whether a fault is about a request. A path is a prefix of the URL's path, `*` stands for anything and `{name}` for
 * one segment; it may leave out the base path of the API. Without a path only the API itself is meant (event stream
 * included), so that a careless fault does not break signing in; `/oidc` and the pages are hit when named.
 * Only the API can be handled twice, so `duplicate` never matches elsewhere.
 */
export function faultMatches(fault: Fault, method: string, path: string): boolean {
  const wanted = fault.match?.method;
  if (wanted !== undefined && wanted !== '*' && wanted.toUpperCase() !== method.toUpperCase()) return false;
  const api = path.startsWith('/api/');
  if ('duplicate' in fault.then && !api) return false;
  if (fault.match?.path === undefined) return api;
  const expected = pattern(fault.match.path);
  return expected.test(path) || (path.startsWith(BASE_PATH) && expected.test(path.slice(BASE_PATH.length)));
}

/** Takes the first fault that matches a request and has times left. */
export function takeFault(store: FaultStore, method: string, path: string): Strike | null {
  for (const row of store.all()) {
    if (row.left <= 0) continue;
    const fault = JSON.parse(row.fault) as Fault;
    if (faultMatches(fault, method, path)) {
      store.spend(row.seq);
      return fault.then;
    }
  }
  return null;
}

/** Breaks the connection with RST, as a network does. */
function reset(request: IncomingMessage): void {
  request.socket.resetAndDestroy();
}

function codeOf(status: number): ProblemCode {
  const named = (Object.keys(PROBLEM_STATUS) as ProblemCode[]).find(
    (code) => PROBLEM_STATUS[code] === status,
  );
  const preferred: Readonly<Record<number, ProblemCode>> = {
    400: 'bad-request',
    403: 'forbidden',
    404: 'not-found',
    409: 'wrong-state',
    422: 'validation-failed',
  };
  return preferred[status] ?? named ?? (status >= 500 ? 'server-error' : 'bad-request');
}

function answerStatus(response: ServerResponse, status: number, retryAfter: number | undefined): void {
  const code = codeOf(status);
  const wait = retryAfter ?? (status === 429 ? 1 : undefined);
  const body = JSON.stringify({
    type: `urn:foccolojas:problem:${code}`,
    title: 'fault asked for',
    status,
    code,
  });
  response.writeHead(status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    ...(wait === undefined ? {} : { 'retry-after': String(wait) }),
  });
  response.end(body);
}

type Callback = (() => void) | undefined;

function callbackOf(args: readonly unknown[]): Callback {
  const last = args.at(-1);
  return typeof last === 'function' ? (last as () => void) : undefined;
}

function bytesOf(chunk: unknown, encoding: unknown): Buffer {
  if (typeof chunk === 'string')
    return Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8');
  return chunk instanceof Uint8Array ? Buffer.from(chunk) : Buffer.alloc(0);
}

/** Everything is done, then the connection breaks before a byte of the answer left. A stream breaks at its first event. */
function breakBeforeAnswer(request: IncomingMessage, response: ServerResponse): void {
  response.flushHeaders = () => undefined;
  const write = (...args: unknown[]): boolean => {
    if (String(response.getHeader('content-type')).startsWith('text/event-stream')) reset(request);
    callbackOf(args)?.();
    return true;
  };
  const end = (): ServerResponse => {
    reset(request);
    return response;
  };
  Object.assign(response, { write, end });
}

/** The answer leaves with its full length announced, but only its first half arrives. */
function truncateAnswer(request: IncomingMessage, response: ServerResponse): void {
  const write = response.write.bind(response);
  const parts: Buffer[] = [];
  const cut = (): void => {
    const whole = Buffer.concat(parts);
    const half = whole.subarray(0, Math.floor(whole.length / 2));
    if (!response.headersSent && !response.hasHeader('content-length'))
      response.setHeader('content-length', Math.max(1, whole.length));
    const done = (): void => void request.socket.destroy();
    if (half.length === 0) {
      response.flushHeaders();
      setImmediate(done);
    } else write(half, done);
  };
  const collect = (...args: unknown[]): boolean => {
    parts.push(bytesOf(args[0], args[1]));
    if (String(response.getHeader('content-type')).startsWith('text/event-stream')) cut();
    callbackOf(args)?.();
    return true;
  };
  const end = (...args: unknown[]): ServerResponse => {
    parts.push(bytesOf(args[0], args[1]));
    cut();
    return response;
  };
  Object.assign(response, { write: collect, end });
}

/** Requests that are to be handled twice. */
const twice = new WeakSet<IncomingMessage>();

/** Whether a request is to be handled twice, as when a proxy repeats it. */
export function isDuplicated(request: IncomingMessage): boolean {
  return twice.has(request);
}

/** Lets a fault, if any, act on a request; `go` handles it as usual. */
export function withFault(
  strike: Strike | null,
  request: IncomingMessage,
  response: ServerResponse,
  go: () => void,
): void {
  if (strike === null) go();
  else if ('latencyMs' in strike) {
    const timer = setTimeout(go, strike.latencyMs);
    request.socket.once('close', () => clearTimeout(timer));
  } else if ('status' in strike) {
    request.resume();
    answerStatus(response, strike.status, strike.retryAfter);
  } else if ('reset' in strike) reset(request);
  else if ('commitThenReset' in strike) {
    breakBeforeAnswer(request, response);
    go();
  } else if ('truncate' in strike) {
    truncateAnswer(request, response);
    go();
  } else {
    twice.add(request);
    go();
  }
}
