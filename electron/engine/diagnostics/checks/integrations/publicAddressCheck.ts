import { isIP } from 'node:net';
import { z } from 'zod';
import { isoTime } from '../../../../../shared/domain/clock.ts';
import { EloError } from '../../../../../shared/domain/eloError.ts';
import type { Check, CheckContext, Finding } from '../../check.ts';
import type { DiagnosticsParts } from '../../ports.ts';
import { isFinding, urlFrom } from '../services/serviceFindings.ts';

const seenKey = 'public-addresses';
const mostSeen = 30;
/** An address that stood for a week through nights and restarts of the router is taken for a fixed one. */
const fixedDays = 7;
/** A change is told for so long; older ones are history. */
const changeDays = 30;
const dayMs = 24 * 60 * 60_000;

const seenSchema = z
  .array(z.object({ address: z.string().max(60), since: z.string(), until: z.string() }))
  .max(mostSeen);

/** Whether the store's public address is a fixed one: seen over time, for one look cannot tell. */
export function publicAddressCheck(parts: DiagnosticsParts): Check {
  const { ledger, clock, http } = parts;
  /** The address as FoccoLojas sees it (on consent), or as a configured page tells it. */
  const ask = async (context: CheckContext): Promise<string | Finding> => {
    if (context.with['url'] !== undefined) {
      const url = urlFrom(context);
      if (isFinding(url)) return url;
      const { status, body } = await http.request({
        method: 'GET',
        url: url.href,
        responseType: 'bytes',
        maxResponseBytes: 4_096,
        timeoutMs: 5_000,
        plainHttp: true,
        signal: context.signal,
      });
      const text = Buffer.from(body).toString('utf8');
      const found = /(\d{1,3}\.){3}\d{1,3}/.exec(text)?.[0] ?? text.trim();
      return status === 200 && isIP(found) !== 0
        ? found
        : { status: 'unknown', evidence: { reason: 'no-address-told', httpStatus: status } };
    }
    if (context.with['consent'] !== 'true') return context.lacks('consent:outside-probe');
    const port = Number(context.with['port'] ?? '');
    if (!Number.isInteger(port) || port < 1) return context.lacks('field:port');
    return (await parts.probePort({ port, family: 4 }, context.signal)).address;
  };

  return {
    code: 'public-address-watched',
    needs: [],
    budgetMs: 9_000,
    async run(context) {
      let told: string | Finding;
      try {
        told = await ask(context);
      } catch (thrown) {
        if (!(thrown instanceof EloError) || thrown.code === 'cancelled') throw thrown;
        if (thrown.code === 'server-not-set') return context.lacks('server');
        if (thrown.code === 'sign-in-required') return context.lacks('sign-in');
        return { status: 'unknown', evidence: { reason: 'no-address-told', error: thrown.code } };
      }
      if (typeof told !== 'string') return told;
      const now = isoTime(clock.now());
      const stored = seenSchema.safeParse(ledger.values.get(seenKey));
      const seen = stored.success ? stored.data : [];
      const [newest, ...older] = seen;
      const same = newest?.address === told;
      const current = { address: told, since: same ? newest.since : now, until: now };
      ledger.values.set(seenKey, [current, ...(same ? older : seen)].slice(0, mostSeen));
      const days = Math.floor((clock.now() - Date.parse(current.since)) / dayMs);
      const evidence = { publicAddress: told, since: current.since, days };
      const before = same ? older[0] : newest;
      if (before !== undefined && days < changeDays) {
        return {
          status: 'warning',
          condition: 'public-address-changed',
          evidence: { ...evidence, before: before.address },
        };
      }
      return days >= fixedDays
        ? { status: 'ok', evidence }
        : { status: 'unknown', evidence: { ...evidence, reason: 'watched-too-short' } };
    },
  };
}
