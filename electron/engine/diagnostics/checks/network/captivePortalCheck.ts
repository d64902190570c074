import type { Check } from '../../check.ts';
import { farTarget } from '../../network/farTarget.ts';
import { outsideHosts } from '../../network/outsideHosts.ts';
import { plainGet } from '../../network/plainGet.ts';
import type { DiagnosticsParts } from '../../ports.ts';

/** The portal is in the same building. */
const patienceMs = 3_000;

/** Whether somebody on the way answers in another's name: the sign-in page of a guest network. */
export function captivePortalCheck(parts: DiagnosticsParts): Check {
  return {
    code: 'captive-portal',
    needs: ['local-network'],
    budgetMs: 6_000,
    async run(context) {
      const target = await farTarget(parts, context);
      if ('finding' in target) return target.finding;
      if (target.proxy !== null) return { status: 'skipped', evidence: { reason: 'through-a-proxy' } };
      const url = context.with['url'] ?? outsideHosts.plainPage;
      if (!URL.canParse(url) || new URL(url).protocol !== 'http:') return context.lacks('field:url');
      const { clock, signal } = context;
      const answer = await plainGet({ url, timeoutMs: patienceMs, clock, signal });
      if (answer === null) return { status: 'unknown', evidence: { reason: 'not-reached' } };
      if (answer.status === 204 && answer.bytes === 0) return { status: 'ok' };
      const portal =
        answer.location !== null && URL.canParse(answer.location, url)
          ? new URL(answer.location, url).hostname
          : undefined;
      const evidence = { httpStatus: answer.status, ...(portal === undefined ? {} : { portal }) };
      // A page that is gone is no portal: those answer with a page of their own, or lead to one.
      return answer.status < 400
        ? { status: 'failed', condition: 'captive-portal', evidence }
        : { status: 'unknown', evidence: { ...evidence, reason: 'not-understood' } };
    },
  };
}
