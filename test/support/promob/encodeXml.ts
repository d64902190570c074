export type FixtureEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-1';

/** Where windows-1252 differs from ISO-8859-1 and a fixture may use it: the euro sign and typographic quotes. */
const windows1252: Readonly<Record<string, number>> = { '€': 0x80, '“': 0x93, '”': 0x94, '–': 0x96 };

/** Encodes XML text and makes its prolog say so. UTF-16 gets its byte order mark. */
export function encodeXml(text: string, encoding: FixtureEncoding): Buffer {
  const name = encoding.startsWith('utf-16') ? 'utf-16' : encoding === 'utf-8-bom' ? 'utf-8' : encoding;
  const declared = text.replace(/^(<\?xml[^>]*encoding=)["'][^"']*["']/, `$1"${name}"`);
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(declared, 'utf8');
    case 'utf-8-bom':
      return Buffer.from(`\uFEFF${declared}`, 'utf8');
    case 'utf-16le':
      return Buffer.from(`\uFEFF${declared}`, 'utf16le');
    case 'utf-16be':
      return Buffer.from(`\uFEFF${declared}`, 'utf16le').swap16();
    case 'windows-1252':
    case 'iso-8859-1':
      return Buffer.from(
        Array.from(declared, (character) => windows1252[character] ?? character.charCodeAt(0) & 0xff),
      );
    default:
      throw new Error(`unknown encoding ${String(encoding satisfies never)}`);
  }
}
