/** The nearest-rank percentile, rounded to whole milliseconds; 0 of nothing. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1)] ?? 0);
}
