import type { CheckContext, Finding } from '../check.ts';
import { staysHere } from '../port/staysHere.ts';
import type { DiagnosticsParts } from '../ports.ts';

export interface FarTarget {
  readonly url: URL;
  readonly host: string;
  readonly port: number;
  /** `http://host:port`; the app goes through it. */
  readonly proxy: URL | null;
}

/** FoccoLojas as the app reaches it, or the finding of a check that has nothing to reach. */
export async function farTarget(
  parts: Pick<DiagnosticsParts, 'serverUrl' | 'proxyFor'>,
  context: Pick<CheckContext, 'lacks'>,
): Promise<FarTarget | { readonly finding: Finding }> {
  const serverUrl = parts.serverUrl();
  if (serverUrl === null || !URL.canParse(serverUrl)) return { finding: context.lacks('server') };
  if (staysHere(serverUrl)) {
    return { finding: { status: 'skipped', evidence: { reason: 'server-on-this-machine' } } };
  }
  const url = new URL(serverUrl);
  const given = await parts.proxyFor(url.href).catch(() => null);
  return {
    url,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
    proxy: given !== null && URL.canParse(given) ? new URL(given) : null,
  };
}

/** Where a proxy listens. */
export const portOf = (proxy: URL): number => Number(proxy.port || (proxy.protocol === 'https:' ? 443 : 80));
