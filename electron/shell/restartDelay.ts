/** The first restart is hardly noticed; one that dies again and again (a broken disk) is tried once a minute. */
const firstMs = 500;
const longestMs = 60_000;

/** How long to wait before the engine is started again. @param deaths how often it died in a row, from 1 */
export function restartDelay(deaths: number): number {
  return Math.min(firstMs * 2 ** Math.min(Math.max(deaths, 1) - 1, 20), longestMs);
}
