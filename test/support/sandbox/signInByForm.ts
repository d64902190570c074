/** Pages between an authorization request and its end: a way that is longer than this runs in a circle. */
const MAX_STEPS = 30;

/** The pages seen on the way, for tests of the pages themselves. */
export interface SignInTrace {
  readonly pages: { readonly url: string; readonly forms: number; readonly html: string }[];
}

interface Cookie {
  readonly origin: string;
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** Cookies as a browser keeps them, as far as signing in needs it. */
class CookieJar {
  #cookies: Cookie[] = [];

  keep(url: URL, response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      const path = attributes.find((part) => /^path=/i.test(part))?.slice(5) ?? '/';
      const expired = attributes.some(
        (part) => /^expires=/i.test(part) && Date.parse(part.slice(8)) < Date.now(),
      );
      const cookie = { origin: url.origin, name: pair.slice(0, at), value: pair.slice(at + 1), path };
      this.#cookies = this.#cookies.filter(
        (known) => known.origin !== cookie.origin || known.name !== cookie.name || known.path !== cookie.path,
      );
      if (!expired) this.#cookies.push(cookie);
    }
  }

  for(url: URL): string {
    return this.#cookies
      .filter((cookie) => cookie.origin === url.origin && url.pathname.startsWith(cookie.path))
      .map((cookie) => `${cookie.name}=${cookie.value}`)
      .join('; ');
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1];
  return found?.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_all, entity: string) => ENTITIES[entity] ?? '');
}

function formOf(
  html: string,
  answers: Readonly<Record<string, string>>,
): { action: string; body: URLSearchParams } | null {
  const found = /<form\b([^>]*)>([\s\S]*?)<\/form>/i.exec(html);
  if (found === null) return null;
  const body = new URLSearchParams();
  for (const [tag] of (found[2] ?? '').matchAll(/<input\b[^>]*>/gi)) {
    const name = attribute(tag, 'name');
    if (name !== undefined) body.append(name, answers[name] ?? attribute(tag, 'value') ?? '');
  }
  return { action: attribute(found[1] ?? '', 'action') ?? '', body };
}

/** How to go through the pages. */
export interface SignInOptions {
  /** Refuse where consent is asked for. */
  readonly refuse?: boolean;
  readonly trace?: SignInTrace;
}

/**
 * Goes through the pages a browser would show, as a plain HTTP client: follows redirects, posts the single form of each
 * page, and answers the address of the last page, which has none. Where the last redirect leads to a program that does
 * not listen (a redirect address nobody serves), that address is the answer.
 */
export async function signInByForm(
  authorizationUrl: string,
  username: string,
  password: string,
  options: SignInOptions = {},
): Promise<string> {
  const jar = new CookieJar();
  let next: { url: URL; body?: URLSearchParams } = { url: new URL(authorizationUrl) };
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const { url, body } = next;
    let response: Response;
    try {
      response = await fetch(url, {
        redirect: 'manual',
        headers: { cookie: jar.for(url), connection: 'close' },
        ...(body === undefined ? {} : { method: 'POST', body }),
      });
    } catch (error) {
      if (url.origin === new URL(authorizationUrl).origin) throw error;
      return url.href;
    }
    jar.keep(url, response);
    const location = response.headers.get('location');
    if (location !== null && response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      next = { url: new URL(location, url) };
      continue;
    }
    const html = await response.text();
    options.trace?.pages.push({ url: url.href, forms: (html.match(/<form\b/gi) ?? []).length, html });
    const form = formOf(html, { username, password });
    if (form === null) return url.href;
    const refusal = /href="([^"]*\/recusar)"/.exec(html)?.[1];
    const asksConsent = !/name="password"/.test(html) && refusal !== undefined;
    next =
      options.refuse === true && asksConsent
        ? { url: new URL(refusal, url) }
        : { url: new URL(form.action, url), body: form.body };
  }
  throw new Error('the pages of signing in do not come to an end');
}
