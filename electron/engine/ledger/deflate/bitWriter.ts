/** Writes bits, least significant first, into a buffer that may hold so many bytes and no more. */
export class BitWriter {
  readonly #bytes: Uint8Array;
  #at = 0;
  #held = 0;
  #count = 0;

  /** @param size bytes of the whole stream; writing more fails */
  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
  }

  /** @param count at most 16 */
  bits(value: number, count: number): void {
    this.#held |= value << this.#count;
    this.#count += count;
    while (this.#count >= 8) this.#flush();
  }

  /** Bits up to the next byte boundary, 0 to 7. */
  get toBoundary(): number {
    return (8 - this.#count) & 7;
  }

  bytes(bytes: Uint8Array): void {
    for (const byte of bytes) this.bits(byte, 8);
  }

  /** @throws RangeError where the stream is not exactly as long as promised */
  finish(): Uint8Array {
    if (this.#count !== 0 || this.#at !== this.#bytes.length)
      throw new RangeError('the stream has another length');
    return this.#bytes;
  }

  #flush(): void {
    if (this.#at === this.#bytes.length) throw new RangeError('the stream is longer than promised');
    this.#bytes[this.#at++] = this.#held & 0xff;
    this.#held >>>= 8;
    this.#count -= 8;
  }
}
