import { appendFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request and its answer, byte for byte. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
  };
  /** The kind of fault that struck it, null where none did. */
  readonly fault: string | null;
}

type HeaderValue = string | number | readonly string[] | undefined;

function texts(headers: Readonly<Record<string, HeaderValue>>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined)
      result[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
  }
  return result;
}

/** Calls `onExchange` when the answer is complete or the connection closed (a stream: when it ends, with all it carried). */
export function recordExchange(
  request: IncomingMessage,
  response: ServerResponse,
  fault: string | null,
  onExchange: (exchange: Exchange) => void,
): void {
  const received: Buffer[] = [];
  const sent: Buffer[] = [];
  let written: Record<string, HeaderValue> = {};
  // The parser hands each piece of the body to push(): listening for 'data' instead would start the flow too early.
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (chunk instanceof Uint8Array) received.push(Buffer.from(chunk));
    return push(chunk, encoding);
  };
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  const write = response.write.bind(response) as (...args: unknown[]) => boolean;
  const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
  const keep = (chunk: unknown): void => {
    if (typeof chunk === 'string') sent.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) sent.push(Buffer.from(chunk));
  };
  Object.assign(response, {
    writeHead(...args: unknown[]): ServerResponse {
      const last = args.at(-1);
      if (typeof last === 'object' && last !== null && !Array.isArray(last))
        written = last as Record<string, HeaderValue>;
      return writeHead(...args);
    },
    write(...args: unknown[]): boolean {
      keep(args[0]);
      return write(...args);
    },
    end(...args: unknown[]): ServerResponse {
      keep(args[0]);
      return end(...args);
    },
  });
  response.once('close', () => {
    onExchange({
      request: {
        method: request.method ?? 'GET',
        url: request.url ?? '/',
        headers: texts(request.headers),
        body: Buffer.concat(received),
      },
      response: {
        status: response.statusCode,
        headers: { ...texts(response.getHeaders()), ...texts(written) },
        body: Buffer.concat(sent),
      },
      fault,
    });
  });
}

/** Writes each exchange as one line of JSON, bodies in base64. */
export function ndjsonRecorder(file: string): (exchange: Exchange) => void {
  return ({ request, response, fault }) => {
    const line = {
      request: { ...request, body: request.body.toString('base64') },
      response: { ...response, body: response.body.toString('base64') },
      fault,
    };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  };
}
