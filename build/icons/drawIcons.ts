import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A picture to be made: its file name without ending, its drawing, and its sizes in pixels by suffix. */
export interface Drawing {
  readonly name: string;
  readonly svg: string;
  readonly sizes: readonly (readonly [suffix: string, pixels: number])[];
}

/** Electron takes `@2x` for screens with twice the pixels. */
const traySizes = [
  ['', 16],
  ['@1.25x', 20],
  ['@1.5x', 24],
  ['@2x', 32],
] as const;

const svg = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${inside}</svg>`;

/** Two links of the chain, thick enough for sixteen pixels, with an edge that stands on dark and light taskbars. */
const chain = (color: string): string => {
  const links =
    '<rect x="0.9" y="5.2" width="8.4" height="5.6" rx="2.8"/><rect x="6.7" y="5.2" width="8.4" height="5.6" rx="2.8"/>';
  return `<g fill="none" transform="rotate(-35 8 8) translate(0 -0.4)"><g stroke="#ffffff" stroke-opacity="0.85" stroke-width="3.4">${links}</g><g stroke="${color}" stroke-width="2">${links}</g></g>`;
};

/** Corner of the state's sign; shape and colour both tell it. */
const sign = (color: string, inside: string): string =>
  `<circle cx="11.6" cy="11.6" r="4.4" fill="#ffffff"/><circle cx="11.6" cy="11.6" r="3.8" fill="${color}"/>${inside}`;

const white =
  'fill="none" stroke="#ffffff" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round"';
const brand = '#0b7a74';

const tray: Readonly<Record<string, string>> = {
  'tray-well': chain(brand),
  'tray-busy': chain(brand) + sign('#0f6cbd', `<path d="M11.6 13.6V9.8M9.9 11.3l1.7-1.7 1.7 1.7" ${white}/>`),
  'tray-busy-2': chain(brand) + sign('#0f6cbd', `<path d="M11.6 12.7V9M9.9 10.5l1.7-1.7 1.7 1.7" ${white}/>`),
  'tray-calm': chain('#6b6b6b'),
  'tray-attention': chain(brand) + sign('#bc4b09', `<path d="M11.6 9.6v2.2M11.6 13.5v.05" ${white}/>`),
  'tray-failed': chain(brand) + sign('#c50f1f', `<path d="M10.2 10.2l2.8 2.8M13 10.2l-2.8 2.8" ${white}/>`),
};

const badge = (label: string): string =>
  svg(
    `<circle cx="8" cy="8" r="8" fill="#c50f1f"/><text x="8" y="11.6" font-family="Segoe UI, Liberation Sans, Arial, sans-serif" font-weight="700" font-size="${label.length > 1 ? 9 : 10.5}" fill="#ffffff" text-anchor="middle">${label}</text>`,
  );

/** Everything that is drawn: the app, the tray's states, the taskbar's numbers. */
export function drawings(): readonly Drawing[] {
  const app = readFileSync(join(import.meta.dirname, 'elo.svg'), 'utf8');
  return [
    { name: 'elo', svg: app, sizes: [['', 256]] },
    ...Object.entries(tray).map(([name, inside]) => ({ name, svg: svg(inside), sizes: traySizes })),
    ...['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((label) => ({
      name: `badge-${label}`,
      svg: badge(label),
      sizes: traySizes,
    })),
    { name: 'badge-more', svg: badge('9+'), sizes: traySizes },
  ];
}
