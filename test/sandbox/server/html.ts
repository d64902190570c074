const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for a place in a page: nothing in it can become markup. */
export function escaped(text: string | number | null | undefined): string {
  return String(text ?? '').replaceAll(/[&<>"']/g, (found) => ESCAPES[found] ?? found);
}

/** A plain page; `body` is markup, `title` is text. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="pt-BR"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<style>body{font-family:sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.2rem .6rem;text-align:left}</style>
</head><body><h1>${escaped(title)}</h1>
${body}
</body></html>
`;
}

/** Headers of every page of the sandbox. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  'referrer-policy': 'no-referrer',
} as const;
