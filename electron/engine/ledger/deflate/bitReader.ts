/** Bits of a deflate stream, least significant first. Beyond the end it gives zeros and says so in `overrun`. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Bits taken so far. */
  get position(): number {
    return this.#at * 8 - this.#count;
  }

  get overrun(): boolean {
    return this.position > this.#bytes.length * 8;
  }

  /** The next bits without taking them. @param count at most 16 */
  peek(count: number): number {
    while (this.#count < count) {
      this.#held |= (this.#bytes[this.#at++] ?? 0) << this.#count;
      this.#count += 8;
    }
    return this.#held & ((1 << count) - 1);
  }

  skip(count: number): void {
    this.#held >>>= count;
    this.#count -= count;
  }

  /** @param count at most 16 */
  take(count: number): number {
    if (count === 0) return 0;
    const value = this.peek(count);
    this.skip(count);
    return value;
  }
}
