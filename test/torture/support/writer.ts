import { createHash } from 'node:crypto';
import { mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { workAndSave } from '../../support/promob/mutateProject.ts';
import { newProject } from '../../support/promob/newProject.ts';
import type { ProjectModel } from '../../support/promob/projectModel.ts';
import { createRandom } from '../../support/promob/random.ts';
import type { WrittenContent, WrittenFile } from './compareLedgers.ts';
import { editors } from './editors.ts';
import type { Stage } from './stage.ts';
import { withEngine } from './withEngine.ts';

/**
 * A content that rests is kept about a second after the engine is up. Not being kept in so much of its lives is a finding;
 * the time it is down, and the beginning of each life, do not count, however slow the machine is.
 */
const patienceMs = 30_000;
/** How much of a life the engine may need before it has looked at every file. */
const beginningMs = 3_000;
/** An engine that does not live at all is a finding too. */
const longestMs = 600_000;
/** Longest wait for a word of the engine before its history is asked. */
const askAfterMs = 2_000;

export interface WriterOptions {
  readonly name: string;
  readonly seed: string;
  readonly environmentIds: readonly string[];
  readonly modules: number;
  readonly previewBytes: number;
  /** When the drawing was begun. No two drawings of a store have the same save history. */
  readonly begunAt: string;
}

/** A designer at one project file, and the first of the three ledgers. */
export interface Writer extends WrittenFile {
  /** Where the file lies now. */
  path(): string;
  /** Saves once and waits until the history has it. Answers whether it came to that in time. */
  saveAndWait(): Promise<boolean>;
  /** Saves in every way until told to stop; ends when the history has the last content, or gives up. */
  workUntil(over: () => boolean): Promise<void>;
  /** What it gave up on. */
  readonly complaints: readonly string[];
}

/**
 * The rule of settling: a writer saves again only after the history showed the hash of its last content (the engine said
 * `save-kept`, or, where it was killed before it could say so, its history lists it). Such a content must be there for
 * ever. In between it saves hastily now and then, without waiting: those contents may be kept or not, but only whole and
 * in order.
 */
export function createWriter(stage: Stage, o: WriterOptions): Writer {
  const random = createRandom(`${o.seed} writer ${o.name}`);
  const contents: WrittenContent[] = [];
  const complaints: string[] = [];
  let model: ProjectModel = newProject({
    seed: `${o.seed} ${o.name}`,
    modules: o.modules,
    previewBytes: o.previewBytes,
    savedAt: o.begunAt,
  });
  let path = join(stage.folder, `${o.name}.promob`);
  let moves = 0;

  const save = async (): Promise<WrittenContent> => {
    const bytes = buildContainer(model, { compression: 'zlib' });
    model = workAndSave(model);
    const content = { sha256: createHash('sha256').update(bytes).digest('hex'), settled: false };
    // Noted before the first byte: whatever is kept must be found here.
    contents.push(content);
    const editor = editors[random.pick(Object.keys(editors) as [string, ...string[]])];
    await editor?.({ path, bytes, random, elsewhere: stage.elsewhere });
    stage.signals.tell('written');
    return content;
  };

  /** Asks the history itself; an engine that was killed right after the commit could not tell. */
  const ask = async (): Promise<void> => {
    const saves = await withEngine(stage.dataDir, (client) => client.saves.list({ file: path }));
    for (const { sha256 } of saves ?? []) stage.kept.add(sha256);
  };

  const appears = async (content: WrittenContent): Promise<boolean> => {
    const since = performance.now();
    let asked = since;
    let looked = since;
    let lived = 0;
    let life = stage.engine.starts();
    while (!stage.kept.has(content.sha256)) {
      await stage.signals.next('kept', 200);
      const now = performance.now();
      const up = stage.engine.upFor();
      lived += Math.min(now - looked, Math.max(0, (up ?? 0) - beginningMs));
      looked = now;
      if (lived > patienceMs || now - since > longestMs) return stage.kept.has(content.sha256);
      const reborn = stage.engine.starts() !== life && up !== null && up > 200;
      if (reborn || now - asked > askAfterMs) {
        asked = now;
        life = stage.engine.starts();
        await ask();
      }
    }
    return true;
  };

  const saveAndWait = async (): Promise<boolean> => {
    const content = await save();
    // It is the last content and stands still from now on, however long that takes.
    content.settled = true;
    if (await appears(content)) return true;
    complaints.push(
      `${o.name}, content ${contents.length} was not kept in ${patienceMs / 1000} s of a running engine`,
    );
    return false;
  };

  /** The designer renames the file or puts it into another folder, its last state kept. */
  const move = (): void => {
    moves += 1;
    const target = join(stage.folder, random.pick(['', 'obra', 'obra/antigos']), `${o.name} ${moves}.promob`);
    mkdirSync(dirname(target), { recursive: true });
    renameSync(path, target);
    path = target;
  };

  return {
    name: o.name,
    environmentIds: o.environmentIds,
    contents,
    complaints,
    path: () => path,
    saveAndWait,
    async workUntil(over) {
      while (!over()) {
        if (random.next() < 0.05) move();
        for (let hasty = random.next() < 0.2 ? random.integer(1, 3) : 0; hasty > 0; hasty -= 1) {
          await save();
          await pause(random.integer(0, 120));
        }
        if (!(await saveAndWait())) return;
        await pause(random.integer(0, 1_200));
      }
    },
  };
}
