import { EloError } from '../../../shared/domain/eloError.ts';
import type { DrawingEntity, Measure } from './drawingFacts.ts';
import { normalizeGuid } from './guid.ts';
import type { XmlAttributes, XmlHandler } from './xmlScanner.ts';

/** A number as Promob writes it: dot decimals and exponents; commas occur in formula values. */
function measure(text: string | undefined): Measure {
  const written = text?.trim() ?? '';
  if (written === '') return { written: null, value: 0 };
  const plain = /^[+-]?\d+,\d+$/.test(written) ? written.replace(',', '.') : written;
  const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain) ? Number(plain) : 0;
  return { written, value: Number.isFinite(value) ? value : 0 };
}

const absent: Measure = { written: null, value: 0 };

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface OpenEntity {
  readonly entity: Mutable<DrawingEntity>;
  readonly index: number;
  readonly depth: number;
}

/** Reads one `.ambient3d` into a flat list of entities. Error: `too-many-entities`. */
export class DrawingReader implements XmlHandler {
  isAmbient = false;
  name: string | null = null;
  guid: string | null = null;
  documentPath: string | null = null;
  readonly entities: DrawingEntity[] = [];
  readonly #maxEntities: number;
  readonly #path: string[] = [];
  readonly #open: OpenEntity[] = [];
  #textFor: 'rotation' | 'reference' | null = null;
  #text = '';

  constructor(maxEntities: number) {
    this.#maxEntities = maxEntities;
  }

  open(name: string, attributes: XmlAttributes, depth: number): boolean {
    const parent = this.#path.at(-1);
    this.#path.push(name);
    this.#textFor = null;
    if (depth === 1) {
      this.isAmbient = name === 'AMBIENT3D';
      this.name = attributes.get('NAME') ?? null;
      this.guid = normalizeGuid(attributes.get('GUID'));
      this.documentPath = attributes.get('DOCUMENTPATH') ?? null;
      return false;
    }
    if (name === 'INFORMACOES') {
      this.#openEntity(attributes, depth);
      return false;
    }
    const current = this.#open.at(-1);
    // Regions, drawings and metadata hold elements of the same names deeper down: only those of the entity itself count.
    if (current === undefined || depth > current.depth + 2) return false;
    return this.#inEntity(current, name, parent, attributes, depth - current.depth);
  }

  text(piece: string): void {
    this.#text += piece;
  }

  close(name: string, depth: number): void {
    this.#path.pop();
    const current = this.#open.at(-1);
    if (current === undefined) return;
    if (this.#textFor === 'rotation') current.entity.rotation = measure(this.#text);
    else if (this.#textFor === 'reference') current.entity.reference = this.#text.trim();
    this.#textFor = null;
    if (name === 'INFORMACOES' && depth === current.depth) this.#open.pop();
  }

  #openEntity(attributes: XmlAttributes, depth: number): void {
    if (this.entities.length >= this.#maxEntities) {
      throw new EloError('too-many-entities', 'the drawing holds more entities than the reader takes', {
        details: { limit: this.#maxEntities },
      });
    }
    const entity: DrawingEntity = {
      parent: this.#open.at(-1)?.index ?? null,
      guid: null,
      uniqueId: null,
      id: attributes.get('ID') ?? null,
      type: attributes.get('TYPE') ?? null,
      description: null,
      reference: null,
      material: null,
      position: { x: absent, y: absent, z: absent },
      rotation: absent,
      size: { w: absent, h: absent, d: absent },
    };
    this.#open.push({ entity, index: this.entities.length, depth });
    this.entities.push(entity);
  }

  #inEntity(
    { entity }: OpenEntity,
    name: string,
    parent: string | undefined,
    attributes: XmlAttributes,
    below: number,
  ): boolean {
    if (below === 1) {
      if (name === 'ASSOCIATIONREGISTRY') {
        entity.uniqueId = attributes.get('UNIQUEID') ?? null;
        entity.guid = normalizeGuid(attributes.get('GUID'));
      } else if (name === 'INSERTDIMENSION') {
        entity.size = {
          w: measure(attributes.get('WIDTH')),
          h: measure(attributes.get('HEIGHT')),
          d: measure(attributes.get('DEPTH')),
        };
      } else if (name === 'REFERENCE') return this.#want('reference');
      return false;
    }
    if (parent === 'POSICAOINSERCAO') {
      if (name === 'ROTATION') return this.#want('rotation');
      if (name === 'PONTOBASE') {
        entity.position = {
          x: measure(attributes.get('X')),
          y: measure(attributes.get('Y')),
          z: measure(attributes.get('Z')),
        };
      }
    } else if (parent === 'ATTRIBUTES' && name === 'ATTRIBUTE' && attributes.get('ID') === 'DESCRIPTION') {
      entity.description ??= attributes.get('VALUE')?.trim() ?? null;
    } else if (parent === 'COMPONENTDEFINITIONCOLLECTION' && name === 'COMPONENTDEFINITION') {
      entity.material ??= attributes.get('IDMATERIAL') ?? null;
    }
    return false;
  }

  #want(target: 'rotation' | 'reference'): true {
    this.#textFor = target;
    this.#text = '';
    return true;
  }
}
