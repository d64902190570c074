/** Value of a Content-Digest header (RFC 9530) for a SHA-256 in lower-case hexadecimal. */
export function contentDigest(sha256: string): string {
  const bytes = Uint8Array.from(sha256.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return `sha-256=:${btoa(String.fromCharCode(...bytes))}:`;
}

/** The SHA-256 (lower-case hexadecimal) a Content-Digest header names, null where it names none or is malformed. */
export function digestSha256(header: string): string | null {
  const found = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):\s*(?:,|$)/.exec(header);
  const base64 = found?.[1];
  if (base64 === undefined) return null;
  return Array.from(atob(base64), (char) => (char.codePointAt(0) ?? 0).toString(16).padStart(2, '0')).join(
    '',
  );
}
