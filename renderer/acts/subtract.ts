const decimal = /^(-?)(\d+)(?:\.(\d+))?$/;

function scaled(amount: string, digits: number): bigint {
  const [, sign = '', whole = '0', part = ''] = decimal.exec(amount) ?? [];
  const value = BigInt(whole + part.padEnd(digits, '0'));
  return sign === '-' ? -value : value;
}

/** The exact difference of two decimal strings, as one. @throws RangeError where either is none */
export function subtract(from: string, amount: string): string {
  for (const value of [from, amount]) {
    if (!decimal.test(value)) throw new RangeError('not a decimal string');
  }
  const digits = Math.max(...[from, amount].map((value) => decimal.exec(value)?.[3]?.length ?? 0));
  const difference = scaled(from, digits) - scaled(amount, digits);
  const text = (difference < 0n ? -difference : difference).toString().padStart(digits + 1, '0');
  const sign = difference < 0n ? '-' : '';
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
