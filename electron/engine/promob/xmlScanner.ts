import { EloError } from '../../../shared/domain/eloError.ts';
import { XmlNames } from './xmlNames.ts';
import { decodeXmlText } from './xmlText.ts';
import type { ReadLimits } from './limits.ts';

/** The attributes of the element being opened; valid only during that call. Values are decoded when asked for. */
export interface XmlAttributes {
  get(name: string): string | undefined;
  /** Whether a value may hold what the handler marked (`XmlHandler.marks`); false is certain. */
  readonly marked: boolean;
}

/** What a reader wants to hear. `depth` is 1 for the root element. */
export interface XmlHandler {
  /** True: deliver the text that stands before the next tag. */
  open(name: string, attributes: XmlAttributes, depth: number): boolean;
  close(name: string, depth: number): void;
  /** Pieces of the text after an `open` that answered true. */
  text?(piece: string): void;
  /**
   * ASCII characters a reader looks for in values, anywhere or in front: told by the way, so that a value need not be made
   * a string to find that nothing is in it.
   */
  readonly marks?: { readonly anywhere: string; readonly inFront: string };
}

export type XmlLimits = Pick<
  ReadLimits,
  'xmlDepth' | 'xmlAttributeBytes' | 'xmlAttributesPerElement' | 'xmlTextBytes' | 'xmlNames'
>;

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const EQUALS = 0x3d;

/** What stands in a stretch that is skipped without being kept. */
type Skipping = 'comment' | 'instruction' | 'cdata' | null;
const skipEnd = { comment: '-->', instruction: '?>', cdata: ']]>' } as const;

/** Bytes of a tag that is not closed yet; above it the input is refused even where no single attribute is too long. */
const TAG_BYTES = 4 * 1024 * 1024;
const DOCTYPE_BYTES = 1024;

/** What a byte means in an attribute value: not the character it stands for; what the handler looks for. */
const CODED = 1;
const MARKED = 2;

/** Markup, line ends, and anything outside ASCII must be decoded, and may be anything then. */
function bytesOf(marks: string, coded: boolean): Uint8Array {
  const bytes = new Uint8Array(256);
  if (coded) {
    bytes.fill(CODED | MARKED, 0x80);
    for (const byte of [0x09, 0x0a, 0x0d, 0x26]) bytes[byte] = CODED | MARKED;
  }
  for (const character of marks) bytes[character.charCodeAt(0)] = MARKED;
  return bytes;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Between two tags there are mostly a line end and a few spaces: looking at them is faster than calling a search. */
const NEAR = 48;

function nextTag(buffer: Buffer, at: number): number {
  const near = Math.min(buffer.length, at + NEAR);
  for (let i = at; i < near; i++) if (buffer[i] === LT) return i;
  return near === buffer.length ? -1 : buffer.indexOf(LT, near);
}

/**
 * A streaming scanner of UTF-8 XML: open and close tags, attributes on demand, text on demand. It works on bytes and
 * decodes only what a reader asks for, several times faster than building every string. No DTD is ever read:
 * a DOCTYPE with an internal or external subset is refused (`xml-entities-refused`), so only the five predefined
 * entities and character references exist. Everything that could grow is bounded.
 *
 * Errors: `xml-malformed`, `xml-incomplete` (the input ended inside the document; retryable), `xml-too-deep`,
 * `xml-attribute-too-long`, `xml-too-many-attributes`, `xml-text-too-long`, `xml-too-many-names`, `xml-entities-refused`.
 */
export class XmlScanner {
  /** Whether a value held bytes that are no text in its encoding. */
  undecodable = false;

  readonly #handler: XmlHandler;
  readonly #limits: XmlLimits;
  readonly #names: XmlNames;
  readonly #stack: number[] = [];
  readonly #attributes: XmlAttributes;
  readonly #attributeStart: Int32Array;
  readonly #attributeEnd: Int32Array;
  /** 1 where the value must be decoded; others are the bytes as they stand. */
  readonly #attributeCoded: Uint8Array;
  /** Where in the tag an attribute stood, by the id of its name; true of names met in this tag only. */
  readonly #attributeAt: number[] = [];
  readonly #valueBytes: Uint8Array;
  readonly #frontBytes: Uint8Array;
  #marked = false;
  #tag = 0;
  #buffer: Buffer = Buffer.alloc(0);
  /** The buffer once more as a string of its bytes, of which parts are had at no cost; made when first needed. */
  #latin: string | null = null;
  #carry: Buffer = Buffer.alloc(0);
  #skipping: Skipping = null;
  #rootSeen = false;
  #textWanted = false;
  #textBytes = 0;
  #tags = 0;
  #consumed = 0;

  constructor(handler: XmlHandler, limits: XmlLimits) {
    this.#handler = handler;
    this.#limits = limits;
    this.#names = new XmlNames(limits.xmlNames);
    this.#attributeStart = new Int32Array(limits.xmlAttributesPerElement);
    this.#attributeEnd = new Int32Array(limits.xmlAttributesPerElement);
    this.#attributeCoded = new Uint8Array(limits.xmlAttributesPerElement);
    const { marks } = handler;
    this.#valueBytes = bytesOf(marks?.anywhere ?? '', true);
    this.#frontBytes = bytesOf(marks?.inFront ?? '', false);
    const isMarked = (): boolean => this.#marked;
    this.#attributes = {
      get: (name) => this.#attribute(name),
      get marked() {
        return isMarked();
      },
    };
  }

  /** Takes the next bytes; they may be reused by the caller afterwards. */
  write(bytes: Uint8Array): void {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#buffer = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    this.#latin = null;
    const used = this.#scan();
    this.#consumed += used;
    // A copy: the caller may reuse its memory.
    this.#carry = Buffer.from(this.#buffer.subarray(used));
  }

  /** Says that nothing follows. */
  end(): void {
    const rest = this.#skipping === null ? this.#carry.toString('latin1').trim() : '';
    const open = this.#stack.length > 0 || this.#skipping !== null || rest.startsWith('<');
    if (open || !this.#rootSeen) {
      throw new EloError('xml-incomplete', 'the document ends before its root element is closed', {
        retryable: true,
        details: { offset: this.#consumed },
      });
    }
    if (rest !== '') this.#malformed(0, 'text after the root element');
  }

  #malformed(at: number, reason: string): never {
    throw new EloError('xml-malformed', `not well-formed: ${reason}`, {
      details: { offset: this.#consumed + at, reason },
    });
  }

  #refuse(code: string, at: number): never {
    throw new EloError(code, `the document exceeds a bound of the reader: ${code}`, {
      details: { offset: this.#consumed + at },
    });
  }

  /** Scans what is complete and returns how many bytes are done with. */
  #scan(): number {
    const buffer = this.#buffer;
    const length = buffer.length;
    let at = 0;
    while (at < length) {
      let next: number;
      if (this.#skipping !== null) next = this.#skip(at, this.#skipping);
      else if (buffer[at] !== LT) next = this.#text(at);
      else if (at + 1 >= length) return at;
      else if (buffer[at + 1] === SLASH) next = this.#closeTag(at);
      else if (buffer[at + 1] === BANG) next = this.#declaration(at);
      else if (buffer[at + 1] === QUESTION) {
        this.#skipping = 'instruction';
        next = at + 2;
      } else next = this.#openTag(at);
      if (next < 0) return at;
      at = next;
    }
    return at;
  }

  #skip(at: number, kind: 'comment' | 'instruction' | 'cdata'): number {
    const buffer = this.#buffer;
    const end = skipEnd[kind];
    const found = buffer.indexOf(end, at, 'latin1');
    const wanted = kind === 'cdata' && this.#textWanted;
    if (found < 0) {
      if (wanted) {
        if (buffer.length - at > this.#limits.xmlTextBytes) this.#refuse('xml-text-too-long', at);
        return -1;
      }
      // All but a possible beginning of the end mark is done with.
      const kept = buffer.length - (end.length - 1);
      return kept > at ? kept : -1;
    }
    if (wanted) this.#deliver(at, buffer.toString('utf8', at, found), found - at);
    this.#skipping = null;
    return found + end.length;
  }

  #text(at: number): number {
    const buffer = this.#buffer;
    const found = nextTag(buffer, at);
    const end = found < 0 ? buffer.length : found;
    if (this.#stack.length === 0) {
      for (let i = at; i < end; i++) {
        if (!isSpace(buffer[i] ?? 0)) this.#malformed(i, 'text outside the root element');
      }
      return end;
    }
    if (!this.#textWanted) return end;
    if (found < 0) {
      if (end - at > this.#limits.xmlTextBytes) this.#refuse('xml-text-too-long', at);
      return -1;
    }
    this.#deliver(at, this.#decode(at, end, false), end - at);
    return end;
  }

  #deliver(at: number, piece: string, bytes: number): void {
    this.#textBytes += bytes;
    if (this.#textBytes > this.#limits.xmlTextBytes) this.#refuse('xml-text-too-long', at);
    if (piece.includes('\uFFFD')) this.undecodable = true;
    this.#handler.text?.(piece);
  }

  #declaration(at: number): number {
    const buffer = this.#buffer;
    const head = buffer.toString('latin1', at, at + 9);
    if (head.startsWith('<!--')) {
      this.#skipping = 'comment';
      return at + 4;
    }
    if (head === '<![CDATA[') {
      if (this.#stack.length === 0) this.#malformed(at, 'CDATA outside the root element');
      this.#skipping = 'cdata';
      return at + 9;
    }
    if (head === '<!DOCTYPE') return this.#doctype(at);
    if (
      head.length < 9 &&
      ('<!--'.startsWith(head) || '<![CDATA['.startsWith(head) || '<!DOCTYPE'.startsWith(head))
    ) {
      return -1;
    }
    return this.#malformed(at, 'unknown declaration');
  }

  #doctype(at: number): number {
    if (this.#rootSeen) this.#malformed(at, 'DOCTYPE after the root element');
    const buffer = this.#buffer;
    const end = buffer.indexOf(GT, at);
    const text = buffer.toString('latin1', at, end < 0 ? Math.min(buffer.length, at + DOCTYPE_BYTES) : end);
    if (/\[|\bSYSTEM\b|\bPUBLIC\b/.test(text) || text.length >= DOCTYPE_BYTES) {
      throw new EloError('xml-entities-refused', 'a DOCTYPE that could define entities is never read');
    }
    return end < 0 ? -1 : end + 1;
  }

  #closeTag(at: number): number {
    const buffer = this.#buffer;
    const length = buffer.length;
    const top = this.#stack.at(-1);
    if (top === undefined) this.#malformed(at, 'close tag without an open one');
    const nameEnd = this.#names.matchAt(buffer, at + 2, top);
    if (nameEnd === 'unfinished') return -1;
    if (nameEnd === 'different') this.#malformed(at, 'close tag does not match');
    let i = nameEnd;
    while (i < length && isSpace(buffer[i] ?? 0)) i++;
    if (i >= length) {
      if (i - at > TAG_BYTES) this.#malformed(at, 'endless close tag');
      return -1;
    }
    if (buffer[i] !== GT) this.#malformed(i, 'close tag does not match');
    this.#closed();
    return i + 1;
  }

  #closed(): void {
    const depth = this.#stack.length;
    const id = this.#stack.pop();
    this.#textWanted = false;
    this.#textBytes = 0;
    if (id !== undefined) this.#handler.close(this.#names.name(id), depth);
  }

  #openTag(at: number): number {
    const buffer = this.#buffer;
    const length = buffer.length;
    const names = this.#names;
    const limits = this.#limits;
    if (this.#rootSeen && this.#stack.length === 0) this.#malformed(at, 'a second root element');
    const tag = ++this.#tags;
    let i = names.end(buffer, at + 1);
    if (i < 0) return this.#unfinishedTag(at);
    if (i === at + 1) this.#malformed(at, 'element name expected');
    const element = names.intern(buffer, at + 1, i);
    let count = 0;
    let before = element;
    let allTraits = 0;
    const valueBytes = this.#valueBytes;
    const frontBytes = this.#frontBytes;
    for (;;) {
      const beforeSpace = i;
      while (i < length && isSpace(buffer[i] ?? 0)) i++;
      if (i >= length) return this.#unfinishedTag(at);
      const byte = buffer[i];
      if (byte === GT || byte === SLASH) break;
      if (i === beforeSpace) this.#malformed(i, 'space expected between attributes');
      const nameStart = i;
      let name = names.following(before, buffer, i);
      if (name >= 0) i += names.length(name);
      else {
        i = names.end(buffer, i);
        if (i < 0) return this.#unfinishedTag(at);
        if (i === nameStart) this.#malformed(i, 'attribute name expected');
        name = names.intern(buffer, nameStart, i);
        names.follow(before, name);
      }
      before = name;
      if (!names.firstIn(name, tag)) this.#malformed(nameStart, 'attribute given twice');
      while (i < length && isSpace(buffer[i] ?? 0)) i++;
      if (i >= length) return this.#unfinishedTag(at);
      if (buffer[i] !== EQUALS) this.#malformed(i, 'attribute without a value');
      i++;
      while (i < length && isSpace(buffer[i] ?? 0)) i++;
      if (i >= length) return this.#unfinishedTag(at);
      const quote = buffer[i];
      if (quote !== 0x22 && quote !== 0x27) this.#malformed(i, 'attribute value without quotes');
      const start = ++i;
      let traits = frontBytes[buffer[i] ?? 0] ?? 0;
      for (; i < length; i++) {
        const each = buffer[i] ?? 0;
        if (each === quote || each === LT) break;
        traits |= valueBytes[each] ?? 0;
      }
      if (i - start > limits.xmlAttributeBytes) this.#refuse('xml-attribute-too-long', start);
      if (i >= length) return this.#unfinishedTag(at);
      if (buffer[i] === LT) this.#malformed(i, '< inside an attribute');
      if (count >= limits.xmlAttributesPerElement) this.#refuse('xml-too-many-attributes', at);
      this.#attributeAt[name] = count;
      this.#attributeStart[count] = start;
      this.#attributeEnd[count] = i;
      this.#attributeCoded[count] = traits & CODED;
      allTraits |= traits;
      count++;
      i++;
    }
    const empty = buffer[i] === SLASH;
    if (empty) {
      if (i + 1 >= length) return this.#unfinishedTag(at);
      if (buffer[i + 1] !== GT) this.#malformed(i, '/ inside a tag');
      i++;
    }
    if (this.#stack.length >= limits.xmlDepth) this.#refuse('xml-too-deep', at);
    this.#stack.push(element);
    this.#rootSeen = true;
    this.#tag = tag;
    this.#marked = (allTraits & MARKED) !== 0;
    this.#textBytes = 0;
    this.#textWanted = this.#handler.open(names.name(element), this.#attributes, this.#stack.length);
    if (empty) this.#closed();
    return i + 1;
  }

  #unfinishedTag(at: number): -1 {
    if (this.#buffer.length - at > TAG_BYTES) this.#refuse('xml-attribute-too-long', at);
    return -1;
  }

  #attribute(name: string): string | undefined {
    const id = this.#names.idOf(name);
    if (id < 0 || !this.#names.isIn(id, this.#tag)) return undefined;
    const k = this.#attributeAt[id] ?? 0;
    const start = this.#attributeStart[k] ?? 0;
    const end = this.#attributeEnd[k] ?? 0;
    if (this.#attributeCoded[k] === 1) return this.#decode(start, end, true);
    this.#latin ??= this.#buffer.toString('latin1');
    return this.#latin.slice(start, end);
  }

  #decode(start: number, end: number, attribute: boolean): string {
    const raw = this.#buffer.toString('utf8', start, end);
    if (raw.includes('\uFFFD')) this.undecodable = true;
    const decoded = decodeXmlText(raw, attribute);
    if (decoded === null) this.#malformed(start, 'unknown entity');
    return decoded;
  }
}
