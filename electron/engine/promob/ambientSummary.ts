import { normalizeGuid } from './guid.ts';
import type { XmlAttributes, XmlHandler } from './xmlScanner.ts';

/** Different entity types counted apart; real drawings have fewer than ten. */
const TYPES = 1_000;

/** Reads the head of a `.ambient3d` and counts its entities. */
export class AmbientSummary implements XmlHandler {
  isAmbient = false;
  name: string | null = null;
  guid: string | null = null;
  documentPath: string | null = null;
  entityCount = 0;
  readonly byType = new Map<string, number>();

  open(name: string, attributes: XmlAttributes, depth: number): boolean {
    if (depth === 1) {
      this.isAmbient = name === 'AMBIENT3D';
      this.name = attributes.get('NAME') ?? null;
      this.guid = normalizeGuid(attributes.get('GUID'));
      this.documentPath = attributes.get('DOCUMENTPATH') ?? null;
    } else if (name === 'INFORMACOES') {
      this.entityCount++;
      const type = attributes.get('TYPE') ?? '';
      const count = this.byType.get(type);
      if (count !== undefined) this.byType.set(type, count + 1);
      else if (this.byType.size < TYPES) this.byType.set(type, 1);
    }
    return false;
  }

  close(): void {
    // Counting needs no ends.
  }
}
