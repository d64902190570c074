import type { EntityModel, ProjectModel } from '../../support/promob/projectModel.ts';
import { encodeJpeg } from './encodeJpeg.ts';

type Colour = readonly [r: number, g: number, b: number];

/** A picture of the size Promob's own previews are shown at, drawn at twice that and made smaller: smooth edges. */
const width = 320;
const height = 200;
const times = 2;

const wall: Colour = [236, 232, 224];
const floor: Colour = [196, 172, 142];
const skirting: Colour = [250, 248, 244];
const handle: Colour = [70, 70, 72];
const counter: Colour = [92, 92, 96];

/** By the words in a finish. */
const finishes: readonly (readonly [RegExp, Colour])[] = [
  [/Branco/i, [248, 248, 246]],
  [/Carvalho/i, [201, 164, 116]],
  [/Grafite/i, [98, 102, 108]],
  [/Nogueira/i, [128, 88, 62]],
];

const shaded = ([r, g, b]: Colour, by: number): Colour => [r * by, g * by, b * by];

/** The module's front: its finish, where it is known. */
function colourOf(module: EntityModel): Colour {
  const finish = module.children[0]?.reference ?? module.reference ?? '';
  return finishes.find(([word]) => word.test(finish))?.[1] ?? [214, 206, 196];
}

/**
 * The picture Promob would keep of a project: its modules side by side before a wall, each as wide, high and deep as it
 * is drawn. Another module, another picture.
 */
export function drawPreview(project: ProjectModel): Buffer {
  const [w, h] = [width * times, height * times];
  const canvas = new Uint8ClampedArray(w * h * 3);
  const fill = (points: readonly (readonly [number, number])[], colour: Colour): void => {
    const ys = points.map(([, y]) => y);
    for (
      let y = Math.max(0, Math.floor(Math.min(...ys)));
      y < Math.min(h, Math.ceil(Math.max(...ys)));
      y += 1
    ) {
      const crossings = points
        .flatMap(([x1, y1], at) => {
          const [x2, y2] = points[(at + 1) % points.length] ?? [x1, y1];
          const middle = y + 0.5;
          return y1 <= middle === y2 <= middle ? [] : [x1 + ((middle - y1) / (y2 - y1)) * (x2 - x1)];
        })
        .sort((a, b) => a - b);
      const [from = 0, to = 0] = crossings;
      for (let x = Math.max(0, Math.round(from)); x < Math.min(w, Math.round(to)); x += 1) {
        const at = (y * w + x) * 3;
        canvas[at] = colour[0];
        canvas[at + 1] = colour[1];
        canvas[at + 2] = colour[2];
      }
    }
  };
  const box = (x: number, y: number, bw: number, bh: number, colour: Colour): void =>
    fill(
      [
        [x, y],
        [x + bw, y],
        [x + bw, y + bh],
        [x, y + bh],
      ],
      colour,
    );

  const ground = h * 0.8;
  for (let y = 0; y < h; y += 1) {
    const [base, light] =
      y < ground ? [wall, 0.9 + (0.1 * y) / ground] : [floor, 1 - (0.25 * (y - ground)) / (h - ground)];
    box(0, y, w, 1, shaded(base, light));
  }
  box(0, ground - 8 * times, w, 8 * times, skirting);

  const modules = project.containers
    .flatMap(({ environments }) => environments)
    .flatMap(({ entities }) => entities.filter(({ type }) => type === 'MODULO'));
  const total = modules.reduce((sum, { w: wide }) => sum + wide, 0);
  const scale = Math.min((w * 0.88) / Math.max(total, 1), (h * 0.66) / 2_250);
  let x = (w - total * scale) / 2;
  const bottom = ground + 14 * times;
  for (const module of modules) {
    const [mw, mh, depth] = [module.w * scale, module.h * scale, module.d * scale * 0.35];
    const top = bottom - mh;
    const colour = colourOf(module);
    // Seen from the right and above: the side and the top behind the front.
    fill(
      [
        [x + mw, top],
        [x + mw + depth, top - depth],
        [x + mw + depth, bottom - depth],
        [x + mw, bottom],
      ],
      shaded(colour, 0.62),
    );
    fill(
      [
        [x, top],
        [x + depth, top - depth],
        [x + mw + depth, top - depth],
        [x + mw, top],
      ],
      module.h < 1_000 ? counter : shaded(colour, 1.03),
    );
    box(x, top, mw, mh, shaded(colour, 0.8));
    const doors = Math.max(1, Math.round(module.w / 450));
    const rows = module.description?.includes('Gaveteiro') === true ? 3 : 1;
    const gap = 1.5 * times;
    for (let door = 0; door < doors; door += 1) {
      for (let row = 0; row < rows; row += 1) {
        const [dw, dh] = [mw / doors - gap, mh / rows - gap];
        const [dx, dy] = [x + (door * mw) / doors + gap / 2, top + (row * mh) / rows + gap / 2];
        box(dx, dy, dw, dh, colour);
        if (rows > 1) box(dx + dw * 0.35, dy + dh * 0.2, dw * 0.3, 1.5 * times, handle);
        else
          box(
            door % 2 === 0 ? dx + dw - 4 * times : dx + 3 * times,
            dy + dh * 0.4,
            1.5 * times,
            Math.min(dh * 0.2, 24 * times),
            handle,
          );
      }
    }
    x += mw;
  }

  const rgb = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at += 1) {
    const [px, py] = [(at % width) * times, Math.floor(at / width) * times];
    for (let part = 0; part < 3; part += 1) {
      let sum = 0;
      for (let step = 0; step < times * times; step += 1) {
        sum += canvas[((py + Math.floor(step / times)) * w + px + (step % times)) * 3 + part] ?? 0;
      }
      rgb[at * 3 + part] = Math.max(0, Math.min(255, Math.round(sum / (times * times))));
    }
  }
  return encodeJpeg({ width, height, rgb });
}
