import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import tls from 'node:tls';
import type { Clock, Stop } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { watchDeadlines } from './deadlines.ts';
import { isLoopbackUrl, requireSafeUrl } from './loopback.ts';
import { networkError } from './networkError.ts';
import { requestBody, type RequestBody } from './requestBody.ts';

/** What the answer's body becomes. */
export interface HttpBodies {
  /** Parsed; `undefined` when empty, or not JSON in an answer that is an error anyway. */
  json: unknown;
  bytes: Uint8Array;
  /** As it comes; leaving the loop early ends the exchange. */
  stream: AsyncIterable<Uint8Array>;
}

export interface HttpRequest<K extends keyof HttpBodies> {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute; https, or http on this machine. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  readonly responseType: K;
  /** Counted after decompression. Default 4 MiB for JSON; must be said for bytes; none for a stream unless said. */
  readonly maxResponseBytes?: number;
  /** From start to the last byte; `null`: no bound (event streams). Default 60 s. */
  readonly timeoutMs?: number | null;
  /** Longest silence in both directions; `null`: no bound. Default 30 s. */
  readonly idleMs?: number | null;
  readonly signal?: AbortSignal;
  /** Only addresses of this family are tried; default any. */
  readonly family?: 4 | 6;
  /** The address may be plain http anywhere: services of others that a diagnosis looks at, as they are. */
  readonly plainHttp?: boolean;
}

export interface HttpResponse<B> {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: B;
}

/** HTTP as all of Elo does it. Any status is an answer, not an error, except redirects and 407, which are refused. */
export interface Http {
  /**
   * One exchange, tried once.
   * @throws EloError `network-…`, `tls-…`, `proxy-auth-required`, `redirect-refused`, `answer-not-json` (all
   * retryable); `answer-too-large`, `insecure-address`, `invalid-address`, `cancelled`.
   */
  request<K extends keyof HttpBodies>(request: HttpRequest<K>): Promise<HttpResponse<HttpBodies[K]>>;
  /** Closes the connections kept open. */
  close: Stop;
}

export interface HttpOptions {
  readonly userAgent: string;
  readonly clock: Clock;
  /** The system's proxy for an address as `http://host:port`, or null for none; the host answers. Never asked for loopback. */
  readonly proxyFor?: (url: string) => Promise<string | null>;
  /** Certificates (PEM) trusted besides the usual ones. */
  readonly ca?: readonly string[];
  /** Default 15 s: three addresses at 5 s each. */
  readonly connectMs?: number;
}

/** A page of 100 environments is some 60 KB; a hundred times that is no answer of FoccoLojas. */
const defaultJsonBytes = 4 * 1024 * 1024;
const defaultTotalMs = 60_000;
const defaultIdleMs = 30_000;
/** The queue works on at most a handful of environments at once. */
const maxSockets = 8;

/** The HTTP client of the engine: bounded in size and time, proxy and TLS of the system, connections kept. */
export function createHttp(options: HttpOptions): Http {
  const usual = () => tls.getCACertificates?.('default') ?? [...tls.rootCertificates];
  const ca = options.ca?.length ? [...usual(), ...options.ca] : undefined;
  const httpAgent = new http.Agent({ keepAlive: true, maxSockets });
  const httpsAgent = new https.Agent({ keepAlive: true, maxSockets, ...(ca ? { ca } : {}) });

  const request = async <K extends keyof HttpBodies>(
    wanted: HttpRequest<K>,
  ): Promise<HttpResponse<HttpBodies[K]>> => {
    const url = requireSafeUrl(wanted.url, wanted.plainHttp);
    const abort = new AbortController();
    const cancel = () => abort.abort(new EloError('cancelled', 'The exchange was cancelled'));
    if (wanted.signal?.aborted) cancel();
    wanted.signal?.addEventListener('abort', cancel, { once: true });
    const deadlines = watchDeadlines(
      options.clock,
      {
        connectMs: options.connectMs ?? 15_000,
        idleMs: wanted.idleMs === undefined ? defaultIdleMs : wanted.idleMs,
        totalMs: wanted.timeoutMs === undefined ? defaultTotalMs : wanted.timeoutMs,
      },
      (error) => abort.abort(error),
    );
    let sent: http.ClientRequest | undefined;
    const finish = () => {
      deadlines.stop();
      wanted.signal?.removeEventListener('abort', cancel);
      // An early answer (413, 401) leaves the rest of the upload pointless.
      if (sent && !sent.writableFinished) sent.destroy();
    };
    const failed = (error: unknown): EloError =>
      abort.signal.aborted ? (abort.signal.reason as EloError) : networkError(error);

    try {
      const proxy = await proxyOf(url, options.proxyFor, abort.signal);
      const { data, length } = requestBody(wanted.body);
      const transport = {
        request: (settings: https.RequestOptions, onResponse: (response: http.IncomingMessage) => void) => {
          sent = (settings.protocol === 'https:' ? https : http).request(settings, onResponse);
          sent.once('socket', (socket) => deadlines.socket(socket));
          return sent;
        },
      };
      // Loaded with the first exchange: the start of the engine does not wait for it.
      const { default: axios } = await import('axios');
      const response = await axios.request<Readable>({
        adapter: 'http',
        method: wanted.method,
        url: url.href,
        headers: {
          'user-agent': options.userAgent,
          accept: wanted.responseType === 'json' ? 'application/json, application/problem+json' : '*/*',
          // Only JSON is worth compressing; files are compared by hash and streams must not wait in a buffer.
          'accept-encoding': wanted.responseType === 'json' ? 'gzip' : 'identity',
          // Otherwise axios calls every body a form.
          ...(data === undefined ? {} : { 'content-type': 'application/octet-stream' }),
          ...(length === undefined ? {} : { 'content-length': String(length) }),
          ...wanted.headers,
        },
        data,
        responseType: 'stream',
        maxRedirects: 0,
        maxBodyLength: Infinity,
        validateStatus: null,
        transitional: { silentJSONParsing: false },
        transformRequest: [(body: unknown) => body],
        transport,
        httpAgent,
        httpsAgent,
        proxy,
        ...(wanted.family === undefined ? {} : { family: wanted.family }),
        signal: abort.signal,
      });
      deadlines.connected();
      // Whoever reads the stream hears of errors; before that nobody does, and an unheard one would end the process.
      response.data.on('error', () => undefined);
      const headers = plainHeaders(response.headers);
      const answer = bounded(response.data, wanted, headers, abort.signal);
      if (response.status === 407 || (response.status >= 300 && response.status < 400)) {
        response.data.destroy();
        throw refusedStatus(response.status);
      }
      if (wanted.responseType === 'stream') {
        const body = guarded(answer, failed, finish);
        return { status: response.status, headers, body: body as HttpBodies[K] };
      }
      const parts: Uint8Array[] = [];
      for await (const part of answer) parts.push(part);
      finish();
      const bytes = Buffer.concat(parts);
      const body = wanted.responseType === 'json' ? parseJson(bytes, response.status) : bytes;
      return { status: response.status, headers, body: body as HttpBodies[K] };
    } catch (error) {
      // The server closed a connection that was kept: those kept beside it are as old. What is tried next gets a new one.
      if (sent?.reusedSocket) dropKept(url.protocol === 'https:' ? httpsAgent : httpAgent);
      sent?.destroy();
      finish();
      throw failed(error);
    }
  };

  return {
    request,
    close: () => {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

/** The body's parts, refused as soon as they are more than allowed. */
async function* bounded(
  source: Readable,
  wanted: HttpRequest<keyof HttpBodies>,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const fallback = wanted.responseType === 'stream' ? Infinity : defaultJsonBytes;
  const limit = wanted.maxResponseBytes ?? fallback;
  const tooLarge = () =>
    new EloError('answer-too-large', `The answer is larger than ${limit} bytes`, { details: { limit } });
  const destroy = () => source.destroy(signal.reason as Error);
  signal.addEventListener('abort', destroy, { once: true });
  try {
    if (Number(headers['content-length'] ?? 0) > limit) throw tooLarge();
    let total = 0;
    for await (const part of source as AsyncIterable<Uint8Array>) {
      total += part.byteLength;
      if (total > limit) throw tooLarge();
      yield part;
    }
  } finally {
    signal.removeEventListener('abort', destroy);
    source.destroy();
  }
}

/** A streamed body whose errors are ours and whose end, by either side, ends the exchange. */
async function* guarded(
  source: AsyncIterable<Uint8Array>,
  failed: (error: unknown) => EloError,
  finish: () => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (error) {
    throw failed(error);
  } finally {
    finish();
  }
}

function dropKept(agent: http.Agent): void {
  for (const sockets of Object.values(agent.freeSockets))
    for (const socket of sockets ?? []) socket.destroy();
}

function parseJson(bytes: Buffer, status: number): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch (error) {
    if (status >= 400) return undefined;
    // A captive portal's page or an answer cut on the way: nothing is wrong with the request itself.
    throw new EloError('answer-not-json', `Status ${status} with a body that is not JSON`, {
      cause: error,
      retryable: true,
      remedy: 'check-connection',
      details: { status },
    });
  }
}

function refusedStatus(status: number): EloError {
  if (status === 407) {
    return new EloError('proxy-auth-required', 'The proxy asks for a user', {
      retryable: true,
      remedy: 'check-connection',
    });
  }
  // FoccoLojas never redirects its API; a portal or a wrong address does, and must not be handed our token.
  return new EloError('redirect-refused', `Status ${status}: redirects are not followed`, {
    retryable: true,
    remedy: 'check-server-address',
    details: { status },
  });
}

function plainHeaders(headers: object): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers as Record<string, unknown>)) {
    if (typeof value === 'string') plain[name.toLowerCase()] = value;
    else if (Array.isArray(value)) plain[name.toLowerCase()] = value.join(', ');
  }
  return plain;
}

async function proxyOf(
  url: URL,
  proxyFor: HttpOptions['proxyFor'],
  signal: AbortSignal,
): Promise<
  false | { protocol: string; host: string; port: number; auth?: { username: string; password: string } }
> {
  if (!proxyFor || isLoopbackUrl(url)) return false;
  const given = await Promise.race([
    proxyFor(url.href),
    new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    }),
  ]);
  if (given === null) return false;
  const proxy = URL.canParse(given) ? new URL(given) : undefined;
  if (!proxy || !['http:', 'https:'].includes(proxy.protocol)) {
    throw new EloError('proxy-unsupported', 'Only http and https proxies can be used', {
      remedy: 'check-connection',
    });
  }
  const port = Number(proxy.port || (proxy.protocol === 'https:' ? 443 : 80));
  const auth = { username: decodeURIComponent(proxy.username), password: decodeURIComponent(proxy.password) };
  return { protocol: proxy.protocol, host: proxy.hostname, port, ...(proxy.username ? { auth } : {}) };
}
