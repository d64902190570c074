import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import type { ConditionCode } from '../../../../shared/domain/conditions.ts';

/** What a TLS connection showed. */
export interface TlsLook {
  /** `null`: sound and trusted. */
  readonly condition: ConditionCode | null;
  /** E.g. `TLSv1.3`; `null` where no connection came about. */
  readonly protocol: string | null;
  readonly issuer: string | null;
  readonly subject: string | null;
  /** UTC ISO-8601. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** A program or box that opens connections, by the issuer's name. */
  readonly interceptor: string | null;
  /** Code of Node or OpenSSL. */
  readonly code: string | null;
}

/** Makers whose certificates stand in for the real ones, by words of the issuer. */
const interceptors =
  /kaspersky|avast|\bavg\b|eset|bitdefender|norton|symantec web|mcafee|trellix|sophos|fortinet|fortigate|zscaler|netskope|palo alto|cisco umbrella|opendns|blue ?coat|watchguard|sonicwall|check ?point|barracuda|trend micro|dr\.? ?web|blockbit|pfsense|squid|untangle|netbox blue|lightspeed|securly|adguard|fiddler|charles proxy|burp|panda security|f-secure|g ?data|checkpoint/i;

const byCode: Readonly<Record<string, ConditionCode>> = {
  CERT_HAS_EXPIRED: 'service-certificate-expired',
  CERT_NOT_YET_VALID: 'service-certificate-not-yet-valid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'service-certificate-self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'service-certificate-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'service-certificate-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'service-certificate-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'service-certificate-untrusted',
  CERT_UNTRUSTED: 'service-certificate-untrusted',
  CERT_REVOKED: 'service-certificate-untrusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'service-certificate-wrong-name',
  ECONNRESET: 'service-closes',
  ECONNREFUSED: 'service-refused',
};

const nothing = {
  protocol: null,
  issuer: null,
  subject: null,
  validFrom: null,
  validTo: null,
  interceptor: null,
};

/**
 * Shakes hands with a TLS server and looks at what it shows, whatever is wrong with it. Nothing is sent afterwards.
 * @param o.address where to connect; `o.host` is the name that the certificate must have
 */
export function inspectTls(o: {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly timeMs: number;
  readonly signal: AbortSignal;
}): Promise<TlsLook> {
  return new Promise((resolve) => {
    const socket = connect({
      host: o.address,
      port: o.port,
      ...(isIP(o.host) === 0 ? { servername: o.host } : {}),
      // Looked at, not trusted: nothing is sent to it.
      rejectUnauthorized: false,
    });
    const end = (look: TlsLook): void => {
      clearTimeout(timer);
      o.signal.removeEventListener('abort', late);
      socket.destroy();
      resolve(look);
    };
    const late = (): void => end({ ...nothing, condition: 'service-no-answer', code: 'no-answer' });
    const timer = setTimeout(late, o.timeMs);
    o.signal.addEventListener('abort', late, { once: true });
    if (o.signal.aborted) late();
    socket.once('secureConnect', () => end(lookAt(socket, o.host)));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? 'unknown';
      // What answers in plain words takes our handshake for a broken request.
      const plain = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|INVALID_RECORD/.test(
        `${code} ${error.message.toUpperCase().replaceAll(' ', '_')}`,
      );
      const condition = plain ? 'service-no-encryption-there' : (byCode[code] ?? 'service-encryption-failed');
      end({ ...nothing, condition, code });
    });
  });
}

function lookAt(socket: TLSSocket, host: string): TlsLook {
  const certificate = socket.getPeerCertificate(true);
  // With an address instead of a name nobody has looked at it yet.
  const code = codeOf(socket.authorizationError) ?? null;
  const issuer = nameOf(certificate.issuer);
  const chain = [issuer, ...issuersAbove(certificate)];
  const interceptor = chain.find((name) => name !== null && interceptors.test(name)) ?? null;
  const subject = nameOf(certificate.subject);
  const condition = code === null ? null : (byCode[code] ?? 'service-certificate-untrusted');
  return {
    condition:
      interceptor === null || condition === 'service-certificate-expired' ? condition : 'service-intercepted',
    protocol: socket.getProtocol(),
    issuer,
    subject: subject ?? host,
    validFrom: timeOf(certificate.valid_from),
    validTo: timeOf(certificate.valid_to),
    interceptor,
    code,
  };
}

function codeOf(error: unknown): string | undefined {
  if (typeof error === 'string') return error;
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

function nameOf(name: PeerCertificate['issuer'] | undefined): string | null {
  const found = name === undefined ? undefined : (name.O ?? name.CN);
  const text = Array.isArray(found) ? found.join(' ') : found;
  return typeof text === 'string' && text !== '' ? text.slice(0, 120) : null;
}

/** Names of those above, at most as many as chains have. */
function issuersAbove(certificate: ReturnType<TLSSocket['getPeerCertificate']>): (string | null)[] {
  const names: (string | null)[] = [];
  let at = certificate as ReturnType<TLSSocket['getPeerCertificate']> & {
    issuerCertificate?: typeof certificate;
  };
  for (let depth = 0; depth < 8; depth += 1) {
    const above = at.issuerCertificate;
    if (above === undefined || above === at) break;
    names.push(nameOf(above.issuer));
    at = above;
  }
  return names;
}

const timeOf = (text: string | undefined): string | null => {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : new Date(at).toISOString();
};
