/**
 * The first proxy of a system's answer that HTTP can go through, as `http://host:port`; `null` for none.
 * @param answer as Chromium spells it: `PROXY office:8080; HTTPS safe:443; SOCKS5 old:1080; DIRECT`
 */
export function systemProxy(answer: string): string | null {
  for (const part of answer.split(';')) {
    const [kind = '', place = ''] = part.trim().split(/\s+/);
    const scheme = kind.toUpperCase();
    if (scheme === 'DIRECT') return null;
    if (scheme !== 'PROXY' && scheme !== 'HTTPS') continue;
    const url = `${scheme === 'PROXY' ? 'http' : 'https'}://${place}`;
    if (place !== '' && URL.canParse(url) && new URL(url).host !== '') return url;
  }
  return null;
}
