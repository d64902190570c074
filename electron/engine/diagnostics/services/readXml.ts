import { XmlInput } from '../../promob/xmlInput.ts';
import { XmlScanner } from '../../promob/xmlScanner.ts';
import type { XmlAttributes } from '../../promob/xmlScanner.ts';

/** A service's description or answer is some 100 KB; the bounds leave a factor of ten and keep a hostile one short. */
const limits = {
  xmlDepth: 100,
  xmlAttributeBytes: 64 * 1024,
  xmlAttributesPerElement: 200,
  xmlTextBytes: 64 * 1024,
  xmlNames: 5_000,
} as const;

/** Without the prefix, which every maker chooses otherwise. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

export interface XmlListener {
  /** True: tell the text that follows. */
  open(name: string, attributes: XmlAttributes, path: readonly string[]): boolean;
  text?(name: string, text: string, path: readonly string[]): void;
}

/**
 * Reads a document with the bounded reader of Promob's files (no DTD, no entities); names come without prefix, texts
 * whole. @throws EloError `xml-…`
 */
export function readXml(bytes: Uint8Array, listener: XmlListener): void {
  const path: string[] = [];
  let text: string | null = null;
  const scanner = new XmlScanner(
    {
      open: (name, attributes) => {
        const local = localName(name);
        const wanted = listener.open(local, attributes, path);
        path.push(local);
        text = wanted ? '' : null;
        return wanted;
      },
      close: () => {
        const name = path.pop() ?? '';
        if (text !== null) listener.text?.(name, text, path);
        text = null;
      },
      text: (piece) => {
        if (text !== null) text += piece;
      },
    },
    limits,
  );
  const input = new XmlInput(scanner);
  input.write(bytes);
  input.end();
}
