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

/** What is asked for: a page or file, the exchange of the token, or the socket. */
export type KnockKind = 'page' | 'entry' | 'socket';

/** What a browser says of itself when a page leads it to an address in its window or tab without a press of the user. */
function isLedHere({ method, headers }: Knock): boolean {
  return (
    method === 'GET' &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document' &&
    headers['sec-fetch-user'] === undefined &&
    headers.origin === undefined
  );
}

/**
 * Whether a request came from our own page, or from the browser itself for the first one. A name that leads to
 * 127.0.0.1 (DNS rebinding) shows in `Host`, another page in `Origin` and `Sec-Fetch-Site`.
 * @param host `127.0.0.1:PORT`, exactly
 * @param kind a page or file is asked for with or without `Origin`; the socket must name it. The entry may also be
 * walked into from elsewhere, namely from the file that opens the window: what counts there is the token
 * @returns why it is refused, or `null`
 */
export function judgeKnock(knock: Knock, host: string, kind: KnockKind): KnockRefusal | null {
  const { headers, rawHeaders, url = '' } = knock;
  // A whole address, an asterisk or a path that begins with two slashes would be read differently by somebody.
  if (!url.startsWith('/') || url.startsWith('//')) return 'address';
  if (headers.host !== host || count(rawHeaders, 'host') !== 1) return 'host';
  const origins = count(rawHeaders, 'origin');
  if (origins > 1 || (kind === 'socket' && origins === 0)) return 'origin';
  if (origins === 1 && headers.origin !== `http://${host}`) return 'origin';
  const site = headers['sec-fetch-site'];
  if (kind === 'entry' && site === 'cross-site') return isLedHere(knock) ? null : 'other-site';
  const allowed = kind === 'socket' ? ['same-origin'] : ['same-origin', 'none'];
  if (site !== undefined && (typeof site !== 'string' || !allowed.includes(site))) return 'other-site';
  return null;
}
