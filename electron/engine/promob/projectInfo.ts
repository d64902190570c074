import type { ReadWarning, SaveFacts } from './containerFacts.ts';
import { parsePromobDate } from './promobDate.ts';
import type { XmlAttributes, XmlHandler } from './xmlScanner.ts';

/** Saves one file may list; a daily save for 25 years is 9,000. */
const SAVES = 10_000;

/** Real ones are some ten characters; anything longer is no serial number. */
export const LONGEST_SERIAL = 60;

/** Reads `promob.info`: the Promob system and the save history. UTCDATE is not the save time and is not read. */
export class ProjectInfo implements XmlHandler {
  systemId: string | null = null;
  systemName: string | null = null;
  distribution: string | null = null;
  /** Of the Promob that saved last, among those that named one. */
  serialNumber: string | null = null;
  readonly saves: SaveFacts[] = [];
  readonly warnings: ReadWarning[] = [];
  #versioning: string | null = null;

  /** The version of the last save; where none is recorded, that of VERSIONING. */
  get promobVersion(): string | null {
    return this.saves.at(-1)?.version ?? this.#versioning;
  }

  open(name: string, attributes: XmlAttributes, depth: number): boolean {
    if (depth === 1) {
      this.systemId = attributes.get('SYSTEMID') ?? null;
      this.systemName = attributes.get('SYSTEMNAME') ?? null;
      this.distribution = attributes.get('DISTRIBUTION') ?? null;
    } else if (name === 'VERSIONING') {
      const parts = ['VERSION', 'REVISION', 'BUILD'].map((part) => attributes.get(part) ?? '');
      this.#versioning = parts.includes('') ? null : parts.join('.');
    } else if (name === 'HISTORY' && attributes.get('TYPE') === 'Save') {
      this.#save(attributes);
    }
    return false;
  }

  close(): void {
    // Nothing in this document depends on where an element ends.
  }

  #save(attributes: XmlAttributes): void {
    const serial = attributes.get('SERIALNUMBER')?.trim() ?? '';
    if (serial !== '') this.serialNumber = serial.slice(0, LONGEST_SERIAL);
    if (this.saves.length >= SAVES) {
      if (this.saves.length === SAVES)
        this.warnings.push({ code: 'save-history-cut', detail: `${SAVES} saves read` });
      return;
    }
    const date = attributes.get('DATE');
    const savedAt = parsePromobDate(date);
    if (savedAt === null) {
      const detail = `save ${this.saves.length + 1}: ${(date ?? '').slice(0, 40)}`;
      this.warnings.push({ code: 'save-date-unreadable', detail });
    }
    this.saves.push({
      savedAt,
      productCode: attributes.get('PRODUCTCODE') ?? null,
      version: attributes.get('VERSION') ?? null,
    });
  }
}
