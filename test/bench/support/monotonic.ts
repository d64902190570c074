/** Milliseconds of the machine's monotonic clock: one clock for all processes, unlike `performance.now()`. */
export function monotonic(): number {
  return Number(process.hrtime.bigint() / 1_000n) / 1_000;
}
