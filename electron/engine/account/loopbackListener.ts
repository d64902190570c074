import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Stop } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';

/** The last page of signing in, shown in the browser. Texts are handed in; they are escaped here. */
export interface FinalPage {
  /** Language tag, `pt-BR`. */
  readonly lang: string;
  readonly title: string;
  readonly text: string;
}

export interface FinalPages {
  readonly done: FinalPage;
  readonly failed: FinalPage;
}

/** The browser came back. */
export interface Callback {
  /** The whole address it came back with. */
  readonly url: URL;
  /** Shows the last page and ends listening. */
  finish(page: keyof FinalPages): void;
}

export interface LoopbackListener {
  /** Where the issuer sends the browser back to. */
  readonly redirectUri: string;
  /** The one answer; rejects with `cancelled` when closed before. */
  readonly callback: Promise<Callback>;
  readonly close: Stop;
}

/**
 * Listens once for the browser on this machine (RFC 8252 §7.3): 127.0.0.1 only, a port of the system's choosing. Only a
 * request for our address by its number (a name would let a web page reach us: DNS rebinding) with our `state` counts;
 * anything else is refused and the wait goes on, so that no other page can spoil a sign-in.
 */
export async function listenOnLoopback(state: string, pages: FinalPages): Promise<LoopbackListener> {
  const { promise: callback, resolve, reject } = Promise.withResolvers<Callback>();
  // Nobody may be waiting yet, or any more.
  callback.catch(() => undefined);
  let taken = false;
  let host = '';

  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 10_000 }, (request, response) => {
    const url = URL.canParse(request.url ?? '', `http://${host}`)
      ? new URL(request.url ?? '', `http://${host}`)
      : undefined;
    const status =
      request.headers.host !== host || url?.host !== host
        ? 421
        : url.pathname !== '/callback'
          ? 404
          : request.method !== 'GET'
            ? 405
            : url.searchParams.getAll('state').length !== 1 || url.searchParams.get('state') !== state
              ? 400
              : taken
                ? 410
                : 200;
    if (status !== 200 || !url) {
      sendPage(response, status, pages.failed);
      return;
    }
    taken = true;
    let finished = false;
    resolve({
      url,
      finish: (page) => {
        if (finished) return;
        finished = true;
        sendPage(response, page === 'done' ? 200 : 400, pages[page]);
        server.close();
      },
    });
  });
  server.maxConnections = 16;
  await new Promise<void>((listening, failed) => {
    server.once('error', (error) =>
      failed(
        new EloError('sign-in-no-listener', 'No port of this machine could be listened on', { cause: error }),
      ),
    );
    server.listen(0, '127.0.0.1', listening);
  });
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    redirectUri: `http://${host}/callback`,
    callback,
    close: () => {
      reject(new EloError('cancelled', 'Signing in was cancelled'));
      server.close();
      // What was answered is on its way; idle connections go now, the others when they have been read.
      server.closeIdleConnections();
    },
  };
}

function sendPage(response: ServerResponse, status: number, page: FinalPage): void {
  const html = `<!doctype html><html lang="${escaped(page.lang)}"><meta charset="utf-8"><title>${escaped(page.title)}</title><h1>${escaped(page.title)}</h1><p>${escaped(page.text)}</p></html>\n`;
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  response.end(html);
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => `&#${char.codePointAt(0) ?? 0};`);
}
