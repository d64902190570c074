import type { Check, CheckContext, Finding } from '../../check.ts';
import type { DiagnosticsParts } from '../../ports.ts';
import { statusProblem } from '../../services/serviceProblems.ts';
import { readViability } from '../../services/viability.ts';
import { failed, failedExchange, isFinding, placeOfUrl, secretFrom, urlFrom } from './serviceFindings.ts';

/** Lists of a thousand boxes are some hundred KB. */
const mostBytes = 4 * 1024 * 1024;

interface Asked {
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** Services that are asked with a key, and answer in JSON. */
export function restChecks({ http, clock }: DiagnosticsParts): readonly Check[] {
  /** Asks with the key as the profile says: raw, `Bearer`, or under a header of its own. */
  const ask = async (context: CheckContext, url: URL): Promise<Asked | Finding> => {
    const key = await secretFrom(context, 'key');
    if (key === null) return context.lacks('secret:key');
    if (/[^\x20-\x7e]/.test(key)) {
      return { status: 'unknown', evidence: { reason: 'field-invalid', field: 'key' } };
    }
    const { scheme = 'raw', header = 'authorization' } = context.with;
    const evidence = placeOfUrl(url);
    const begun = clock.monotonic();
    try {
      const { status, body } = await http.request({
        method: 'GET',
        url: url.href,
        headers: {
          [header.toLowerCase().replaceAll(/[^a-z0-9-]/g, '')]: scheme === 'bearer' ? `Bearer ${key}` : key,
        },
        responseType: 'json',
        maxResponseBytes: mostBytes,
        timeoutMs: 7_500,
        plainHttp: true,
        signal: context.signal,
      });
      const seen = { ...evidence, httpStatus: status, answerMs: Math.round(clock.monotonic() - begun) };
      const wrong = statusProblem(status);
      return wrong === null ? { evidence: seen, body } : failed(wrong, seen);
    } catch (thrown) {
      return failedExchange(thrown, evidence);
    }
  };

  return [
    {
      code: 'rest-service',
      needs: [],
      budgetMs: 9_000,
      async run(context) {
        const url = urlFrom(context);
        if (isFinding(url)) return url;
        const asked = await ask(context, url);
        if ('status' in asked) return asked;
        const { evidence, body } = asked;
        if (body === undefined) return failed('service-answer-strange', evidence);
        return url.protocol === 'https:' || isHere(url)
          ? { status: 'ok', evidence }
          : { status: 'warning', condition: 'service-login-not-encrypted', evidence };
      },
    },
    {
      code: 'ozmap-viability',
      needs: [],
      budgetMs: 9_000,
      async run(context) {
        const { lat, lng, radius } = context.with;
        for (const [name, value, most] of [
          ['lat', lat, 90],
          ['lng', lng, 180],
          ['radius', radius, 100_000],
        ] as const) {
          if (value === undefined) return context.lacks(`field:${name}`);
          const number = Number(value);
          if (!Number.isFinite(number) || Math.abs(number) > most || (name === 'radius' && number <= 0)) {
            return { status: 'unknown', evidence: { reason: 'field-invalid', field: name } };
          }
        }
        const url = urlFrom(context);
        if (isFinding(url)) return url;
        for (const [name, value] of Object.entries({ lat, lng, radius }))
          url.searchParams.set(name, value ?? '');
        const asked = await ask(context, url);
        if ('status' in asked) return asked;
        const { evidence, body } = asked;
        const viability = readViability(body);
        if (viability === null) return failed('service-answer-strange', evidence);
        const seen = { ...evidence, ...viability, radius: Number(radius) };
        if (viability.usable > 0) return { status: 'ok', evidence: seen };
        if (viability.unclear > 0)
          return { status: 'unknown', evidence: { ...seen, reason: 'boxes-unclear' } };
        // The integration works; that nobody can be served there may be true.
        return { status: 'warning', condition: 'ozmap-nothing-free', evidence: seen };
      },
    },
  ];
}

const isHere = (url: URL): boolean => /^(127\.|localhost$|\[::1\])/.test(url.hostname);
