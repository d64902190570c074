import type { XmlAttributes, XmlHandler } from './xmlScanner.ts';

/** Fields one document may hold; real ones hold 24. */
const FIELDS = 500;

/**
 * Reads a `.dataclient`: the fields that are filled in. In the files at hand all are empty, so where Promob writes the
 * value is not settled: VALUE is read where it stands, else the text inside the field.
 */
export class CustomerData implements XmlHandler {
  readonly fields = new Map<string, string>();
  #field: string | null = null;
  #fieldDepth = 0;
  #text = '';

  open(name: string, attributes: XmlAttributes, depth: number): boolean {
    if (name === 'FIELD' && this.#field === null) {
      this.#field = attributes.get('NAME') ?? '';
      this.#fieldDepth = depth;
      this.#text = attributes.get('VALUE') ?? '';
      return this.#text === '';
    }
    return this.#field !== null && this.#text.trim() === '';
  }

  text(piece: string): void {
    this.#text += piece;
  }

  close(_name: string, depth: number): void {
    if (this.#field === null || depth !== this.#fieldDepth) return;
    const value = this.#text.trim();
    const known = this.fields.has(this.#field);
    if (this.#field !== '' && value !== '' && !known && this.fields.size < FIELDS)
      this.fields.set(this.#field, value);
    this.#field = null;
  }
}
