import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/**
 * Waiting for one address before the next is tried. Node's 250 ms gives up on slow but working links
 * (satellite, 3G, VPN), where a connection takes seconds.
 */
const attemptMs = 5000;

/**
 * Sets this thread up for office networks: what the operating system trusts is trusted too (companies and
 * antivirus programs put their certificates there), and slow addresses get time. Called once at start.
 * @returns how many certificates the system added; 0 where the runtime cannot tell (below Node 24.5).
 */
export function trustSystemCertificates(): number {
  setDefaultAutoSelectFamilyAttemptTimeout(attemptMs);
  if (typeof setDefaultCACertificates !== 'function' || typeof getCACertificates !== 'function') return 0;
  const usual = getCACertificates('default');
  // The same certificate comes with other line ends from other stores; its base64 is one.
  const all = new Map(usual.map((certificate) => [certificate.replaceAll(/\s/g, ''), certificate]));
  const before = all.size;
  for (const certificate of getCACertificates('system')) {
    const key = certificate.replaceAll(/\s/g, '');
    if (!all.has(key)) all.set(key, certificate);
  }
  setDefaultCACertificates([...all.values()]);
  return all.size - before;
}
