/**
 * A date of the save history, `dd/MM/yyyy HH:mm:ss`, as ISO-8601 without milliseconds. It carries no zone and is UTC:
 * in real files it is exactly the store's offset apart from the local times of the ZIP entries. Null where it is no date.
 */
export function parsePromobDate(text: string | undefined): string | null {
  const match = /^\s*(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2}):(\d{2})\s*$/.exec(text ?? '');
  if (match === null) return null;
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const iso = date.toISOString().replace('.000Z', 'Z');
  const two = (value: number): string => String(value).padStart(2, '0');
  const written = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}Z`;
  // A date that does not exist (31/02, 24:00) rolls over and then reads differently.
  return iso === written ? iso : null;
}
