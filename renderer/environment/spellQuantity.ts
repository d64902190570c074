const plain = /^-?\d+(?:[.,]\d+)?$/u;

/**
 * A quantity as the user's language writes it. Listings write it with a point or a comma; what is no number stays as it
 * is written, since nobody may guess a quantity.
 */
export function spellQuantity(quantity: string, locale: string): string {
  if (!plain.test(quantity)) return quantity;
  const [whole = '', fraction = ''] = quantity.replace(',', '.').split('.');
  // Digits beyond the third behind the point are what a calculation left over.
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 3, useGrouping: false });
  return format.format(`${whole}${fraction === '' ? '' : `.${fraction}`}` as never);
}
