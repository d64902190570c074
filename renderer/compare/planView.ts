import type { Bounds } from './planScene.ts';

/** What part of a plan is seen: the point in the middle, in millimetres, and how large it is drawn. */
export interface PlanView {
  readonly x: number;
  readonly y: number;
  /** Pixels per millimetre. */
  readonly scale: number;
}

/** Pixels of the place it is drawn in. */
export interface PlanSize {
  readonly width: number;
  readonly height: number;
}

/** Free room around a plan that fits, as a part of the place. */
const marginPart = 0.06;
/** A plan is never drawn smaller than half of what fits: it would be lost. */
const smallest = 0.5;
/** Two pixels a millimetre: a screw head fills a finger's breadth. */
const largestScale = 2;
/** A single point still has an extent to fit, in millimetres. */
const leastExtentMm = 100;

/** How large the whole plan can be drawn. */
function fittingScale(bounds: Bounds, { width, height }: PlanSize): number {
  const inner = 1 - 2 * marginPart;
  return Math.min(
    (width * inner) / Math.max(leastExtentMm, bounds.maxX - bounds.minX),
    (height * inner) / Math.max(leastExtentMm, bounds.maxY - bounds.minY),
    largestScale,
  );
}

/** The whole plan in the middle. */
export function fitView(bounds: Bounds, size: PlanSize): PlanView {
  return {
    x: (bounds.minX + bounds.maxX) / 2,
    y: (bounds.minY + bounds.maxY) / 2,
    scale: fittingScale(bounds, size),
  };
}

const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Keeps the middle over the plan and the size reasonable, so that nobody loses it. */
function kept(view: PlanView, bounds: Bounds, size: PlanSize): PlanView {
  const fitting = fittingScale(bounds, size);
  return {
    x: within(view.x, bounds.minX, bounds.maxX),
    y: within(view.y, bounds.minY, bounds.maxY),
    scale: within(view.scale, fitting * smallest, Math.max(largestScale, fitting)),
  };
}

/** The point of the plan at a place of the screen, counted from the top left. */
export function pointAt(view: PlanView, size: PlanSize, px: number, py: number): { x: number; y: number } {
  return {
    x: view.x + (px - size.width / 2) / view.scale,
    y: view.y - (py - size.height / 2) / view.scale,
  };
}

/** Draws it larger (`factor` above 1) or smaller; what is at the given place of the screen stays there. */
export function zoomAt(
  view: PlanView,
  bounds: Bounds,
  size: PlanSize,
  factor: number,
  [px, py]: readonly [number, number] = [size.width / 2, size.height / 2],
): PlanView {
  const point = pointAt(view, size, px, py);
  const { scale } = kept({ ...view, scale: view.scale * factor }, bounds, size);
  return kept(
    {
      x: point.x - (px - size.width / 2) / scale,
      y: point.y + (py - size.height / 2) / scale,
      scale,
    },
    bounds,
    size,
  );
}

/** Moves what is seen by pixels, as if the paper were dragged. */
export function panBy(view: PlanView, bounds: Bounds, size: PlanSize, dx: number, dy: number): PlanView {
  return kept({ ...view, x: view.x - dx / view.scale, y: view.y + dy / view.scale }, bounds, size);
}

/** Shows a part of the plan: unchanged where it is seen well already, else in the middle and large enough to be seen. */
export function showPart(view: PlanView, bounds: Bounds, size: PlanSize, part: Bounds): PlanView {
  const [halfWidth, halfHeight] = [size.width / 2 / view.scale, size.height / 2 / view.scale];
  const seen =
    part.minX >= view.x - halfWidth &&
    part.maxX <= view.x + halfWidth &&
    part.minY >= view.y - halfHeight &&
    part.maxY <= view.y + halfHeight;
  const pixels = Math.max(part.maxX - part.minX, part.maxY - part.minY) * view.scale;
  // Below this nobody can tell which one is marked.
  const leastPixels = 24;
  if (seen && pixels >= leastPixels) return view;
  const middle = { x: (part.minX + part.maxX) / 2, y: (part.minY + part.maxY) / 2 };
  // A part of the room with room around it: a quarter of the place.
  const scale = pixels >= leastPixels && !seen ? view.scale : fittingScale(part, size) / 4;
  return kept({ ...middle, scale: Math.max(view.scale, scale) }, bounds, size);
}

/** The `viewBox` of the SVG, whose y goes downwards. */
export function viewBox({ x, y, scale }: PlanView, { width, height }: PlanSize): string {
  const [w, h] = [width / scale, height / scale];
  return `${x - w / 2} ${-y - h / 2} ${w} ${h}`;
}
