/** A small writer of SVG plots: plain shapes, colours by class, so that the page decides on light and dark. */

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it may stand in HTML and SVG, attributes included. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? '');
}

/** Three significant digits, without an exponent. */
export function shortNumber(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumSignificantDigits: 3 });
}

export interface Series {
  readonly name: string;
  readonly kind: 'elo' | 'peer';
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface PlotOptions {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly Series[];
  /** Both axes in powers of ten; else from zero. */
  readonly logarithmic?: boolean;
  /** A line across, e.g. the target. */
  readonly limit?: { readonly y: number; readonly name: string };
}

const width = 520;
const height = 220;
const frame = { left: 66, right: 14, top: 14, bottom: 38 };

/** Steps of 1, 2 or 5 times a power of ten, four or five of them up to `most`. */
function linearTicks(most: number): number[] {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}

function powersOfTen(least: number, most: number): number[] {
  const from = Math.floor(Math.log10(least));
  const to = Math.max(from + 1, Math.ceil(Math.log10(most)));
  return Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
}

interface Axis {
  readonly ticks: readonly number[];
  /** 0 at the axis' beginning, 1 at its end. */
  readonly share: (value: number) => number;
}

function axisOf(values: readonly number[], logarithmic: boolean, fromZero: boolean): Axis {
  const most = Math.max(...values, Number.MIN_VALUE);
  const least = Math.min(...values);
  if (logarithmic) {
    const ticks = powersOfTen(Math.max(least, 1e-6), Math.max(most, 1e-6));
    const [low, high] = [Math.log10(ticks[0] ?? 1), Math.log10(ticks.at(-1) ?? 10)];
    return { ticks, share: (value) => (Math.log10(Math.max(value, 1e-6)) - low) / (high - low) };
  }
  const ticks = linearTicks(most);
  const low = fromZero ? 0 : Math.min(least, most);
  const high = fromZero ? (ticks.at(-1) ?? most) : Math.max(most, low + 1);
  return {
    ticks: ticks.filter((tick) => tick >= low && tick <= high),
    share: (value) => (value - low) / (high - low),
  };
}

/** Lines with points over two axes. */
export function linePlot(o: PlotOptions): string {
  const points = o.series.flatMap((each) => each.points);
  if (points.length === 0) return '';
  const log = o.logarithmic === true;
  const xAxis = axisOf(
    points.map(([x]) => x),
    log,
    false,
  );
  const yAxis = axisOf(
    [...points.map(([, y]) => y), ...(o.limit === undefined ? [] : [o.limit.y])],
    log,
    true,
  );
  const x = (value: number): string =>
    (frame.left + xAxis.share(value) * (width - frame.left - frame.right)).toFixed(1);
  const y = (value: number): string =>
    (height - frame.bottom - yAxis.share(value) * (height - frame.top - frame.bottom)).toFixed(1);
  const right = width - frame.right;
  const parts = [
    ...yAxis.ticks.map(
      (tick) =>
        `<line class="grid" x1="${frame.left}" x2="${right}" y1="${y(tick)}" y2="${y(tick)}"/>` +
        `<text class="tick" x="${frame.left - 6}" y="${y(tick)}" dy="0.35em" text-anchor="end">${shortNumber(tick)}</text>`,
    ),
    ...xAxis.ticks.map(
      (tick) =>
        `<text class="tick" x="${x(tick)}" y="${height - frame.bottom + 15}" text-anchor="middle">${shortNumber(tick)}</text>`,
    ),
    `<text class="axis" x="${(frame.left + right) / 2}" y="${height - 6}" text-anchor="middle">${escapeHtml(o.xLabel)}</text>`,
    `<text class="axis" transform="rotate(-90)" x="${-(height - frame.bottom + frame.top) / 2}" y="13" text-anchor="middle">${escapeHtml(o.yLabel)}</text>`,
  ];
  if (o.limit !== undefined) {
    parts.push(
      `<line class="limit" x1="${frame.left}" x2="${right}" y1="${y(o.limit.y)}" y2="${y(o.limit.y)}"/>`,
      `<text class="limit-name" x="${right}" y="${y(o.limit.y)}" dy="-0.4em" text-anchor="end">${escapeHtml(o.limit.name)}</text>`,
    );
  }
  for (const each of o.series) {
    const path = each.points.map(([px, py], index) => `${index === 0 ? 'M' : 'L'}${x(px)} ${y(py)}`).join('');
    parts.push(`<path class="line ${each.kind}" d="${path}"/>`);
    // A point each where they can be told apart.
    if (each.points.length <= 60) {
      for (const [px, py] of each.points) {
        parts.push(`<circle class="dot ${each.kind}" cx="${x(px)}" cy="${y(py)}" r="2.6"/>`);
      }
    }
  }
  return svg(o.title, width, height, parts.join(''));
}

/** One bar a line, as long as its value. */
export function barPlot(
  title: string,
  bars: readonly {
    readonly name: string;
    readonly kind: 'elo' | 'peer';
    readonly value: number;
    readonly label: string;
  }[],
): string {
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const line = 34;
  const space = width - 130;
  const parts = bars.map(({ name, kind, value, label }, index) => {
    const top = index * line;
    const long = Math.max(1.5, (value / most) * space);
    return (
      `<text class="bar-name" x="0" y="${top + 11}">${escapeHtml(name)}</text>` +
      `<rect class="bar ${kind}" x="0" y="${top + 15}" width="${long.toFixed(1)}" height="11" rx="2"/>` +
      `<text class="bar-value" x="${(long + 7).toFixed(1)}" y="${top + 24.5}">${escapeHtml(label)}</text>`
    );
  });
  return svg(title, width, bars.length * line, parts.join(''));
}

function svg(title: string, w: number, h: number, content: string): string {
  return `<svg viewBox="0 0 ${w} ${h}" role="img" aria-label="${escapeHtml(title)}">${content}</svg>`;
}
