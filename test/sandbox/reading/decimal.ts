/** An exact decimal number: `units / 10^scale`. */
interface Exact {
  readonly units: bigint;
  readonly scale: number;
}

/** Beyond this many digits a number of a listing is damage, not a price. */
const MAX_DIGITS = 30;

function exact(text: string): Exact | null {
  const found = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?\s*$/.exec(text);
  if (found === null) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found;
  if (whole === '' && fraction === '') return null;
  if (whole.length + fraction.length > MAX_DIGITS || Math.abs(Number(exponent)) > MAX_DIGITS) return null;
  const units = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

function format({ units, scale }: Exact): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale === 0 ? '' : digits.slice(digits.length - scale).replace(/0+$/, '');
  const sign = units < 0n ? '-' : '';
  return sign + whole + (fraction === '' ? '' : `.${fraction}`);
}

/** A number of a listing (dot decimals, exponents occur) as a plain decimal string, null where it is none. Decimals written stay as written. */
export function decimalOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (/^-?\d{1,30}(\.\d{1,30})?$/.test(text)) return text.length <= 40 ? text : null;
  const value = exact(text);
  return value === null ? null : format(value);
}

/** Exact sum of decimal strings; what is no number counts as nothing. */
export function sumOf(texts: readonly (string | null | undefined)[]): string {
  const values = texts.map((text) => exact(text ?? '')).filter((value) => value !== null);
  const scale = Math.max(0, ...values.map((value) => value.scale));
  const units = values.reduce((sum, value) => sum + value.units * 10n ** BigInt(scale - value.scale), 0n);
  return format({ units, scale });
}
