/**
 * CPF and CNPJ by the rules of the Receita Federal. The CNPJ also as it is given since July 2026: letters and digits in
 * the first twelve places, where a letter counts as its ASCII code minus 48 (Instrução Normativa RFB 2.229/2024).
 */

/** Digits and letters only, in capitals: `12.abc.345/01de-35` is `12ABC34501DE35`. */
export function bareTaxNumber(written: string): string {
  return written.replaceAll(/[\s./-]/g, '').toUpperCase();
}

/**
 * One check digit: each place times its weight, from the right 2, 3, 4 … up to `highest` and again from 2; what is missing
 * to the next multiple of eleven, where ten and eleven count as 0.
 */
function checkDigitOf(places: readonly number[], highest: number): number {
  let weight = 2;
  let sum = 0;
  for (const place of [...places].reverse()) {
    sum += place * weight;
    weight = weight === highest ? 2 : weight + 1;
  }
  const missing = 11 - (sum % 11);
  return missing >= 10 ? 0 : missing;
}

function endsWithItsCheckDigits(number: string, highest: number): boolean {
  const places = Array.from(number, (place) => place.charCodeAt(0) - 48);
  const body = places.slice(0, -2);
  const first = checkDigitOf(body, highest);
  const second = checkDigitOf([...body, first], highest);
  return places.at(-2) === first && places.at(-1) === second;
}

/** All places alike pass the sums, yet are given to nobody. */
const allAlike = (number: string): boolean => new Set(number).size === 1;

/** @param bare as {@link bareTaxNumber} gives it */
export function isCpf(bare: string): boolean {
  return /^[0-9]{11}$/.test(bare) && !allAlike(bare) && endsWithItsCheckDigits(bare, 11);
}

/** @param bare as {@link bareTaxNumber} gives it */
export function isCnpj(bare: string): boolean {
  return /^[0-9A-Z]{12}[0-9]{2}$/.test(bare) && !allAlike(bare) && endsWithItsCheckDigits(bare, 9);
}

/** A CNPJ as people write it: `12.ABC.345/01DE-35`; anything else as it is. */
export function writtenCnpj(number: string): string {
  const parts = /^(..)(...)(...)(....)(..)$/.exec(bareTaxNumber(number));
  if (parts === null) return number;
  const [, first, second, third, branch, digits] = parts;
  return `${first}.${second}.${third}/${branch}-${digits}`;
}
