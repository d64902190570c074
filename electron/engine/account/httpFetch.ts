import type { CustomFetch } from 'openid-client';
import type { Http } from '../net/createHttp.ts';

/** Metadata, keys and token answers are a few kilobytes. */
const largestAnswer = 1024 * 1024;
/** A person waits in front of the browser, or a call for its token. */
const exchangeMs = 30_000;

/** Lets openid-client speak through `net/`: same proxy, same certificates, same bounds, no redirects. */
export function httpFetch(http: Http): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const text = body instanceof URLSearchParams ? body.toString() : body;
    if (text !== undefined && text !== null && typeof text !== 'string' && !(text instanceof Uint8Array)) {
      throw new TypeError('Only texts and bytes are sent while signing in');
    }
    const response = await http.request({
      method: method as 'GET' | 'POST',
      url,
      headers,
      ...(text === undefined || text === null ? {} : { body: text }),
      responseType: 'bytes',
      maxResponseBytes: largestAnswer,
      timeoutMs: exchangeMs,
      ...(signal ? { signal } : {}),
    });
    // The Fetch standard allows no body with these.
    const bodiless = [204, 205, 304].includes(response.status);
    return new Response(bodiless ? null : new Uint8Array(response.body), {
      status: response.status,
      headers: response.headers,
    });
  };
}
