const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };

/**
 * A page that shows nothing and leads to an address by itself: no script, nothing loaded, no trace of itself in the
 * page's history (a refresh without delay takes its place).
 * @param to an absolute address, or a path of the page's own host
 */
export function leadingPage(to: string): string {
  const address = to.replace(/[&"<>]/g, (character) => escapes[character] ?? '');
  return [
    '<!doctype html>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'">`,
    '<meta name="referrer" content="no-referrer">',
    // Nothing flashes up white on a dark desktop.
    '<meta name="color-scheme" content="light dark">',
    `<meta http-equiv="refresh" content="0; url=${address}">`,
    '<title>Elo</title>',
    '',
  ].join('\n');
}
