const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function characterReference(body: string): string | null {
  const match = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(body);
  if (match === null) return null;
  const code = match[1] === undefined ? Number.parseInt(match[2] ?? '', 10) : Number.parseInt(match[1], 16);
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  return code === 0 || code > 0x10ffff || surrogate ? null : String.fromCodePoint(code);
}

/**
 * Resolves the predefined entities and character references of raw XML text; attribute values also get their line
 * ends and tabs turned into spaces, text its CRLF into LF (XML 1.0 §2.11, §3.3.3). Null where an entity is unknown.
 */
export function decodeXmlText(raw: string, attribute: boolean): string | null {
  let text = raw;
  if (attribute) {
    if (/[\t\r\n]/.test(text)) text = text.replaceAll('\r\n', ' ').replaceAll(/[\t\r\n]/g, ' ');
  } else if (text.includes('\r')) {
    text = text.replaceAll(/\r\n?/g, '\n');
  }
  if (!text.includes('&')) return text;
  let known = true;
  const resolved = text.replaceAll(/&([^&;]{0,12});?/g, (whole, body: string) => {
    const character = whole.endsWith(';')
      ? Object.hasOwn(predefined, body)
        ? (predefined[body] ?? null)
        : characterReference(body)
      : null;
    if (character === null) known = false;
    return character ?? '';
  });
  return known ? resolved : null;
}
