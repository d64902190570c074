import { EloError } from '../../../shared/domain/eloError.ts';

/**
 * Whether a URL stays on this machine: 127.0.0.0/8, ::1, `localhost` and names below it (RFC 6761).
 * The WHATWG parser has already turned other spellings (0x7f.1, 127.1) into dotted form.
 */
export function isLoopbackUrl(url: URL): boolean {
  const host = url.hostname.toLowerCase();
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
  );
}

/**
 * The URL, if secrets and project files may travel to it: https anywhere, http only on this machine.
 * @param plainHttp also to http elsewhere: services of others that a diagnosis looks at, never FoccoLojas
 * @throws EloError `insecure-address` (http elsewhere), `invalid-address` (no URL, another scheme, credentials in it).
 */
export function requireSafeUrl(address: string, plainHttp = false): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new EloError('invalid-address', 'Not an http(s) address without credentials', {
      remedy: 'check-server-address',
    });
  }
  if (url.protocol === 'http:' && !plainHttp && !isLoopbackUrl(url)) {
    throw new EloError('insecure-address', 'Plain http is only allowed on this machine', {
      remedy: 'check-server-address',
    });
  }
  return url;
}
