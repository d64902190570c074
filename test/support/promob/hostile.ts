import { deflateRawSync } from 'node:zlib';
import { buildContainer, containerEntries } from './buildContainer.ts';
import { buildJpeg } from './buildJpeg.ts';
import { newProject } from './newProject.ts';
import { localRecord, writeZip, type ZipInput } from './zipWriter.ts';

/** Inputs made to hurt a reader. Each is small or quick to make; none is ever written inside the repository. */

const at = new Date('2026-02-19T13:34:38Z');
const AMBIENT = 'solucao\\container1\\document1\\document1.ambient3d';
const small = newProject({ seed: 'hostile', modules: 1, previewBytes: 400 });

function withEntry(entry: ZipInput): Buffer {
  return writeZip([...containerEntries(small), entry], at);
}

function withAmbient(xml: string): Buffer {
  return buildContainer(small, { replace: { [AMBIENT]: Buffer.from(xml, 'utf8') }, compression: 'zlib' });
}

/** A drawing that inflates a thousandfold to `bytes` zeros. */
export function zipBomb(bytes: number): Buffer {
  const entries = containerEntries(small).filter(({ name }) => name !== AMBIENT);
  const zeros = Buffer.alloc(bytes);
  return writeZip(
    [...entries, { name: AMBIENT, content: zeros, compressed: deflateRawSync(zeros, { level: 9 }) }],
    at,
  );
}

/** A bomb that claims to be small: the directory says 1,000 bytes. */
export function lyingZipBomb(bytes: number): Buffer {
  const zeros = Buffer.alloc(bytes);
  const entries = containerEntries(small).filter(({ name }) => name !== AMBIENT);
  const compressed = deflateRawSync(zeros, { level: 9 });
  return writeZip([...entries, { name: AMBIENT, content: zeros, compressed, declaredSize: 1000 }], at);
}

/** One entry's record lies inside another's content, so that the same bytes inflate twice. */
export function overlappingContainer(): Buffer {
  const inner: ZipInput = { name: 'dentro.bin', content: Buffer.alloc(100_000), compression: 'zlib' };
  const entries = containerEntries(small);
  const outer: ZipInput = { name: 'fora.bin', content: localRecord(inner, at), compression: 'stored' };
  return writeZip([...entries, outer, { ...inner, insideEntry: entries.length }], at);
}

/** "Billion laughs": nine levels of ten. */
export function entityBombXml(root: string): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const value = level === 0 ? 'lol' : `&lol${level - 1};`.repeat(10);
    return `<!ENTITY lol${level} "${value}">`;
  });
  return `<?xml version="1.0"?><!DOCTYPE ${root} [${levels.join('')}]><${root} NAME="&lol8;">&lol8;</${root}>`;
}

export function externalEntityXml(root: string, address: string): string {
  return `<?xml version="1.0"?><!DOCTYPE ${root} [<!ENTITY secret SYSTEM "${address}">]><${root} NAME="x">&secret;</${root}>`;
}

export function externalDtdXml(root: string, address: string): string {
  return `<?xml version="1.0"?><!DOCTYPE ${root} SYSTEM "${address}"><${root} />`;
}

export function deepXml(root: string, depth: number): string {
  return `<?xml version="1.0"?><${root}>${'<A>'.repeat(depth)}${'</A>'.repeat(depth)}</${root}>`;
}

export function hugeAttributeXml(root: string, bytes: number): string {
  return `<?xml version="1.0"?><${root} NAME="${'x'.repeat(bytes)}" />`;
}

export const entityBombContainer = (): Buffer => withAmbient(entityBombXml('AMBIENT3D'));
export const externalEntityContainer = (address: string): Buffer =>
  withAmbient(externalEntityXml('AMBIENT3D', address));
export const deepContainer = (depth: number): Buffer => withAmbient(deepXml('AMBIENT3D', depth));
export const hugeAttributeContainer = (bytes: number): Buffer =>
  withAmbient(hugeAttributeXml('AMBIENT3D', bytes));
export const manyAttributesContainer = (count: number): Buffer =>
  withAmbient(`<AMBIENT3D${Array.from({ length: count }, (_, index) => ` A${index}="1"`).join('')} />`);

/** An entry of any name, for traversal and absolute ones. */
export function namedEntryContainer(name: string): Buffer {
  return withEntry({ name, content: Buffer.from('x') });
}

export function encryptedContainer(): Buffer {
  return withEntry({ name: 'secreto.bin', content: Buffer.from('x'), flags: 1 });
}

export function unknownCompressionContainer(): Buffer {
  return withEntry({
    name: 'lzma.bin',
    content: Buffer.from('x'),
    compression: 'stored',
    declaredMethod: 14,
  });
}

export function manyEntriesContainer(count: number): Buffer {
  const one = Buffer.from('x');
  const many = Array.from({ length: count }, (_, index): ZipInput => ({
    name: `solucao\\m\\${index}.material`,
    content: one,
    compression: 'stored',
  }));
  return writeZip([...containerEntries(small), ...many], at);
}

/** A sound container whose one entry was changed after its CRC-32 was taken. */
export function wrongCrcContainer(): Buffer {
  return withEntry({ name: 'nota.txt', content: Buffer.from('depois'), declaredCrc32: 12345 });
}

export function renamedJpeg(): Buffer {
  return buildJpeg('renamed', 140_000);
}

/** A container folder that contains itself, through `..` or by naming its own file again and again. */
export function circularContainer(): Buffer {
  const self =
    '<CONTAINER><DOCUMENTS /><CONTAINERS><CONTAINER FOLDER="..\\container1" /><CONTAINER FOLDER="" /><CONTAINER FOLDER="." /></CONTAINERS></CONTAINER>';
  return buildContainer(small, {
    replace: { 'solucao\\container1\\container1.container': Buffer.from(self) },
  });
}
