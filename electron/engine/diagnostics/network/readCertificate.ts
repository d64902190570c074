import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { connect, getCACertificates } from 'node:tls';
import type { DetailedPeerCertificate } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { EloError } from '../../../../shared/domain/eloError.ts';
import type { FarTarget } from './farTarget.ts';
import { portOf } from './farTarget.ts';

/** What the other side showed, and what this machine thinks of it. */
export interface SeenCertificate {
  /** OpenSSL's code where it is not trusted; `null` where it is. */
  readonly problem: string | null;
  readonly subject: string;
  /** Who issued it: the top of the chain that was shown, by organisation or name. */
  readonly issuer: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly protocol: string;
  /** The chain ends in a root that the runtime itself brings; `null` where it is not trusted at all. */
  readonly publicRoot: boolean | null;
}

/** A chain has three or four certificates; a loop would have no end. */
const mostLinks = 10;
const mostText = 120;

const nameOf = (fields: Readonly<Record<string, unknown>> | undefined): string => {
  const text = [fields?.['O'], fields?.['CN'], fields?.['OU']].find((part) => typeof part === 'string');
  return (text ?? '').replaceAll(/[\p{C}]+/gu, ' ').slice(0, mostText);
};

function topOf(certificate: DetailedPeerCertificate): DetailedPeerCertificate {
  let top = certificate;
  for (let step = 0; step < mostLinks; step += 1) {
    const next = top.issuerCertificate as DetailedPeerCertificate | undefined;
    if (next === undefined || next === top || next.fingerprint256 === top.fingerprint256) break;
    top = next;
  }
  return top;
}

let bundled: ReadonlySet<string> | undefined;
/** Fingerprints of the public roots the runtime was built with, whatever was added on this machine. */
function bundledRoots(): ReadonlySet<string> {
  bundled ??= new Set(getCACertificates('bundled').map((pem) => new X509Certificate(pem).fingerprint256));
  return bundled;
}

/**
 * Shakes hands with a server, through the proxy where the app goes through one, and tells what it showed. Nothing is sent.
 * @returns a code where there was no handshake: `not-reached`, `not-encrypted`, `proxy-refused`, `took-too-long`
 * @throws EloError `cancelled`
 */
export async function readCertificate(
  target: FarTarget,
  o: { readonly timeoutMs: number; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<SeenCertificate | 'not-reached' | 'not-encrypted' | 'proxy-refused' | 'took-too-long'> {
  const leave = new AbortController();
  const late = new Promise<'took-too-long'>((resolve) => {
    const stop = o.clock.after(o.timeoutMs, () => resolve('took-too-long'));
    leave.signal.addEventListener('abort', stop, { once: true });
  });
  const cancelled = new Promise<never>((_resolve, reject) => {
    const cancel = (): void => reject(new EloError('cancelled', 'the handshake was given up'));
    if (o.signal.aborted) cancel();
    o.signal.addEventListener('abort', cancel, { once: true });
    leave.signal.addEventListener('abort', () => o.signal.removeEventListener('abort', cancel), {
      once: true,
    });
  });
  cancelled.catch(() => undefined);
  try {
    const shaken = (async () => {
      const through = target.proxy === null ? null : await tunnel(target, target.proxy, leave.signal);
      return through === 'proxy-refused' || through === 'not-reached'
        ? through
        : shake(target, through, leave.signal);
    })();
    return await Promise.race([shaken, late, cancelled]);
  } finally {
    leave.abort();
  }
}

function tunnel(
  { host, port }: FarTarget,
  proxy: URL,
  signal: AbortSignal,
): Promise<Duplex | 'proxy-refused' | 'not-reached'> {
  return new Promise((resolve) => {
    const name = host.includes(':') ? `[${host}]` : host;
    const user = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
    const sent = request({
      host: proxy.hostname,
      port: portOf(proxy),
      method: 'CONNECT',
      path: `${name}:${port}`,
      agent: false,
      signal,
      headers:
        proxy.username === ''
          ? {}
          : { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` },
    });
    sent.on('connect', (response, socket: Duplex) => {
      if (response.statusCode === 200) resolve(socket);
      else {
        socket.destroy();
        resolve('proxy-refused');
      }
    });
    sent.on('response', (response) => {
      response.destroy();
      resolve('proxy-refused');
    });
    sent.on('error', () => resolve('not-reached'));
    sent.end();
  });
}

function shake(
  { host, port }: FarTarget,
  socket: Duplex | null,
  signal: AbortSignal,
): Promise<SeenCertificate | 'not-reached' | 'not-encrypted'> {
  return new Promise((resolve) => {
    const secured = connect({
      ...(socket === null ? { host, port } : { socket }),
      // A literal address has no name to ask for.
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
      // A first message of one small packet: with the post-quantum key OpenSSL 3.5 offers it is larger than some lines take.
      ecdhCurve: 'X25519:P-256',
      // Looked at, never used: nothing is sent on it.
      rejectUnauthorized: false,
    });
    const give = (found: SeenCertificate | 'not-reached' | 'not-encrypted'): void => {
      secured.destroy();
      resolve(found);
    };
    signal.addEventListener('abort', () => secured.destroy(), { once: true });
    secured.on('secureConnect', () => {
      const certificate = secured.getPeerCertificate(true);
      if (Object.keys(certificate).length === 0) {
        give('not-encrypted');
        return;
      }
      const problem = secured.authorized ? null : String(secured.authorizationError);
      const top = topOf(certificate);
      give({
        problem,
        subject: nameOf({ CN: certificate.subject.CN, O: certificate.subject.O }),
        issuer: nameOf(top === certificate ? { ...certificate.issuer } : { ...top.subject }),
        validFrom: new Date(certificate.valid_from).toISOString(),
        validTo: new Date(certificate.valid_to).toISOString(),
        protocol: secured.getProtocol() ?? '',
        publicRoot: problem === null ? bundledRoots().has(top.fingerprint256) : null,
      });
    });
    secured.on('error', (error: NodeJS.ErrnoException) => {
      const spoken = error.code?.startsWith('ERR_SSL') === true || error.code === 'EPROTO';
      give(spoken ? 'not-encrypted' : 'not-reached');
    });
  });
}
