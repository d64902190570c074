import type { ConditionCode } from '../../../../../shared/domain/conditions.ts';
import type { Check } from '../../check.ts';
import type { DiagnosticsParts } from '../../ports.ts';
import { inspectTls } from '../../services/inspectTls.ts';
import { statusProblem } from '../../services/serviceProblems.ts';
import { probeHost } from '../../tcp/probeHost.ts';
import type { TcpAnswer } from '../../tcp/tcpAnswer.ts';
import { failed, failedExchange, isFinding, placeOfUrl, urlFrom } from './serviceFindings.ts';

const byAnswer: Readonly<Record<Exclude<TcpAnswer, 'open' | 'not-tried'>, ConditionCode>> = {
  refused: 'service-refused',
  'timed-out': 'service-no-answer',
  'no-route': 'service-unreachable',
  'host-unreachable': 'service-unreachable',
  reset: 'service-closes',
  blocked: 'service-blocked-here',
  'dns-failed': 'service-name-unknown',
};

/** A certificate that ends within this deserves a word: renewing takes people some days. */
const soonMs = 14 * 24 * 60 * 60_000;

/** Any `host:port`: does it open, is its encryption sound, does it speak HTTP. */
export function reachChecks({ clock, http, platform }: DiagnosticsParts): readonly Check[] {
  return [
    {
      code: 'service-reach',
      needs: [],
      budgetMs: 8_000,
      async run(context) {
        const { host, port } = context.with;
        if (host === undefined) return context.lacks('field:host');
        if (port === undefined) return context.lacks('field:port');
        const found = await probeHost({ host, port: Number(port), clock, platform, signal: context.signal });
        const evidence = { host, port: Number(port), answer: found.answer, addresses: [...found.addresses] };
        if (found.answer === 'open')
          return { status: 'ok', evidence: { ...evidence, connectMs: found.best?.ms ?? 0 } };
        if (found.answer === 'not-tried')
          return { status: 'unknown', evidence: { ...evidence, reason: 'check-failed' } };
        const system = found.best?.system ?? found.dnsCode;
        return failed(byAnswer[found.answer], { ...evidence, ...(system === null ? {} : { system }) });
      },
    },
    {
      code: 'service-tls',
      needs: ['service-reach'],
      budgetMs: 8_000,
      async run(context) {
        const { host, port } = context.with;
        if (host === undefined) return context.lacks('field:host');
        if (port === undefined) return context.lacks('field:port');
        const found = await probeHost({ host, port: Number(port), clock, platform, signal: context.signal });
        const place = { host, port: Number(port) };
        if (found.answer !== 'open' || found.best === null) {
          return found.answer === 'open' || found.answer === 'not-tried'
            ? { status: 'unknown', evidence: { ...place, reason: 'check-failed' } }
            : failed(byAnswer[found.answer], place);
        }
        const { address } = found.best;
        const look = await inspectTls({
          host,
          address,
          port: Number(port),
          timeMs: 4_000,
          signal: context.signal,
        });
        const told = Object.entries(look).filter(([name, value]) => value !== null && name !== 'condition');
        const evidence = { ...place, ...Object.fromEntries(told) };
        if (look.condition === 'service-intercepted' && look.code === null) {
          // This machine trusts whoever opens it: it works, and somebody reads along.
          return { status: 'warning', condition: look.condition, evidence };
        }
        if (look.condition !== null) return failed(look.condition, evidence);
        if (look.validTo !== null && Date.parse(look.validTo) - clock.now() < soonMs) {
          return { status: 'warning', condition: 'service-certificate-ends-soon', evidence };
        }
        return { status: 'ok', evidence };
      },
    },
    {
      code: 'service-http',
      needs: [],
      budgetMs: 8_000,
      async run(context) {
        const url = urlFrom(context);
        if (isFinding(url)) return url;
        const evidence = placeOfUrl(url);
        const begun = clock.monotonic();
        try {
          const { status } = await http.request({
            method: 'GET',
            url: url.href,
            responseType: 'bytes',
            maxResponseBytes: 1024 * 1024,
            timeoutMs: 7_000,
            plainHttp: true,
            signal: context.signal,
          });
          const seen = { ...evidence, httpStatus: status, answerMs: Math.round(clock.monotonic() - begun) };
          // Nobody signed in, so any answer but a broken one shows that it is there.
          return status >= 500
            ? failed(statusProblem(status) ?? 'service-broken', seen)
            : { status: 'ok', evidence: seen };
        } catch (thrown) {
          return failedExchange(thrown, evidence);
        }
      },
    },
  ];
}
