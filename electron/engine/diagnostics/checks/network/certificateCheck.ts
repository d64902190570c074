import type { Check, Evidence, Finding } from '../../check.ts';
import { farTarget } from '../../network/farTarget.ts';
import { readCertificate } from '../../network/readCertificate.ts';
import type { SeenCertificate } from '../../network/readCertificate.ts';
import type { DiagnosticsParts } from '../../ports.ts';

const patienceMs = 6_000;

/** What is wrong with what was shown, by OpenSSL's code (Node's TLS documentation, `authorizationError`). */
function judge(seen: SeenCertificate, evidence: Evidence): Finding {
  switch (seen.problem) {
    case null:
      // Trusted because this machine was told to: a company's, an antivirus program's or a proxy's own root.
      return seen.publicRoot === false
        ? { status: 'warning', condition: 'connection-inspected', evidence }
        : { status: 'ok', evidence };
    case 'CERT_HAS_EXPIRED':
      return { status: 'failed', condition: 'certificate-expired', evidence };
    case 'CERT_NOT_YET_VALID':
      return { status: 'failed', condition: 'certificate-not-yet-valid', evidence };
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return { status: 'failed', condition: 'certificate-wrong-name', evidence };
    default:
      return { status: 'failed', condition: 'certificate-untrusted', evidence };
  }
}

/** Who stands behind the protected connection with FoccoLojas: itself, or somebody who opens it on the way. */
export function certificateCheck(parts: DiagnosticsParts): Check {
  return {
    code: 'certificate',
    needs: ['server-name'],
    budgetMs: 8_000,
    async run(context) {
      const target = await farTarget(parts, context);
      if ('finding' in target) return target.finding;
      if (target.url.protocol !== 'https:')
        return { status: 'skipped', evidence: { reason: 'not-encrypted' } };
      const { clock, signal } = context;
      const seen = await readCertificate(target, { timeoutMs: patienceMs, clock, signal });
      if (typeof seen === 'string') {
        return { status: 'unknown', evidence: { host: target.host, reason: seen } };
      }
      const { problem, publicRoot, ...shown } = seen;
      return judge(seen, {
        host: target.host,
        ...shown,
        ...(problem === null ? {} : { problem }),
        ...(publicRoot === null ? {} : { publicRoot }),
      });
    },
  };
}
