import { deflateRawSync } from 'node:zlib';
import { buildJpeg } from '../../support/promob/buildJpeg.ts';
import { containerEntries } from '../../support/promob/buildContainer.ts';
import { foreignDeflate } from '../../support/promob/foreignDeflate.ts';
import { saveAgain, workAndSave } from '../../support/promob/mutateProject.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { createRandom } from '../../support/promob/random.ts';
import { writeZip, type ZipInput } from '../../support/promob/zipWriter.ts';

export interface ProjectSavesOptions {
  readonly seed: string;
  /** 12 KB of drawing each. */
  readonly modules: number;
  readonly previewBytes: number;
  /**
   * What changes in the drawing from save to save: a module is placed, moved or deleted (`work`), or twenty numbers are
   * other ones (`touch`, many times faster to make for large drawings).
   */
  readonly change: 'work' | 'touch';
}

/** One save in two forms that differ in the preview alone. */
export interface ProjectSave {
  /** With the preview of the first save. */
  readonly samePreview: Buffer;
  /** With a preview of its own, as Promob renders one at each save. */
  readonly newPreview: Buffer;
}

const previewName = 'sugestao.jpg';
const touches = 20;

/** Gives digits of coordinates other values; the length stays. */
function touch(drawing: Uint8Array, seed: string): Uint8Array {
  const random = createRandom(seed);
  const bytes = Buffer.from(drawing);
  for (let count = 0; count < touches; count += 1) {
    const at = bytes.indexOf('<PONTOBASE X="', random.integer(0, bytes.length - 1));
    const digit = at < 0 ? -1 : at + '<PONTOBASE X="'.length;
    const value = bytes[digit] ?? 0;
    // 1 to 9: a leading zero would be another spelling
    if (value >= 0x31 && value <= 0x39) bytes[digit] = 0x31 + random.integer(0, 8);
  }
  return bytes;
}

/**
 * The saves of one generated project, one after the other, in Promob's layout and compressor. Entries that did not change
 * are the same bytes again.
 */
export function* projectSaves(options: ProjectSavesOptions): Generator<ProjectSave, never> {
  const { seed, change } = options;
  let model = newProject({ seed, modules: options.modules, previewBytes: options.previewBytes });
  let drawn: readonly ZipInput[] = containerEntries(model);
  const compressed = new Map<string, { readonly content: Uint8Array; readonly bytes: Uint8Array }>();
  const entry = (name: string, content: Uint8Array): ZipInput => {
    const last = compressed.get(name);
    if (last !== undefined && Buffer.compare(last.content, content) === 0) {
      return { name, content, compressed: last.bytes };
    }
    // Pictures do not shrink; zlib does what Promob's compressor does with them, faster.
    const bytes = name === previewName ? deflateRawSync(content) : foreignDeflate(content);
    compressed.set(name, { content, bytes });
    return { name, content, compressed: bytes };
  };
  const firstPreview = buildJpeg(`${seed} first`, options.previewBytes);
  const samePreview = entry(previewName, firstPreview);
  for (let number = 0; ; number += 1) {
    const entries = drawn
      .filter(({ name }) => name !== previewName)
      .map(({ name, content }) => entry(name, content));
    const preview = buildJpeg(`${seed} preview ${number}`, options.previewBytes);
    const newPreview: ZipInput = {
      name: previewName,
      content: preview,
      compressed: deflateRawSync(preview),
    };
    const at = new Date(model.saves.at(-1)?.savedAt ?? 0);
    // `promob.info` stands first, the picture second.
    const whole = (picture: ZipInput): Buffer =>
      writeZip([...entries.slice(0, 1), picture, ...entries.slice(1)], at);
    yield { samePreview: whole(samePreview), newPreview: whole(newPreview) };
    if (change === 'work') {
      model = workAndSave(model);
      drawn = containerEntries(model);
    } else {
      model = saveAgain(model);
      const info = containerEntries({ ...model, containers: [] }).find(({ name }) => name === 'promob.info');
      drawn = drawn.map((each) => {
        if (each.name.endsWith('.ambient3d')) {
          return { ...each, content: touch(each.content, `${seed} touch ${number}`) };
        }
        return each.name === 'promob.info' ? (info ?? each) : each;
      });
    }
  }
}
