import { EloError } from '../../../../shared/domain/eloError.ts';
import type { ConditionCode } from '../../../../shared/domain/conditions.ts';

/** Conditions by the code of an exchange that failed. */
const byCode: Readonly<Record<string, ConditionCode>> = {
  'network-dns': 'service-name-unknown',
  'network-refused': 'service-refused',
  'network-timeout': 'service-no-answer',
  'network-no-route': 'service-unreachable',
  'network-blocked': 'service-blocked-here',
  'network-reset': 'service-closes',
  'network-not-http': 'service-not-http',
  'tls-certificate-expired': 'service-certificate-expired',
  'tls-certificate-not-yet-valid': 'service-certificate-not-yet-valid',
  'tls-wrong-host': 'service-certificate-wrong-name',
  'tls-untrusted': 'service-certificate-untrusted',
  'tls-failed': 'service-encryption-failed',
  'proxy-auth-required': 'service-proxy-asks',
  'redirect-refused': 'service-redirects',
  'answer-too-large': 'service-answer-strange',
  'answer-not-json': 'service-answer-strange',
};

/**
 * What a failed exchange means.
 * @returns the condition, and the code underneath for the evidence; `null` where it is no matter of the service
 */
export function serviceProblem(
  thrown: unknown,
): { readonly condition: ConditionCode; readonly system: string } | null {
  if (!(thrown instanceof EloError)) return null;
  const condition = byCode[thrown.code];
  if (condition === undefined) return null;
  return { condition, system: String(thrown.details['system'] ?? thrown.code) };
}

/** What a status of HTTP means for somebody who came with a key; `null` where it is a good answer. */
export function statusProblem(status: number): ConditionCode | null {
  if (status >= 200 && status < 300) return null;
  if (status === 401) return 'service-key-refused';
  if (status === 403) return 'service-forbidden';
  if (status === 404 || status === 410) return 'service-path-unknown';
  if (status === 429) return 'service-busy';
  if (status >= 500) return 'service-broken';
  return 'service-answer-strange';
}
