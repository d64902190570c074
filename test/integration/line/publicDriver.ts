/**
 * Drives Elo only through what other programs may rely on: the command line, and the sandbox's control API and pages
 * as documented. Knows nothing of how either is built.
 */
import type { SandboxAddresses } from '../../support/processes/eloProcess.ts';

export interface LedgerRow {
  readonly seq: number;
  readonly kind: string;
  readonly idempotencyKey: string;
  readonly environmentId: string | null;
  readonly sha256?: string;
}

export interface ControlClient {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown, expected?: number): Promise<T>;
  delete(path: string): Promise<void>;
}

/** The control API of a sandbox. A status other than expected is an error with the whole answer. */
export function controlClient(addresses: SandboxAddresses): ControlClient {
  const call = async <T>(
    method: string,
    path: string,
    body: unknown,
    expected: number | null,
  ): Promise<T> => {
    const response = await fetch(new URL(path, addresses.control), {
      method,
      headers: {
        authorization: `Bearer ${addresses.controlToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const fits = expected === null ? response.ok : response.status === expected;
    if (!fits) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  return {
    get: (path) => call('GET', path, undefined, null),
    post: (path, body, expected) => call('POST', path, body, expected ?? null),
    delete: (path) => call('DELETE', path, undefined, null),
  };
}

/** Cookies of one browser, by origin and name; enough for plain forms. */
function cookieJar(): { header(url: URL): string; take(url: URL, response: Response): void } {
  const kept = new Map<string, Map<string, string>>();
  const of = (url: URL): Map<string, string> => {
    const jar = kept.get(url.host) ?? new Map<string, string>();
    kept.set(url.host, jar);
    return jar;
  };
  return {
    header: (url) => [...of(url)].map(([name, value]) => `${name}=${value}`).join('; '),
    take(url, response) {
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        const at = pair.indexOf('=');
        const gone = /expires=Thu, 01 Jan 1970|max-age=0/i.test(line);
        if (gone) of(url).delete(pair.slice(0, at));
        else of(url).set(pair.slice(0, at), pair.slice(at + 1));
      }
    },
  };
}

const unescape = (text: string): string =>
  text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<');

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag);
  return value === null ? undefined : unescape(value[1] ?? value[2] ?? '');
}

/** Follows a sign-in like a person: every page has one form, which is filled in and sent; the last page has none. */
export async function signInLikeAPerson(
  address: string,
  username: string,
  password: string,
): Promise<string> {
  const jar = cookieJar();
  let url = new URL(address);
  let request: { method: string; body?: string } = { method: 'GET' };
  for (let step = 0; step < 40; step += 1) {
    const response = await fetch(url, {
      method: request.method,
      redirect: 'manual',
      headers: {
        cookie: jar.header(url),
        ...(request.body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    jar.take(url, response);
    const location = response.headers.get('location');
    const page = await response.text();
    if (location !== null) {
      url = new URL(location, url);
      request = { method: 'GET' };
      continue;
    }
    if (!response.ok) throw new Error(`${url.href} answered ${response.status}: ${page.slice(0, 300)}`);
    const form = /<form[^>]*>[\s\S]*?<\/form>/i.exec(page)?.[0];
    if (form === undefined) return page;
    const fields = new URLSearchParams();
    for (const [tag] of form.matchAll(/<input[^>]*>/gi)) {
      const name = attribute(tag, 'name');
      if (name === undefined) continue;
      if (name === 'username') fields.set(name, username);
      else if (name === 'password') fields.set(name, password);
      else fields.set(name, attribute(tag, 'value') ?? '');
    }
    const opening = /<form[^>]*>/i.exec(form)?.[0] ?? '';
    url = new URL(attribute(opening, 'action') ?? url.href, url);
    request = { method: (attribute(opening, 'method') ?? 'post').toUpperCase(), body: fields.toString() };
  }
  throw new Error('the sign-in never came to its last page');
}
