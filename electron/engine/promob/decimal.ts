/** An exact decimal number: `units / 10^scale`. Money and quantities never pass through floats. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

export const zeroDecimal: Decimal = { units: 0n, scale: 0 };

/** More digits, or a larger exponent, than any amount or measure has; keeps hostile numbers from growing. */
const DIGITS = 60;

/**
 * Reads a number as Promob writes it in attributes: dot decimals, optional sign and exponent (`9.1E-14` occurs).
 * Null where the text is anything else: empty, `ERRO`, comma decimals.
 */
export function parseDecimal(text: string | null | undefined): Decimal | null {
  return plainDecimal(text ?? '') ?? anyDecimal(text ?? '');
}

/** Digits that a float holds exactly. */
const EXACT_DIGITS = 15;

/** Most numbers are a sign, a few digits and a dot; null for all that is not, numbers or no numbers. */
function plainDecimal(text: string): Decimal | null {
  const { length } = text;
  let at = text.charCodeAt(0) === 0x2d ? 1 : 0;
  if (length === at || length - at > EXACT_DIGITS) return null;
  const negative = at === 1;
  let units = 0;
  let dot = -1;
  for (; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) units = units * 10 + (code - 0x30);
    else if (code === 0x2e && dot < 0) dot = at;
    else return null;
  }
  // a dot alone is no number
  if (dot >= 0 && length === (negative ? 2 : 1)) return null;
  return { units: BigInt(negative ? -units : units), scale: dot < 0 ? 0 : length - dot - 1 };
}

function anyDecimal(text: string): Decimal | null {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?\s*$/.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  const exponent = Number.parseInt(power, 10);
  const digits = whole + fraction;
  if (digits === '' || digits.length > DIGITS || Math.abs(exponent) > DIGITS) return null;
  const magnitude = BigInt(digits);
  const units = sign === '-' ? -magnitude : magnitude;
  const scale = fraction.length - exponent;
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

function unitsAt(value: Decimal, scale: number): bigint {
  return value.scale === scale ? value.units : value.units * 10n ** BigInt(scale - value.scale);
}

export function addDecimals(...values: readonly Decimal[]): Decimal {
  let scale = 0;
  for (const each of values) if (each.scale > scale) ({ scale } = each);
  let units = 0n;
  for (const each of values) units += unitsAt(each, scale);
  return { units, scale };
}

/** Negative, zero or positive, as `a` is below, equal to or above `b`; scales do not matter (`1.50` equals `1.5`). */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const difference = unitsAt(a, scale) - unitsAt(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Plain notation with the number's own decimals: `-144.62`, `0.50`, `12`. */
export function formatDecimal(value: Decimal): string {
  const sign = value.units < 0n ? '-' : '';
  const digits = String(value.units < 0n ? -value.units : value.units).padStart(value.scale + 1, '0');
  const whole = digits.slice(0, digits.length - value.scale);
  return value.scale === 0 ? sign + whole : `${sign}${whole}.${digits.slice(digits.length - value.scale)}`;
}
