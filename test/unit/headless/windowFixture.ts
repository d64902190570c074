import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { os } from '@orpc/server';
import { WebSocket } from 'ws';
import { serveWindow, tokenName } from '../../../electron/headless/window/serveWindow.ts';
import type { ServedWindow } from '../../../electron/headless/window/serveWindow.ts';
import type { Clock } from '../../../shared/domain/clock.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A served window of a made-up page, with the means of friend and stranger. */
export interface WindowFixture {
  readonly served: ServedWindow;
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly port: number;
  /** Reasons of refusals as the log has them. */
  readonly refused: readonly string[];
  /** A request exactly as told; `Host` is right unless another is given. */
  get(path: string, headers?: Readonly<Record<string, string>>, method?: string): Promise<HttpAnswer>;
  /** The cookie a fresh token is exchanged for, as a `Cookie` header. */
  enter(): Promise<string>;
  /** Bytes as they are; answers everything until the end. */
  raw(text: string): Promise<string>;
  /** A connection that says nothing. */
  hold(): Promise<Socket>;
  /** Opens the socket; resolves with it, or with the status of the refusal. */
  socket(headers: Readonly<Record<string, string>>, path?: string): Promise<WebSocket | number>;
}

export const page =
  '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>';
export const script = 'export const one = 1;';

/** A built page in a folder of its own, beside a file that must never be served. */
export function pageFolder(t: Pick<TestContext, 'after'>): string {
  const home = mkdtempSync(join(tmpdir(), 'elo-page-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  writeFileSync(join(home, 'secret.js'), 'secret');
  const folder = join(home, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'assets', 'index-B1x.js'), script);
  writeFileSync(join(folder, 'built-from.txt'), 'stamp');
  return folder;
}

const router = { ping: os.handler(() => 'pong'), slow: os.handler(() => new Promise(() => undefined)) };

/** Serves a window for one test. */
export async function windowFixture(
  t: Pick<TestContext, 'after'>,
  options: { readonly clock?: Clock } = {},
): Promise<WindowFixture> {
  const refused: string[] = [];
  const served = await serveWindow({
    router,
    pageFolder: pageFolder(t),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    log: {
      info: () => undefined,
      warn: (message, facts) => {
        if (message === 'knock refused') refused.push(String(facts?.['reason']));
      },
    },
  });
  t.after(() => served.close());
  const { host, port } = new URL(served.origin);
  const get: WindowFixture['get'] = (path, headers = {}, method = 'GET') =>
    new Promise((resolve, reject) => {
      const asked = request(
        { host: '127.0.0.1', port, path, method, headers: { host, ...headers }, agent: false },
        (response) => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            body += chunk;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
          );
        },
      );
      asked.on('error', reject);
      asked.end();
    });
  return {
    served,
    host,
    port: Number(port),
    refused,
    get,
    async enter() {
      const { headers } = await get(`/?${tokenName}=${tokenOf(served.openingUrl())}`);
      return (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
    },
    raw: (text) =>
      new Promise((resolve, reject) => {
        const stream = connect(Number(port), '127.0.0.1', () => stream.end(text));
        let answer = '';
        stream.setEncoding('latin1');
        stream.on('data', (chunk: string) => {
          answer += chunk;
        });
        stream.on('error', reject);
        stream.on('close', () => resolve(answer));
      }),
    hold: () =>
      new Promise((resolve, reject) => {
        const stream = connect(Number(port), '127.0.0.1', () => resolve(stream));
        t.after(() => stream.destroy());
        stream.once('error', reject);
      }),
    socket: (headers, path = '/engine') =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://${host}${path}`, { headers });
        t.after(() => socket.terminate());
        socket.once('open', () => resolve(socket));
        socket.once('unexpected-response', (_request, response) => {
          resolve(response.statusCode ?? 0);
          response.resume();
        });
        socket.once('error', reject);
      }),
  };
}

/** The token of an opening address. */
export function tokenOf(openingUrl: string): string {
  return new URL(openingUrl).searchParams.get(tokenName) ?? '';
}
