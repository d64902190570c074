import { EloError } from '../../../shared/domain/eloError.ts';

/** Bytes that may stand in a name: letters, digits, `_ : - .` and everything outside ASCII. */
const nameBytes = new Uint8Array(256);
/** Bytes a name may begin with. */
const startBytes = new Uint8Array(256);
for (let byte = 0; byte < 256; byte++) {
  const letter = (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
  const start = letter || byte === 0x5f || byte === 0x3a || byte >= 0x80;
  const digit = byte >= 0x30 && byte <= 0x39;
  startBytes[byte] = start ? 1 : 0;
  nameBytes[byte] = start || digit || byte === 0x2d || byte === 0x2e ? 1 : 0;
}

const SLOTS_PER_NAME = 4;
/** No name in a real document is longer than 40 bytes. */
const NAME_BYTES = 1024;

/** Element and attribute names of one document, each kept once: a document has dozens, repeated a million times. */
export class XmlNames {
  readonly #limit: number;
  readonly #slots: Int32Array;
  readonly #mask: number;
  readonly #hashes: number[] = [];
  readonly #names: string[] = [];
  readonly #bytes: Buffer[] = [];
  /** The tag in which an attribute name was last seen, to find attributes given twice. */
  readonly #seenIn: number[] = [];
  readonly #ids = new Map<string, number>();
  /** The name that followed each name last time: nearly always the same one, and compared faster than looked up. */
  readonly #followers: number[] = [];

  constructor(limit: number) {
    this.#limit = limit;
    const slots = 2 ** Math.ceil(Math.log2(Math.max(64, limit * SLOTS_PER_NAME)));
    this.#slots = new Int32Array(slots).fill(-1);
    this.#mask = slots - 1;
  }

  name(id: number): string {
    return this.#names[id] ?? '';
  }

  /** The id of a name met before; -1 for others. */
  idOf(name: string): number {
    return this.#ids.get(name) ?? -1;
  }

  /** Whether the last tag an attribute name was met in is this one. */
  isIn(id: number, tag: number): boolean {
    return this.#seenIn[id] === tag;
  }

  /** True the first time an attribute name is met in a tag. */
  firstIn(id: number, tag: number): boolean {
    if (this.#seenIn[id] === tag) return false;
    this.#seenIn[id] = tag;
    return true;
  }

  /** Index after the name that begins at `start`; `start` where none begins there; -1 where the buffer ends first. */
  end(buffer: Buffer, start: number): number {
    const length = buffer.length;
    if (start >= length) return -1;
    if (startBytes[buffer[start] ?? 0] === 0) return start;
    let i = start + 1;
    while (i < length && nameBytes[buffer[i] ?? 0] === 1) i++;
    if (i - start > NAME_BYTES) throw new EloError('xml-malformed', 'a name is longer than any real one');
    return i < length ? i : -1;
  }

  /**
   * The id of the name at `start` where it is the one that followed the name `before` last time; -1 where it is another, or
   * the buffer ends before that is certain. It is as long as {@link length} says.
   */
  following(before: number, buffer: Buffer, start: number): number {
    const id = this.#followers[before] ?? -1;
    const bytes = this.#bytes[id];
    if (bytes === undefined) return -1;
    const size = bytes.length;
    if (start + size >= buffer.length) return -1;
    for (let i = 0; i < size; i++) if (bytes[i] !== buffer[start + i]) return -1;
    return nameBytes[buffer[start + size] ?? 0] === 1 ? -1 : id;
  }

  /** Remembers which name follows another. */
  follow(before: number, id: number): void {
    this.#followers[before] = id;
  }

  /** Bytes of a name. */
  length(id: number): number {
    return this.#bytes[id]?.length ?? 0;
  }

  intern(buffer: Buffer, start: number, end: number): number {
    let hash = 0;
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + (buffer[i] ?? 0)) | 0;
    let slot = (hash ^ (hash >>> 15)) & this.#mask;
    for (;;) {
      const id = this.#slots[slot] ?? -1;
      if (id < 0) return this.#add(buffer, start, end, hash, slot);
      if (this.#hashes[id] === hash && this.#sameBytes(id, buffer, start, end)) return id;
      slot = (slot + 1) & this.#mask;
    }
  }

  /** Index after the known name `id` at `start`, or why it is not there. */
  matchAt(buffer: Buffer, start: number, id: number): number | 'different' | 'unfinished' {
    const bytes = this.#bytes[id];
    const size = bytes?.length ?? 0;
    const available = Math.min(size, buffer.length - start);
    for (let i = 0; i < available; i++) {
      if (buffer[start + i] !== bytes?.[i]) return 'different';
    }
    if (start + size >= buffer.length) return 'unfinished';
    return nameBytes[buffer[start + size] ?? 0] === 1 ? 'different' : start + size;
  }

  #sameBytes(id: number, buffer: Buffer, start: number, end: number): boolean {
    const bytes = this.#bytes[id];
    if (bytes === undefined || bytes.length !== end - start) return false;
    for (let i = 0; i < bytes.length; i++) if (bytes[i] !== buffer[start + i]) return false;
    return true;
  }

  #add(buffer: Buffer, start: number, end: number, hash: number, slot: number): number {
    const id = this.#names.length;
    if (id >= this.#limit)
      throw new EloError('xml-too-many-names', 'more different names than any real document');
    const bytes = Buffer.from(buffer.subarray(start, end));
    // A property key is an internalized string: comparing it with a literal is then a comparison of pointers.
    const name = Object.keys({ [bytes.toString('utf8')]: 0 })[0] ?? '';
    this.#slots[slot] = id;
    this.#hashes.push(hash);
    this.#names.push(name);
    this.#bytes.push(bytes);
    this.#seenIn.push(0);
    this.#followers.push(-1);
    this.#ids.set(name, id);
    return id;
  }
}
