import type { Clock } from '../../../../shared/domain/clock.ts';
import { probeTcp } from '../tcp/probeTcp.ts';

/** What a number of handshakes say of the line. */
export interface LineQuality {
  readonly tries: number;
  readonly lost: number;
  /** Milliseconds; `null` where every try was lost. */
  readonly medianMs: number | null;
  readonly minMs: number | null;
  readonly p95Ms: number | null;
  /** Mean difference between one handshake and the next. */
  readonly jitterMs: number | null;
}

/** A first packet that is lost is sent again after a second (RFC 6298 §2): such a handshake came, and lost one all the same. */
const sentAgainMs = 900;
const betweenMs = 60;
const patienceMs = 3_000;

function at(sorted: readonly number[], part: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? null;
}

/** The figures of handshakes, in the order they were made; `null` is one that was lost. */
export function qualityOf(times: readonly (number | null)[]): LineQuality {
  const arrived = times.filter((time) => time !== null);
  const least = Math.min(...arrived);
  const came = arrived.filter((time) => time - least < sentAgainMs);
  const sorted = came.toSorted((a, b) => a - b);
  const steps = came.slice(1).map((time, index) => Math.abs(time - (came[index] ?? time)));
  const jitter = steps.length === 0 ? null : steps.reduce((sum, step) => sum + step, 0) / steps.length;
  return {
    tries: times.length,
    lost: times.length - came.length,
    medianMs: at(sorted, 0.5),
    minMs: at(sorted, 0),
    p95Ms: at(sorted, 0.95),
    jitterMs: jitter === null ? null : Math.round(jitter),
  };
}

/** Shakes hands by TCP some times over, a little apart. A refusal is an answer too. @throws EloError `cancelled` */
export async function measureLine(o: {
  readonly address: string;
  readonly port: number;
  readonly tries: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Promise<LineQuality> {
  const times = await Promise.all(
    Array.from({ length: o.tries }, async (_each, index) => {
      await new Promise<void>((resolve) => o.clock.after(index * betweenMs, resolve));
      const { answer, ms } = await probeTcp({ ...o, timeoutMs: patienceMs });
      return answer === 'open' || answer === 'refused' ? ms : null;
    }),
  );
  return qualityOf(times);
}
