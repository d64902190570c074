/** A day: a server asking for more is not believed, the queue looks again the next day. */
const longestWaitMs = 24 * 60 * 60 * 1000;

/**
 * `Retry-After` (RFC 9110 §10.2.3: whole seconds or an HTTP date) as milliseconds from `nowMs`, never negative,
 * at most a day. `undefined` when absent or unreadable.
 */
export function retryAfterMs(value: string | undefined, nowMs: number): number | undefined {
  const text = value?.trim();
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, longestWaitMs);
  // Only the three date spellings of RFC 9110 §5.6.7 begin with a weekday; Date.parse alone would take far more.
  if (!/^(mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return undefined;
  // asctime spells no zone but means UTC.
  const at = Date.parse(/gmt$/i.test(text) ? text : `${text} GMT`);
  return Number.isNaN(at) ? undefined : Math.min(Math.max(at - nowMs, 0), longestWaitMs);
}
