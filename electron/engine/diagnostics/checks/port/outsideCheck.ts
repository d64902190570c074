import type { Check, Evidence, Finding } from '../../check.ts';
import type { OutsideAnswer } from '../../port/testFromOutside.ts';
import type { OutsideOf } from './outsideOf.ts';
import { portParameters } from './portParameters.ts';
import type { PortParameters } from './portParameters.ts';

function seen(found: Exclude<OutsideAnswer, { answer: 'not-tested' }>): Evidence {
  const { answer, publicAddress, family, from, at, listener } = found;
  return { answer: answer === 'elsewhere' ? 'open' : answer, publicAddress, family, from, at, listener };
}

/** What the test from outside says about the port, everybody's or a vendor's. */
function judge(found: OutsideAnswer, { admits }: PortParameters, port: Evidence): Finding {
  if (found.answer === 'not-tested') {
    const { reason, error, publicAddress, family } = found;
    const evidence = {
      ...port,
      answer: 'not-tested',
      reason,
      ...(error === undefined ? {} : { error }),
      ...(publicAddress === undefined ? {} : { publicAddress }),
      ...(family === undefined ? {} : { family }),
    };
    return { status: reason === 'server-on-this-machine' ? 'skipped' : 'unknown', evidence };
  }
  const evidence = { ...port, ...seen(found), ...(admits.length === 0 ? {} : { admits: admits.join(', ') }) };
  switch (found.answer) {
    case 'elsewhere':
      // A vendor's port may well lead to another machine of the store: open to us, it is open to everyone.
      return admits.length > 0
        ? { status: 'warning', condition: 'port-open-to-everyone', evidence }
        : { status: 'failed', condition: 'port-answered-by-another', evidence };
    case 'open-not-proved':
      return admits.length > 0
        ? { status: 'warning', condition: 'port-open-to-everyone', evidence }
        : {
            status: 'unknown',
            condition: 'port-open-not-proved-here',
            evidence: { ...evidence, why: found.why, reason: 'not-proved-here' },
          };
    case 'open':
      return admits.length > 0
        ? {
            status: 'warning',
            condition: 'port-open-to-everyone',
            evidence: { ...evidence, proof: found.proof },
          }
        : { status: 'ok', evidence: { ...evidence, proof: found.proof } };
    case 'closed':
      // FoccoLojas is not the vendor: being kept out may be just what the vendor asked for.
      return admits.length > 0
        ? {
            status: 'unknown',
            condition: 'port-not-tested-from-vendor',
            evidence: { ...evidence, answer: 'not-tested', why: found.why, reason: 'not-from-vendor' },
          }
        : {
            status: 'failed',
            condition: 'port-closed-from-outside',
            evidence: { ...evidence, why: found.why },
          };
  }
}

/** The only proof: FoccoLojas tries the port from outside, and this machine sees that it was reached. */
export function outsideCheck(outsideOf: OutsideOf): Check {
  return {
    code: 'port-outside',
    // Whatever is broken on the way, the way itself is tried: Elo listens where nothing does.
    needs: [],
    budgetMs: 9_500,
    async run(context) {
      const asked = portParameters(context);
      if ('lacks' in asked) return asked.lacks;
      const found = await outsideOf(context, asked);
      if (found === null) return context.lacks('consent:outside-probe');
      if (found.answer === 'not-tested' && found.lacks !== undefined) return context.lacks(found.lacks);
      return judge(found, asked, { port: asked.port, protocol: 'TCP' });
    },
  };
}
