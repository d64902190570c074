import { TextDecoder } from 'node:util';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { XmlScanner } from './xmlScanner.ts';

/** What the beginning of a document says about its bytes. */
export interface XmlEncoding {
  /** WHATWG name, e.g. `utf-8`, `utf-16le`, `windows-1252` (which ISO-8859-1 means there too). */
  readonly label: string;
  /** Length of the byte order mark to leave out. */
  readonly bomBytes: number;
  /** The prolog names an encoding that the bytes contradict. */
  readonly contradicted: boolean;
}

/** An XML declaration is one line; past this the document has none. */
const PROLOG_BYTES = 1024;

function startsWith(bytes: Uint8Array, ...head: number[]): boolean {
  return head.every((byte, index) => bytes[index] === byte);
}

function declared(prolog: string): string | null {
  return (
    /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z][\w.:-]{0,40})["']/.exec(prolog)?.[1]?.toLowerCase() ??
    null
  );
}

/**
 * Finds the encoding by byte order mark, then by the shape of the first bytes, then by the prolog. .NET writes
 * `encoding="utf-16"` into strings that are later stored as UTF-8, so bytes win over the prolog.
 * Error: `xml-encoding-unknown`.
 */
export function detectXmlEncoding(head: Uint8Array): XmlEncoding {
  const latin = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, PROLOG_BYTES)).toString(
    'latin1',
  );
  const wide = (label: 'utf-16le' | 'utf-16be', bomBytes: number): XmlEncoding => {
    const name = declared(latin.replaceAll('\0', '').slice(bomBytes));
    return { label, bomBytes, contradicted: name !== null && !name.startsWith('utf-16') };
  };
  if (startsWith(head, 0xff, 0xfe)) return wide('utf-16le', 2);
  if (startsWith(head, 0xfe, 0xff)) return wide('utf-16be', 2);
  if (startsWith(head, 0x3c, 0x00)) return wide('utf-16le', 0);
  if (startsWith(head, 0x00, 0x3c)) return wide('utf-16be', 0);
  if (startsWith(head, 0xef, 0xbb, 0xbf)) {
    const name = declared(latin.slice(3));
    return {
      label: 'utf-8',
      bomBytes: 3,
      contradicted: name !== null && name !== 'utf-8' && name !== 'utf8',
    };
  }
  const name = declared(latin);
  if (name === null) return { label: 'utf-8', bomBytes: 0, contradicted: false };
  if (name.startsWith('utf-16') || name.startsWith('ucs-2') || name.startsWith('iso-10646-ucs')) {
    return { label: 'utf-8', bomBytes: 0, contradicted: true };
  }
  try {
    return { label: new TextDecoder(name).encoding, bomBytes: 0, contradicted: false };
  } catch (cause) {
    throw new EloError('xml-encoding-unknown', 'the prolog names an encoding that is not known', {
      cause,
      details: { encoding: name },
    });
  }
}

/** Feeds a scanner with a document in any known encoding, chunk by chunk. */
export class XmlInput {
  readonly #scanner: XmlScanner;
  #head: Buffer | null = Buffer.alloc(0);
  #decoder: TextDecoder | null = null;
  #encoding: XmlEncoding | null = null;

  constructor(scanner: XmlScanner) {
    this.#scanner = scanner;
  }

  /** Known after {@link end}, or once enough bytes were written. */
  get encoding(): XmlEncoding | null {
    return this.#encoding;
  }

  write(chunk: Uint8Array): void {
    if (this.#head === null) {
      this.#pass(chunk);
      return;
    }
    this.#head = Buffer.concat([this.#head, chunk]);
    if (this.#head.length >= PROLOG_BYTES) this.#begin(this.#head);
  }

  end(): void {
    if (this.#head !== null) this.#begin(this.#head);
    if (this.#decoder !== null) this.#scanner.write(Buffer.from(this.#decoder.decode(), 'utf8'));
    this.#scanner.end();
  }

  #begin(head: Buffer): void {
    this.#head = null;
    const encoding = detectXmlEncoding(head);
    this.#encoding = encoding;
    if (encoding.label !== 'utf-8') this.#decoder = new TextDecoder(encoding.label, { ignoreBOM: true });
    this.#pass(head.subarray(encoding.bomBytes));
  }

  #pass(chunk: Uint8Array): void {
    if (this.#decoder === null) this.#scanner.write(chunk);
    else this.#scanner.write(Buffer.from(this.#decoder.decode(chunk, { stream: true }), 'utf8'));
  }
}
