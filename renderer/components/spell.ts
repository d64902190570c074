/** Dates, numbers and money as the user's language writes them, in local time. */

const cache = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

function formatter<T extends Intl.DateTimeFormat | Intl.NumberFormat>(key: string, make: () => T): T {
  const known = cache.get(key);
  if (known !== undefined) return known as T;
  const made = make();
  cache.set(key, made);
  return made;
}

/** 21/11/2026 14:32 */
export function spellTime(iso: string, locale: string): string {
  const format = formatter(
    `time ${locale}`,
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' }),
  );
  return format.format(new Date(iso));
}

/** R$ 1.234,56, from an exact decimal string. */
export function spellMoney(amount: string, locale: string): string {
  const format = formatter(
    `money ${locale}`,
    () => new Intl.NumberFormat(locale, { style: 'currency', currency: 'BRL' }),
  );
  return format.format(amount as never);
}

/** +R$ 12,00 or −R$ 12,00. */
export function spellDifference(amount: string, locale: string): string {
  const format = formatter(
    `difference ${locale}`,
    () => new Intl.NumberFormat(locale, { style: 'currency', currency: 'BRL', signDisplay: 'exceptZero' }),
  );
  return format.format(amount as never);
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** "há 3 min", "ontem"; after a week the date. @param now Unix milliseconds */
export function spellAgo(iso: string, now: number, locale: string): string {
  const ago = now - Date.parse(iso);
  const format = formatter(
    `ago ${locale}`,
    () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }) as never,
  ) as unknown as Intl.RelativeTimeFormat;
  if (ago < minute) return format.format(0, 'second');
  if (ago < hour) return format.format(-Math.floor(ago / minute), 'minute');
  if (ago < day) return format.format(-Math.floor(ago / hour), 'hour');
  if (ago < 7 * day) return format.format(-Math.floor(ago / day), 'day');
  return spellTime(iso, locale);
}

/** The hour today, day and hour in this year, else the day: 14:32 · 21/10, 14:32 · 21/10/2025. @param now Unix milliseconds */
export function spellWhen(iso: string, now: number, locale: string): string {
  const [then, today] = [new Date(iso), new Date(now)];
  const hour = { hour: '2-digit', minute: '2-digit' } as const;
  const date = { day: '2-digit', month: '2-digit' } as const;
  const thisYear = then.getFullYear() === today.getFullYear();
  const isToday = thisYear && then.getMonth() === today.getMonth() && then.getDate() === today.getDate();
  const [name, parts] = isToday
    ? (['hour', hour] as const)
    : thisYear
      ? (['date', { ...date, ...hour }] as const)
      : (['year', { ...date, year: 'numeric' }] as const);
  return formatter(`${name} ${locale}`, () => new Intl.DateTimeFormat(locale, parts)).format(then);
}

/** "há 3 min" while that says more than a date, for a week; then {@link spellWhen}. @param now Unix milliseconds */
export function spellLately(iso: string, now: number, locale: string): string {
  return now - Date.parse(iso) < 7 * day ? spellAgo(iso, now, locale) : spellWhen(iso, now, locale);
}
