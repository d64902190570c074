import type { BenchRow } from '../benchRow.ts';
import { barPlot, escapeHtml, linePlot, shortNumber, type Series } from './svg.ts';

export interface ReportInput {
  readonly rows: readonly BenchRow[];
  readonly machine: string;
  readonly at: string;
  readonly seconds: number;
  readonly scale: number;
}

const style = `
:root { color-scheme: light dark; --paper: #fbfbfa; --card: #fff; --ink: #1c2329; --soft: #5d6972; --rule: #dfe3e6;
  --elo: #0b7a75; --peer: #9aa5ad; --good: #1a7f45; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181b; --card: #1c2226; --ink: #e6eaec; --soft: #98a4ac;
  --rule: #303a40; --elo: #35c2ba; --peer: #6d7a83; --good: #5cc98a; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1180px; padding: 32px 24px 64px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, 'Segoe UI', sans-serif; }
h1 { font-size: 24px; margin: 0 0 4px; } .cards + h1 { margin-top: 36px; } .cards { margin-top: 12px; }
.key { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin: 0 4px 0 10px; } h2 { font-size: 17px; margin: 0; } p { margin: 4px 0; } .soft { color: var(--soft); }
table { border-collapse: collapse; width: 100%; margin: 24px 0 32px; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: 13px; }
th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
td.number, th.number { text-align: right; white-space: nowrap; }
.met, .missed { font-weight: 600; white-space: nowrap; } .met { color: var(--good); } .missed { color: var(--bad); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 480px), 1fr)); gap: 20px; }
section { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; padding: 18px 20px; }
section header { display: flex; justify-content: space-between; gap: 12px; align-items: baseline; }
section svg { display: block; width: 100%; height: auto; margin-top: 14px; }
svg text { fill: var(--ink); font: 12px system-ui, 'Segoe UI', sans-serif; }
svg .tick, svg .axis { fill: var(--soft); font-size: 11px; } svg .grid { stroke: var(--rule); }
svg .line { fill: none; stroke-width: 1.6; } svg .line.elo { stroke: var(--elo); } svg .line.peer { stroke: var(--peer); }
svg .dot.elo, svg .bar.elo { fill: var(--elo); } svg .dot.peer, svg .bar.peer { fill: var(--peer); }
svg .limit { stroke: var(--bad); stroke-dasharray: 5 4; } svg .limit-name { fill: var(--bad); font-size: 11px; }
details { margin-top: 12px; font-size: 13px; color: var(--soft); } dl { display: grid; grid-template-columns: max-content 1fr;
  gap: 2px 14px; margin: 8px 0 0; } dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }`;

const figure = (row: BenchRow, value: number | null): string =>
  value === null ? '–' : `${shortNumber(value)} ${row.unit}`;

function verdict(row: BenchRow): string {
  if (row.met) return '<span class="met">met</span>';
  return `<span class="missed">${row.unavailable === undefined ? 'missed' : 'not measured'}</span>`;
}

function tableRow(row: BenchRow): string {
  const cells = [
    `<td>${escapeHtml(row.bench)}</td>`,
    `<td class="number">${escapeHtml(figure(row, row.elo))}</td>`,
    `<td class="number">${escapeHtml(figure(row, row.peer))}</td>`,
    `<td>${escapeHtml(row.peerName ?? '')}</td>`,
    `<td class="number">${row.ratio === null ? '–' : shortNumber(row.ratio)}</td>`,
    `<td>${escapeHtml(row.target)}</td>`,
    `<td>${verdict(row)}</td>`,
  ];
  return `<tr>${cells.join('')}</tr>`;
}

const isNumbers = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length > 1 && value.every((each) => typeof each === 'number');

/** Every run, in order: shows drift and outliers that a median hides. */
function runsPlot(row: BenchRow): string {
  const series = (kind: 'elo' | 'peer', values: unknown): Series[] =>
    isNumbers(values)
      ? [{ name: kind, kind, points: values.map((value, index) => [index + 1, value] as const) }]
      : [];
  const all = [...series('elo', row.details['all']), ...series('peer', row.details['peerAll'])];
  const { limit } = row.details;
  return all.length === 0
    ? ''
    : linePlot({
        title: `${row.bench}, every run`,
        xLabel: 'run',
        yLabel: row.unit,
        series: all,
        ...(typeof limit === 'number' ? { limit: { y: limit, name: `${limit} ${row.unit}` } } : {}),
      });
}

function facts(row: BenchRow): string {
  const list = Object.entries(row.details)
    .filter(([, value]) => !Array.isArray(value))
    .map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(String(value))}</dd>`);
  return list.length === 0
    ? ''
    : `<details><summary>measured with</summary><dl>${list.join('')}</dl></details>`;
}

function card(row: BenchRow): string {
  const bars = [
    ...(row.elo === null
      ? []
      : [{ name: 'Elo', kind: 'elo' as const, value: row.elo, label: figure(row, row.elo) }]),
    ...(row.peer === null
      ? []
      : [
          {
            name: row.peerName ?? 'peer',
            kind: 'peer' as const,
            value: row.peer,
            label: figure(row, row.peer),
          },
        ]),
  ];
  const why = row.unavailable === undefined ? '' : `<p class="missed">${escapeHtml(row.unavailable)}</p>`;
  return [
    `<section><header><h2>${escapeHtml(row.bench)}</h2>${verdict(row)}</header>`,
    `<p class="soft">${escapeHtml(row.target)}</p>${why}`,
    bars.length < 2 ? '' : barPlot(row.bench, bars),
    runsPlot(row),
    facts(row),
    '</section>',
  ].join('');
}

const sizes: Readonly<Record<string, number>> = { '1×': 1, '10×': 10, '100×': 100 };

/** How a figure grows: its rows at three sizes, both axes in powers of ten. */
function growthCards(rows: readonly BenchRow[]): string[] {
  const byBench = new Map<string, { readonly size: number; readonly row: BenchRow }[]>();
  for (const row of rows) {
    const [, name = row.bench, size = '100×'] = /^(.*) (\d+×)$/.exec(row.bench) ?? [];
    byBench.set(name, [...(byBench.get(name) ?? []), { size: sizes[size] ?? 100, row }]);
  }
  return [...byBench].flatMap(([name, all]) => {
    if (all.length < 2) return [];
    const points = (of: (row: BenchRow) => number | null): (readonly [number, number])[] =>
      all.flatMap(({ size, row }) => {
        const value = of(row);
        return value === null || value <= 0 ? [] : [[size, value] as const];
      });
    const plot = linePlot({
      title: `${name} by size`,
      xLabel: 'size (100 is the size the target names)',
      yLabel: all[0]?.row.unit ?? '',
      logarithmic: true,
      series: [
        { name: 'Elo', kind: 'elo', points: points((row) => row.elo) },
        { name: 'peer', kind: 'peer', points: points((row) => row.peer) },
      ],
    });
    return [`<section><h2>${escapeHtml(name)}</h2>${plot}</section>`];
  });
}

/** One self-contained page: every row, every plot, light or dark as the reader's system is. */
export function reportPage(input: ReportInput): string {
  const { rows } = input;
  const named = rows.filter((row) => !/ \d+×$/.test(row.bench));
  const growth = growthCards(rows);
  const met = named.filter((row) => row.met).length;
  const scale = input.scale === 1 ? '' : ` · sizes × ${input.scale}: targets do not apply`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>Elo: benchmarks</title><style>${style}</style></head><body>`,
    `<h1>Elo beside its peers</h1><p>${met} of ${named.length} targets met</p>`,
    `<p class="soft">${escapeHtml(input.machine)} · ${escapeHtml(input.at)} · ${input.seconds} s${escapeHtml(scale)}</p>`,
    '<p class="soft"><span class="key" style="background:var(--elo);margin-left:0"></span>Elo',
    '<span class="key" style="background:var(--peer)"></span>peer, measured in the same run</p>',
    '<table><thead><tr><th>figure</th><th class="number">Elo</th><th class="number">peer</th><th></th>',
    '<th class="number">ratio</th><th>target</th><th></th></tr></thead><tbody>',
    ...rows.map(tableRow),
    '</tbody></table>',
    growth.length === 0 ? '' : `<h1>Growth</h1><div class="cards">${growth.join('')}</div><h1>Every run</h1>`,
    `<div class="cards">${named.map(card).join('')}</div></body></html>\n`,
  ].join('\n');
}
