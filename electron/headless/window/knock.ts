import type { IncomingMessage } from 'node:http';

/** Why a request is turned away; the log's word for it. */
export type KnockRefusal =
  | 'address'
  | 'host'
  | 'origin'
  | 'other-site'
  | 'not-admitted'
  | 'method'
  | 'body'
  | 'not-found'
  | 'too-many';

/** The parts of a request that decide who asks; the same for pages and for the socket. */
export type Knock = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>;

function count(rawHeaders: readonly string[], name: string): number {
  return rawHeaders.filter((word, at) => at % 2 === 0 && word.toLowerCase() === name).length;
}

/**
 * Whether a request came from our own page, or from the browser itself for the first one. A name that leads to
 * 127.0.0.1 (DNS rebinding) shows in `Host`, another page in `Origin` and `Sec-Fetch-Site`.
 * @param host `127.0.0.1:PORT`, exactly
 * @param kind a page or file is asked for with or without `Origin`; the socket must name it
 * @returns why it is refused, or `null`
 */
export function judgeKnock(knock: Knock, host: string, kind: 'page' | 'socket'): KnockRefusal | null {
  const { headers, rawHeaders, url = '' } = knock;
  // A whole address, an asterisk or a path that begins with two slashes would be read differently by somebody.
  if (!url.startsWith('/') || url.startsWith('//')) return 'address';
  if (headers.host !== host || count(rawHeaders, 'host') !== 1) return 'host';
  const origins = count(rawHeaders, 'origin');
  if (origins > 1 || (kind === 'socket' && origins === 0)) return 'origin';
  if (origins === 1 && headers.origin !== `http://${host}`) return 'origin';
  const site = headers['sec-fetch-site'];
  const allowed = kind === 'page' ? ['same-origin', 'none'] : ['same-origin'];
  if (site !== undefined && (typeof site !== 'string' || !allowed.includes(site))) return 'other-site';
  return null;
}
