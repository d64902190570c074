/** Facts of a sentence, by name. */
export type TextParams = Readonly<Record<string, string | number | boolean>>;

/** `{name}` or `{name:form}`, form one of `time`, `day`, `number`, `bytes`, `money`. */
const place = /\{([a-zA-Z][a-zA-Z0-9]*)(?::([a-z]+))?\}/g;

/** A part in square brackets stands only where every fact in it is known. */
const optionalPart = /\[([^[\]]*)\]/g;

const kilobyte = 1_024;

function bytesInWords(bytes: number, locale: string): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let [value, unit] = [bytes, 0];
  while (value >= kilobyte && unit < units.length - 1) {
    value /= kilobyte;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)} ${units[unit] ?? ''}`;
}

/** One fact as people write it: local time, digits grouped as the language does. */
function spell(value: string | number | boolean, form: string | undefined, locale: string): string {
  switch (form) {
    case 'time':
    case 'day': {
      const date = new Date(String(value));
      if (Number.isNaN(date.getTime())) return String(value);
      const time = form === 'time' ? ({ hour: '2-digit', minute: '2-digit' } as const) : {};
      const parts = { day: '2-digit', month: '2-digit', year: 'numeric', ...time } as const;
      return new Intl.DateTimeFormat(locale, parts).format(date).replace(',', '');
    }
    case 'number':
      return new Intl.NumberFormat(locale).format(Number(value));
    case 'money':
      // A decimal string stays exact: the formatter takes it as it is (ECMA-402, "Intl mathematical value").
      return new Intl.NumberFormat(locale, { style: 'currency', currency: 'BRL' }).format(value as never);
    case 'bytes':
      return bytesInWords(Number(value), locale);
    default:
      return String(value);
  }
}

/**
 * Fills the places of a template. Optional parts with an unknown fact are left out; outside of them an unknown fact
 * stays visible as its name, so that a test can find it.
 */
export function fillIn(template: string, params: TextParams, locale: string): string {
  // An empty fact is an unknown one: it would leave a hole in the sentence.
  const known = (name: string): boolean => Object.hasOwn(params, name) && params[name] !== '';
  return template
    .replaceAll(optionalPart, (_whole, inside: string) =>
      [...inside.matchAll(place)].every((match) => known(match[1] ?? '')) ? inside : '',
    )
    .replaceAll(place, (whole, name: string, form: string | undefined) => {
      const value = known(name) ? params[name] : undefined;
      return value === undefined ? whole : spell(value, form, locale);
    });
}
