/** First bound of the ladder and its cap: full jitter, `random(0, min(15 min, 2 s·2^n))`. */
const firstBoundMs = 2_000;
const longestBoundMs = 15 * 60_000;

/** A lost answer is asked for again at once: most resets are one dropped connection, and the key makes it harmless. */
const lostAnswerBoundMs = 250;

const firstProbeMs = 1_000;
const longestProbeMs = 30_000;

/**
 * How long a row waits after its failure number `failures` (0 for the first), in milliseconds. Full jitter, so that many
 * stores coming back at once spread out.
 *
 * | failures | 0   | 1   | 2   | 3    | 4    | 5    | 6     | 7     | 8     | 9 and later |
 * | at most  | 2 s | 4 s | 8 s | 16 s | 32 s | 64 s | 128 s | 256 s | 512 s | 900 s       |
 *
 * @param random in [0, 1)
 */
export function backoffMs(failures: number, random: () => number): number {
  const bound = Math.min(longestBoundMs, firstBoundMs * 2 ** Math.max(0, Math.min(failures, 30)));
  return Math.floor(random() * bound);
}

/** The wait after the first lost answer of a row: 0 to 250 ms. */
export function lostAnswerMs(random: () => number): number {
  return Math.floor(random() * (lostAnswerBoundMs + 1));
}

/**
 * The wait before probe number `probes` (0 for the first) of a line that is down: 1, 2, 4, 8, 16, 30, 30 … seconds,
 * each a quarter more or less, never above 30 s.
 */
export function probeMs(probes: number, random: () => number): number {
  const middle = Math.min(longestProbeMs, firstProbeMs * 2 ** Math.max(0, Math.min(probes, 30)));
  return Math.min(longestProbeMs, Math.floor(middle * (0.75 + random() * 0.5)));
}
