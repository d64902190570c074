import type { ConditionCode } from '../../../../../shared/domain/conditions.ts';
import type { CheckContext, Evidence, Finding } from '../../check.ts';
import { serviceProblem } from '../../services/serviceProblems.ts';

/** An address from a check's parameters: `url` whole, or `host`, `port`, `path` and `protocol`. */
export function urlFrom(context: CheckContext): URL | Finding {
  const { url, host, port, path = '/', protocol = 'http' } = context.with;
  const bare = (host ?? '').replace(/^\[|\]$/g, '');
  const authority = bare.includes(':') ? `[${bare}]` : bare;
  if (url === undefined && host === undefined) return context.lacks('field:host');
  if (url === undefined && port === undefined) return context.lacks('field:port');
  const text = url ?? `${protocol}://${authority}:${port ?? ''}${path.startsWith('/') ? '' : '/'}${path}`;
  const made = URL.canParse(text) ? new URL(text) : null;
  if (made === null || !/^https?:$/.test(made.protocol) || made.username !== '' || made.password !== '') {
    return {
      status: 'unknown',
      evidence: { reason: 'field-invalid', field: url === undefined ? 'host' : 'url' },
    };
  }
  return made;
}

export const isFinding = (value: URL | Finding): value is Finding => 'status' in value;

/** Where it was asked; the query stays out, it may hold a key. */
export function placeOfUrl(url: URL): Evidence {
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    path: url.pathname,
    encrypted: url.protocol === 'https:',
  };
}

export const failed = (condition: ConditionCode, evidence: Evidence): Finding => ({
  status: 'failed',
  condition,
  evidence,
});

/** The finding of an exchange that failed. @throws what it is no matter of the service: cancelled, a mistake of ours */
export function failedExchange(thrown: unknown, evidence: Evidence): Finding {
  const problem = serviceProblem(thrown);
  if (problem === null) throw thrown;
  return failed(problem.condition, { ...evidence, system: problem.system });
}

/** A secret, or `null` where there is none or nowhere to read it from. */
export async function secretFrom(context: CheckContext, name: string): Promise<string | null> {
  try {
    const secret = await context.secret(name);
    return secret === '' ? null : secret;
  } catch {
    return null;
  }
}
