/**
 * What the page may do: run its own scripts, show its own pictures, nothing else; above all no connection to anywhere.
 * @param nonce of this one page: style elements carry it (the component library makes its styles while it runs)
 */
export function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
