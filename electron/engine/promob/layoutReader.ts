import { DrawingReader } from './drawingReader.ts';
import type { EntityLayout, LayoutFace, Vector } from './layoutFacts.ts';
import type { XmlAttributes, XmlHandler } from './xmlScanner.ts';

/** Corners of one face; the longest of the real files has 20. */
const facePoints = 2_000;
/** Corners of all faces of a drawing together: 16 MB of numbers. */
const allPoints = 1_000_000;

const upright: Vector = [0, 0, 1];
const origin: Vector = [0, 0, 0];
const plain: EntityLayout = { normal: upright, box: null, mirrored: false, outline: null };

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface OpenFace {
  /** Depth of its REGION element. */
  readonly depth: number;
  readonly face: Mutable<LayoutFace> & { points: number[] };
}

interface OpenLayout {
  readonly depth: number;
  readonly layout: Mutable<EntityLayout>;
}

/** Zero where it was left out or is no number. */
function numberOf(attributes: XmlAttributes, name: string): number {
  const written = attributes.get(name);
  if (written === undefined) return 0;
  const value = Number(written.includes(',') ? written.replace(',', '.') : written);
  return Number.isFinite(value) ? value : 0;
}

const vectorOf = (attributes: XmlAttributes, x: string, y: string, z: string): Vector => [
  numberOf(attributes, x),
  numberOf(attributes, y),
  numberOf(attributes, z),
];

function normalOf(attributes: XmlAttributes): Vector {
  const normal = vectorOf(attributes, 'A', 'B', 'C');
  return normal.every((each) => each === 0) ? upright : normal;
}

/** Reads one `.ambient3d`: its entities as {@link DrawingReader} does, and beside each how it stands in the room. */
export class LayoutReader implements XmlHandler {
  readonly drawing: DrawingReader;
  readonly layouts: EntityLayout[] = [];
  readonly #path: string[] = [];
  readonly #open: OpenLayout[] = [];
  #face: OpenFace | null = null;
  #faceRotation = false;
  #text = '';
  #points = 0;

  constructor(maxEntities: number) {
    this.drawing = new DrawingReader(maxEntities);
  }

  open(name: string, attributes: XmlAttributes, depth: number): boolean {
    const wanted = this.drawing.open(name, attributes, depth);
    const parent = this.#path.at(-1);
    this.#path.push(name);
    this.#faceRotation = false;
    if (depth === 1) return wanted;
    if (name === 'INFORMACOES') {
      const layout = { ...plain, mirrored: attributes.get('INVERTED')?.toLowerCase() === 'true' };
      this.#open.push({ depth, layout });
      this.layouts.push(layout);
      return wanted;
    }
    const current = this.#open.at(-1);
    if (current === undefined) return wanted;
    const below = depth - current.depth;
    if (below === 2) this.#ofEntity(current.layout, name, parent, attributes, depth);
    else if (this.#face !== null && this.#inFace(this.#face, name, parent, attributes, depth)) {
      this.#faceRotation = true;
      this.#text = '';
      return true;
    }
    return wanted;
  }

  text(piece: string): void {
    if (this.#faceRotation) this.#text += piece;
    else this.drawing.text(piece);
  }

  close(name: string, depth: number): void {
    this.drawing.close(name, depth);
    this.#path.pop();
    if (this.#faceRotation && this.#face !== null) {
      const rotation = Number(this.#text.trim().replace(',', '.'));
      if (Number.isFinite(rotation)) this.#face.face.rotation = rotation;
    }
    this.#faceRotation = false;
    const current = this.#open.at(-1);
    if (current === undefined) return;
    if (this.#face?.depth === depth) this.#closeFace(this.#face, current.layout);
    if (name === 'INFORMACOES' && depth === current.depth) this.#open.pop();
  }

  /** What stands directly in the groups of an entity. */
  #ofEntity(
    layout: Mutable<EntityLayout>,
    name: string,
    parent: string | undefined,
    attributes: XmlAttributes,
    depth: number,
  ): void {
    if (parent === 'POSICAOINSERCAO' && name === 'NORMAL') layout.normal = normalOf(attributes);
    else if (parent === 'LIMITS' && (name === 'MIN' || name === 'MAX')) {
      const corner = vectorOf(attributes, 'X', 'Y', 'Z');
      const other = layout.box ?? { min: origin, max: origin };
      layout.box = name === 'MIN' ? { ...other, min: corner } : { ...other, max: corner };
    } else if (parent === 'REGIONS' && (name === 'REGION' || name === 'REGIONINVISIBLE')) {
      // the upper face where both are there: it comes last and is the one a plan shows
      const id = attributes.get('ID') ?? '';
      const upper = id.includes('_FACE_SUPERIOR');
      if (!upper && !(id.includes('_FACE_INFERIOR') && layout.outline === null)) return;
      this.#face = { depth, face: { base: origin, normal: upright, rotation: 0, points: [] } };
    }
  }

  /** What stands in a face, nested faces aside. True where its text is wanted. */
  #inFace(
    { depth: start, face }: OpenFace,
    name: string,
    parent: string | undefined,
    attributes: XmlAttributes,
    depth: number,
  ): boolean {
    if (depth !== start + 2) return false;
    if (parent === 'POSITION') {
      if (name === 'NORMAL') face.normal = normalOf(attributes);
      else if (name === 'PONTOBASE') face.base = vectorOf(attributes, 'X', 'Y', 'Z');
      return name === 'ROTATION';
    }
    if (parent === 'POINTS' && name === 'POINT' && face.points.length < 2 * facePoints) {
      face.points.push(numberOf(attributes, 'X'), numberOf(attributes, 'Y'));
    }
    return false;
  }

  #closeFace({ face }: OpenFace, layout: Mutable<EntityLayout>): void {
    this.#face = null;
    const count = face.points.length / 2;
    if (count < 3 || count >= facePoints || this.#points + count > allPoints) return;
    this.#points += count;
    layout.outline = face;
  }
}
