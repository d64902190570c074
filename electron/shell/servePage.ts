import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, resolve } from 'node:path';
import type { Protocol } from 'electron';
import { contentPolicy } from './contentPolicy.ts';
import { pageHost, pageScheme } from './identity.ts';

/** What a built page consists of; a file of another kind is not handed out. */
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** How the build names folders and files; no segment begins with a dot. */
const segment = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,150}$/;

const placeholder = '__CSP_NONCE__';

/**
 * The file an address names, inside `root`; `null` for everything else: other hosts, users, ports, queries, encoded or
 * doubly encoded characters, backslashes, empty and dotted segments.
 */
export function fileOfAddress(root: string, address: string): string | null {
  const match = new RegExp(`^${pageScheme}://${pageHost}/([^?#]*)(?:#.*)?$`).exec(address);
  if (match === null) return null;
  const [, path = ''] = match;
  // The build's names need no encoding: whatever is encoded was written by somebody else.
  const segments = path.split('/');
  if (!segments.every((name) => segment.test(name) && !name.includes('..'))) return null;
  const file = resolve(root, ...segments);
  const inside = relative(root, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? null : file;
}

/** Headers of every answer, refusals included. */
const headersOf = (nonce: string, mediaType: string): Record<string, string> => ({
  'Content-Type': mediaType,
  'Content-Security-Policy': contentPolicy(nonce),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
});

/** Answers the window's requests from the built page, with its policy and a fresh nonce for each page. */
export function createPageServer(
  root: string,
  read: (path: string) => Promise<Uint8Array> = (path) => readFile(path),
): (request: Pick<Request, 'url' | 'method'>) => Promise<Response> {
  const folder = resolve(root);
  return async ({ url, method }) => {
    const nonce = randomBytes(18).toString('base64');
    const refuse = (status: number): Response =>
      new Response(null, { status, headers: headersOf(nonce, 'text/plain; charset=utf-8') });
    if (method !== 'GET') return refuse(405);
    const file = fileOfAddress(folder, url);
    const mediaType = file === null ? undefined : mediaTypes[extname(file)];
    if (file === null || mediaType === undefined) return refuse(404);
    let bytes: Uint8Array;
    try {
      bytes = await read(file);
    } catch {
      return refuse(404);
    }
    const headers = headersOf(nonce, mediaType);
    if (extname(file) !== '.html') return new Response(new Uint8Array(bytes), { headers });
    const page = new TextDecoder().decode(bytes).replaceAll(placeholder, nonce);
    return new Response(page, { headers });
  };
}

/** After the app is ready. @param pageDir the folder with the built `index.html` */
export function setupPage(protocol: Pick<Protocol, 'handle'>, pageDir: string): void {
  protocol.handle(pageScheme, createPageServer(join(pageDir)));
}
