/** Exact sums of decimal strings: money never goes through a floating-point number. */

/** Whole units and how many digits stand behind the point. */
interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const written = /^(-?)(\d+)(?:\.(\d+))?$/;

function parse(amount: string): Decimal | null {
  const match = written.exec(amount);
  if (match === null) return null;
  const [, sign = '', whole = '0', fraction = ''] = match;
  return { units: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length };
}

function spell(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale === 0 ? '' : `.${digits.slice(digits.length - scale)}`;
  return `${units < 0n ? '-' : ''}${whole}${fraction}`;
}

/** The sum of decimal strings; what is no decimal (or `null`) is left out. */
export function addAmounts(amounts: readonly (string | null)[]): string {
  let [units, scale] = [0n, 2];
  for (const amount of amounts) {
    const one = amount === null ? null : parse(amount);
    if (one === null) continue;
    const common = Math.max(scale, one.scale);
    units = units * 10n ** BigInt(common - scale) + one.units * 10n ** BigInt(common - one.scale);
    scale = common;
  }
  return spell(units, scale);
}

/** After minus before; `null` where one of them is not known. */
export function amountDifference(before: string | null, after: string | null): string | null {
  if (before === null || after === null) return null;
  if (parse(before) === null || parse(after) === null) return null;
  return addAmounts([after, before.startsWith('-') ? before.slice(1) : `-${before}`]);
}

/** Less than, equal to or greater than zero, as people see it: by the cent. */
export function amountSign(amount: string): -1 | 0 | 1 {
  const one = parse(amount);
  if (one === null) return 0;
  const absolute = one.units < 0n ? -one.units : one.units;
  // Half a cent is rounded up on the screen; less than that is shown as nothing.
  if (absolute * 1_000n < 5n * 10n ** BigInt(one.scale)) return 0;
  return one.units < 0n ? -1 : 1;
}
