import type { BenchRow } from '../benchRow.ts';

const value = (row: BenchRow, figure: number | null): string =>
  figure === null ? '–' : `${figure} ${row.unit}`;

/** The rows as a table for people. */
export function tableOf(rows: readonly BenchRow[]): string {
  const head = ['figure', 'Elo', 'peer', 'ratio', 'target', ''];
  const cells = rows.map((row) => [
    row.bench,
    value(row, row.elo),
    row.peer === null ? '–' : `${value(row, row.peer)} (${row.peerName ?? ''})`,
    row.ratio === null ? '–' : String(row.ratio),
    row.target,
    row.met ? 'met' : row.unavailable === undefined ? 'MISSED' : `NOT MEASURED: ${row.unavailable}`,
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const line = (parts: readonly string[]): string =>
    parts
      .map((part, column) => part.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), ...cells.map(line)].join('\n');
}
