import assert from 'node:assert/strict';

/** The page a browser ended on. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly html: string;
}

/**
 * A browser as an HTTP client can be one: follows redirects, keeps cookies, fills the one form of each page in and
 * sends it, until a page has none. `visit` sees every address before it is asked for and may answer `stop`.
 */
export async function browseForms(
  start: string,
  {
    fields,
    visit = () => 'go',
  }: { readonly fields: Readonly<Record<string, string>>; readonly visit?: (url: URL) => 'go' | 'stop' },
): Promise<Page> {
  const cookies = new Map<string, Map<string, string>>();
  let next: { url: URL; method: string; body?: string } = { url: new URL(start), method: 'GET' };
  for (let step = 0; step < 40; step += 1) {
    const { url, method, body } = next;
    if (visit(url) === 'stop') return { url: url.href, status: 0, html: '' };
    const jar = cookies.get(url.host) ?? new Map<string, string>();
    cookies.set(url.host, jar);
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        connection: 'close',
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body === undefined ? {} : { body }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(pair.indexOf('=') + 1);
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const location = response.headers.get('location');
    const html = await response.text();
    if (location !== null) {
      next = { url: new URL(location, url), method: 'GET' };
      continue;
    }
    const form = /<form[^>]*>[\s\S]*?<\/form>/i.exec(html)?.[0];
    if (form === undefined) return { url: url.href, status: response.status, html };
    const action = attribute(/<form[^>]*>/i.exec(form)?.[0] ?? '', 'action') ?? url.href;
    const values = new URLSearchParams();
    for (const [input] of form.matchAll(/<input[^>]*>/gi)) {
      const name = attribute(input, 'name');
      if (name !== undefined) values.set(name, fields[name] ?? attribute(input, 'value') ?? '');
    }
    next = { url: new URL(action, url), method: 'POST', body: values.toString() };
  }
  return assert.fail('the pages never end');
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1]?.replaceAll('&amp;', '&');
}
