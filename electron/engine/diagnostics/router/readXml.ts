import { XmlInput } from '../../promob/xmlInput.ts';
import { XmlScanner } from '../../promob/xmlScanner.ts';
import { EloError } from '../../../../shared/domain/eloError.ts';

/** An element by its name without prefix; namespaces are not told apart. */
export interface XmlElement {
  readonly name: string;
  /** What stands before its first child, trimmed. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** A router's description has some hundred elements in seven levels; its longest text is an address. */
const mostElements = 4_000;
const limits = {
  xmlDepth: 32,
  xmlAttributeBytes: 8 * 1024,
  xmlAttributesPerElement: 64,
  xmlTextBytes: 16 * 1024,
  xmlNames: 1_000,
};

/**
 * A small document as a tree. No DTD, no entities beyond the five, bounded in depth, width and text.
 * @throws EloError `xml-…` as the scanner says
 */
export function readXml(bytes: Uint8Array): XmlElement {
  type Open = { name: string; text: string; children: XmlElement[] };
  const root: Open = { name: '', text: '', children: [] };
  const open: Open[] = [root];
  let count = 0;
  const scanner = new XmlScanner(
    {
      open(name) {
        count += 1;
        if (count > mostElements) throw new EloError('xml-too-many-names', 'more elements than are read');
        const element: Open = { name: name.slice(name.indexOf(':') + 1), text: '', children: [] };
        open.at(-1)?.children.push(element);
        open.push(element);
        return true;
      },
      text(piece) {
        const element = open.at(-1);
        if (element !== undefined) element.text += piece;
      },
      close() {
        const element = open.pop();
        if (element !== undefined) element.text = element.text.trim();
      },
    },
    limits,
  );
  const input = new XmlInput(scanner);
  input.write(bytes);
  input.end();
  const [document] = root.children;
  if (document === undefined) throw new EloError('xml-incomplete', 'nothing in it');
  return document;
}

/** The first element of that name, at any depth, itself included. */
export function findElement(element: XmlElement, name: string): XmlElement | null {
  if (element.name === name) return element;
  for (const child of element.children) {
    const found = findElement(child, name);
    if (found !== null) return found;
  }
  return null;
}

/** Every element of that name, at any depth, in the order of the document. */
export function allElements(element: XmlElement, name: string): readonly XmlElement[] {
  const below = element.children.flatMap((child) => allElements(child, name));
  return element.name === name ? [element, ...below] : below;
}

/** The text of a child; `null` where there is none, or it is empty. */
export function childText(element: XmlElement, name: string): string | null {
  const text = element.children.find((child) => child.name === name)?.text ?? '';
  return text === '' ? null : text;
}
