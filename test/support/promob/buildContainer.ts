import { buildJpeg } from './buildJpeg.ts';
import { encodeXml, type FixtureEncoding } from './encodeXml.ts';
import type { ProjectModel } from './projectModel.ts';
import {
  ambientXml,
  containerXml,
  customerXml,
  materialsXml,
  promobInfoXml,
  solutionXml,
} from './projectXml.ts';
import { writeZip, type ZipInput } from './zipWriter.ts';

export interface BuildContainerOptions {
  /** Default `foreign`, as Promob's compressor does; `zlib` is many times faster for large drawings. */
  readonly compression?: 'foreign' | 'zlib';
  /** Default UTF-8, with a byte order mark except in `promob.info`. */
  readonly encoding?: FixtureEncoding;
  /** Changes, adds or (with null) leaves out documents by entry name. */
  readonly replace?: Readonly<Record<string, Uint8Array | null>>;
}

/** ZIP times are local; stores of the real files lie four hours behind UTC. */
const STORE_OFFSET_MS = -4 * 3_600_000;

/** The documents of a project in the order Promob writes them. */
export function containerEntries(project: ProjectModel, options: BuildContainerOptions = {}): ZipInput[] {
  const encoding = options.encoding ?? 'utf-8-bom';
  const xml = (text: string): Buffer => encodeXml(text, encoding);
  const compression = options.compression ?? 'foreign';
  const documents: [name: string, content: Uint8Array][] = [
    ['promob.info', encodeXml(promobInfoXml(project), encoding === 'utf-8-bom' ? 'utf-8' : encoding)],
  ];
  // A new picture for every state of the drawing: Promob renders it at each save.
  if (project.previewBytes > 0) {
    documents.push(['sugestao.jpg', buildJpeg(`${project.seed} ${project.revision}`, project.previewBytes)]);
  }
  documents.push(['solucao\\solucao.container', xml(solutionXml(project))]);
  for (const [index, container] of project.containers.entries()) {
    const folder = `solucao\\${container.folder}`;
    documents.push([`${folder}\\${container.folder}.container`, xml(containerXml(container, index + 2))]);
    for (const environment of container.environments) {
      const file = `${environment.folder}\\${environment.folder}.ambient3d`;
      documents.push([`${folder}\\${file}`, xml(ambientXml(environment))]);
    }
  }
  documents.push(['solucao\\document1\\document1.dataclient', xml(customerXml(project.customer))]);
  documents.push(['solucao\\materials\\materials.material', xml(materialsXml())]);
  const replace = new Map(Object.entries(options.replace ?? {}));
  const entries: ZipInput[] = [];
  for (const [name, content] of documents) {
    const other = replace.get(name);
    replace.delete(name);
    if (other !== null) entries.push({ name, content: other ?? content, compression });
  }
  for (const [name, content] of replace) if (content !== null) entries.push({ name, content, compression });
  return entries;
}

/** A `.promob` (or `.bak`, which is the same) of this project, byte for byte the same for the same model. */
export function buildContainer(project: ProjectModel, options: BuildContainerOptions = {}): Buffer {
  const savedAt = Date.parse(project.saves.at(-1)?.savedAt ?? '2026-01-05T12:00:00Z');
  return writeZip(containerEntries(project, options), new Date(savedAt + STORE_OFFSET_MS));
}
