/** Writes whole numbers (7 bits a byte, lowest first) and bytes, one after another. */
export class ByteWriter {
  #bytes: Uint8Array = new Uint8Array(256);
  #at = 0;

  number(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new TypeError('a whole number was expected');
    let rest = value;
    this.#room(8);
    while (rest >= 128) {
      this.#bytes[this.#at++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#at++] = rest;
  }

  bytes(bytes: Uint8Array): void {
    this.#room(bytes.byteLength);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.byteLength;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#at);
  }

  #room(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#at + more));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads what {@link ByteWriter} wrote. Everything throws RangeError where the bytes end too early or say nonsense. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  number(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 53; scale *= 128) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new RangeError('the bytes end too early');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw new RangeError('a number is too large');
  }

  /** A number of things of at least so many bytes each, which must all have room in what is left. */
  count(leastBytes: number): number {
    const count = this.number();
    if (count * leastBytes > this.#bytes.length - this.#at) throw new RangeError('the bytes end too early');
    return count;
  }

  bytes(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw new RangeError('the bytes end too early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** Everything not read yet. */
  rest(): Uint8Array {
    return this.bytes(this.#bytes.length - this.#at);
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new RangeError('more bytes than expected');
  }
}
