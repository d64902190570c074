import type { Happening } from '../../shared/contract/windowSchemas.ts';

/** One line of the history; the first of a day carries the day. */
export interface HistoryRow {
  readonly key: string;
  readonly happening: Happening;
  readonly day: string | null;
  readonly time: string;
}

/** Newest first, with the day (in local time) before the first line of each. */
export function historyRows(happenings: readonly Happening[], locale: string): readonly HistoryRow[] {
  const dayOf = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const timeOf = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  let before: string | null = null;
  return [...happenings]
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
    .map((happening, index, all) => {
      const at = new Date(happening.at);
      const day = dayOf.format(at);
      const first = day !== before;
      before = day;
      // What came before stays under its key when something new is put in front.
      return {
        key: `${happening.at} ${all.length - index}`,
        happening,
        day: first ? day : null,
        time: timeOf.format(at),
      };
    });
}
